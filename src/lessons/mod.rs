//! Exercises: predict, act, observe.
