//! Talk: who speaks when, whose way of speaking comes nearer to whose, and in which words.
//!
//! Turns come in as plain (who, from, to), words as counts: nothing here hears or reads anything.

mod accommodation;
mod pronoun_talk;
mod style_matching;
mod turn;
mod turn_taking;
mod turn_taking_test;

pub use accommodation::{
    Accommodation, AccommodationTests, Adjustment, AdjustmentTests, accommodation,
    accommodation_test,
};
pub use pronoun_talk::{PersonPronouns, PronounCounts, PronounTalk, pronoun_talk};
pub use style_matching::{
    StyleCaveat, StyleCounts, StyleMatching, style_matching, style_matching_test,
};
pub use turn::Turn;
pub use turn_taking::{FloorTransfer, Speaker, TurnOptions, TurnTaking, turn_taking};
pub use turn_taking_test::turn_taking_test;
