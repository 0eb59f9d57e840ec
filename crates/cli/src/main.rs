//! The `attune` command.
fn main() {}
