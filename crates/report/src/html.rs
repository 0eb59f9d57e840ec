//! One self-contained HTML file: nothing is loaded, nothing is sent, and it works without scripts.

mod around;
mod couple;
mod document;
mod dyad;
mod figure;
mod glossary;
mod limits;
mod list;
mod loop_page;
mod loop_part;
mod measures;
mod methods;
mod overview;
mod page;
mod paper;
mod problems;
mod provenance;
mod researcher;
mod sessions;
mod soothing;
mod story_tables;
mod therapist;
mod told;
mod transitions;
mod truth;

use attune::Analysis;

pub use couple::couple_page;
pub(crate) use list::usable_share;
pub use loop_page::{LoopPage, loop_page, what_if_page};
pub use paper::paper_page;
pub(crate) use therapist::numbered_page;
pub use therapist::therapist_page;
pub use told::moments_for_both;
pub use truth::{Truth, TruthRow};

use crate::summary::Run;

/// The report: the study, every pair, what was done, and what the words mean.
///
/// A study of one pair shows the couple directly. `truth` is shown beside what was found, for
/// simulated recordings whose truth was planted.
pub fn html(analysis: &Analysis, run: &Run, truth: Option<&Truth>) -> String {
    page::page(analysis, run, truth).into_string()
}
