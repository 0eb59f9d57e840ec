use crate::decompose::long_run::long_run_shares;
use crate::link_test::climbs;
use crate::{ChannelRecording, DynamicsError, FitOptions, LoopFit, PairRecording, PersonRecording};

/// Whether changes tended to start with one of the two.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Direction {
    /// Share of parameter draws in which more of B arrives in A than of A in B, by the share of
    /// each one's movement that starts at the other within 60 s.
    pub from_b: f64,
    /// `LR(B→A) − LR(A→B)` of the recording: positive where the lagged link from B is the clearer.
    pub forward: f64,
    /// The same of the recording played backwards: a real direction turns round or fades.
    pub backward: f64,
}

impl Direction {
    /// Who tended to start (0 for A, 1 for B), if that is credible: nine in ten draws agree, and
    /// the recording played backwards does not say the same as clearly.
    #[must_use]
    pub fn starter(&self) -> Option<usize> {
        if self.from_b > 0.9 && self.forward > 0.0 && self.backward < self.forward {
            Some(1)
        } else if self.from_b < 0.1 && self.forward < 0.0 && self.backward > self.forward {
            Some(0)
        } else {
            None
        }
    }
}

/// The horizon at which the two directions are compared, in seconds.
const HORIZON_S: f64 = 60.0;

/// Whether changes tended to start with A or with B.
///
/// `D = share_{B→A} − share_{A→B}` at 60 s over the parameter draws, and the likelihood ratios of
/// both links on the recording and on the recording played backwards.
///
/// In plain words: of the movement of each, how much began with the other? Named only where nine
/// in ten guesses agree and time's arrow matters.
///
/// # Inputs
/// The recording and its fit.
///
/// # Returns
/// See [`Direction`]; swapping the people turns it round.
///
/// # Null
/// Time reversal: everything kept but the direction of time.
///
/// # Errors
/// As [`crate::fit_loop`].
///
/// # Source
/// `docs/mathematics.md` 5 (rung 5) and 6; time-reversed Granger testing (Haufe 2013).
pub fn direction(recording: &PairRecording<'_>, fit: &LoopFit) -> Result<Direction, DynamicsError> {
    let from_b = fit.probability(|p| {
        let [a, b] = long_run_shares(fit.model, p, Some(HORIZON_S));
        a.partner > b.partner
    });
    let forward = fit.likelihood_ratio;
    let backward = reversed_ratio(recording, &fit.options)?;
    let leaning = |into: [f64; 2]| into[0] - into[1];
    Ok(Direction { from_b, forward: leaning(forward.into), backward: leaning(backward.into) })
}

fn reversed_ratio(
    recording: &PairRecording<'_>,
    options: &FitOptions,
) -> Result<crate::LikelihoodRatio, DynamicsError> {
    let reversed = |series: &[f64]| series.iter().rev().copied().collect::<Vec<f64>>();
    let end = recording.times_s.last().copied().unwrap_or(0.0);
    let times: Vec<f64> = recording.times_s.iter().rev().map(|t| end - t).collect();
    // A stretch that included its start now includes its end: the few samples on an edge change
    // sides, which the comparison does not feel.
    let excluded: Vec<(f64, f64)> =
        recording.excluded_s.iter().map(|&(from, to)| (end - to, end - from)).collect();
    let values = recording
        .persons
        .map(|person| person.channels.iter().map(|c| reversed(c.values)).collect::<Vec<_>>());
    let channels = [0, 1].map(|i| {
        values[i]
            .iter()
            .zip(recording.persons[i].channels)
            .map(|(values, c)| ChannelRecording { values, resting_sd: c.resting_sd })
            .collect::<Vec<_>>()
    });
    let own = recording.persons.map(|person| person.own_input.map(reversed));
    let shared = recording.shared_input.map(reversed);
    let backwards = PairRecording {
        times_s: &times,
        persons: [0, 1]
            .map(|i| PersonRecording { channels: &channels[i], own_input: own[i].as_deref() }),
        shared_input: shared.as_deref(),
        excluded_s: &excluded,
    };
    let (climbs, mirrored) = climbs(&backwards, options)?;
    let ratio = climbs.likelihood_ratio();
    Ok(if mirrored { ratio.exchanged() } else { ratio })
}
