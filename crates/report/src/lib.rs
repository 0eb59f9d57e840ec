//! An Analysis as sentences, pictures, tables and one HTML file.
//!
//! Pure functions from an [`attune::Analysis`] to text and bytes; the command line writes the files.
//!
//! **Invariants.** Nothing here knows how a number was computed, and no sentence is stronger than
//! its verdict.

mod choice;
mod explain;
mod figures;
mod glossary;
mod html;
mod methods;
mod number;
pub mod picture;
mod privacy;
mod summary;
mod svg;
pub mod table;
pub mod terminal;
pub mod words;

pub use explain::{About, Topic, did_you_mean, explain, topics};
pub use figures::figures;
pub use glossary::{WORDS, Word};
pub use html::{Truth, TruthRow, couple_page, html, paper_page, therapist_page};
pub use methods::{Reference, bibliography, checklist, methods, paragraphs, references};
pub use privacy::{drop_words, hide_names};
pub use summary::{Run, analysis_json, run_json};
