use crate::fit::climb::ClimbOptions;
use crate::fit::engine::{Problem, check_states};
use crate::fit::loop_fit::{Climbs, climb_all, link_into, links, prepared_for, without_link};
use crate::fit::prepare::Prepared;
use crate::kalman::Measured;
use crate::model::assemble::Inputs;
use crate::{CannotTell, DynamicsError, FitOptions, LikelihoodRatio, PairRecording};
use attune_coupling::{CircularShift, Side, Tail, Test};
use rayon::prelude::*;

/// How a link is tested against shifted copies.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LinkTestOptions {
    /// Surrogates wanted; every shift is used once, so a short recording has fewer.
    pub surrogates: usize,
    /// Seed of the shifts.
    pub seed: u64,
}

impl Default for LinkTestOptions {
    fn default() -> Self {
        Self { surrogates: 199, seed: 1 }
    }
}

/// Penalised likelihood ratios of one pair beside those of pairs without a link.
#[derive(Debug, Clone, PartialEq)]
pub struct LinkTest {
    /// The pair's own; from the samples the surrogates use, so that they compare like with like.
    pub observed: LikelihoodRatio,
    /// Those of the surrogates.
    pub null: Vec<LikelihoodRatio>,
}

impl LinkTest {
    /// Both links against none: upper tail, p = (1 + count) / (1 + n).
    #[must_use]
    pub fn both(&self) -> Test {
        self.of(|ratio| ratio.both)
    }

    /// The link into one person (0 for A, 1 for B) against none of it: upper tail.
    #[must_use]
    pub fn into_person(&self, person: usize) -> Test {
        self.of(|ratio| ratio.into[person])
    }

    /// The p of the stronger of the two links, which counts that two were looked at: how often the
    /// stronger one of a copy, each link measured against its own copies, stands out as much
    /// (min-p, Westfall & Young 1993).
    #[must_use]
    pub fn stronger_p(&self) -> f64 {
        let ranks = [0, 1].map(|i| {
            let link = std::iter::once(&self.observed).chain(&self.null).map(|ratio| ratio.into[i]);
            ranks_from_the_top(&link.collect::<Vec<_>>())
        });
        let best: Vec<f64> = ranks[0].iter().zip(&ranks[1]).map(|(a, b)| a.min(*b)).collect();
        Test::new(best[0], best[1..].to_vec(), Tail::Lower).p
    }

    /// The p of the link into one person that counts that two were looked at: it sticks out only
    /// where the stronger of the two does. Without any link that happens in one pair of twenty; with
    /// a link into the other person only, this one is judged at its own p.
    #[must_use]
    pub fn stepwise_p(&self, person: usize) -> f64 {
        let (stronger, this) = (self.stronger_p(), self.into_person(person).p);
        if stronger.is_nan() || this.is_nan() { f64::NAN } else { stronger.max(this) }
    }

    fn of(&self, value: impl Fn(&LikelihoodRatio) -> f64) -> Test {
        Test::new(value(&self.observed), self.null.iter().map(&value).collect(), Tail::Upper)
    }
}

/// The penalised likelihood ratios of a pair, without intervals: for stranger pairs, many of them,
/// to stand beside [`LinkTest::observed`].
///
/// # Errors
/// As [`crate::fit_loop`].
pub fn link_ratio(
    recording: &PairRecording<'_>,
    options: &FitOptions,
) -> Result<LikelihoodRatio, DynamicsError> {
    let (climbs, mirrored) = climbs(recording, options)?;
    let ratio = climbs.penalised_ratio();
    Ok(if mirrored { ratio.exchanged() } else { ratio })
}

/// All climbs of a recording, and whether canonical person 0 is B.
pub(crate) fn climbs(
    recording: &PairRecording<'_>,
    options: &FitOptions,
) -> Result<(Climbs, bool), DynamicsError> {
    let prepared = prepared_for(recording, options)?;
    check_states(&prepared)?;
    Ok((climb_all(&Problem::new(&prepared, options)), prepared.mirrored))
}

