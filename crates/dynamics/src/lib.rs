//! The loop between two people as a model: simulate, fit, decompose, compare.
//!
//! **Invariants.** Plain slices in, plain structs out; nothing here draws, stores or reads a file.
