//! What is wrong with a recording, found before any claim is made.
//!
//! [`check`] looks at a [`Study`](crate::Study) and lists its [`Fault`]s: a pure function, so the
//! same study always has the same faults in the same order. Each fault has a stable
//! [`FaultCode`], and each code an [`Explanation`].
//!
//! A fault is an **error** only where no claim can be made from the dyad's channel; a **warning**
//! travels with the result as a caveat; a **note** is worth knowing.

mod amount;
mod check;
mod clocks;
mod codes;
mod duplicates;
mod explanation;
mod fault;
mod flat;
mod identical;
mod marked;
mod paired;
mod spell;
#[cfg(test)]
mod testing;
mod time;
mod units;

pub use check::check;
pub use codes::FaultCode;
pub use explanation::Explanation;
pub use fault::{Fault, Severity};
