//! A measure's answer with a reservation: a stable code, and a text with its numbers.

use std::fmt::Display;

use attune_coupling::measure::{FitCaveat, HiddenMarkovCaveat, RecurrenceCaveat, StyleCaveat};

/// A reservation of a measure.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MeasureCaveat {
    /// The stable code, one of [`MEASURE_CAVEATS`].
    pub code: &'static str,
    /// What it is, with its numbers and what to change.
    pub text: String,
}

/// Every code with what it means.
pub const MEASURE_CAVEATS: &[(&str, &str)] = &[
    (
        COARSE_EVENTS,
        "Events are known less finely than what counts as close, so that they match at the same moment or not \
at all.",
    ),
    (
        "collapsed-spread",
        "A phase of the hidden Markov model holds nearly equal values only: too many phases, or a stuck sensor.",
    ),
    (
        "everything-recurs",
        "All moments count as close to each other, so that closeness says nothing: the radius is too large.",
    ),
    (
        "few-neutral-steps",
        "An uninfluenced steady state rests on few steps with the partner's points at 0, and is rough.",
    ),
    (
        FEW_MOMENTS,
        "There are few moments for each value of the past that they are foretold from, so that what a past adds \
is mostly noise.",
    ),
    ("few-words", "One person said too few words for small words to say something about a style."),
    (
        "missing-points",
        "Some points lack a value; lines end there and look shorter than they were.",
    ),
    (
        NO_STEADY_PHASE,
        "The band is no more coherent than two people without a link are, so that phase and lag say nothing.",
    ),
    (
        "not-converged",
        "The fit of the hidden Markov model was still improving when it was stopped.",
    ),
    (
        "nothing-recurs",
        "No two moments count as close, so that there are no lines: the radius is too small.",
    ),
    ("no-code-shared", "No code of one person is a code of the other, so that there are no lines."),
    ("one-code", "Both have one and the same code throughout, so that being alike says nothing."),
    (
        NO_LOG_ODDS,
        "The same code cannot come next, and cells that cannot be filled would count as evidence in log odds \
and Yule's Q: these are blank, z is there.",
    ),
    (
        ONE_SIDED_CODE,
        "A code is always or never there in the moments compared, so that nothing can be said of what comes \
before or after it.",
    ),
    (
        "one-sided-points",
        "The partner's points lay nearly all on one side of 0: the influence on the other side is a guess.",
    ),
    (
        "few-pairs",
        "Few pairs of moments are compared, so that a share of them says little: the Theiler window or the \
recording leaves no more.",
    ),
    (FEW_WORDS_FOR_RATES, "One person said too few words for a rate per hundred words."),
    (
        NO_DELAY,
        "The information that a series holds of itself has no minimum within the lags looked at.",
    ),
    (NO_DIMENSION, "Too many neighbours are false at every dimension looked at, as in noise."),
    (
        LAG_ROUNDED,
        "The largest lag asked for is no whole number of samples; the nearest one was looked at.",
    ),
    (
        NO_LINES,
        "No line is as long as the shortest that counts, so that nothing is known of their length.",
    ),
    (NO_PEAK, "Nothing recurs at any lag looked at, so that there is no peak."),
    ("rate-overshot", "More recurs than was wished for, because many values are equal."),
    (READ_OFF_SPANS, "Codes were read off marked spans, one for each interval of time."),
    ("rare-state", "A phase of the hidden Markov model takes up hardly any time: too many phases."),
    ("rough-fit", "Something about the fit asks for care; its text says what."),
    (
        "unused-classes",
        "Some classes of small words were used by neither of the two; they count as alike, which raises the mean.",
    ),
    (
        SHORT_HORIZON,
        "The horizon is shorter than the time between two codes, so that nothing can be repaired within it.",
    ),
    ("unsteady", "A person's inertia leaves no steady state of one's own."),
];