/// Tests the links between two people by the likelihood ratio of the loop model, against copies
/// in which one of them is shifted in time.
///
/// `LR = 2(h_full − h_{m=0})` with h the log-likelihood plus the log-prior, each at its top; shared
/// shocks are in both, so that only a *lagged* link counts.
///
/// In plain words: does a model in which each picks up the other describe the recording better
/// than one in which both are merely pushed at the same moments, by more than chance gives?
///
/// # Inputs
/// The recording and how it is fitted; samples at even distances.
///
/// # Returns
/// The observed ratios (dimensionless; about 0 without a link) beside those of the copies.
///
/// # Missing data
/// A shifted person takes the gaps along.
///
/// # Null
/// Circular shift of one person with all channels and inputs, ends matched first: no time-locked
/// link, everything else kept. A hidden cause common to both is *not* part of this null.
///
/// # Errors
/// As [`crate::fit_loop`]; [`CannotTell::UnevenGrid`]; [`CannotTell::TooFewSurrogates`] below 20.
///
/// # Source
/// `docs/mathematics.md` 5; ends matched as in the coupling crate's circular shift. Deviation: the priors
/// count too. Without them odd delays let every surrogate fit chance, and a one-way gain of .6 in
/// fast signals (10 min, 60 runs) is found in 80 % instead of 83 %, both links in 53 instead of
/// 65 %.
pub fn test_link(
    recording: &PairRecording<'_>,
    fit_options: &FitOptions,
    options: &LinkTestOptions,
) -> Result<LinkTest, DynamicsError> {
    test_link_until(recording, fit_options, options, true, |_, _| false)
}

/// The same, but with no more surrogates than it takes until `settled` says, of the test so far
/// and of how many surrogates there could be, that the rest cannot change the answer; and where
/// it need not be `directed`, without the links into each one person (not a number then).
pub(crate) fn test_link_until(
    recording: &PairRecording<'_>,
    fit_options: &FitOptions,
    options: &LinkTestOptions,
    directed: bool,
    settled: impl Fn(&LinkTest, usize) -> bool,
) -> Result<LinkTest, DynamicsError> {
    let prepared = prepared_for(recording, fit_options)?;
    check_states(&prepared)?;
    let spacings = prepared.measured.seconds.len();
    if spacings != 1 {
        return Err(CannotTell::UnevenGrid { spacings }.into());
    }
    let problem = Problem::new(&prepared, fit_options);
    let climbs = climb_all(&problem);
    let least = least_shift(&prepared, fit_options.return_time_s);
    let [first, second] = [0, 1].map(|person| first_channel(&prepared, person));
    let draw = CircularShift { surrogates: options.surrogates, seed: options.seed };
    let shifts = draw
        .draw(&first, &second, least)
        .map_err(|_| CannotTell::TooFewSurrogates { made: 0, needed: FEWEST_SURROGATES })?;
    let made = shifts.shifts.len();
    if made < FEWEST_SURROGATES {
        return Err(CannotTell::TooFewSurrogates { made, needed: FEWEST_SURROGATES }.into());
    }
    let shifted = match shifts.shifted {
        Side::A => 0,
        Side::B => 1,
    };
    let ratio_at = |shift: usize| {
        let copy = turned(&prepared, shifts.range.clone(), shifted, shift);
        warm_ratio(&problem.on(&copy), &climbs, directed)
    };
    let named = |ratio: LikelihoodRatio| if prepared.mirrored { ratio.exchanged() } else { ratio };
    let mut test = LinkTest { observed: named(ratio_at(0)), null: Vec::with_capacity(made) };
    for some in shifts.shifts.chunks(AT_ONCE) {
        test.null.par_extend(some.par_iter().map(|&shift| named(ratio_at(shift))));
        if settled(&test, made) {
            break;
        }
    }
    Ok(test)
}

/// Surrogates between two looks at whether the answer is settled.
const AT_ONCE: usize = 20;

/// With fewer no p below .05 can be had.
const FEWEST_SURROGATES: usize = 20;

/// Slopes this small leave less than a hundredth of a likelihood ratio on the table.
const COARSE: ClimbOptions = ClimbOptions { flat: 0.03, most_steps: 200 };

/// How many values are at least as large as each, itself included; `NaN` where it is not a number.
fn ranks_from_the_top(values: &[f64]) -> Vec<f64> {
    let mut sorted: Vec<f64> = values.iter().copied().filter(|v| !v.is_nan()).collect();
    sorted.sort_unstable_by(f64::total_cmp);
    let rank = |v: &f64| (sorted.len() - sorted.partition_point(|x| x < v)) as f64;
    values.iter().map(|v| if v.is_nan() { f64::NAN } else { rank(v) }).collect()
}

