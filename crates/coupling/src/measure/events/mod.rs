//! Events and codes: what follows what.
//!
//! A code is a small number (0, 1, 2, …) or `None` where nothing was coded.

mod dyadic_markov;
mod event_synchronisation;
mod lag_sequential;
mod repair;
mod sequence_apim;
mod state_space_grid;
mod survival;
mod two_by_two;

pub use dyadic_markov::{DyadicMarkov, dyadic_markov};
pub use event_synchronisation::{EventSynchronisation, event_synchronisation};
pub use lag_sequential::{LagSequential, SequentialOptions, collapse_repeats, lag_sequential};
pub use repair::{Mismatch, Repair, repair};
pub use sequence_apim::{Logits, SequenceApim, sequence_apim};
pub use state_space_grid::{StateSpaceGrid, state_space_grid};
pub use survival::{Episode, Survival, SurvivalStep, kaplan_meier};
pub use two_by_two::TwoByTwo;

use crate::InputError;

/// A code, or `None` where nothing was coded.
pub type Code = Option<usize>;

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
