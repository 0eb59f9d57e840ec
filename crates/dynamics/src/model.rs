//! Models of the loop: what their parameters are and how they become a linear system.

pub(crate) mod assemble;
pub(crate) mod coordinate;
pub(crate) mod loop_model;
