use crate::fit::engine::{check_states, with_states};
use crate::fit::loop_fit::prepared_for;
use crate::kalman::{Filtered, filter};
use crate::model::assemble::{Assembled, assemble};
use crate::{CannotTell, DynamicsError, LoopFit, PairRecording};

/// Whether what a fitted loop leaves unexplained in one channel is fresh at every sample.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ResidualCheck {
    /// 0 for A, 1 for B.
    pub person: usize,
    /// Which channel of the person, counted in the order given.
    pub channel: usize,
    /// How many samples were measured.
    pub samples: usize,
    /// Correlation of the residuals with themselves one sample later, −1 to 1.
    pub lag_one: f64,
    /// Ljung-Box statistic over ten lags.
    pub ljung_box: f64,
    /// Its p: small where the residuals follow themselves.
    pub p: f64,
    /// Share of the channel's variance that was foreseen one sample ahead; at most 1.
    pub foreseen: f64,
}

impl ResidualCheck {
    /// Whether the loop describes this channel well enough: failed only where the pattern left is
    /// both beyond chance (p < .01) and of a size that matters (|r| > .15).
    #[must_use]
    pub fn passes(&self) -> bool {
        !(self.p < 0.01 && self.lag_one.abs() > 0.15)
    }

    pub(crate) fn reason(&self) -> CannotTell {
        let Self { person, channel, lag_one, p, .. } = *self;
        CannotTell::Unexplained { person, channel, lag_one, p }
    }
}

/// What a fitted loop leaves unexplained, channel by channel, tested for patterns.
///
/// Standardised one-step residuals `e = v / √F`; `Q = (n + 2)/n · Σ_{k=1..10} n_k r_k²`, p from
/// χ² with 10 degrees of freedom, `n_k` the pairs k samples apart.
///
/// In plain words: at every sample the loop makes a guess from everything before. If its errors
/// can be told from the errors before them, the loop has missed something, and nobody should ask
/// it what would have happened.
///
/// # Inputs
/// The recording and the fit made from it.
///
/// # Returns
/// One check for each used channel, A's first. A later channel of a person is foreseen from the
/// earlier ones of the same sample too.
///
/// # Missing data
/// Pairs with a missing end do not count; lags are counted in samples.
///
/// # Errors
/// As [`crate::fit_loop`].
///
/// # Example
/// ```
/// use attune_dynamics::{
///     ChannelRecording, FitOptions, PairRecording, Scenario, SimulateOptions, fit_loop,
///     residual_checks, simulate,
/// };
///
/// let options = SimulateOptions { seed: 3, minutes: 15.0, dyads: 1, rate_hz: 1.0 };
/// let dyad = simulate(Scenario::Demo, &options)?.dyads.remove(0);
/// let [a, b] = dyad.persons.each_ref().map(|person| {
///     person.channels.iter().map(|c| ChannelRecording::new(&c.values)).collect::<Vec<_>>()
/// });
/// let recording = PairRecording::new(&dyad.persons[0].times_s, &a, &b);
/// let fit = fit_loop(&recording, &FitOptions { return_time_s: 7.0, ..FitOptions::default() })?;
/// let checks = residual_checks(&recording, &fit)?;
/// // Two channels each. The loop is of the planted kind: what is left follows nothing.
/// assert_eq!(checks.len(), 4);
/// assert!(checks.iter().all(|check| check.passes() && check.lag_one.abs() < 0.1));
/// # Ok::<(), attune_dynamics::DynamicsError>(())
/// ```
///
/// # Source
/// Ljung & Box 1978; `docs/mathematics.md` 8. With nothing missing Q is the usual statistic exactly.
pub fn residual_checks(
    recording: &PairRecording<'_>,
    fit: &LoopFit,
) -> Result<Vec<ResidualCheck>, DynamicsError> {
    let prepared = prepared_for(recording, &fit.options)?;
    check_states(&prepared)?;
    let p = if prepared.mirrored { fit.estimate.exchanged() } else { fit.estimate.clone() };
    let measured = &prepared.measured;
    let (surprise, precision) = with_states!(prepared.model.states(), S => {
        let assembled: Assembled<S> = assemble(prepared.model, &p, &prepared.inputs, measured);
        let mut filtered = Filtered::default();
        filter(&assembled.system, measured, &mut filtered);
        let precision: Vec<f64> = (0..measured.samples() * measured.channels)
            .map(|at| {
                let (t, c) = (at / measured.channels, at % measured.channels);
                filtered.gains[filtered.record_of[t] as usize * measured.channels + c].precision
            })
            .collect();
        (filtered.surprise, precision)
    });
    let column = |series: &[f64], c: usize| -> Vec<f64> {
        series.iter().skip(c).step_by(measured.channels).copied().collect()
    };
    let mut checks = Vec::with_capacity(measured.channels);
    for (c, (canonical, unit)) in prepared
        .units
        .iter()
        .enumerate()
        .flat_map(|(i, units)| units.iter().map(move |unit| (i, unit)))
        .enumerate()
    {
        let person = if prepared.mirrored { 1 - canonical } else { canonical };
        let raw = column(&surprise, c);
        let standard: Vec<f64> =
            raw.iter().zip(column(&precision, c)).map(|(v, f)| v * f.sqrt()).collect();
        let foreseen = 1.0 - variance(&raw) / variance(&column(&measured.values, c));
        checks.push(ResidualCheck {
            person,
            channel: unit.channel,
            foreseen,
            ..patterns(&standard)
        });
    }
    // A's channels first, whichever of the two is canonical.
    checks.sort_by_key(|check| (check.person, check.channel));
    Ok(checks)
}