/// A copy must be so far from the recording that what is left of the link is gone: two return
/// times, but never more than an eighth of the recording.
fn least_shift(prepared: &Prepared, return_time_s: f64) -> usize {
    let samples = (2.0 * return_time_s / prepared.spacing_s).ceil() as usize;
    1 + samples.min(prepared.measured.samples() / 8)
}

/// The first channel of one person, by which ends are matched.
fn first_channel(prepared: &Prepared, person: usize) -> Vec<f64> {
    let column = person * prepared.model.channels[0];
    (0..prepared.measured.samples()).map(|t| prepared.measured.sample(t)[column]).collect()
}

/// A stretch of the recording with one person shifted in a loop; sample t of the copy is sample
/// t + shift of the stretch.
fn turned(
    prepared: &Prepared,
    range: std::ops::Range<usize>,
    person: usize,
    shift: usize,
) -> Prepared {
    let split = prepared.model.channels[0];
    let n = range.len();
    let source =
        |who: usize, t: usize| range.start + if who == person { (t + shift) % n } else { t };
    let mut values = Vec::with_capacity(n * prepared.measured.channels);
    for t in 0..n {
        values.extend_from_slice(&prepared.measured.sample(source(0, t))[..split]);
        values.extend_from_slice(&prepared.measured.sample(source(1, t))[split..]);
    }
    let taken = |series: &[f64], who: usize| -> Vec<f64> {
        if series.is_empty() {
            return Vec::new();
        }
        (0..n).map(|t| series[source(who, t)]).collect()
    };
    Prepared {
        measured: Measured {
            values,
            channels: prepared.measured.channels,
            spacing: vec![0; n - 1],
            seconds: prepared.measured.seconds.clone(),
        },
        inputs: Inputs {
            own: [taken(&prepared.inputs.own[0], 0), taken(&prepared.inputs.own[1], 1)],
            shared: taken(&prepared.inputs.shared, 1 - person),
        },
        times_s: prepared.times_s[range.clone()].to_vec(),
        units: prepared.units.clone(),
        ..*prepared
    }
}

/// The likelihood ratios, climbed from where the recording itself ended up. The observed ratio
/// goes the same way, so that neither side gains by its start.
fn warm_ratio(problem: &Problem<'_>, climbs: &Climbs, directed: bool) -> LikelihoodRatio {
    let unlinked =
        problem.climb(&climbs.unlinked.theta, &links(), Some(&climbs.unlinked.curvature), COARSE);
    let mut start = unlinked.theta.clone();
    for person in 0..2 {
        for coordinate in link_into(person) {
            if let Some(i) = problem.index(coordinate) {
                start[i] = problem.priors[i].mean;
            }
        }
    }
    let full = problem.climb(&start, &[], Some(&climbs.full.curvature), COARSE);
    if !directed {
        let both = 2.0 * (full.log_posterior - unlinked.log_posterior);
        return LikelihoodRatio { both, into: [f64::NAN; 2] };
    }
    let without = [0, 1].map(|person| without_link(problem, &full, person, COARSE));
    Climbs { unlinked, full, without }.penalised_ratio()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ratio(into: [f64; 2]) -> LikelihoodRatio {
        LikelihoodRatio { both: 0.0, into }
    }

    /// Ranks from the top, the recording included: into A 1, 4, 3, 2; into B 3, 2, 1, 4. The better
    /// of the two: 1 in the recording, 2, 1 and 2 in the copies; one copy does as well.
    #[test]
    fn the_stronger_link_counts_that_two_were_looked_at() {
        let test = LinkTest {
            observed: ratio([9.0, 1.0]),
            null: vec![ratio([1.0, 2.0]), ratio([2.0, 300.0]), ratio([3.0, 0.0])],
        };
        assert_eq!(test.into_person(0).p, 0.25);
        assert_eq!(test.stronger_p(), 0.5);
        // A link counts for no more than the stronger of the two does.
        assert_eq!(test.stepwise_p(0), 0.5);
        assert_eq!(test.stepwise_p(1), 0.75);
        let unlooked =
            LinkTest { observed: ratio([f64::NAN; 2]), null: vec![ratio([f64::NAN; 2])] };
        assert!(unlooked.stronger_p().is_nan() && unlooked.stepwise_p(0).is_nan());
    }
}
