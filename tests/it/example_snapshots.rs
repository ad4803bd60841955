//! example_snapshots
