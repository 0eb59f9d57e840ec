//! Reservations, as people read them.

use attune::Caveat;

use crate::number::{count, decimals, percent, span};

/// Said on the pages that tell times, where the recording's clock and that of what lies beside it do
/// not meet.
pub const CLOCKS_APART: &str = "The clocks of the recording and of what was written down beside it do \
                                not match, so the length and the times on this page can't be trusted.";

/// A caveat as one sentence with its numbers.
pub fn caveat(caveat: &Caveat) -> String {
    match caveat {
        Caveat::Fault(fault) => {
            // Where: gaps of one channel are not those of another.
            let place: Vec<&str> =
                [&fault.person, &fault.channel].into_iter().filter_map(|at| at.as_deref()).collect();
            match place.join(", ") {
                place if place.is_empty() => sentence(&fault.message),
                place => format!("{place}: {}", sentence(&fault.message)),
            }
        }
        Caveat::FewSurrogates { used, asked } => format!(
            "Only {used} copies with one recording moved in time exist at this length ({asked} were \
             asked for), so chance is known less finely.",
        ),
        Caveat::WideLags { fit } => format!(
            "The lags looked at fit into this recording only {}: where nothing passes, p lies \
             below .05 in more than 5 of 100 such recordings (5 to 13 where they fit 6 times).",
            count(*fit, "time", "times"),
        ),
        Caveat::NullNotPossible { null } => format!(
            "The check by {} could not be made: this recording holds too few segments for it.",
            crate::words::null_title(*null),
        ),
        Caveat::Resampled { rate_hz } if *rate_hz < 0.01 => {
            format!("Both recordings were brought to one sample every {}.", span(1.0 / rate_hz))
        }
        Caveat::Resampled { rate_hz } => format!(
            "Both recordings were brought to {} samples per second.",
            crate::number::brief(*rate_hz),
        ),
        Caveat::MissingShare { share } => {
            format!("{} of the samples are missing; gaps were left as gaps.", percent(*share))
        }
        Caveat::UnrecordedSharedCause => {
            "Something both were exposed to and nobody recorded (a task, a sound, the course of the \
             talk) can look exactly like a link between two people."
                .into()
        }
        Caveat::NoStrangerPairs => {
            "There are no stranger pairs: chance is judged from copies moved in time alone.".into()
        }
        Caveat::StrangersAtOtherRate { dyads } => format!(
            "{} sampled at another rate could not serve as strangers.",
            count(*dyads, "other pair", "other pairs"),
        ),
        Caveat::LeftOut { seconds } => format!(
            "{} did not count: they were marked so, or both followed one pacer.",
            span(*seconds),
        ),
        Caveat::SharedJolts { moments } => format!(
            "{} did not count: something shook both recordings at once.",
            count(*moments, "moment", "moments"),
        ),
    }
}

/// A message as a sentence: a capital at its start and a full stop at its end.
pub(crate) fn sentence(message: &str) -> String {
    let mut letters = message.trim().chars();
    let Some(first) = letters.next() else { return String::new() };
    let text: String = first.to_uppercase().chain(letters).collect();
    if text.ends_with(['.', '!', '?']) { text } else { text + "." }
}

/// Every caveat's code with what it means; faults of the recording have explanations of their own.
pub fn caveat_topics() -> Vec<(&'static str, String)> {
    let fewest = decimals(20.0, 0);
    vec![
        (
            "few-surrogates",
            format!(
                "A shifted copy needs a shift longer than the lag range, each used once, so a short \
recording has few. All there are were used; with fewer than {fewest} no p below .05 is possible."
            ),
        ),
        (
            "wide-lags",
            "Every copy with one recording moved in time is searched over the same lags as the data, and the \
shifts nearest to none are left out, because they would show a link as chance. Where the lags fit into the \
recording fewer than ten times, few different copies are left, and the data stand out too often. Narrower \
lags (--lag) or a longer recording help; stranger pairs are not touched by it."
                .into(),
        ),
        (
            "resampled",
            "The two people were sampled at different rates or uneven times; both were brought to one \
grid, never across a gap longer than the plan allows."
                .into(),
        ),
        (
            "missing-samples",
            "A sizeable share of the samples is missing. Pairs of samples are used where both exist; \
nothing is filled in and time is never shifted."
                .into(),
        ),
        (
            "null-not-possible",
            "A null hypothesis of the plan could not be drawn from this recording, for example because \
it holds too few segments to shuffle. The other nulls stand."
                .into(),
        ),
        (
            "unrecorded-shared-cause",
            "Two people who follow the same task, film, sound or breathing pacer look linked without \
noticing each other. Stranger pairs rule out what every pair of the study shares; only recording the \
shared input, or changing the cue, rules out the rest."
                .into(),
        ),
        (
            "no-stranger-pairs",
            "No other pairs were there to exchange partners with, so it is not known what the task \
alone does to any two people."
                .into(),
        ),
        (
            "left-out",
            "Stretches marked as not to count, and those in which both follow one pacer, are left out of the \
time together: two people who breathe to one beat look linked without noticing each other."
                .into(),
        ),
        (
            "shared-jolts",
            "Moments at which something shook both recordings at once (a chair, a cable, a door) were left \
out of the loop model. Smaller ones may remain, and look like a link in quick signals."
                .into(),
        ),
        (
            "strangers-at-other-rate",
            "Stranger pairs are made on one time grid; dyads sampled at another rate were left out of \
them. Give all recordings one rate (--rate) to use them."
                .into(),
        ),
    ]
}