/// Events known less finely than what counts as close.
pub(crate) const COARSE_EVENTS: &str = "coarse-events";
/// Few moments per value foretold from.
pub(crate) const FEW_MOMENTS: &str = "few-moments";
/// Too few words for a rate.
pub(crate) const FEW_WORDS_FOR_RATES: &str = "few-words-for-rates";
/// No delay can be read off the information.
pub(crate) const NO_DELAY: &str = "no-delay";
/// No dimension is large enough.
pub(crate) const NO_DIMENSION: &str = "no-dimension";
/// A lag that is no whole number of samples.
pub(crate) const LAG_ROUNDED: &str = "lag-rounded";
/// No line is long enough to count.
pub(crate) const NO_LINES: &str = "no-lines";
/// No peak of the profile.
pub(crate) const NO_PEAK: &str = "no-peak";
/// A phase of what is not coherent.
pub(crate) const NO_STEADY_PHASE: &str = "no-steady-phase";
/// Codes that were read off marked spans.
pub(crate) const READ_OFF_SPANS: &str = "read-off-spans";
/// A horizon that nothing can happen within.
pub(crate) const SHORT_HORIZON: &str = "short-horizon";
/// Cells that cannot be filled leave no log odds.
pub(crate) const NO_LOG_ODDS: &str = "no-log-odds";
/// A code that is always or never there.
pub(crate) const ONE_SIDED_CODE: &str = "one-sided-code";

impl MeasureCaveat {
    /// That the largest lag looked at is another than was asked for: by more than a hundredth of it, so
    /// that it is worth a word.
    pub(crate) fn lag_rounded(asked_s: f64, samples: usize, step_s: f64) -> Option<Self> {
        let used_s = samples as f64 * step_s;
        let to_ms = |seconds: f64| (1000.0 * seconds).round() / 1000.0;
        ((used_s - asked_s).abs() > 0.01 * asked_s).then(|| Self {
            code: LAG_ROUNDED,
            text: format!(
                "a largest lag of {asked_s} s is no whole number of samples {step} s apart: {used} s \
                 were looked at; ask for a multiple of {step} s",
                used = to_ms(used_s),
                step = to_ms(step_s),
            ),
        })
    }

    /// The same of one person.
    pub(crate) fn of(self, person: impl Display) -> Self {
        Self { text: format!("{person}: {}", self.text), ..self }
    }
}

impl From<&RecurrenceCaveat> for MeasureCaveat {
    fn from(caveat: &RecurrenceCaveat) -> Self {
        let code = match caveat {
            RecurrenceCaveat::NothingRecurs { .. } => "nothing-recurs",
            RecurrenceCaveat::EverythingRecurs { .. } => "everything-recurs",
            RecurrenceCaveat::NoCodeShared => "no-code-shared",
            RecurrenceCaveat::OneCode => "one-code",
            RecurrenceCaveat::MissingPoints { .. } => "missing-points",
            RecurrenceCaveat::RateOvershot { .. } => "rate-overshot",
            RecurrenceCaveat::FewPairs { .. } => "few-pairs",
            _ => "rough-fit",
        };
        Self { code, text: caveat.to_string() }
    }
}

impl From<&HiddenMarkovCaveat> for MeasureCaveat {
    fn from(caveat: &HiddenMarkovCaveat) -> Self {
        let code = match caveat {
            HiddenMarkovCaveat::NotConverged { .. } => "not-converged",
            HiddenMarkovCaveat::CollapsedSpread { .. } => "collapsed-spread",
            HiddenMarkovCaveat::RareState { .. } => "rare-state",
            _ => "rough-fit",
        };
        Self { code, text: caveat.to_string() }
    }
}

impl From<&FitCaveat> for MeasureCaveat {
    fn from(caveat: &FitCaveat) -> Self {
        let code = match caveat {
            FitCaveat::FewNeutral { .. } => "few-neutral-steps",
            FitCaveat::Unsteady { .. } => "unsteady",
            FitCaveat::OneSided { .. } => "one-sided-points",
            _ => "rough-fit",
        };
        Self { code, text: caveat.to_string() }
    }
}

impl From<&StyleCaveat> for MeasureCaveat {
    fn from(caveat: &StyleCaveat) -> Self {
        let code = match caveat {
            StyleCaveat::FewWords { .. } => "few-words",
            StyleCaveat::Unused { .. } => "unused-classes",
            _ => "rough-fit",
        };
        Self { code, text: caveat.to_string() }
    }
}
