//! Coherence: which rhythms the two share, and who is ahead in them.

use attune_fourier::{Complex64, RealToComplex, forward};

use super::stretches::{bridged, stretches, whole_samples};
use crate::surrogate::PhaseRandomised;
use crate::{InputError, Tail, Test};

/// Magnitude-squared coherence and phase by Welch's averaged segments.
///
/// With X, Y the transforms of a segment of A and of B (mean taken off, Hann window):
/// C(f) = |⟨X Y*⟩|² / (⟨|X|²⟩ ⟨|Y|²⟩), phase(f) = arg ⟨X Y*⟩, averages over segments.
///
/// In plain words: for each pace of ups and downs, how steadily the two keep the same distance in
/// it from one stretch of time to the next.
///
/// # Inputs
/// `a`, `b`: evenly sampled at `options.rate` on one clock, any unit. Segments and overlap in
/// samples; the summary is over the bins from `options.low` to `options.high` Hz.
///
/// # Returns
/// [`Coherence`]: one value per frequency from 0 to half the rate, 0 to 1; phases in radians,
/// **positive: A leads**. Without any link it is about 1 / segments, not 0. Swapping `a` and `b`
/// turns the phases' signs and changes nothing else, to the bit.
///
/// # Missing data
/// Gaps of at most `options.max_gap` seconds are bridged by straight lines; segments do not cross
/// longer ones, and begin anew after them. [`Coherence::segments`] and [`Coherence::bridged`] say
/// what is left.
///
/// # Null
/// One partner's phases thrown anew ([`coherence_test`]): coherence asks a linear question, and
/// shifts are too alike for it (neighbouring ones share most of every segment). A breath pacer, a film or a task that both
/// follow makes a peak: stranger pairs tell.
///
/// # Errors
/// A band that does not fit the rate, segments that cannot be averaged, fewer than two of them,
/// or a series that never moves.
///
/// # Example
/// ```
/// use attune_coupling::measure::{WelchOptions, coherence};
/// let wave = |t: f64| (0.4 * t).sin() + 0.1 * (t * t).sin();
/// let a: Vec<f64> = (0..512).map(|t| wave(f64::from(t))).collect();
/// let b: Vec<f64> = (0..512).map(|t| wave(f64::from(t) - 2.0)).collect(); // A, two seconds later
/// let options = WelchOptions { low: 0.05, high: 0.08, ..WelchOptions::default() };
/// let found = coherence(&a, &b, &options).unwrap();
/// assert!(found.band.coherence > 0.99);
/// // Two seconds of a wave that turns by 0.4 radians a second.
/// assert!((found.band.phase - 0.8).abs() < 0.01);
/// ```
///
/// # Source
/// Welch 1967; Carter 1987. Agrees with scipy 1.17.1 `signal.coherence` and `csd` to 1e-9
/// (`reference/frequency`); scipy's phase has the opposite sign.
pub fn coherence(a: &[f64], b: &[f64], options: &WelchOptions) -> Result<Coherence, InputError> {
    options.check()?;
    let n = a.len().min(b.len());
    let max_gap = whole_samples(options.max_gap, options.rate);
    let (x, y) = (bridged(&a[..n], max_gap), bridged(&b[..n], max_gap));
    let filled = |raw: &[f64], x: &[f64]| {
        x.iter().filter(|v| v.is_finite()).count() - raw.iter().filter(|v| v.is_finite()).count()
    };
    let mut welch = Welch::new(options.segment);
    let mut longest = 0;
    for stretch in stretches(&x, &y) {
        longest = longest.max(stretch.len());
        let mut from = stretch.start;
        while from + options.segment <= stretch.end {
            let to = from + options.segment;
            welch.add(&x[from..to], &y[from..to]);
            from += options.segment - options.overlap;
        }
    }
    if welch.segments < 2 {
        let needed = 2 * options.segment - options.overlap;
        return Err(InputError::NoStretch { longest, needed });
    }
    if welch.silent() {
        return Err(InputError::NeverChanges { samples: n });
    }
    let share = (filled(&a[..n], &x) + filled(&b[..n], &y)) as f64 / (2 * n) as f64;
    welch.finish(options, share)
}

