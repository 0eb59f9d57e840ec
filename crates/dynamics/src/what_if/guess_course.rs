use super::WhatIf;
use super::course::Changed;
use crate::{DynamicsError, Guess, Lag};

/// The mean course of one guess with a change made to it: the reference for a page that moves
/// sliders without a server.
///
/// With x the activation of each, c and e the two stages of what is on its way into each
/// (τ/2 seconds each), and a dash on what was changed:
///
/// ```text
/// dx_A/dt = k_A' (−x_A + d_A + m_A' e_A)      dx_B/dt = k_B' (−x_B + d_B + m_B' e_B)
/// dc_A/dt = (2/τ_A) (x_B − c_A)               dc_B/dt = (2/τ_B) (x_A − c_B)
/// de_A/dt = (2/τ_A) (c_A − e_A)               de_B/dt = (2/τ_B) (c_B − e_B)
/// d_i = set point change of i + own effect of i · own input of i
/// ```
///
/// A person who is held stays at that value. Without a lag `e_A = x_B` and `e_B = x_A`. It starts
/// at [`Guess::standing`], in the order x_A, c_B, e_B, x_B, c_A, e_A. Steps are Runge-Kutta's of
/// fourth order, none longer than a twentieth of the quickest time constant, so that the same few
/// lines in another language give the same numbers.
///
/// In plain words: both drift to where they settle, each picks up the other a moment later; the
/// same sums that [`crate::what_if`] does exactly, in small steps.
///
/// # Inputs
/// How displacements travel, one guess, and what is asked. Only the changes, the start, the
/// horizon and the step count here.
///
/// # Returns
/// The course of A and of B at 0, step, 2 step … seconds, in resting standard deviations.
///
/// # Errors
/// [`DynamicsError::Option`].
///
/// # Example
/// ```
/// use attune_dynamics::{Change, Guess, Lag, PersonChange, WhatIf, guess_course};
///
/// let guess = Guess {
///     return_rate: [0.05, 0.08],
///     gain: [0.6, 0.3],
///     delay_s: [0.0; 2],
///     own_effect: [0.0; 2],
///     standing: [0.0; 6],
/// };
/// let lower = PersonChange { set_point: -1.0, ..PersonChange::default() };
/// let ask = WhatIf { changes: [PersonChange::default(), lower], ..WhatIf::default() };
/// let [a, b] = guess_course(Lag::None, &guess, &ask)?;
/// assert!((a[30] + 0.347_081_688).abs() < 1e-6 && (b[30] + 0.970_429_347).abs() < 1e-6);
/// # Ok::<(), attune_dynamics::DynamicsError>(())
/// ```
///
/// # Source
/// `docs/mathematics.md` 1 and 8. Agrees with the exact course to 1e-6 of the largest displacement.
pub fn guess_course(lag: Lag, guess: &Guess, ask: &WhatIf) -> Result<[Vec<f64>; 2], DynamicsError> {
    ask.check()?;
    let changed = Changed::new(lag, guess, ask.standing(guess), &ask.changes);
    let steps = ask.steps();
    let mut z = changed.standing;
    for (i, state) in [0, 3].into_iter().enumerate() {
        z[state] = changed.held[i].unwrap_or(z[state]);
    }
    let fastest = changed.fastest();
    let small_steps = (20.0 * fastest * ask.step_s).ceil().max(1.0);
    let h = ask.step_s / small_steps;
    let mut course = [vec![z[0]], vec![z[3]]];
    for _ in 0..steps {
        for _ in 0..small_steps as usize {
            let one = changed.slope(&z);
            let two = changed.slope(&moved(&z, 0.5 * h, &one));
            let three = changed.slope(&moved(&z, 0.5 * h, &two));
            let four = changed.slope(&moved(&z, h, &three));
            z = std::array::from_fn(|i| {
                z[i] + h / 6.0 * (one[i] + 2.0 * two[i] + 2.0 * three[i] + four[i])
            });
        }
        course[0].push(z[0]);
        course[1].push(z[3]);
    }
    Ok(course)
}

impl Changed {
    /// The quickest of the loop's rates, per second.
    fn fastest(&self) -> f64 {
        let p = &self.parameters;
        (0..2).fold(0.0, |most, i| {
            let there = match self.lag {
                Lag::None => 0.0,
                Lag::Erlang2 => 2.0 / p.delay_s[i],
            };
            there.max(p.return_rate[i] * (1.0 + p.gain[i].abs())).max(most)
        })
    }

    fn slope(&self, z: &[f64; 6]) -> [f64; 6] {
        let [x_a, c_b, e_b, x_b, c_a, e_a] = *z;
        let p = &self.parameters;
        let person = |i: usize, x: f64, arriving: f64| match self.held[i] {
            Some(_) => 0.0,
            None => p.return_rate[i] * (self.displaced[i] + p.gain[i] * arriving - x),
        };
        match self.lag {
            Lag::None => [person(0, x_a, x_b), 0.0, 0.0, person(1, x_b, x_a), 0.0, 0.0],
            Lag::Erlang2 => {
                let [pace_a, pace_b] = p.delay_s.map(|seconds| 2.0 / seconds);
                [
                    person(0, x_a, e_a),
                    pace_b * (x_a - c_b),
                    pace_b * (c_b - e_b),
                    person(1, x_b, e_b),
                    pace_a * (x_b - c_a),
                    pace_a * (c_a - e_a),
                ]
            }
        }
    }
}

fn moved(z: &[f64; 6], by: f64, slope: &[f64; 6]) -> [f64; 6] {
    std::array::from_fn(|i| z[i] + by * slope[i])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Change, PersonChange, Start};

    /// Small steps against the exact transition, with everything changed at once.
    #[test]
    fn small_steps_agree_with_the_exact_course() {
        let guess = Guess {
            return_rate: [0.07, 0.2],
            gain: [0.9, -0.6],
            delay_s: [2.0, 5.0],
            own_effect: [0.0, -1.5],
            standing: [1.5, 0.8, 0.3, -0.5, -0.4, 0.2],
        };
        let busy = PersonChange {
            set_point: 0.3,
            return_rate: Change::Times(1.4),
            gain: Change::To(0.5),
            own_input: 1.0,
            clamp: None,
        };
        let held = PersonChange { clamp: Some(0.7), ..PersonChange::default() };
        for changes in [[PersonChange::default(), busy], [busy, held]] {
            let ask = WhatIf { changes, start: Start::Moment, ..WhatIf::default() };
            for lag in [Lag::Erlang2, Lag::None] {
                let small = guess_course(lag, &guess, &ask).unwrap();
                let exact = Changed::new(lag, &guess, guess.standing, &changes)
                    .course(ask.step_s, ask.steps());
                for (x, y) in small.iter().flatten().zip(exact.iter().flatten()) {
                    // A step of a twentieth leaves (1/20)^5 / 120 of the value each time.
                    assert!((x - y).abs() < 1e-6, "{lag:?} {x} {y}");
                }
            }
        }
    }
}
