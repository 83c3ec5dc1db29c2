//! Goals, predictions and exercises.