/// Tests the coherence of the band against copies with one partner's phases thrown anew, upper
/// tail.
///
/// Statistic: coherence of the band as in [`coherence`].
///
/// In plain words: do the two keep a steadier distance in these rhythms than two people would who have
/// the same rhythms and do not notice each other?
///
/// # Inputs
/// As [`coherence`].
///
/// # Returns
/// A [`Test`], 0 to 1. Swapping `a` and `b` changes nothing, to the bit.
///
/// # Missing data
/// As [`coherence`]; copies have the gaps of the data.
///
/// # Null
/// Two unrelated series, each with its own spectrum. Circular shifts reject twice too often here: a
/// shift by a few samples hardly changes a segment, so that a hundred shifts are worth a dozen.
///
/// # Errors
/// As [`coherence`]; a series without a spectrum.
///
/// # Example
/// ```
/// use attune_coupling::PhaseRandomised;
/// use attune_coupling::measure::{WelchOptions, coherence_test};
/// let noise = |t: u32, salt: u32| f64::from((t * t).wrapping_mul(salt) >> 16) / 65536.0 - 0.5;
/// let a: Vec<f64> = (0..300).map(|t| noise(t, 2_654_435_761)).collect();
/// let after = |t: u32| if t == 0 { 0.0 } else { a[t as usize - 1] };
/// let b: Vec<f64> = (0..300).map(|t| after(t) + 0.3 * noise(t, 2_246_822_519)).collect(); // A leads
/// let copies = PhaseRandomised { surrogates: 19, seed: 1 };
/// let test = coherence_test(&a, &b, &WelchOptions::default(), &copies).unwrap();
/// assert!(test.p == 0.05 && test.observed > 0.8);
/// ```
///
/// # Source
/// Theiler et al. 1992 for the copies; the null is science.md 2.5.
pub fn coherence_test(
    a: &[f64],
    b: &[f64],
    options: &WelchOptions,
    copies: &PhaseRandomised,
) -> Result<Test, InputError> {
    coherence(a, b, options)?;
    copies.test(a, b, Tail::Upper, |a, b| {
        coherence(a, b, options).map_or(f64::NAN, |found| found.band.coherence)
    })
}

/// How to average.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct WelchOptions {
    /// Samples per second.
    pub rate: f64,
    /// Samples per segment: rate / segment is the finest difference between paces.
    pub segment: usize,
    /// Samples a segment shares with the next, less than a whole one.
    pub overlap: usize,
    /// Lower edge of the band that is summarised, Hz; the mean (0 Hz) is never part of it.
    pub low: f64,
    /// Upper edge, Hz; infinity takes all.
    pub high: f64,
    /// Gaps of at most this many seconds are bridged.
    pub max_gap: f64,
}

impl Default for WelchOptions {
    /// One sample per second, segments of 64 that overlap by half, all frequencies, gaps up to 2 s.
    fn default() -> Self {
        Self { rate: 1.0, segment: 64, overlap: 32, low: 0.0, high: f64::INFINITY, max_gap: 2.0 }
    }
}

impl WelchOptions {
    /// # Errors
    /// What cannot be used, and what would fit.
    pub fn check(&self) -> Result<(), InputError> {
        let Self { rate, segment, overlap, low, high, .. } = *self;
        if !(rate > 0.0 && rate.is_finite() && low >= 0.0 && low < high && low < rate / 2.0) {
            return Err(InputError::BadBand { low, high, rate });
        }
        if segment < 8 || overlap >= segment {
            return Err(InputError::BadSegment { segment, overlap });
        }
        Ok(())
    }
}

