//! What one person says, counted: words, function words, pronouns, questions, rate and valence.
//!
//! English. Nothing here reads a file, knows who listens, or keeps what was said: text goes in,
//! numbers come out.
//!
//! | what | file |
//! |---|---|
//! | all of it for one turn | [`turn_words`] |
//! | the words of a text | [`split_words`] |
//! | nine classes of function words | [`FunctionWords`] |
//! | we, I, you | [`Pronouns`] |
//! | warm or hard words, by VADER's method | [`valence`] with a [`Lexicon`] |

mod function_words;
mod lexicon;
mod modifiers;
mod pronouns;
mod split_words;
mod turn_words;
mod valence;

pub use function_words::{FunctionClass, FunctionWords};
pub use lexicon::{Lexicon, LexiconError};
pub use pronouns::Pronouns;
pub use split_words::split_words;
pub use turn_words::{TurnWords, turn_words};
pub use valence::{Valence, valence};

/// The language of every word list here.
pub const LANGUAGE: &str = "English";
