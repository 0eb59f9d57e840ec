//! Recurrence: when do two people come back to the same place?

mod coarse;
mod cross_recurrence;
mod delay;
mod diagonal_profile;
mod dimension;
mod kernel;
mod matrix;
mod options;
mod picture;
mod radius;
mod recurrence_test;
mod runs;

pub use cross_recurrence::{
    Recurrence, RecurrenceCaveat, VerticalLines, cross_recurrence, windowed_recurrence,
};
pub use delay::{DelayChoice, mutual_information_delay};
pub use diagonal_profile::{LagShare, diagonal_profile};
pub use dimension::false_neighbours;
pub use options::{RecurrenceOptions, Threshold};
pub use picture::{RecurrencePicture, recurrence_picture};
pub use recurrence_test::{RecurrenceTests, recurrence_test};
