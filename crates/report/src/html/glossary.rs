//! The words of the page, and the measures and nulls behind them.

use attune::{Analysis, MEASURES, Measure, NULLS};
use maud::{Markup, html};

use crate::glossary::WORDS;

pub(super) fn glossary(analysis: &Analysis) -> Markup {
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
                @for measure in used(analysis) {
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

/// The measures of this analysis, and the two that its primary statistic comes from.
fn used(analysis: &Analysis) -> impl Iterator<Item = &'static Measure> {
    let asked: Vec<&Measure> = analysis.plan.measures.iter().map(|choice| choice.measure).collect();
    MEASURES.iter().enumerate().filter(move |(at, m)| *at < 2 || asked.contains(m)).map(|(_, m)| m)
}
