//! The picture of a world at an instant, without a browser: what is where, in what state, and the sentence that says so.
