//! The history of a world: inputs, snapshots, seek, fork.