/// Lags the test looks at; with an even number its p has a closed form.
const LAGS: usize = 10;

/// The Ljung-Box test of one series; NaN is missing.
fn patterns(series: &[f64]) -> ResidualCheck {
    let there = series.iter().filter(|e| !e.is_nan());
    let n = there.clone().count() as f64;
    let mean = there.sum::<f64>() / n;
    let power = variance(series);
    let correlation = |lag: usize| -> (f64, f64) {
        let (mut sum, mut pairs) = (0.0, 0.0);
        for (now, then) in series.iter().skip(lag).zip(series) {
            let product = (now - mean) * (then - mean);
            if !product.is_nan() {
                sum += product;
                pairs += 1.0;
            }
        }
        if pairs > 0.0 { (sum / (pairs * power), pairs) } else { (0.0, 0.0) }
    };
    let ljung_box = (1..=LAGS)
        .map(|lag| {
            let (r, pairs) = correlation(lag);
            (n + 2.0) / n * pairs * r * r
        })
        .sum();
    ResidualCheck {
        person: 0,
        channel: 0,
        samples: n as usize,
        lag_one: correlation(1).0,
        ljung_box,
        p: upper_tail(ljung_box),
        foreseen: f64::NAN,
    }
}

/// Mean squared distance from the mean; NaN is missing.
fn variance(series: &[f64]) -> f64 {
    let there = series.iter().filter(|e| !e.is_nan());
    let n = there.clone().count() as f64;
    let mean = there.clone().sum::<f64>() / n;
    there.map(|e| (e - mean) * (e - mean)).sum::<f64>() / n
}

/// How often a χ² number with ten degrees of freedom exceeds this.
fn upper_tail(q: f64) -> f64 {
    let half = 0.5 * q;
    let mut term = 1.0;
    let mut sum = 1.0;
    for j in 1..LAGS / 2 {
        term *= half / j as f64;
        sum += term;
    }
    (-half).exp() * sum
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_alternating_series_by_hand() {
        let series: Vec<f64> = (0..40).map(|t| if t % 2 == 0 { 1.0 } else { -1.0 }).collect();
        let found = patterns(&series);
        // r_k = (−1)^k, so Q = 42/40 · Σ (40 − k) = 1.05 · 345.
        assert!((found.ljung_box - 362.25).abs() < 1e-9 && (found.lag_one + 1.0).abs() < 1e-12);
        assert!(!found.passes());
    }

    #[test]
    fn a_missing_sample_takes_its_pairs_along() {
        let mut series: Vec<f64> = (0..40).map(|t| if t % 2 == 0 { 1.0 } else { -1.0 }).collect();
        series[7] = f64::NAN;
        series[20] = f64::NAN;
        let found = patterns(&series);
        // One of either sign is gone: the mean stays 0, and two pairs are lost at each end.
        assert_eq!(found.samples, 38);
        assert!((found.lag_one + 1.0).abs() < 1e-12);
    }

    #[test]
    fn tails_of_the_table() {
        // Printed tables of χ² with ten degrees of freedom: 18.307 at .05, 23.209 at .01.
        assert!((upper_tail(18.307) - 0.05).abs() < 1e-5);
        assert!((upper_tail(23.209) - 0.01).abs() < 1e-5);
        assert!((upper_tail(0.0) - 1.0).abs() < 1e-15);
    }

    #[test]
    fn a_small_pattern_passes_however_clear() {
        let check = patterns(&[1.0, -1.0, 0.5, 2.0]);
        assert!(ResidualCheck { p: 1e-9, lag_one: 0.14, ..check }.passes());
        assert!(ResidualCheck { p: 0.02, lag_one: 0.4, ..check }.passes());
        assert!(!ResidualCheck { p: 0.009, lag_one: -0.16, ..check }.passes());
    }
}
