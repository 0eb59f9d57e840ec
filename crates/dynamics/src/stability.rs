use crate::eigen::{Complex, eigenvalues};
use crate::model::assemble::drift;
use crate::model::loop_model::{ChannelNoise, Lag, LoopModel, LoopParameters};

/// What a loop does when left alone, read off its parameters.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Stability {
    /// Loop gain Λ = m₁₂ m₂₁: what comes back of a sustained displacement after one round.
    pub loop_gain: f64,
    /// Spectral abscissa α, per second: negative where the loop settles.
    pub abscissa: f64,
    /// Half-life together, `ln 2 / −α`, in seconds; infinite where the loop does not settle.
    pub half_life_s: f64,
    /// How far a sustained push is amplified, `1 / (1 − Λ)`; only for 0 ≤ Λ < 1.
    pub amplification: Option<f64>,
    /// Reactivity ω = λ_max((A + Aᵀ)/2) of the loop without its lags, per second: positive where
    /// a loop that settles may rise first.
    pub reactivity: f64,
    /// Whether the slowest movement swings: one turns up as the other turns down.
    pub swing: Option<Swing>,
}

/// A damped swing of the two around each other.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Swing {
    /// Time of one round, in seconds.
    pub period_s: f64,
    /// Damping ratio ζ: 1 does not swing at all, 0 swings for ever.
    pub damping: f64,
}

/// What a loop does when left alone: settles, how fast, swinging or not, amplifying or not.
///
/// `α = max Re λ(A)` over the whole chain, lags included; `Λ = m₁₂ m₂₁`; half-life `ln 2 / −α`;
/// amplification `1 / (1 − Λ)`; reactivity `λ_max((A₀ + A₀ᵀ)/2)` with A₀ the drift without lags.
///
/// In plain words: after both were thrown off, how long until half of it is gone, together; whether
/// one keeps chasing the other on the way; and how much larger a lasting push gets by going round.
///
/// # Inputs
/// Shape and parameters of a fitted loop.
///
/// # Returns
/// See [`Stability`]. α = 0 exactly at Λ = 1, whatever the lags.
///
/// # Example
/// ```
/// use attune_dynamics::{ChannelNoise, Lag, LoopModel, LoopParameters, stability};
///
/// let model = LoopModel {
///     lag: Lag::Erlang2,
///     noise: ChannelNoise::White,
///     channels: [1, 1],
///     own_input: [false, false],
///     shared_input: false,
/// };
/// let chase = LoopParameters {
///     return_rate: [0.05, 0.05],
///     gain: [1.0, -1.0],
///     delay_s: [5.0, 5.0],
///     shock_sd: [0.3, 0.3],
///     shared_shock: 0.0,
///     own_effect: [0.0, 0.0],
///     shared_effect: [0.0, 0.0],
///     channels: [vec![], vec![]],
/// };
/// let found = stability(model, &chase);
/// assert!((found.half_life_s - 21.0909).abs() < 1e-4);
/// assert!((found.swing.unwrap().period_s - 113.3302).abs() < 1e-4);
/// ```
///
/// # Source
/// `docs/mathematics.md` 6. Reactivity of the chain itself would be positive for every quick lag, and
/// says nothing about people; hence without lags.
#[must_use]
pub fn stability(model: LoopModel, parameters: &LoopParameters) -> Stability {
    if parameters.comes_later() {
        return in_order(model.exchanged(), &parameters.exchanged());
    }
    in_order(model, parameters)
}

/// Everything here is the same for both people; the order of the arithmetic must be too.
fn in_order(model: LoopModel, parameters: &LoopParameters) -> Stability {
    let values = loop_eigenvalues(model, parameters);
    let slowest = values[0];
    let loop_gain = parameters.loop_gain();
    let abscissa = slowest.re;
    let size = slowest.re.hypot(slowest.im);
    // A pair of equal real rates comes out with an imaginary part of rounding size.
    let swings = slowest.im.abs() > 1e-7 * size;
    let half_life_s =
        if abscissa < 0.0 { std::f64::consts::LN_2 / -abscissa } else { f64::INFINITY };
    Stability {
        loop_gain,
        abscissa,
        half_life_s,
        amplification: (0.0..1.0).contains(&loop_gain).then(|| 1.0 / (1.0 - loop_gain)),
        reactivity: reactivity(parameters),
        swing: swings.then(|| Swing {
            period_s: std::f64::consts::TAU / slowest.im.abs(),
            damping: -slowest.re / size,
        }),
    }
}

