use super::smooth::median;

/// What a lane does of itself, whatever happens: white noise of the sensor, and ups and downs that
/// fade over some seconds. x(t) = level + white + own, cov(own(t), own(t + k)) = own · carryᵏ.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct OwnNoise {
    /// Variance of the sensor's noise.
    pub(crate) white: f64,
    /// Variance of the ups and downs.
    pub(crate) own: f64,
    /// How much of them is left one sample later, 0 to 1.
    pub(crate) carry: f64,
}

/// Distances at which samples are compared, seconds (samples where those are further apart).
const LAGS: [f64; 7] = [1.0, 2.0, 3.0, 4.0, 6.0, 8.0, 12.0];
/// How long ups and downs may last, seconds (samples where those are further apart).
const MEMORIES: [f64; 7] = [1.5, 2.0, 3.0, 4.0, 5.0, 7.0, 10.0];
/// Neither part is taken for less than this share of what neighbouring samples differ by.
const LEAST_SHARE: f64 = 0.05;
/// A lane without any noise gets so much, so that nothing is endlessly certain.
const LEAST: f64 = 1e-4;
/// Fewer comparisons than this at a distance tell nothing.
const FEWEST: usize = 20;
/// Median of the square of a standard normal number.
const MEDIAN_SQUARE: f64 = 0.454_936;

impl OwnNoise {
    /// The noise of a lane by what samples some seconds apart differ by: ½ E(x(t + k) − x(t))² =
    /// white + own (1 − carryᵏ). Differences take no notice of a level that changes, and medians of
    /// their squares none of a stretch in which it changes quickly.
    pub(crate) fn of(x: &[f64], step_s: f64) -> Self {
        let unit = step_s.max(1.0);
        let lags = LAGS.map(|lag| (lag * unit / step_s).round().max(1.0) as usize);
        let apart: Vec<(f64, f64)> = lags
            .into_iter()
            .filter_map(|lag| Some((lag as f64, half_square(x, lag)?)))
            .filter(|(_, g)| *g > 0.0)
            .collect();
        let Some(nearest) = apart.first().map(|a| a.1) else {
            return Self { white: LEAST, own: LEAST, carry: 0.0 };
        };
        let least = LEAST_SHARE * nearest;
        let fit = |memory: f64| {
            let carry = (-step_s / (memory * unit)).exp();
            // Least squares of g on 1 and 1 − carryᵏ.
            let (mut n, mut sr, mut srr, mut sg, mut srg) = (0.0, 0.0, 0.0, 0.0, 0.0);
            for (lag, g) in &apart {
                let rest = 1.0 - carry.powf(*lag);
                n += 1.0;
                sr += rest;
                srr += rest * rest;
                sg += g;
                srg += rest * g;
            }
            let spread = n * srr - sr * sr;
            let mut own = if spread > 0.0 { (n * srg - sr * sg) / spread } else { 0.0 };
            let mut white = (sg - own * sr) / n;
            if white < least {
                white = least;
                own = (srg - white * sr) / srr;
            }
            if own < least {
                own = least;
                white = ((sg - own * sr) / n).max(least);
            }
            let left = |(lag, g): &(f64, f64)| g - white - own * (1.0 - carry.powf(*lag));
            let misfit: f64 = apart.iter().map(|a| left(a) * left(a)).sum();
            (misfit, Self { white: white.max(LEAST), own: own.max(LEAST), carry })
        };
        let fits = MEMORIES.map(fit);
        let best = fits.into_iter().min_by(|x, y| x.0.total_cmp(&y.0));
        best.map_or(Self { white: LEAST, own: LEAST, carry: 0.0 }, |(_, noise)| noise)
    }
}

/// Half of what samples so far apart differ by, squared.
fn half_square(x: &[f64], lag: usize) -> Option<f64> {
    let pairs = x.iter().zip(x.get(lag..)?);
    let mut squares: Vec<f64> =
        pairs.map(|(now, then)| (then - now) * (then - now)).filter(|s| s.is_finite()).collect();
    (squares.len() >= FEWEST).then(|| 0.5 * median(&mut squares) / MEDIAN_SQUARE)
}

/// Takes the noise's memory out of anything sampled like one lane: of the lane itself, what each
/// sample adds to the ones before, in standard deviations (Kalman filter of [`OwnNoise`]).
pub(crate) struct Whitener {
    gain: Vec<f64>,
    scale: Vec<f64>,
    carry: f64,
}

impl Whitener {
    /// For a lane of which these samples are there.
    pub(crate) fn new(x: &[f64], noise: OwnNoise) -> Self {
        let OwnNoise { white, own, carry } = noise;
        let mut variance = own;
        let (mut gain, mut scale) = (Vec::with_capacity(x.len()), Vec::with_capacity(x.len()));
        for value in x {
            if value.is_finite() {
                let surprise = variance + white;
                gain.push(variance / surprise);
                scale.push(surprise.sqrt().recip());
                variance *= white / surprise;
            } else {
                gain.push(0.0);
                scale.push(0.0);
            }
            variance = carry * carry * variance + own * (1.0 - carry * carry);
        }
        Self { gain, scale, carry }
    }

    /// The whitened series; 0 where the lane has no sample.
    pub(crate) fn apply(&self, x: impl Iterator<Item = f64>) -> Vec<f64> {
        let mut state = 0.0;
        let each = x.zip(self.gain.iter().zip(&self.scale));
        each.map(|(value, (gain, scale))| {
            let (seen, surprise) = if *scale > 0.0 { (true, value - state) } else { (false, 0.0) };
            state = self.carry * (state + gain * surprise);
            if seen { surprise * scale } else { 0.0 }
        })
        .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::random::Draws;

    #[test]
    fn noise_is_found_whatever_the_level_does() {
        let mut draws = Draws::new(5, 0);
        let (carry, mut own) = ((-0.25_f64).exp(), 0.0);
        let x: Vec<f64> = (0..20_000)
            .map(|t| {
                own = carry * own + (0.5 * (1.0 - carry * carry)).sqrt() * draws.normal();
                own + 0.7 * draws.normal() + if t % 700 < 200 { 3.0 } else { 0.0 }
            })
            .collect();
        let found = OwnNoise::of(&x, 1.0);
        // Four standard errors of a median square over 20 000 samples with this memory.
        assert!((found.white - 0.49).abs() < 0.06, "{found:?}");
        assert!((found.own - 0.5).abs() < 0.1, "{found:?}");
        assert!((found.carry - carry).abs() < 0.06, "{found:?}");
        let noise = OwnNoise { white: 0.49, own: 0.5, carry };
        let quiet: Vec<f64> =
            x.iter().enumerate().map(|(t, v)| if t % 700 < 200 { v - 3.0 } else { *v }).collect();
        let white = Whitener::new(&quiet, noise).apply(quiet.iter().copied());
        let together = |lag: usize| {
            white.iter().zip(&white[lag..]).map(|(x, y)| x * y).sum::<f64>() / white.len() as f64
        };
        assert!((together(0) - 1.0).abs() < 0.04 && together(1).abs() < 0.03);
    }
}
