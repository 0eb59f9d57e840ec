//! What one did and what the other did next, in one session.

use attune::Story;
use maud::{Markup, html};

use super::figure::{self, Legend};
use crate::picture;

/// The picture with its table; nothing where neither ever followed the other. `id` must be unique
/// on the page.
pub(super) fn transitions(story: &Story, id: &str) -> Markup {
    html! {
        @if let Some(picture) = picture::transitions(&story.transitions) {
            h3 { (picture.title) }
            (figure::figure(&picture, id, Legend::None))
            p .aside { "Acts within 10 s of each other, as coded or as seen in turns and signals. Counts describe; whether an order comes more often than chance brings it is tested for the orders named above." }
        }
    }
}
