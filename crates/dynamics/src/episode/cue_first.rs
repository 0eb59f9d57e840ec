use super::chance::rotations;
use crate::random::Draws;
use crate::{CannotTell, Estimate};

/// Whether one person's body moved before the other's first word.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct CueFirst {
    /// Whose body: 0 for A, 1 for B; the words are the other's.
    pub person: usize,
    /// How much this person's activation had changed in the 3 s before the first word, against 10
    /// to 6 s before it: resting standard deviations, with a 95 % interval over turns.
    pub change: Estimate,
    /// How long before the first word half of that change was there, seconds; `NaN` where there is
    /// no change to speak of.
    pub lead_s: f64,
    /// Interval of the lead over resampled turns, seconds.
    pub lead_interval_s: [f64; 2],
    /// Two-sided p against the same turns moved in a loop.
    pub p: f64,
    /// How many first words.
    pub turns: usize,
}

/// Fewest first words.
const FEWEST: usize = 6;
const BEFORE_S: [f64; 2] = [-10.0, -6.0];
const JUST_BEFORE_S: [f64; 2] = [-3.0, 0.0];
const RESAMPLED: usize = 200;
const COPIES: usize = 999;
const CUE_STREAM: u64 = 1 << 47;

/// Whether one person's activation changes before the other begins to speak.
///
/// Mean over first words of x̄[−3 s, 0] − x̄[−10 s, −6 s]; lead: where the average course passes half
/// of that change.
///
/// In plain words: did the body notice before a word was said?
///
/// # Inputs
/// Whose body; first sample and step in seconds; that person's activation; when the other's first
/// words came (turns after a pause), seconds.
///
/// # Returns
/// See [`CueFirst`].
///
/// # Missing data
/// A first word with too little recorded around it is left out.
///
/// # Null
/// All first words moved together in a loop: the spacing of turns stays, the body's moment goes.
///
/// # Errors
/// [`CannotTell::TooFewActs`] with fewer than 6 first words.
///
/// # Source
/// `docs/mathematics.md` 10.
pub fn cue_first(
    person: usize,
    start_s: f64,
    step_s: f64,
    x: &[f64],
    first_words_s: &[f64],
    seed: u64,
) -> Result<CueFirst, CannotTell> {
    let lane = Lane { start_s, step_s, x };
    let changes: Vec<(f64, f64)> = first_words_s
        .iter()
        .map(|&t| (t, lane.change(t)))
        .filter(|(_, change)| change.is_finite())
        .collect();
    if changes.len() < FEWEST {
        return Err(CannotTell::TooFewActs {
            person: 1 - person,
            acts: changes.len(),
            needed: FEWEST,
        });
    }
    let value = mean(changes.iter().map(|c| c.1));
    let mut draws = Draws::new(seed, CUE_STREAM);
    let mut copies: Vec<f64> = rotations(x.len(), lane.nearest(), COPIES, &mut draws)
        .into_iter()
        .map(|by| {
            let moved = [&x[by..], &x[..by]].concat();
            let lane = Lane { x: &moved, ..lane };
            let each = changes.iter().map(|c| lane.change(c.0)).filter(|c| c.is_finite());
            mean(each)
        })
        .filter(|c| c.is_finite())
        .collect();
    let centre = mean(copies.iter().copied());
    let beyond = copies.iter().filter(|c| (**c - centre).abs() >= (value - centre).abs()).count();
    let p = (1.0 + beyond as f64) / (1.0 + copies.len() as f64);
    copies.clear();

    let mut means = Vec::with_capacity(RESAMPLED);
    let mut leads = Vec::with_capacity(RESAMPLED);
    for _ in 0..RESAMPLED {
        let chosen: Vec<(f64, f64)> =
            (0..changes.len()).map(|_| changes[draws.below(changes.len())]).collect();
        means.push(mean(chosen.iter().map(|c| c.1)));
        leads.push(lane.lead(&chosen));
    }
    let all = Estimate::from_draws(value, means, 0.95);
    let lead = Estimate::from_draws(lane.lead(&changes), leads, 0.95);
    Ok(CueFirst {
        person,
        change: all,
        lead_s: lead.value,
        lead_interval_s: [lead.lo, lead.hi],
        p,
        turns: changes.len(),
    })
}

#[derive(Clone, Copy)]
struct Lane<'a> {
    start_s: f64,
    step_s: f64,
    x: &'a [f64],
}

impl Lane<'_> {
    fn nearest(&self) -> usize {
        (15.0 / self.step_s).round().max(1.0) as usize
    }

    fn mean_of(&self, from_s: f64, to_s: f64) -> f64 {
        let place = |t: f64| ((t - self.start_s) / self.step_s).ceil();
        let (from, to) = (place(from_s), place(to_s));
        if from < 0.0 || to as usize > self.x.len() {
            return f64::NAN;
        }
        let inside = &self.x[from as usize..to as usize];
        mean(inside.iter().copied().filter(|v| v.is_finite()))
    }

    fn change(&self, t: f64) -> f64 {
        let just = self.mean_of(t + JUST_BEFORE_S[0], t + JUST_BEFORE_S[1]);
        just - self.mean_of(t + BEFORE_S[0], t + BEFORE_S[1])
    }

    /// How long before the first word the average course has made half of its change for good.
    fn lead(&self, turns: &[(f64, f64)]) -> f64 {
        let course = |back: f64| {
            let each =
                turns.iter().map(|c| self.mean_of(c.0 - back, c.0 - back + 2.0 * self.step_s));
            mean(each.filter(|v| v.is_finite()))
        };
        let base = mean(turns.iter().map(|c| self.mean_of(c.0 + BEFORE_S[0], c.0 + BEFORE_S[1])));
        let half = 0.5 * mean(turns.iter().map(|c| c.1));
        let mut lead = f64::NAN;
        let mut back = 0.0;
        while back <= -BEFORE_S[0] {
            if (course(back) - base) / half < 1.0 {
                return lead;
            }
            lead = back;
            back += self.step_s.max(0.25);
        }
        lead
    }
}

fn mean(values: impl Iterator<Item = f64>) -> f64 {
    let (mut n, mut sum) = (0.0, 0.0);
    for value in values {
        n += 1.0;
        sum += value;
    }
    sum / n
}
