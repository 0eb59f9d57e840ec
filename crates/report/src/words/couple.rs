//! What the two people themselves are told about going together, in the plainest words.

use attune::Dyad;

use super::{Counts, Strength};

/// Whether their ups and downs went together, with the counts, for the two people themselves.
pub fn link_for_couple(dyad: &Dyad) -> String {
    let Some(synchrony) = &dyad.synchrony else {
        return "Can't tell: this recording does not allow an answer.".into();
    };
    let beside = match (Counts::strangers(synchrony), Counts::shifted(synchrony)) {
        (Some(c), _) => format!(" Of {} pairs of strangers, {} went together less.", c.of, c.below),
        (None, Some(c)) => format!(
            " We moved one recording in time. In {} of {} tries there was less.",
            c.below, c.of
        ),
        (None, None) => String::new(),
    };
    match Strength::of(dyad) {
        Strength::Clear => {
            format!("Clear: in this talk, your ups and downs went together.{beside}")
        }
        Strength::SomeSign => {
            format!("Some sign: in this talk, your ups and downs may have gone together.{beside}")
        }
        Strength::CantTell => {
            "Can't tell: this talk does not show whether your ups and downs went together. Most \
             talks are like that."
                .into()
        }
    }
}

/// What going together means, and what it does not.
pub const TOGETHER_IS_NEUTRAL: &str =
    "Going together is neither good nor bad. It can be calm or loud, close or tense.";

/// What a stranger pair is.
pub const STRANGERS_ARE: &str = "Strangers: we put one of you beside people you never met. That \
shows what chance looks like.";
