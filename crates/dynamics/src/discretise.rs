use crate::matrix::{
    Mat, add_scaled, identity, largest, mul, mul_left_transposed, mul_right_transposed, scaled,
    symmetrise, transposed, zeros,
};

/// What a continuous-time system does over one interval, exactly.
#[derive(Debug, Clone)]
pub(crate) struct Transition<const S: usize> {
    /// How the state is carried, `e^{AΔ}`.
    pub(crate) carry: Mat<S>,
    /// The covariance of what is added, `∫ e^{As} Q_c e^{Aᵀs} ds`.
    pub(crate) added: Mat<S>,
    /// What a constant push of 1 adds, `∫ e^{As} ds`; zero where nobody asked for it.
    pub(crate) reach: Mat<S>,
}

/// How the objective changes with each entry of a [`Transition`].
#[derive(Debug, Clone)]
pub(crate) struct TransitionSlope<const S: usize> {
    pub(crate) carry: Mat<S>,
    pub(crate) added: Mat<S>,
    pub(crate) reach: Mat<S>,
}

impl<const S: usize> TransitionSlope<S> {
    pub(crate) fn zero() -> Self {
        Self { carry: zeros(), added: zeros(), reach: zeros() }
    }
}

/// Terms of the Taylor series: with steps below [`LONGEST_STEP`] the first one left out is under
/// 1e-12 of the whole.
const CARRY_TERMS: usize = 6;
const ADDED_TERMS: usize = 7;
const LONGEST_STEP: f64 = 0.05;
const FEWEST_DOUBLINGS: i32 = 7;

/// The steps of one discretisation, kept so that it can be run backwards.
#[derive(Debug, Clone)]
pub(crate) struct Discretised<const S: usize> {
    step: f64,
    powers: [Mat<S>; CARRY_TERMS + 1],
    terms: [Mat<S>; ADDED_TERMS],
    /// The transition over the short step, then after each doubling; the last is the answer.
    stages: Vec<Transition<S>>,
    with_reach: bool,
}

impl<const S: usize> Discretised<S> {
    /// Exact discretisation by a Taylor series over a short step and repeated doubling.
    ///
    /// `Φ(Δ) = e^{AΔ}`, `Q(Δ) = ∫₀^Δ e^{As} Q_c e^{Aᵀs} ds`; doubling: `Q ← Q + ΦQΦᵀ`, `Φ ← ΦΦ`.
    pub(crate) fn new(drift: &Mat<S>, diffusion: &Mat<S>, seconds: f64, with_reach: bool) -> Self {
        let doublings = doublings(drift, seconds);
        let step = seconds / f64::from(doublings).exp2();

        let mut powers = [zeros(); CARRY_TERMS + 1];
        powers[0] = identity();
        let mut carry = powers[0];
        let mut reach = zeros();
        add_scaled(&mut reach, step, &powers[0]);
        for p in 1..=CARRY_TERMS {
            powers[p] = scaled(step / p as f64, &mul(drift, &powers[p - 1]));
            add_scaled(&mut carry, 1.0, &powers[p]);
            add_scaled(&mut reach, step / (p + 1) as f64, &powers[p]);
        }
        let mut terms = [zeros(); ADDED_TERMS];
        terms[0] = scaled(step, diffusion);
        let mut added = terms[0];
        for p in 1..ADDED_TERMS {
            let half = mul(drift, &terms[p - 1]);
            let mut term = half;
            add_scaled(&mut term, 1.0, &transposed(&half));
            terms[p] = scaled(step / (p + 1) as f64, &term);
            add_scaled(&mut added, 1.0, &terms[p]);
        }
        if !with_reach {
            reach = zeros();
        }
        let mut stages = Vec::with_capacity(doublings as usize + 1);
        stages.push(Transition { carry, added, reach });
        for stage in 0..doublings as usize {
            let doubled = doubled(&stages[stage], with_reach);
            stages.push(doubled);
        }
        Self { step, powers, terms, stages, with_reach }
    }

    /// The transition over the whole interval.
    pub(crate) fn transition(&self) -> &Transition<S> {
        &self.stages[self.stages.len() - 1]
    }

