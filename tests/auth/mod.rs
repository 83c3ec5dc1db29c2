//! Authorization against known answers, the accept/deny table, and inputs nobody would send.

mod shared_key;
mod support;
mod word_order;
