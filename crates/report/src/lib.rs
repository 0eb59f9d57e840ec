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
mod loop_file;
pub mod measure;
mod methods;
mod multiverse;
mod number;
mod pack;
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
pub use html::{LoopPage, loop_page, moments_for_both, what_if_page};
pub use html::{Truth, TruthRow, couple_page, html, paper_page, therapist_page};
pub use loop_file::{FIT_SCHEMA, LoopFile};
pub use methods::{Reference, bibliography, checklist, methods, paragraphs, references};
pub use multiverse::multiverse_json;
pub use pack::{PackChoices, PackEntry, PackFile, pack_files, pack_json, pack_text};
pub use privacy::{drop_words, hide_names};
pub use summary::{Run, analysis_json, run_json};
