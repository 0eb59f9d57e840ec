//! Phases of an interaction: a dyadic hidden Markov model.

mod channel;
mod dyadic_hidden_markov;
mod forward_backward;
mod start;

pub use channel::{Channel, Emission};
pub use dyadic_hidden_markov::{
    DyadicHiddenMarkov, HiddenMarkovCaveat, HiddenMarkovOptions, dyadic_hidden_markov,
    dyadic_hidden_markov_test,
};
