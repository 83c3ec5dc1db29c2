//! Who may do what: reads the credentials of a request and decides, saying step by step why.
