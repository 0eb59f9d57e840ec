use crate::{CannotTell, Estimate, LoopFit, stability};

/// Whether being together speeds each one's return, compared with being apart.
///
/// `S_i = 1 − t½(together) / t½(i alone)`, `t½(together) = ln 2 / −α`, `t½(alone) = ln 2 / k_alone`.
///
/// In plain words: after being thrown off, does each come down sooner with the other than alone?
/// A joint recording cannot answer that: "the other pulls me to their level" and "I relax and copy
/// some" are the same movement. Only time apart tells them apart.
///
/// # Inputs
/// The fit of the time together, and the fit of the time apart with [`crate::FitOptions::linked`]
/// off, if there was any.
///
/// # Returns
/// For A and B a number below 1: positive where presence speeds the return, negative where it
/// slows it; intervals hold 80 % of paired draws.
///
/// # Errors
/// [`CannotTell::NoSolo`] without time apart, [`CannotTell::Unstable`] where the loop does not
/// settle, [`CannotTell::TooFewStretches`] where the time apart is too short (under 5 stretches).
///
/// # Source
/// `docs/mathematics.md` 6.
pub fn soothing(together: &LoopFit, apart: Option<&LoopFit>) -> Result<[Estimate; 2], CannotTell> {
    let apart = apart.ok_or(CannotTell::NoSolo)?;
    if !together.settles {
        return Err(CannotTell::Unstable);
    }
    if apart.n_eff < FEWEST_APART {
        return Err(CannotTell::TooFewStretches { n_eff: apart.n_eff, needed: FEWEST_APART });
    }
    let of = |half_life_s: f64, rate: f64| 1.0 - half_life_s * rate / std::f64::consts::LN_2;
    let half_life_s = |p| stability(together.model, p).half_life_s;
    let value_s = half_life_s(&together.estimate);
    let drawn_s: Vec<f64> = together.draws.iter().map(half_life_s).collect();
    Ok([0, 1].map(|i| {
        let value = of(value_s, apart.estimate.return_rate[i]);
        let draws = drawn_s
            .iter()
            .zip(&apart.draws)
            .map(|(&seconds, p)| of(seconds, p.return_rate[i]))
            .collect();
        Estimate::from_draws(value, draws, 0.8)
    }))
}

/// Independent stretches the time apart must hold: a return time known within a factor of two.
const FEWEST_APART: f64 = 5.0;
