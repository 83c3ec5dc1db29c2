//! The pipeline of the service: route, authorise, apply, render.
