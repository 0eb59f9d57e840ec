//! What is said about a what-if drawing: counts of guesses, never a promise.

use attune::dynamics::{Tally, WhatIfAnswer};

use crate::number::{decimals, percent, span};

/// Said where no what-if can be drawn and nothing more is known.
pub const NOT_ASKED: &str =
    "The loop could not be fitted better than each on their own. That is a finding too.";

/// One sentence for each of the two, A first, both in the same words.
pub fn what_if_sentences(answer: &WhatIfAnswer) -> Vec<String> {
    let letters = ["A", "B"];
    let mut out: Vec<String> = (0..2)
        .map(|who| {
            let person = &answer.persons[who];
            let settles =
                person.sooner.map_or_else(String::new, |tally| format!("; {}", sooner(tally)));
            format!("{}: {}{settles}.", letters[who], level(person.lower))
        })
        .collect();
    if answer.rejected_share > 0.0 {
        out.push(format!(
            "In {} of the guesses the two would not settle any more; they are left out.",
            percent(answer.rejected_share),
        ));
    }
    out
}

/// What stands under every what-if drawing.
pub fn what_if_note(foreseen: [Option<f64>; 2]) -> String {
    let told: Vec<String> = ["A", "B"]
        .iter()
        .zip(foreseen)
        .filter_map(|(who, share)| Some(format!("{} of {who}'s", percent(share?.max(0.0)))))
        .collect();
    let explained = if told.is_empty() {
        String::new()
    } else {
        format!(" From one sample to the next it explains {} movement.", told.join(" and "))
    };
    format!(
        "This is a drawing of your talk, not a forecast of you. A notch is one of a person's usual ups \
         and downs.{explained}"
    )
}

fn level(tally: Tally) -> String {
    let size = decimals(tally.median.abs(), 1);
    if tally.median.abs() < 0.05 {
        "about as high as without the change".into()
    } else if tally.median < 0.0 {
        format!("lower in {} of 20 guesses (median {size} of a notch)", tally.of_twenty())
    } else {
        format!("higher in {} of 20 guesses (median {size} of a notch)", 20 - tally.of_twenty())
    }
}

fn sooner(tally: Tally) -> String {
    if tally.median.abs() < 0.5 {
        format!("settles at about the same time (sooner in {} of 20)", tally.of_twenty())
    } else if tally.median < 0.0 {
        format!("settles sooner in {} of 20 (median {})", tally.of_twenty(), span(-tally.median))
    } else {
        format!("settles later in {} of 20 (median {})", 20 - tally.of_twenty(), span(tally.median))
    }
}
