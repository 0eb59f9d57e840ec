mod course;
mod guess_course;
mod guesses;

pub use guess_course::guess_course;
pub use guesses::{Guess, LoopGuesses, Slider, loop_guesses};

use crate::estimate::percentile;
use crate::{Band, CannotTell, DynamicsError, Estimate};
use course::{Changed, Course};

/// What is to be changed, from when on, and how far to look.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct WhatIf {
    /// What A and what B change, from the start on and for good.
    pub changes: [PersonChange; 2],
    /// Where the two stand when the change begins.
    pub start: Start,
    /// How far to look ahead, in seconds.
    pub horizon_s: f64,
    /// Distance of the moments answered, in seconds.
    pub step_s: f64,
    /// The share of guesses the fan holds.
    pub level: f64,
}

/// What one person changes; the default changes nothing.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct PersonChange {
    /// Added to where this person settles, in resting standard deviations. The other notices it
    /// as a displacement from where this person used to settle.
    pub set_point: f64,
    /// Own return rate, per second.
    pub return_rate: Change,
    /// How much of the other arrives in this person.
    pub gain: Change,
    /// Activation at which this person is held, in resting standard deviations.
    pub clamp: Option<f64>,
    /// Added to this person's own input, in the input's unit (paced breathing: 1 is on).
    pub own_input: f64,
}

/// How a number of the loop is changed.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub enum Change {
    /// Not at all.
    #[default]
    Kept,
    /// Multiplied: 1.2 is 20 % more.
    Times(f64),
    /// Set to a value.
    To(f64),
}

/// Where the two stand when a change begins.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub enum Start {
    /// Both where they settle.
    #[default]
    Rest,
    /// Where they stood at the moment the guesses were gathered for.
    Moment,
    /// For a while already this far from where each settles, in resting standard deviations.
    At([f64; 2]),
}

impl Default for WhatIf {
    fn default() -> Self {
        Self {
            changes: [PersonChange::default(); 2],
            start: Start::Rest,
            horizon_s: 300.0,
            step_s: 1.0,
            level: 0.8,
        }
    }
}

/// What the fitted loop guesses would follow from a change. Index 0 is A, 1 is B.
#[derive(Debug, Clone, PartialEq)]
pub struct WhatIfAnswer {
    /// Seconds from the change on.
    pub times_s: Vec<f64>,
    /// A and B.
    pub persons: [PersonAnswer; 2],
    /// How many guesses stand behind the fans and counts.
    pub guesses: usize,
    /// Share of guesses left out because the changed loop would run away in them.
    pub rejected_share: f64,
    /// Why the picture must be greyed out, where it must.
    pub greyed: Option<CannotTell>,
}

/// What would follow for one person, in resting standard deviations from where they settle.
#[derive(Debug, Clone, PartialEq)]
pub struct PersonAnswer {
    /// The estimate without the change.
    pub baseline: Vec<f64>,
    /// The estimate with the change.
    pub changed: Vec<f64>,
    /// Median over guesses of the difference the change makes.
    pub difference: Vec<f64>,
    /// The band that holds `level` of the guesses of that difference.
    pub band: Band,
    /// The changed course in the first twenty guesses, one line each.
    pub examples: Vec<Vec<f64>>,
    /// The difference in the long run, with the interval that holds `level` of the guesses.
    pub long_run: Estimate,
    /// Guesses in which the person is lower on average over the horizon; median of that average.
    pub lower: Tally,
    /// Guesses in which the person settles sooner; median of the seconds (negative: sooner).
    /// `None` where there is nothing to compare: somebody who is held, or stands where they end up,
    /// with the change or without it, does not settle.
    pub sooner: Option<Tally>,
}

/// In how many guesses something is so, and how large it is in the middle one.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Tally {
    /// Share of guesses, 0 to 1.
    pub share: f64,
    /// Median of the size over all guesses.
    pub median: f64,
}

impl Tally {
    /// The share as so many of 20 guesses.
    #[must_use]
    pub fn of_twenty(&self) -> usize {
        (20.0 * self.share).round() as usize
    }
}

