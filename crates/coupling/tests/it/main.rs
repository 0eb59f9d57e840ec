//! Laws, oracles, other programs' numbers and real recordings.

mod calibration;
mod events;
mod hidden_markov;
mod laws;
mod oracle;
mod prediction;
mod recurrence;
mod reference;
