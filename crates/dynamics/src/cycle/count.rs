use super::act::{Act, ActEvent};
use super::kind::{CycleKind, Occurrence, cycle_occurrences};
use super::shift::{Shifter, Slots};
use crate::random::Draws;
use crate::{CannotTell, DynamicsError};
use attune_coupling::{Tail, Test, max_t};
use rayon::prelude::*;

/// How cycles are counted.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct CycleOptions {
    /// At most this long from the end of one act to the start of the next, seconds.
    pub within_s: f64,
    /// A cycle needs to go round at least this often.
    pub at_least: usize,
    /// How many shifted copies.
    pub surrogates: usize,
    /// Seed of the copies.
    pub seed: u64,
}

impl Default for CycleOptions {
    fn default() -> Self {
        Self { within_s: 10.0, at_least: 3, surrogates: 999, seed: 1 }
    }
}

/// How often one cycle went round, beside chance.
#[derive(Debug, Clone, PartialEq)]
pub struct CycleCount {
    /// Which cycle.
    pub kind: CycleKind,
    /// Who begins it (0 for A, 1 for B); `None` where that does not matter.
    pub first: Option<usize>,
    /// Every time it went round, by time.
    pub occurrences: Vec<Occurrence>,
    /// Mean count in shifted copies.
    pub expected: f64,
    /// 5th and 95th percentile of the count in shifted copies.
    pub chance: [f64; 2],
    /// `(1 + copies with at least as many) / (1 + copies)`.
    pub p: f64,
    /// The same among copies in which acts changed place within minutes only, so that both being
    /// heated at the same time does not count as one answering the other.
    pub p_near: f64,
    /// p of the two taking turns at all: of speaking at the same time as little as they do, when
    /// one person's turns are moved in a loop. `NaN` without turns, or with too few of them to move.
    pub p_turns: f64,
    /// p against the strongest of every kind and direction in each copy, and never less than
    /// `p_near` or `p_turns`: beyond all of them.
    pub p_all: f64,
    /// How many copies.
    pub copies: usize,
}

impl CycleCount {
    /// How often it went round.
    #[must_use]
    pub fn count(&self) -> usize {
        self.occurrences.len()
    }
}