/// Whether the loop settles when left alone.
pub(crate) fn settles(model: LoopModel, p: &LoopParameters) -> bool {
    let gain = p.loop_gain();
    // Less comes back than went round, in whatever phase: the loop settles. From Λ = 1 upwards it
    // does not. In between, at large negative Λ, the lags decide.
    if gain.abs() < 1.0 {
        return true;
    }
    gain < 1.0 && loop_eigenvalues(model, p)[0].re < 0.0
}

/// The eigenvalues of the loop, what is on its way included; the slowest to settle first.
pub(crate) fn loop_eigenvalues(model: LoopModel, p: &LoopParameters) -> Vec<Complex> {
    let loop_only = LoopModel { noise: ChannelNoise::White, ..model };
    match model.lag {
        Lag::None => eigenvalues(drift::<2>(loop_only, p).as_flattened(), 2),
        Lag::Erlang2 => eigenvalues(drift::<6>(loop_only, p).as_flattened(), 6),
    }
}

fn reactivity(p: &LoopParameters) -> f64 {
    let [one, two] = p.return_rate;
    let between = 0.5 * (one * p.gain[0] + two * p.gain[1]);
    -0.5 * (one + two) + (0.25 * (one - two) * (one - two) + between * between).sqrt()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shape(lag: Lag) -> LoopModel {
        LoopModel {
            lag,
            noise: ChannelNoise::White,
            channels: [1, 1],
            own_input: [false; 2],
            shared_input: false,
        }
    }

    fn with(rate: [f64; 2], gain: [f64; 2], delay: f64) -> LoopParameters {
        LoopParameters {
            return_rate: rate,
            gain,
            delay_s: [delay; 2],
            shock_sd: [0.3, 0.35],
            shared_shock: 0.2,
            own_effect: [0.0; 2],
            shared_effect: [0.0; 2],
            channels: [vec![], vec![]],
        }
    }

    /// `docs/mathematics.md` 12.
    #[test]
    fn the_two_state_loop() {
        let found = stability(shape(Lag::None), &with([0.05, 0.08], [0.6, 0.3], 0.0));
        assert!((found.abscissa + 0.034_259_148).abs() < 1e-9);
        assert!((found.half_life_s - 20.232_470_07).abs() < 1e-7);
        assert!((found.reactivity + 0.034_113_109).abs() < 1e-9);
        assert!((found.amplification.unwrap() - 1.219_512_195).abs() < 1e-9);
        assert_eq!(found.swing, None);
    }

    /// `docs/mathematics.md` 12.
    #[test]
    fn the_lag_chain() {
        let at = |gain, delay| stability(shape(Lag::Erlang2), &with([0.05; 2], gain, delay));
        assert!((at([0.6, 0.3], 3.0).abscissa + 0.026_961_013_935_827_966).abs() < 1e-9);
        for delay in [0.5, 3.0, 20.0] {
            assert!(at([2.0, 0.5], delay).abscissa.abs() < 1e-9);
        }
        assert!((at([1.1, 1.1], 3.0).abscissa - 0.004_297_681).abs() < 1e-9);
        assert_eq!(at([1.1, 1.1], 3.0).half_life_s, f64::INFINITY);
        let chase = at([1.0, -1.0], 5.0);
        let swing = chase.swing.unwrap();
        // Six decimals and four given.
        assert!((swing.damping - 0.509_924).abs() < 1e-6);
        assert!((swing.period_s - 113.3302).abs() < 1e-4);
        assert!((chase.half_life_s - 21.0909).abs() < 1e-4);
    }

    #[test]
    fn the_largest_chase_that_settles() {
        let alpha = |gain: f64| {
            stability(shape(Lag::Erlang2), &with([0.05; 2], [gain.sqrt(), -gain.sqrt()], 5.0))
        };
        let (mut low, mut high) = (1.0, 20.0);
        for _ in 0..60 {
            let middle = 0.5 * (low + high);
            if alpha(middle).abscissa < 0.0 { low = middle } else { high = middle }
        }
        assert!((low - 5.341_746).abs() < 1e-6, "{low}");
        assert!((alpha(low).swing.unwrap().period_s - 64.7656).abs() < 1e-4);
    }

    #[test]
    fn exchanging_the_people_changes_nothing() {
        let p = with([0.05, 0.11], [0.7, -0.4], 4.0);
        let (one, other) =
            (stability(shape(Lag::Erlang2), &p), stability(shape(Lag::Erlang2), &p.exchanged()));
        assert_eq!(one, other);
    }
}