/// How many courses are shown as lines.
const EXAMPLES: usize = 20;
/// A person has settled once they stay this close to where they end up, in resting standard
/// deviations: a quarter of their usual ups and downs.
const SETTLED: f64 = 0.25;
/// Fewer guesses than this hold no fan.
const FEWEST_GUESSES: usize = 20;

impl WhatIf {
    /// Checks the options.
    ///
    /// # Errors
    /// [`DynamicsError::Option`] names the first one without a meaning.
    pub fn check(&self) -> Result<(), DynamicsError> {
        let mut meaning = vec![
            ("horizon in seconds", self.horizon_s, 1.0, 86_400.0),
            ("step in seconds", self.step_s, 0.01, self.horizon_s),
            ("number of steps", self.horizon_s / self.step_s, 1.0, 100_000.0),
            ("level of the fan", self.level, 0.01, 0.999),
        ];
        for change in &self.changes {
            meaning.push(("change of the set point", change.set_point, -20.0, 20.0));
            meaning.push(("own input", change.own_input, -1000.0, 1000.0));
            meaning.push(("held activation", change.clamp.unwrap_or(0.0), -20.0, 20.0));
            meaning.push(match change.return_rate {
                Change::Kept => ("return rate", 1.0, 0.0, 1.0),
                Change::Times(factor) => ("factor on the return rate", factor, 0.01, 100.0),
                Change::To(rate) => ("return rate", rate, 1e-5, 100.0),
            });
            meaning.push(match change.gain {
                Change::Kept => ("gain", 0.0, 0.0, 1.0),
                Change::Times(factor) => ("factor on the gain", factor, -100.0, 100.0),
                Change::To(gain) => ("gain", gain, -10.0, 10.0),
            });
        }
        if let Start::At(standing) = self.start {
            meaning.extend(standing.map(|x| ("start", x, -20.0, 20.0)));
        }
        for (what, value, least, most) in meaning {
            if !(least..=most).contains(&value) {
                return Err(DynamicsError::Option { what, value });
            }
        }
        Ok(())
    }

    pub(crate) fn steps(&self) -> usize {
        (self.horizon_s / self.step_s).round() as usize
    }

    pub(crate) fn standing(&self, guess: &Guess) -> [f64; 6] {
        match self.start {
            Start::Rest => [0.0; 6],
            Start::Moment => guess.standing,
            Start::At([a, b]) => [a, a, a, b, b, b],
        }
    }

    fn exchanged(&self) -> Self {
        let start = match self.start {
            Start::At([a, b]) => Start::At([b, a]),
            other => other,
        };
        Self { changes: [self.changes[1], self.changes[0]], start, ..*self }
    }
}