    /// Carries slopes with respect to the transition back to the drift and the diffusion, adding
    /// to both. The slope of `added` must be symmetric.
    pub(crate) fn backward(
        &self,
        slope: &TransitionSlope<S>,
        drift: &Mat<S>,
        drift_slope: &mut Mat<S>,
        diffusion_slope: &mut Mat<S>,
    ) {
        let TransitionSlope { mut carry, mut added, mut reach } = slope.clone();
        for stage in self.stages[..self.stages.len() - 1].iter().rev() {
            // Φ' = ΦΦ, Q' = Q + ΦQΦᵀ, W' = W + ΦW
            let mut earlier = mul_right_transposed(&carry, &stage.carry);
            add_scaled(&mut earlier, 1.0, &mul_left_transposed(&stage.carry, &carry));
            let added_carry = mul(&added, &stage.carry);
            add_scaled(&mut earlier, 2.0, &mul(&added_carry, &stage.added));
            add_scaled(&mut added, 1.0, &mul_left_transposed(&stage.carry, &added_carry));
            if self.with_reach {
                add_scaled(&mut earlier, 1.0, &mul_right_transposed(&reach, &stage.reach));
                let back = mul_left_transposed(&stage.carry, &reach);
                add_scaled(&mut reach, 1.0, &back);
            }
            carry = earlier;
        }

        let mut back = zeros();
        for p in (1..=CARRY_TERMS).rev() {
            add_scaled(&mut back, 1.0, &carry);
            add_scaled(&mut back, self.step / (p + 1) as f64, &reach);
            let factor = self.step / p as f64;
            add_scaled(drift_slope, factor, &mul_right_transposed(&back, &self.powers[p - 1]));
            back = scaled(factor, &mul_left_transposed(drift, &back));
        }

        let mut back = added;
        for p in (1..ADDED_TERMS).rev() {
            let factor = self.step / (p + 1) as f64;
            add_scaled(drift_slope, 2.0 * factor, &mul(&back, &self.terms[p - 1]));
            let half = mul_left_transposed(drift, &back);
            back = added;
            add_scaled(&mut back, factor, &half);
            add_scaled(&mut back, factor, &transposed(&half));
        }
        add_scaled(diffusion_slope, self.step, &back);
    }
}

fn doublings<const S: usize>(drift: &Mat<S>, seconds: f64) -> i32 {
    let norm = drift.iter().map(|row| row.iter().map(|x| x.abs()).sum::<f64>()).fold(0.0, f64::max);
    let needed = (norm * seconds / LONGEST_STEP).log2().ceil();
    // A drift beyond every meaning (or not a number) is cut off; the filter then sees it as such.
    if needed.is_finite() { (needed as i32).clamp(FEWEST_DOUBLINGS, 60) } else { FEWEST_DOUBLINGS }
}

fn doubled<const S: usize>(stage: &Transition<S>, with_reach: bool) -> Transition<S> {
    let mut added = stage.added;
    let half = mul(&stage.carry, &stage.added);
    add_scaled(&mut added, 1.0, &mul_right_transposed(&half, &stage.carry));
    symmetrise(&mut added);
    let mut reach = stage.reach;
    if with_reach {
        add_scaled(&mut reach, 1.0, &mul(&stage.carry, &stage.reach));
    }
    Transition { carry: mul(&stage.carry, &stage.carry), added, reach }
}

/// The covariance a stable system settles to, found by doubling until nothing is carried over.
#[derive(Debug, Clone)]
pub(crate) struct Stationary<const S: usize> {
    pub(crate) covariance: Mat<S>,
    /// The carry over 1, 2, 4, … intervals.
    carries: Vec<Mat<S>>,
}

/// Where the state is taken to have died out, and to have run away.
const DIED_OUT: f64 = 1e-9;
const RAN_AWAY: f64 = 1e6;
const MOST_DOUBLINGS: usize = 40;

impl<const S: usize> Stationary<S> {
    /// The solution of `P = ΦPΦᵀ + Q`, or `None` where the system does not settle.
    pub(crate) fn new(transition: &Transition<S>) -> Option<Self> {
        let mut carry = transition.carry;
        let mut covariance = transition.added;
        let mut carries = Vec::with_capacity(20);
        for _ in 0..MOST_DOUBLINGS {
            let size = largest(&carry);
            if size < DIED_OUT {
                return Some(Self { covariance, carries });
            }
            // Written so that NaN counts as running away.
            if !(size <= RAN_AWAY) {
                return None;
            }
            let half = mul(&carry, &covariance);
            add_scaled(&mut covariance, 1.0, &mul_right_transposed(&half, &carry));
            symmetrise(&mut covariance);
            carries.push(carry);
            carry = mul(&carry, &carry);
        }
        None
    }

