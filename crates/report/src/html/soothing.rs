//! Soothing in the study as a whole: the figure, the counts behind it, each couple behind a fold.

use attune::Analysis;
use maud::{Markup, html};

use super::figure;
use crate::words;

/// One part per direction the codes show; nothing where they show none.
pub(super) fn soothing(analysis: &Analysis) -> Markup {
    html! {
        @if !analysis.soothing.is_empty() {
            section #soothing aria-labelledby="soothing-h" {
                h2 #soothing-h { "Strain and support in the study as a whole" }
                @for of in &analysis.soothing {
                    p { (figure::unbroken(&words::soothing_sentence(of))) }
                    p { (figure::unbroken(&words::soothing_counts(of))) }
                    p { (words::soothing_couples(of)) }
                    details {
                        summary { "Every couple by itself" }
                        (figure::listing(&words::soothing_listing(of), "Strain and support, couple by couple"))
                    }
                }
            }
        }
    }
}