/// What would follow, in the loop fitted to these two, if one of them changed something.
///
/// The mean of `dx_i = k_i [−(x_i − μ_i) + m_ij c_ij + b_i u_i] dt` from the start on, with the
/// change and without, for the estimate and for every guess around it. A step of −1 in B's set
/// point ends at `−(m, 1)/(1 − Λ)`; holding B at −1 gives `x_A(t) = −m (1 − e^{−kt})` without lag.
///
/// In plain words: "when one person changes the cue, the whole system responds". The answer is a
/// drawing of these two as the model fitted to them sees them, with nothing else happening from
/// then on; it is not a forecast of them. Twenty lines show how far the guesses differ.
///
/// # Inputs
/// The guesses of a fit ([`loop_guesses`]) and what is asked.
///
/// # Returns
/// Courses in resting standard deviations from where each settles (raw units:
/// [`crate::LoopFit::units`]); median and fan of the difference; counts; the long run. Guesses
/// whose changed loop runs away are left out and their share is told. Exchanging the two people
/// mirrors everything to the bit.
///
/// # Missing data
/// See [`loop_guesses`].
///
/// # Null
/// None: this describes a fitted loop. Whether there is a link is [`crate::test_link`]'s question.
///
/// # Errors
/// [`DynamicsError::Option`]; [`CannotTell::TooFewStretches`] for a gain changed below 60
/// independent stretches; [`CannotTell::NoOwnInput`]; [`CannotTell::RunsAway`] where the changed
/// loop does not settle in the estimate or in half of the guesses.
///
/// # Example
/// ```
/// use attune_dynamics::{Guess, Lag, LoopGuesses, PersonChange, WhatIf, what_if};
///
/// let guess = Guess {
///     return_rate: [0.05, 0.08],
///     gain: [0.6, 0.3],
///     delay_s: [0.0; 2],
///     own_effect: [0.0; 2],
///     standing: [0.0; 6],
/// };
/// let guesses = LoopGuesses {
///     lag: Lag::None,
///     estimate: guess,
///     guesses: vec![guess; 400],
///     rejected_share: 0.0,
///     n_eff: 100.0,
///     own_input: [false; 2],
///     from_s: None,
/// };
/// let held = PersonChange { clamp: Some(-1.0), ..PersonChange::default() };
/// let ask = WhatIf { changes: [PersonChange::default(), held], ..WhatIf::default() };
/// let answer = what_if(&guesses, &ask)?;
/// assert!((answer.persons[0].changed[60] + 0.570_127_759).abs() < 1e-9);
/// assert_eq!(answer.persons[0].lower.of_twenty(), 20);
/// # Ok::<(), attune_dynamics::DynamicsError>(())
/// ```
///
/// # Source
/// `docs/mathematics.md` 8. A changed set point reaches the other as a displacement from the old one:
/// with the cue measured from the new one, nobody would notice.
pub fn what_if(guesses: &LoopGuesses, ask: &WhatIf) -> Result<WhatIfAnswer, DynamicsError> {
    ask.check()?;
    for (person, change) in ask.changes.iter().enumerate() {
        if change.gain != Change::Kept {
            guesses.shown(Some(Slider::Gain(person)))?;
        }
        if change.own_input != 0.0 {
            guesses.shown(Some(Slider::OwnInput(person)))?;
        }
    }
    if ask.start == Start::Moment && guesses.from_s.is_none() {
        return Err(DynamicsError::Option { what: "moment to start from", value: f64::NAN });
    }
    if comes_later(guesses, ask) {
        let mut answer = answered(&guesses.exchanged(), &ask.exchanged())?;
        answer.persons.swap(0, 1);
        return Ok(answer);
    }
    answered(guesses, ask)
}

/// Whether A's content sorts after B's: sums then run in B's order, so that exchanging the two
/// mirrors the answer to the bit.
fn comes_later(guesses: &LoopGuesses, ask: &WhatIf) -> bool {
    let content = |i: usize| {
        let guess = &guesses.estimate;
        let change = ask.changes[i];
        let amount = |change: Change| match change {
            Change::Kept => 1.0,
            Change::Times(x) | Change::To(x) => x,
        };
        [
            guess.return_rate[i],
            guess.gain[i],
            guess.delay_s[i],
            ask.standing(guess)[3 * i],
            change.set_point,
            change.clamp.unwrap_or(0.0),
            change.own_input * guess.own_effect[i],
            amount(change.return_rate),
            amount(change.gain),
        ]
    };
    let (a, b) = (content(0), content(1));
    a.iter().zip(&b).map(|(x, y)| x.total_cmp(y)).find(|o| o.is_ne()).is_some_and(|o| o.is_gt())
}

/// One guess without and with the change.
struct Pair {
    baseline: Course,
    changed: Course,
    /// The difference in the long run, and when each settles without and with the change.
    long_run: [f64; 2],
    settled_s: [[f64; 2]; 2],
}

fn answered(guesses: &LoopGuesses, ask: &WhatIf) -> Result<WhatIfAnswer, DynamicsError> {
    let estimate =
        pair(guesses, &guesses.estimate, ask).ok_or(CannotTell::RunsAway { share: 1.0 })?;
    let drawn: Vec<Pair> =
        guesses.guesses.iter().filter_map(|guess| pair(guesses, guess, ask)).collect();
    let all = guesses.guesses.len();
    let rejected_share = 1.0 - drawn.len() as f64 / all.max(1) as f64;
    if drawn.len() < FEWEST_GUESSES || 2 * drawn.len() < all {
        return Err(CannotTell::RunsAway { share: rejected_share }.into());
    }
    Ok(WhatIfAnswer {
        times_s: (0..=ask.steps()).map(|step| step as f64 * ask.step_s).collect(),
        persons: [0, 1].map(|i| person_answer(i, &estimate, &drawn, ask)),
        guesses: drawn.len(),
        rejected_share,
        greyed: guesses.shown(None).err(),
    })
}

