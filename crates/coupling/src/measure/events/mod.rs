//! Events and codes: what follows what.
//!
//! A code is a small number (0, 1, 2, …) or `None` where nothing was coded.

mod dyadic_markov;
mod event_synchronisation;
mod lag_sequential;
mod matched_expressions;
mod recorded;
mod repair;
mod repair_latency;
mod sequence_apim;
mod state_space_grid;
mod survival;
mod two_by_two;

pub use dyadic_markov::{DyadicMarkov, MarkovTests, dyadic_markov, dyadic_markov_test};
pub use event_synchronisation::{
    EventSynchronisation, EventTests, event_synchronisation, event_synchronisation_test,
};
pub use lag_sequential::{
    LagSequential, SequentialOptions, SequentialTests, collapse_repeats, lag_sequential,
    lag_sequential_test,
};
pub use matched_expressions::{
    MatchOptions, Matched, MatchedExpressions, MatchedTests, matched_expressions,
    matched_expressions_test,
};
pub use recorded::Recorded;
pub use repair::{Mismatch, Repair, RepairTests, repair, repair_test};
pub use repair_latency::{RepairLatency, repair_latency};
pub use sequence_apim::{ApimTests, Logits, SequenceApim, sequence_apim, sequence_apim_test};
pub use state_space_grid::{GridTests, StateSpaceGrid, state_space_grid, state_space_grid_test};
pub use survival::{Episode, Survival, SurvivalStep, kaplan_meier};
pub use two_by_two::TwoByTwo;

use crate::InputError;

/// A code, or `None` where nothing was coded.
pub type Code = Option<usize>;

/// Seconds within which two times are one: nobody marks events more finely, and times that ought to be
/// equal differ by rounding.
pub(crate) const SAME_MOMENT: f64 = 1e-6;

/// The moments both were coded for, cut to the shorter sequence; codes must be below `codes`.
fn checked(a: &[Code], b: &[Code], codes: usize) -> Result<usize, InputError> {
    if codes < 2 {
        return Err(InputError::OneCode { codes });
    }
    match a.iter().chain(b).flatten().find(|code| **code >= codes) {
        Some(&code) => Err(InputError::UnknownCode { code, codes }),
        None => Ok(a.len().min(b.len())),
    }
}

/// Times of events must be there and rise.
fn rising(times: &[f64]) -> Result<(), InputError> {
    let rises = |pair: &[f64]| pair[0] < pair[1];
    if !times.iter().all(|t| t.is_finite()) || !times.windows(2).all(rises) {
        return Err(InputError::TimesNotRising);
    }
    Ok(())
}