/// What [`coherence`] found.
#[derive(Debug, Clone, PartialEq)]
pub struct Coherence {
    /// Hz, from 0 to half the rate.
    pub frequencies: Vec<f64>,
    /// Magnitude-squared coherence at each frequency, 0 to 1; `NaN` where one has no power.
    pub coherence: Vec<f64>,
    /// Radians at each frequency, −π to π; positive: A leads.
    pub phase: Vec<f64>,
    /// Power spectral density of A, unit² per Hz, one-sided.
    pub power_a: Vec<f64>,
    /// Power spectral density of B.
    pub power_b: Vec<f64>,
    /// The band asked for.
    pub band: BandCoherence,
    /// Segments averaged; without a link coherence is about 1 / segments.
    pub segments: usize,
    /// Share of both people's samples that were bridged, 0 to 1.
    pub bridged: f64,
}

/// A band in one number each.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct BandCoherence {
    /// Mean coherence over the band's bins, 0 to 1.
    pub coherence: f64,
    /// Phase of the summed cross-spectrum, radians; positive: A leads.
    pub phase: f64,
    /// The same in seconds at the band's middle, weighted by cross-power; known only up to whole
    /// periods.
    pub lag: f64,
    /// Bins in the band.
    pub bins: usize,
}

/// Sums over segments.
struct Welch {
    plan: std::sync::Arc<dyn RealToComplex<f64>>,
    window: Vec<f64>,
    power_a: Vec<f64>,
    power_b: Vec<f64>,
    cross: Vec<Complex64>,
    segments: usize,
}

impl Welch {
    fn new(segment: usize) -> Self {
        let plan = forward(segment);
        let angle = |t: usize| std::f64::consts::TAU * t as f64 / segment as f64;
        let bins = segment / 2 + 1;
        Self {
            plan,
            window: (0..segment).map(|t| 0.5 - 0.5 * angle(t).cos()).collect(),
            power_a: vec![0.0; bins],
            power_b: vec![0.0; bins],
            cross: vec![Complex64::ZERO; bins],
            segments: 0,
        }
    }

    fn transform(&self, x: &[f64]) -> Vec<Complex64> {
        let mean = x.iter().sum::<f64>() / x.len() as f64;
        let mut time: Vec<f64> = x.iter().zip(&self.window).map(|(v, w)| (v - mean) * w).collect();
        let mut out = self.plan.make_output_vec();
        let done = self.plan.process(&mut time, &mut out);
        debug_assert!(done.is_ok());
        out
    }

    fn add(&mut self, a: &[f64], b: &[f64]) {
        let (x, y) = (self.transform(a), self.transform(b));
        for (k, (x, y)) in x.iter().zip(&y).enumerate() {
            self.power_a[k] += x.norm_sqr();
            self.power_b[k] += y.norm_sqr();
            self.cross[k] += Complex64::new(x.re * y.re + x.im * y.im, x.im * y.re - x.re * y.im);
        }
        self.segments += 1;
    }

    fn silent(&self) -> bool {
        let sum = |power: &[f64]| power[1..].iter().sum::<f64>();
        // Both sums must be above 0; NaN is not.
        !(sum(&self.power_a) > 0.0 && sum(&self.power_b) > 0.0)
    }