/// Counts every cycle of two people, in both directions, against shifted copies of the same acts.
///
/// Pursue–withdraw: p presses on → q draws back → p presses on, each at most 10 s after the other.
/// The statistic of each kind and direction is `−ln P(N ≥ count)` of a Poisson number N with the
/// mean of the copies, and 0 below three rounds: counts are small and skewed, so that a distance in
/// standard deviations would favour the rarest acts. Its p is taken against the largest of all of them in each
/// copy (max-T), so that looking at every kind and both directions costs what it should.
///
/// In plain words: this order came seven times; with the same acts at other times it would have
/// come three times.
///
/// # Inputs
/// Acts with times in seconds; what chance may move ([`Slots`]); options.
///
/// # Returns
/// One [`CycleCount`] per named kind and direction and, of all ordered pairs of acts that are part
/// of no named kind, the most frequent one that came at least three times; the smallest `p_all`
/// first. Exchanging A and B exchanges who begins and changes nothing else, to the bit.
///
/// # Missing data
/// What was not coded cannot count: a stretch without codes lowers count and chance alike.
///
/// # Null
/// Circular shift of one person's acts against the other's: in turns where both have enough of them
/// (taking turns is then part of chance; each move is used once), else on the clock.
///
/// On the clock the loop is cut into equal parts of at least 20 s (41 shorter ones where the recording
/// lasts less than 14 minutes), and the one person's acts as a whole are moved by every number of parts. These moves and none at all are a
/// group, so that p is exact, whatever the acts look like and however they clump, where one thing
/// holds: given what the other did, one person's run of acts was as likely to begin at any of these
/// places of the loop. Moves drawn from all that are far enough from the data would be no group: the
/// neighbours of a high count are high, those of the data would be missing, and 7.6 % instead of 5 %
/// were named. In turns the moves nearest to the data are left out; there p rests on acts that are
/// forgotten within six turns.
///
/// Beside it near copies, in which acts change place within some four minutes of turns, or by up to
/// a minute on the clock: two people who are heated at the same time, or strangers who follow the
/// same course, show more of every order than shifted copies do. They rest on each act being as
/// likely anywhere near its place, and can only take a name away. Where turns are given there is a third: one
/// person's turns moved in a loop, which speak at the same time as little as these two do. Nobody
/// answers anybody where two do not take turns, however well two runs of acts happen to meet. A
/// cycle has to be beyond all of them.
///
/// # Errors
/// [`CannotTell::TooFewActs`] with fewer than three acts of either person;
/// [`CannotTell::TooFewSurrogates`] where the recording is too short to shift.
///
/// # Example
/// ```
/// use attune_dynamics::{Act, ActEvent, CycleKind, CycleOptions, Slots, count_cycles};
/// let acts: Vec<ActEvent> = (0..40)
///     .map(|k| {
///         let run = (10..19).contains(&k);
///         let act = match (run, k % 2) {
///             (true, 0) => Act::Pursue,
///             (true, _) => Act::Withdraw,
///             _ => Act::Warm,
///         };
///         ActEvent { person: k % 2, act, start_s: 8.0 * k as f64, end_s: 8.0 * k as f64 + 5.0 }
///     })
///     .collect();
/// let found = count_cycles(
///     &acts,
///     &Slots::Clock { start_s: 0.0, end_s: 320.0 },
///     &CycleOptions::default(),
/// )?;
/// let chase = found.iter().find(|c| c.kind == CycleKind::PursueWithdraw && c.first == Some(0));
/// let chase = chase.map(|c| (c.count(), c.p_all < 0.05));
/// assert_eq!(chase, Some((4, true)));
/// # Ok::<(), attune_dynamics::DynamicsError>(())
/// ```
///
/// # Source
/// `docs/mathematics.md` 10; Westfall & Young 1993 (max-T). The shift in turns is ours.
pub fn count_cycles(
    acts: &[ActEvent],
    slots: &Slots<'_>,
    options: &CycleOptions,
) -> Result<Vec<CycleCount>, DynamicsError> {
    if !(options.within_s > 0.0 && options.within_s <= 3600.0) {
        return Err(DynamicsError::Option { what: "time to follow", value: options.within_s });
    }
    if options.surrogates < 19 {
        let (made, needed) = (options.surrogates, 19);
        return Err(CannotTell::TooFewSurrogates { made, needed }.into());
    }
    for person in 0..2 {
        let acts = acts.iter().filter(|e| e.person == person).count();
        if acts < FEWEST_ACTS {
            return Err(CannotTell::TooFewActs { person, acts, needed: FEWEST_ACTS }.into());
        }
    }
    let shifter = Shifter::new(acts, slots, options.within_s)
        .ok_or(CannotTell::TooFewSurrogates { made: 0, needed: options.surrogates })?;
    let cells = cells();
    let made = shifter.copies(options.surrogates);
    let copies: Vec<Vec<f64>> = (0..made)
        .into_par_iter()
        .map(|index| counts(&shifter.copy(index, made), &cells, options.within_s))
        .collect();
    let observed = counts(shifter.events(), &cells, options.within_s);
    let chance: Vec<Chance> =
        (0..cells.len()).map(|cell| Chance::of(copies.iter().map(|c| c[cell]))).collect();
    let strength = |counts: &[f64]| -> Vec<f64> {
        let each = counts.iter().zip(&chance);
        each.map(|(count, chance)| chance.strength(*count, options.at_least)).collect()
    };
    let near: Vec<Vec<f64>> = (0..options.surrogates)
        .into_par_iter()
        .map(|index| {
            let mut draws = Draws::new(options.seed, NEAR_STREAM + index as u64);
            counts(&shifter.near_copy(&mut draws), &cells, options.within_s)
        })
        .collect();
    let p_near: Vec<f64> = (0..cells.len())
        .map(|cell| {
            Test::new(observed[cell], near.iter().map(|c| c[cell]).collect(), Tail::Upper).p
        })
        .collect();
    let strengths: Vec<Vec<f64>> = copies.iter().map(|c| strength(c)).collect();
    let p_all = max_t(&strength(&observed), &strengths);

    let shown = |cell: usize| CycleCount {
        kind: cells[cell].0,
        first: cells[cell].1,
        occurrences: cycle_occurrences(
            shifter.events(),
            cells[cell].0,
            cells[cell].1,
            options.within_s,
        ),
        expected: chance[cell].mean,
        chance: chance[cell].band,
        p: Test::new(observed[cell], copies.iter().map(|c| c[cell]).collect(), Tail::Upper).p,
        // Below three rounds nothing is called a cycle, however rare the acts.
        p_all: if observed[cell] < options.at_least as f64 {
            1.0
        } else {
            // `max` passes over a `NaN`: without turns there is nothing to be beyond.
            p_all[cell].max(p_near[cell]).max(shifter.taking_turns())
        },
        p_near: p_near[cell],
        p_turns: shifter.taking_turns(),
        copies: copies.len(),
    };
    let named = cells.iter().filter(|(kind, _)| CycleKind::NAMED.contains(kind)).count();
    let mut found: Vec<CycleCount> = (0..named).map(shown).collect();
    // Of equals the one that came first: an order that naming the two the other way round keeps.
    let first_s = |cell: usize| {
        let (kind, first) = cells[cell];
        let all = cycle_occurrences(shifter.events(), kind, first, options.within_s);
        all.first().map_or(f64::INFINITY, |o| o.start_s)
    };
    let own = (named..cells.len())
        .filter(|&cell| observed[cell] >= options.at_least as f64)
        .max_by(|&x, &y| {
            let more = observed[x].total_cmp(&observed[y]);
            let rarer = p_all[y].total_cmp(&p_all[x]);
            more.then(rarer).then_with(|| first_s(y).total_cmp(&first_s(x)))
        });
    found.extend(own.map(shown));
    found.sort_by(|x, y| x.p_all.total_cmp(&y.p_all));
    Ok(found)
}

/// Streams of the copies with acts moved within minutes.
const NEAR_STREAM: u64 = (1 << 44) + (1 << 32);

