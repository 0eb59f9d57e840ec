//! Every sentence people read, made from the verdict and never stronger than it.
//!
//! Sentences speak of the two people alike: none names a leader, because that needs the loop
//! model. Lay words are *clear*, *some sign* and *can't tell*, always with the counts behind them.

mod caveat;
mod counts;
mod cycle;
mod dyad;
mod help;
mod lint;
mod measure;
mod multiverse;
mod null;
mod practice;
mod reading;
mod reason;
mod strength;
mod study;

pub(crate) use caveat::sentence;
pub use caveat::{caveat, caveat_topics};
pub use counts::Counts;
pub use cycle::{BLANK, FEELINGS, cycle_sentence, cycle_sentence_lint};
pub use dyad::{dyad_for_researchers, dyad_sentence, elsewhere, name};
pub use help::what_would_help;
pub use lint::lint;
pub use measure::measure_sentence;
pub use multiverse::{Stand, multiverse_sentence};
pub(crate) use multiverse::{channels as multiverse_channels, of_channel as universes_of_channel};
pub use null::null_title;
pub use practice::Practice;
pub use reading::reading_grade;
pub use reason::{reason, reason_code, reason_topics};
pub use strength::Strength;
pub use study::{Tally, channel_sentence, dyads_sentence, study_for_researchers, study_sentence};
