use crate::discretise::{Discretised, Stationary};
use crate::fit::engine::with_states;
use crate::model::assemble::{Origin, diffusion, drift};
use crate::model::loop_model::{ChannelNoise, LoopModel, LoopParameters};

/// Where the ups and downs of one person come from in the long run; the three add up to 1.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct LongRunShare {
    /// From shocks that entered at this person, what came back through the other included.
    pub own: f64,
    /// From shocks that entered at the other.
    pub partner: f64,
    /// From shocks that reached both.
    pub shared: f64,
}

/// The share of each person's variance that each origin of shocks has built up after some time.
///
/// `[W_p(H)]_ii / Σ_q [W_q(H)]_ii`, `W_p(H) = ∫₀^H e^{As} Q_p e^{Aᵀs} ds`.
///
/// In plain words: of tonight's ups and downs, how much started with oneself, with the other, and
/// around both. This is not the gain: a large gain passes through a slow filter and adds in
/// quadrature, so that a gain of .6 may be a share of a tenth.
///
/// # Inputs
/// The shape and parameters of a fitted loop; a horizon in seconds, or `None` for the long run.
///
/// # Returns
/// For A and for B three shares, each 0 to 1, adding up to 1; not a number where the long run of
/// a loop that does not settle is asked for.
///
/// # Example
/// ```
/// use attune_dynamics::{
///     ChannelNoise, Lag, LoopModel, LoopParameters, long_run_shares,
/// };
///
/// let model = LoopModel {
///     lag: Lag::None,
///     noise: ChannelNoise::White,
///     channels: [0, 0],
///     own_input: [false, false],
///     shared_input: false,
/// };
/// let parameters = LoopParameters {
///     return_rate: [0.05, 0.08],
///     gain: [0.6, 0.3],
///     delay_s: [0.0, 0.0],
///     shock_sd: [0.3, 0.35],
///     shared_shock: 0.2,
///     own_effect: [0.0, 0.0],
///     shared_effect: [0.0, 0.0],
///     channels: [vec![], vec![]],
/// };
/// let [a, b] = long_run_shares(model, &parameters, None);
/// assert!((a.partner - 0.081_496_881).abs() < 1e-8);
/// assert!((b.partner - 0.051_181_676).abs() < 1e-8);
/// ```
///
/// # Source
/// `docs/mathematics.md` 4 (forecast error variance decomposition without an ordering of the two).
#[must_use]
pub fn long_run_shares(
    model: LoopModel,
    parameters: &LoopParameters,
    horizon_s: Option<f64>,
) -> [LongRunShare; 2] {
    if parameters.comes_later() {
        let [b, a] = long_run_shares(model.exchanged(), &parameters.exchanged(), horizon_s);
        return [a, b];
    }
    let loop_only = LoopModel { noise: ChannelNoise::White, channels: [0, 0], ..model };
    with_states!(loop_only.states(), S => {
        let a = drift::<S>(loop_only, parameters);
        let at = loop_only.activation();
        let built_up = [Origin::Person(0), Origin::Person(1), Origin::Both].map(|origin| {
            let q = diffusion::<S>(loop_only, parameters, origin);
            let d = Discretised::new(&a, &q, horizon_s.unwrap_or(1.0), false);
            match horizon_s {
                Some(_) => Some(d.transition().added),
                None => Stationary::new(d.transition()).map(|s| s.covariance),
            }
        });
        [0, 1].map(|i| {
            let [one, other, both] =
                built_up.map(|w| w.map_or(f64::NAN, |w| w[at[i]][at[i]]));
            let (own, partner) = if i == 0 { (one, other) } else { (other, one) };
            let all = own + partner + both;
            LongRunShare { own: own / all, partner: partner / all, shared: both / all }
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Lag;

    #[test]
    fn the_thirty_second_shares_of_the_notes() {
        let model = LoopModel {
            lag: Lag::None,
            noise: ChannelNoise::White,
            channels: [0, 0],
            own_input: [false; 2],
            shared_input: false,
        };
        let parameters = LoopParameters {
            return_rate: [0.05, 0.08],
            gain: [0.6, 0.3],
            delay_s: [0.0; 2],
            shock_sd: [0.3, 0.35],
            shared_shock: 0.2,
            own_effect: [0.0; 2],
            shared_effect: [0.0; 2],
            channels: [vec![], vec![]],
        };
        // Six and nine decimals given.
        let [a, b] = long_run_shares(model, &parameters, Some(30.0));
        for (found, expected) in [(a.own, 0.672665), (a.partner, 0.060761), (a.shared, 0.266574)]
            .into_iter()
            .chain([(b.own, 0.720186), (b.partner, 0.034994), (b.shared, 0.24482)])
        {
            assert!((found - expected).abs() < 1e-6, "{found} {expected}");
        }
        let [a, b] = long_run_shares(model, &parameters, None);
        assert!((a.own - 0.643_991_684).abs() < 1e-8 && (a.shared - 0.274_511_435).abs() < 1e-8);
        assert!((b.own - 0.699_058_362).abs() < 1e-8 && (b.shared - 0.249_759_962).abs() < 1e-8);
    }
}
