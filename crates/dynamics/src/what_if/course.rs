use super::guesses::{Guess, bare};
use super::{Change, PersonChange};
use crate::discretise::Discretised;
use crate::matrix::{apply, zeros};
use crate::model::assemble::drift;
use crate::model::loop_model::{Lag, LoopParameters};
use crate::stability::settles;

/// The mean course of both people, at rest level 0, sample by sample.
pub(crate) type Course = [Vec<f64>; 2];

/// One guess with a change made to it.
#[derive(Debug, Clone)]
pub(crate) struct Changed {
    pub(super) lag: Lag,
    pub(super) parameters: LoopParameters,
    /// What each would be displaced by if nothing passed between the two.
    pub(super) displaced: [f64; 2],
    pub(super) held: [Option<f64>; 2],
    pub(super) standing: [f64; 6],
}

impl Changed {
    pub(crate) fn new(
        lag: Lag,
        guess: &Guess,
        standing: [f64; 6],
        changes: &[PersonChange; 2],
    ) -> Self {
        let mut parameters = guess.parameters();
        for (i, change) in changes.iter().enumerate() {
            parameters.return_rate[i] = change.return_rate.of(parameters.return_rate[i]);
            parameters.gain[i] = change.gain.of(parameters.gain[i]);
        }
        let displaced =
            [0, 1].map(|i| changes[i].set_point + guess.own_effect[i] * changes[i].own_input);
        let held = [0, 1].map(|i| changes[i].clamp);
        Self { lag, parameters, displaced, held, standing }
    }

    /// Whether the changed loop settles; with one of the two held there is no round to go.
    pub(crate) fn settles(&self) -> bool {
        self.held.iter().any(Option::is_some) || settles(bare(self.lag), &self.parameters)
    }

    /// Where both end up: `x_i = d_i + m_i x_j`, or where they are held.
    pub(crate) fn long_run(&self) -> [f64; 2] {
        let [d, e] = self.displaced;
        let [m, n] = self.parameters.gain;
        match self.held {
            [Some(a), Some(b)] => [a, b],
            [Some(a), None] => [a, e + n * a],
            [None, Some(b)] => [d + m * b, b],
            [None, None] => {
                let round = 1.0 - m * n;
                [(d + m * e) / round, (e + n * d) / round]
            }
        }
    }

    /// The mean course from the standing on, exact at every step.
    pub(crate) fn course(&self, step_s: f64, steps: usize) -> Course {
        let [a, b, c, d, e, f] = self.standing;
        match self.lag {
            Lag::None => self.walk([a, d], step_s, steps),
            Lag::Erlang2 => self.walk([a, b, c, d, e, f], step_s, steps),
        }
    }

    fn walk<const S: usize>(&self, start: [f64; S], step_s: f64, steps: usize) -> Course {
        let model = bare(self.lag);
        let at = model.activation();
        let mut drift = drift::<S>(model, &self.parameters);
        let mut push = [0.0; S];
        let mut z = start;
        for (i, &state) in at.iter().enumerate() {
            push[state] = self.parameters.return_rate[i] * self.displaced[i];
            if let Some(value) = self.held[i] {
                drift[state] = [0.0; S];
                push[state] = 0.0;
                z[state] = value;
            }
        }
        let exact = Discretised::new(&drift, &zeros(), step_s, true);
        let transition = exact.transition();
        let pushed = apply(&transition.reach, &push);
        let mut course = at.map(|_| Vec::with_capacity(steps + 1));
        for step in 0..=steps {
            if step > 0 {
                let carried = apply(&transition.carry, &z);
                z = std::array::from_fn(|i| carried[i] + pushed[i]);
            }
            for (i, &state) in at.iter().enumerate() {
                course[i].push(z[state]);
            }
        }
        course
    }
}

impl Change {
    fn of(self, now: f64) -> f64 {
        match self {
            Self::Kept => now,
            Self::Times(factor) => factor * now,
            Self::To(value) => value,
        }
    }
}