/// Fewer acts of a person than this are no material for a cycle.
const FEWEST_ACTS: usize = 3;

/// Every kind and direction: first the named ones, then every ordered pair of acts.
fn cells() -> Vec<(CycleKind, Option<usize>)> {
    let mut cells = Vec::new();
    for kind in CycleKind::NAMED {
        if kind.directed() {
            cells.extend([(kind, Some(0)), (kind, Some(1))]);
        } else {
            cells.push((kind, None));
        }
    }
    let part_of_named = |when: Act, then: Act| {
        CycleKind::NAMED.iter().any(|kind| kind.steps().windows(2).any(|w| w == [when, then]))
    };
    for when in Act::ALL {
        for then in Act::ALL.into_iter().filter(|then| !part_of_named(when, *then)) {
            let kind = CycleKind::OwnPattern { when, then };
            cells.extend([(kind, Some(0)), (kind, Some(1))]);
        }
    }
    cells
}

/// The count of every cell. Pairs are counted in one pass over the acts.
fn counts(events: &[ActEvent], cells: &[(CycleKind, Option<usize>)], within_s: f64) -> Vec<f64> {
    const N: usize = Act::ALL.len();
    let mut pairs = [[[0.0_f64; N]; N]; 2];
    for (i, before) in events.iter().enumerate() {
        let mut seen = [false; N];
        let reach = before.end_s.max(before.start_s) + within_s;
        for after in events[i + 1..].iter().take_while(|e| e.start_s <= reach) {
            let answers = after.person != before.person && after.start_s > before.start_s;
            if answers && !seen[after.act.index()] {
                seen[after.act.index()] = true;
                pairs[before.person][before.act.index()][after.act.index()] += 1.0;
            }
        }
    }
    cells
        .iter()
        .map(|(kind, first)| match (kind, first) {
            (CycleKind::OwnPattern { when, then }, Some(first)) => {
                pairs[*first][when.index()][then.index()]
            }
            _ => cycle_occurrences(events, *kind, *first, within_s).len() as f64,
        })
        .collect()
}

/// What copies make of one count.
struct Chance {
    mean: f64,
    band: [f64; 2],
}

/// A mean below this is taken for this: copies that never show something do not make it endlessly
/// rare.
const LEAST_MEAN: f64 = 0.05;

impl Chance {
    fn of(counts: impl Iterator<Item = f64>) -> Self {
        let mut sorted: Vec<f64> = counts.collect();
        sorted.sort_by(f64::total_cmp);
        let mean = sorted.iter().sum::<f64>() / sorted.len() as f64;
        let at = |share: f64| crate::estimate::percentile(&sorted, share);
        Self { mean, band: [at(0.05), at(0.95)] }
    }

    /// How rare a count is; nothing below the number a cycle needs.
    fn strength(&self, count: f64, at_least: usize) -> f64 {
        if count < at_least as f64 {
            return 0.0;
        }
        -poisson_tail(self.mean.max(LEAST_MEAN), count).ln()
    }
}

/// P(N ≥ count) of a Poisson number with this mean.
fn poisson_tail(mean: f64, count: f64) -> f64 {
    // Summed upwards from the count: one minus the lower sum would lose every digit of a small tail.
    // In logarithms, since the chance of none at all vanishes where acts are coded densely.
    let steps = count.max(0.0) as u32;
    let first = (1..=steps).fold(-mean, |log, k| log + (mean / f64::from(k)).ln());
    let (mut k, mut term, mut tail) = (f64::from(steps), 1.0, 0.0);
    // Terms grow up to the mean, and fall beyond it.
    while k < mean || term > 1e-17 * tail {
        tail += term;
        k += 1.0;
        term *= mean / k;
    }
    (first + f64::ln(tail)).exp().clamp(f64::MIN_POSITIVE, 1.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Sums by hand for a small mean; for a large one the tail of a normal number of the same spread.
    #[test]
    fn tails_of_rare_counts() {
        assert!((poisson_tail(0.5, 1.0) - (1.0 - (-0.5f64).exp())).abs() < 1e-15);
        assert!((poisson_tail(0.5, 2.0) - (1.0 - 1.5 * (-0.5f64).exp())).abs() < 1e-15);
        assert!((poisson_tail(0.5, 0.0) - 1.0).abs() < 1e-15);
        // .5 and half a step above; the skewness of 1 / sqrt(800) moves it by less than .01.
        assert!((poisson_tail(800.0, 800.0) - 0.51).abs() < 0.01);
        let far = poisson_tail(800.0, 1000.0);
        assert!(far > 1e-13 && far < 1e-10, "{far}");
    }

    #[test]
    fn tails_of_small_counts() {
        // 1 − e⁻¹ (1 + 1 + ½) and 1 − e^−½ (1 + ½ + ⅛ + 1/48).
        assert!((poisson_tail(1.0, 3.0) - 0.080_301_397).abs() < 1e-9);
        assert!((poisson_tail(0.5, 4.0) - 0.001_751_623).abs() < 1e-9);
        assert!(poisson_tail(0.05, 40.0) > 0.0);
    }
}
