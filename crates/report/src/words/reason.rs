//! Why a verdict is what it is.

use attune::Reason;

use crate::number::{count, decimals, p_value, span};

/// The stable code of a reason, as printed in tables and explained by `attune explain CODE`.
pub fn reason_code(reason: &Reason) -> &'static str {
    match reason {
        Reason::Faulty(_) => "faulty",
        Reason::TooFewIndependentStretches { .. } => "too-few-stretches",
        Reason::NoSharedTime => "no-shared-time",
        Reason::WindowTooFine => "window-too-fine",
        Reason::NoUsableWindow => "no-usable-window",
        Reason::TooShort { .. } => "too-short",
        Reason::Constant => "constant",
        Reason::CodesAreNotAmounts => "codes-are-not-amounts",
        Reason::OnlyCodesOrTalk => "only-codes-or-talk",
        Reason::BeyondShifted { .. } => "beyond-shifted",
        Reason::NotBeyondShifted { .. } => "not-beyond-shifted",
        Reason::NotBeyondMultipleTests { .. } => "not-beyond-multiple-tests",
        Reason::BeyondStrangers { .. } => "beyond-strangers",
        Reason::NotBeyondStrangers { .. } => "not-beyond-strangers",
        Reason::NoStrangers { .. } => "no-strangers",
    }
}

/// A reason as one sentence with its numbers.
pub fn reason(reason: &Reason) -> String {
    match *reason {
        Reason::Faulty(code) => {
            format!("Something is wrong with this recording ({code}), so no claim is made from it.")
        }
        Reason::TooFewIndependentStretches { n_eff, .. } if n_eff.is_nan() => {
            "It cannot be told how many independent stretches this recording holds.".into()
        }
        Reason::TooFewIndependentStretches { n_eff, needed } => format!(
            "The signals change so slowly that this recording holds only {} independent stretches; \
             {} are needed to tell a link from chance.",
            decimals(n_eff, 1),
            decimals(needed, 0),
        ),
        Reason::NoSharedTime => {
            "The two recordings share no time, or their times make no sense.".into()
        }
        Reason::WindowTooFine => {
            "A window holds fewer than three samples at this rate, or the lag does not fit into it."
                .into()
        }
        Reason::NoUsableWindow => "No window has enough samples of both people.".into(),
        Reason::TooShort { seconds, needed } => format!(
            "The recording lasts {}; one window with its lags needs {}.",
            span(seconds),
            span(needed),
        ),
        Reason::Constant => "One person's channel does not vary, so nothing can go with it.".into(),
        Reason::CodesAreNotAmounts => {
            "The numbers of this channel are names of categories, not amounts.".into()
        }
        Reason::OnlyCodesOrTalk => {
            "No signal was recorded, only codes or talk, and these cannot be correlated.".into()
        }
        Reason::BeyondShifted { p } => format!(
            "More than copies of the same two recordings with one moved in time ({}).",
            p_value("p", p),
        ),
        Reason::NotBeyondShifted { p } => format!(
            "Not more than copies of the same two recordings with one moved in time ({}).",
            p_value("p", p),
        ),
        Reason::NotBeyondMultipleTests { q } => format!(
            "With this many pairs tested, some reach as much by chance ({}).",
            p_value("q", q),
        ),
        Reason::BeyondStrangers { percentile, pairs } => format!(
            "More than stranger pairs: percentile {} of {}.",
            decimals(percentile, 1),
            count(pairs, "pair", "pairs"),
        ),
        Reason::NotBeyondStrangers { percentile, pairs } => format!(
            "Not more than stranger pairs: percentile {} of {}.",
            decimals(percentile, 1),
            count(pairs, "pair", "pairs"),
        ),
        Reason::NoStrangers { dyads: 8.. } => {
            "The stranger pairs of this study were not compared.".into()
        }
        Reason::NoStrangers { dyads } => format!(
            "{} of this study can be used; stranger pairs count from 8 on.",
            count(dyads, "pair", "pairs"),
        ),
    }
}

/// Every reason's code with what it means.
pub fn reason_topics() -> &'static [(&'static str, &'static str)] {
    &[
        ("faulty", "The recording has a fault that forbids any claim; the caveats name it."),
        (
            "too-few-stretches",
            "Slow signals leave few independent stretches: usable time divided by twice the larger \
time constant. Below 20 a link cannot be told from chance. A longer recording would help.",
        ),
        (
            "no-shared-time",
            "The two people's recordings do not overlap in time, or their clocks run backwards.",
        ),
        (
            "window-too-fine",
            "At this sampling rate a window holds fewer than three samples, or the largest lag is \
longer than the window allows. A longer window or a shorter lag would do.",
        ),
        ("no-usable-window", "No window has enough samples of both people at the same time."),
        ("too-short", "The recording is shorter than one window and its lags."),
        ("constant", "One person's channel does not vary; correlation with it is not defined."),
        (
            "codes-are-not-amounts",
            "The channel holds codes: its numbers are names, and names cannot be correlated.",
        ),
        (
            "only-codes-or-talk",
            "No channel was recorded in this session. The plan's measures of codes, events and talk stand \
in its row; whether the two go together moment by moment takes a signal of both.",
        ),
        (
            "beyond-shifted",
            "mean_z is larger than in at least 95 of 100 copies of the same two recordings with one \
moved in time.",
        ),
        (
            "not-beyond-shifted",
            "Copies of the same two recordings with one moved in time reach as much too often.",
        ),
        (
            "not-beyond-multiple-tests",
            "Beyond chance on its own, but with this many dyads tested some would be by chance alone \
(Benjamini-Hochberg q).",
        ),
        ("beyond-strangers", "mean_z is larger than in at least 95 of 100 stranger pairs."),
        (
            "not-beyond-strangers",
            "Stranger pairs, who share only the task, reach as much too often.",
        ),
        (
            "no-strangers",
            "Fewer than 8 usable dyads: stranger pairs are too few to stand for chance, so what the \
task alone does to any two people is not known.",
        ),
    ]
}