/// A guess without and with the change; `None` where the changed loop runs away.
fn pair(guesses: &LoopGuesses, guess: &Guess, ask: &WhatIf) -> Option<Pair> {
    let nothing = [PersonChange::default(); 2];
    let standing = ask.standing(guess);
    let [before, after] =
        [&nothing, &ask.changes].map(|c| Changed::new(guesses.lag, guess, standing, c));
    if !after.settles() {
        return None;
    }
    let [baseline, changed] = [&before, &after].map(|c| c.course(ask.step_s, ask.steps()));
    let (was, is) = (before.long_run(), after.long_run());
    let settled_s = [0, 1].map(|i| {
        [settled_s(&baseline[i], was[i], ask.step_s), settled_s(&changed[i], is[i], ask.step_s)]
    });
    Some(Pair { baseline, changed, long_run: [is[0] - was[0], is[1] - was[1]], settled_s })
}

/// From when on a course stays where it ends up; the end of the course where it does not get
/// there.
fn settled_s(course: &[f64], end: f64, step_s: f64) -> f64 {
    let away = |x: f64| (x - end).abs();
    let Some(last) = course.iter().rposition(|&x| away(x) > SETTLED) else { return 0.0 };
    let Some(&next) = course.get(last + 1) else { return last as f64 * step_s };
    // Between the two samples the distance shrinks about evenly.
    let (here, there) = (away(course[last]), away(next));
    (last as f64 + (here - SETTLED) / (here - there)) * step_s
}

fn person_answer(i: usize, estimate: &Pair, drawn: &[Pair], ask: &WhatIf) -> PersonAnswer {
    let tail = 0.5 * (1.0 - ask.level);
    let samples = ask.steps() + 1;
    let mut difference = Vec::with_capacity(samples);
    let mut band = Band { lo: Vec::with_capacity(samples), hi: Vec::with_capacity(samples) };
    let mut column = vec![0.0; drawn.len()];
    for t in 0..samples {
        for (value, pair) in column.iter_mut().zip(drawn) {
            *value = pair.changed[i][t] - pair.baseline[i][t];
        }
        column.sort_unstable_by(f64::total_cmp);
        difference.push(percentile(&column, 0.5));
        band.lo.push(percentile(&column, tail));
        band.hi.push(percentile(&column, 1.0 - tail));
    }
    let average = |pair: &Pair| {
        let sum: f64 = pair.changed[i].iter().zip(&pair.baseline[i]).map(|(x, y)| x - y).sum();
        sum / samples as f64
    };
    let sooner = |pair: &Pair| pair.settled_s[i][1] - pair.settled_s[i][0];
    let long_run = drawn.iter().map(|pair| pair.long_run[i]).collect();
    PersonAnswer {
        baseline: estimate.baseline[i].clone(),
        changed: estimate.changed[i].clone(),
        difference,
        band,
        examples: drawn.iter().take(EXAMPLES).map(|pair| pair.changed[i].clone()).collect(),
        long_run: Estimate::from_draws(estimate.long_run[i], long_run, ask.level),
        lower: below_zero(drawn.iter().map(average).collect()),
        sooner: settles(i, estimate, ask).then(|| below_zero(drawn.iter().map(sooner).collect())),
    }
}

/// Whether a person has a way to go both with the change and without it.
fn settles(i: usize, estimate: &Pair, ask: &WhatIf) -> bool {
    ask.changes[i].clamp.is_none() && estimate.settled_s[i].iter().all(|seconds| *seconds > 0.0)
}

/// In what share of guesses a change is below zero, and its median. What differs by rounding only
/// does not differ.
fn below_zero(mut changes: Vec<f64>) -> Tally {
    changes.sort_unstable_by(f64::total_cmp);
    let below = changes.iter().filter(|&&x| x < -1e-9).count();
    Tally { share: below as f64 / changes.len() as f64, median: percentile(&changes, 0.5) }
}

#[cfg(test)]
mod tests;