    /// Carries the slope with respect to the stationary covariance back to the transition.
    ///
    /// With `X = ΦᵀXΦ + P̄`: `Q̄ += X` and `Φ̄ += 2 X Φ P`.
    pub(crate) fn backward(
        &self,
        covariance_slope: &Mat<S>,
        transition: &Transition<S>,
        slope: &mut TransitionSlope<S>,
    ) {
        let mut x = *covariance_slope;
        for carry in &self.carries {
            let half = mul(&x, carry);
            let back = mul_left_transposed(carry, &half);
            add_scaled(&mut x, 1.0, &back);
        }
        add_scaled(&mut slope.added, 1.0, &x);
        let xc = mul(&x, &transition.carry);
        add_scaled(&mut slope.carry, 2.0, &mul(&xc, &self.covariance));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The system of `docs/mathematics.md` 12.
    const DRIFT: Mat<2> = [[-0.05, 0.03], [0.024, -0.08]];
    const DIFFUSION: Mat<2> = [[0.09, 0.021], [0.021, 0.1225]];

    fn close(found: &Mat<2>, expected: &Mat<2>) {
        for i in 0..2 {
            for j in 0..2 {
                // The notes give nine digits.
                assert!((found[i][j] - expected[i][j]).abs() < 1e-8, "{found:?} {expected:?}");
            }
        }
    }

    #[test]
    fn the_two_state_vectors() {
        let one = Discretised::new(&DRIFT, &DIFFUSION, 1.0, false);
        let one = one.transition();
        close(&one.carry, &[[0.951568488, 0.028116452], [0.022493161, 0.923452037]]);
        close(&one.added, &[[0.086283442, 0.022371939], [0.022371939, 0.113702328]]);
        let quarter = Discretised::new(&DRIFT, &DIFFUSION, 0.25, false);
        close(
            &quarter.transition().carry,
            &[[0.987599966, 0.007379183], [0.005903346, 0.980220783]],
        );
        let five = Discretised::new(&DRIFT, &DIFFUSION, 5.0, false);
        close(&five.transition().carry, &[[0.785482199, 0.10880635], [0.08704508, 0.676675849]]);
        close(&five.transition().added, &[[0.369683675, 0.12560963], [0.12560963, 0.433012133]]);
        let settled = Stationary::new(one).unwrap();
        close(&settled.covariance, &[[1.269054878, 0.615091463], [0.615091463, 0.950152439]]);
    }

    #[test]
    fn an_hour_long_gap_is_as_exact_as_many_short_steps() {
        let long = Discretised::new(&DRIFT, &DIFFUSION, 3600.0, true);
        let short = Discretised::new(&DRIFT, &DIFFUSION, 1.0, true);
        let mut many = short.transition().clone();
        for _ in 1..3600 {
            let step = short.transition();
            let mut added = step.added;
            let half = mul(&step.carry, &many.added);
            add_scaled(&mut added, 1.0, &mul_right_transposed(&half, &step.carry));
            let mut reach = step.reach;
            add_scaled(&mut reach, 1.0, &mul(&step.carry, &many.reach));
            many = Transition { carry: mul(&step.carry, &many.carry), added, reach };
        }
        close(&long.transition().added, &many.added);
        close(&long.transition().reach, &many.reach);
    }

    #[test]
    fn a_system_that_runs_away_has_no_stationary_covariance() {
        let drift = [[-0.05, 0.06], [0.08, -0.08]];
        let grows = Discretised::new(&drift, &DIFFUSION, 1.0, false);
        assert!(Stationary::new(grows.transition()).is_none());
        // Λ = 1 exactly: it neither grows nor settles.
        let drift = [[-0.05, 0.05], [0.08, -0.08]];
        let edge = Discretised::new(&drift, &DIFFUSION, 1.0, false);
        assert!(Stationary::new(edge.transition()).is_none());
    }

    /// A scalar made of all outputs, with its slope by hand and by differences.
    #[test]
    fn slopes_agree_with_differences() {
        let weight_carry = [[0.3, -0.7], [1.1, 0.4]];
        let weight_added = [[0.5, 0.2], [0.2, -0.9]];
        let weight_reach = [[0.1, 0.6], [-0.3, 0.8]];
        let weight_settled = [[0.7, -0.1], [-0.1, 0.25]];
        let sum = |w: &Mat<2>, x: &Mat<2>| {
            (0..2).flat_map(|i| (0..2).map(move |j| w[i][j] * x[i][j])).sum::<f64>()
        };
        let value = |drift: &Mat<2>, diffusion: &Mat<2>| {
            let d = Discretised::new(drift, diffusion, 2.5, true);
            let t = d.transition();
            sum(&weight_carry, &t.carry)
                + sum(&weight_added, &t.added)
                + sum(&weight_reach, &t.reach)
                + sum(&weight_settled, &Stationary::new(t).unwrap().covariance)
        };
        let d = Discretised::new(&DRIFT, &DIFFUSION, 2.5, true);
        let mut slope =
            TransitionSlope { carry: weight_carry, added: weight_added, reach: weight_reach };
        Stationary::new(d.transition()).unwrap().backward(
            &weight_settled,
            d.transition(),
            &mut slope,
        );
        let (mut of_drift, mut of_diffusion) = (zeros(), zeros());
        d.backward(&slope, &DRIFT, &mut of_drift, &mut of_diffusion);
        let h = 1e-6;
        for i in 0..2 {
            for j in 0..2 {
                let (mut up, mut down) = (DRIFT, DRIFT);
                up[i][j] += h;
                down[i][j] -= h;
                let numeric = (value(&up, &DIFFUSION) - value(&down, &DIFFUSION)) / (2.0 * h);
                // Differences with h = 1e-6 carry about 1e-9 of the value; the largest is ~100.
                assert!((of_drift[i][j] - numeric).abs() < 1e-6 * numeric.abs().max(1.0));
                // The diffusion is symmetric: both of its entries move, by half each.
                let (mut up, mut down) = (DIFFUSION, DIFFUSION);
                for (k, l) in [(i, j), (j, i)] {
                    up[k][l] += 0.5 * h;
                    down[k][l] -= 0.5 * h;
                }
                let numeric = (value(&DRIFT, &up) - value(&DRIFT, &down)) / (2.0 * h);
                assert!(
                    (0.5 * (of_diffusion[i][j] + of_diffusion[j][i]) - numeric).abs()
                        < 1e-6 * numeric.abs().max(1.0)
                );
            }
        }
    }
}
