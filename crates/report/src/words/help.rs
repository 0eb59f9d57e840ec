//! What would help: the other half of "can't tell".

use attune::{Dyad, Reason, Verdict};

use crate::number::{decimals, span};

/// What would make the answer firmer, most useful first; empty where nothing simple would.
pub fn what_would_help(dyad: &Dyad) -> Vec<String> {
    let mut out: Vec<String> =
        dyad.reasons.iter().filter_map(|reason| help(dyad, reason)).collect();
    if out.is_empty() && matches!(dyad.verdict, Verdict::NotSeen) {
        out.push(LONGER.into());
    }
    out.dedup();
    out
}

const LONGER: &str = "A longer recording, or several of the same two people: a link that is there but small needs time to show.";

fn help(dyad: &Dyad, reason: &Reason) -> Option<String> {
    Some(match *reason {
        Reason::Faulty(_) => {
            "Compare the two people's files with what was recorded, put the right ones in place, and \
             run the analysis again."
                .into()
        }
        Reason::TooFewIndependentStretches { n_eff, needed } if n_eff > 0.0 => format!(
            "About {} of recording with both people present (this one has {}), or a signal that moves faster.",
            span(dyad.usable_s * needed / n_eff),
            span(dyad.usable_s),
        ),
        Reason::TooFewIndependentStretches { .. } => {
            "A longer recording, or a signal that moves faster.".into()
        }
        Reason::NoSharedTime => {
            "A look at the clocks: both people's times must count from the same moment.".into()
        }
        Reason::WindowTooFine => "A longer window, or a smaller largest lag.".into(),
        Reason::NoUsableWindow => {
            "A recording with both people's samples present at the same time, or a shorter window.".into()
        }
        Reason::TooShort { needed, .. } => {
            format!("A recording of at least {}, or a shorter window.", span(needed))
        }
        Reason::Constant => {
            "A look at the sensor or the dial: one side stayed at one value throughout.".into()
        }
        Reason::CodesAreNotAmounts => {
            "A channel that measures an amount; sequences of codes are another question.".into()
        }
        Reason::OnlyCodesOrTalk => {
            "A signal of both people on the same clock, such as a dial or a heart rate.".into()
        }
        Reason::NotBeyondShifted { .. } => LONGER.into(),
        Reason::NotBeyondMultipleTests { .. } => {
            "A second recording of the same two people, tested alone.".into()
        }
        Reason::NotBeyondStrangers { .. } => {
            "A recording of the same two people at another task: what the task alone brings about would differ."
                .into()
        }
        Reason::NoStrangers { dyads: 8.. } => {
            "The same analysis, carried on to its end, sets this pair beside stranger pairs.".into()
        }
        Reason::NoStrangers { dyads } => format!(
            "At least {} more recordings of other pairs at the same task, so that stranger pairs can show what the task does.",
            decimals((8.0 - dyads as f64).max(1.0), 0),
        ),
        Reason::BeyondShifted { .. } | Reason::BeyondStrangers { .. } => return None,
    })
}