    fn finish(self, options: &WelchOptions, bridged: f64) -> Result<Coherence, InputError> {
        let (segment, rate) = (options.segment, options.rate);
        let bins = self.cross.len();
        let frequencies: Vec<f64> = (0..bins).map(|k| k as f64 * rate / segment as f64).collect();
        let coherence: Vec<f64> = (0..bins)
            .map(|k| self.cross[k].norm_sqr() / (self.power_a[k] * self.power_b[k]))
            .collect();
        let in_band = |k: &usize| (options.low..=options.high).contains(&frequencies[*k]);
        let band: Vec<usize> = (1..bins).filter(in_band).collect();
        if band.is_empty() {
            return Err(InputError::BadBand { low: options.low, high: options.high, rate });
        }
        let sum: Complex64 = band.iter().map(|&k| self.cross[k]).sum();
        let size = |k: usize| self.cross[k].norm();
        let weight: f64 = band.iter().map(|&k| size(k)).sum();
        let middle = band.iter().map(|&k| size(k) * frequencies[k]).sum::<f64>() / weight;
        let summary = BandCoherence {
            coherence: band.iter().map(|&k| coherence[k]).sum::<f64>() / band.len() as f64,
            phase: sum.arg(),
            lag: sum.arg() / (std::f64::consts::TAU * middle),
            bins: band.len(),
        };
        let squares: f64 = self.window.iter().map(|w| w * w).sum();
        let density = |power: &[f64]| -> Vec<f64> {
            let one_sided = |k: usize| if k == 0 || 2 * k == segment { 1.0 } else { 2.0 };
            let scale = 1.0 / (rate * squares * self.segments as f64);
            power.iter().enumerate().map(|(k, p)| p * one_sided(k) * scale).collect()
        };
        Ok(Coherence {
            phase: self.cross.iter().map(|c| c.arg()).collect(),
            power_a: density(&self.power_a),
            power_b: density(&self.power_b),
            frequencies,
            coherence,
            band: summary,
            segments: self.segments,
            bridged,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn noise(n: u32, salt: u32) -> Vec<f64> {
        (0..n).map(|t| f64::from((t * 2 + 1).wrapping_mul(salt) >> 16) / 65_536.0 - 0.5).collect()
    }

    #[test]
    fn a_series_is_coherent_with_itself_and_swapping_mirrors() {
        let (x, y) = (noise(400, 2_654_435_761), noise(400, 2_246_822_519));
        let options = WelchOptions::default();
        let same = coherence(&x, &x, &options).unwrap();
        assert!(same.coherence[1..].iter().all(|c| (c - 1.0).abs() < 1e-12));
        let (one, other) =
            (coherence(&x, &y, &options).unwrap(), coherence(&y, &x, &options).unwrap());
        assert_eq!(one.coherence, other.coherence);
        assert_eq!(one.band.phase, -other.band.phase);
        assert!(one.band.coherence < 0.4, "{:?}", one.band);
    }

    #[test]
    fn long_gaps_cost_their_segments_and_short_ones_are_bridged() {
        let (mut x, y) = (noise(400, 2_654_435_761), noise(400, 2_246_822_519));
        let options = WelchOptions::default();
        assert_eq!(coherence(&x, &y, &options).unwrap().segments, 11);
        x[100..102].fill(f64::NAN);
        let short = coherence(&x, &y, &options).unwrap();
        assert_eq!((short.segments, short.bridged), (11, 2.0 / 800.0));
        x[100..103].fill(f64::NAN);
        // 0..100 holds two segments, 103..400 eight.
        assert_eq!(coherence(&x, &y, &options).unwrap().segments, 10);
        x[30..60].fill(f64::NAN);
        x[160..300].fill(f64::NAN);
        x[350..].fill(f64::NAN);
        let error = coherence(&x, &y, &options).unwrap_err();
        assert_eq!(error, InputError::NoStretch { longest: 57, needed: 96 });
    }

    #[test]
    fn what_cannot_be_answered() {
        let x = noise(200, 2_654_435_761);
        let ok = WelchOptions::default();
        for bad in [
            WelchOptions { rate: 0.0, ..ok },
            WelchOptions { low: 0.6, high: 0.7, ..ok },
            WelchOptions { low: 0.1, high: 0.1, ..ok },
            WelchOptions { overlap: 64, ..ok },
            WelchOptions { segment: 4, overlap: 0, ..ok },
            WelchOptions { low: 0.1, high: 0.101, ..ok },
        ] {
            assert!(coherence(&x, &x, &bad).is_err(), "{bad:?}");
        }
        let flat = coherence(&[2.0; 200], &x, &ok);
        assert_eq!(flat, Err(InputError::NeverChanges { samples: 200 }));
    }
}
