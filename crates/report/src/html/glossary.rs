//! The words of the page, and the measures and nulls behind them.

use attune::{MEASURES, NULLS};
use maud::{Markup, html};

use crate::glossary::WORDS;

pub(super) fn glossary() -> Markup {
    html! {
        section #words aria-labelledby="words-h" {
            h2 #words-h { "Words" }
            p {
                "Attune does not measure neurons. It measures whether one person's signals go with the \
                 other's, and says so only as strongly as the recording allows."
            }
            dl .words {
                @for word in WORDS { div { dt { (word.word) } dd { (word.meaning) } } }
            }
            details {
                summary { "Measures and nulls" }
                @for measure in MEASURES {
                    h3 { (measure.title) }
                    p { (measure.plain) }
                    p .formula { (measure.formula) }
                    p { "Weak point: " (measure.weakness) }
                    p .aside { (measure.source) }
                }
                @for null in NULLS {
                    h3 { (null.title) }
                    p { (null.plain) " Keeps " (null.keeps) "; destroys " (null.destroys) "; " (null.when) "." }
                }
            }
        }
    }
}
