//! The loop between two people as a model: simulate, fit, decompose, compare.
//!
//! **Invariants.** Plain slices in, plain structs out; nothing here draws, stores or reads a file.
//! No clock, no environment, no global random numbers: the same seed gives the same bits.
//! Person 0 is A and person 1 is B throughout; `gain[0]` is how much of B arrives in A.

mod error;
mod parts;
mod random;
mod scenario;
mod simulate;

pub use error::DynamicsError;
pub use parts::Parts;
pub use scenario::Scenario;
pub use scenario::planted::{
    Artefact, Gap, LoopTruth, Pacing, Planted, Push, Sensor, SharedInput, Solo, Threshold, Unit,
};
pub use simulate::{
    BlockSpan, SimulateOptions, SimulatedChannel, SimulatedDyad, SimulatedPerson, SimulatedStudy,
    SpanKind, simulate, simulate_dyad,
};
