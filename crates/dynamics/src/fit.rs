//! Fitting: recordings prepared, the posterior climbed, uncertainty around the top.

pub(crate) mod climb;
pub(crate) mod condition;
pub(crate) mod engine;
pub(crate) mod jolt;
pub(crate) mod laplace;
pub(crate) mod loop_fit;
pub(crate) mod posterior;
pub(crate) mod prepare;
pub(crate) mod restricted;
pub(crate) mod start;
pub(crate) mod surface;
pub(crate) mod var1;
