//! What a program that uses the service does: turns a call into a request and a response into an answer.
