//! Phase beside coherence at every frequency, told only where the coherence is beyond chance.

use std::f64::consts::PI;

use super::{WelchOptions, coherence};
use crate::surrogate::PhaseRandomised;
use crate::{InputError, Tail, Test};

/// Coherence and phase of every frequency of the band, beside copies with one partner's phases thrown
/// anew.
///
/// A frequency is beyond chance where its coherence exceeds what the **highest** coherence of the whole
/// band exceeds in at most 5 of 100 copies: looking at many frequencies is then already paid for.
/// Half the width of the phase's 95 % interval is 1.96 √((1 − C) / (2 K C)), K the number of independent
/// segments: overlapping Hann windows at step s count K = n / (1 + 2 Σ (1 − j / n) ρ(j s)²), ρ the
/// correlation of the window with itself moved.
///
/// In plain words: in which paces of ups and downs the two keep a steady distance at all, and who is
/// ahead there.
///
/// # Inputs
/// As [`coherence`](super::coherence); `copies` at least 19, or nothing can be beyond chance.
///
/// # Returns
/// [`PhaseSpectrum`], positive phase: A leads. Swapping `a` and `b` turns the phases' signs and changes
/// nothing else, to the bit.
///
/// # Missing data
/// As [`coherence`](super::coherence).
///
/// # Null
/// As [`coherence_test`](super::coherence_test); both ends are trimmed so that they meet, and what is
/// returned is of the trimmed series, as the copies are.
///
/// # Errors
/// As [`coherence_test`](super::coherence_test).
///
/// # Example
/// ```
/// use attune_coupling::PhaseRandomised;
/// use attune_coupling::measure::{WelchOptions, phase_spectrum};
/// let noise = |t: u32, by: u32| f64::from((2 * t + 1).wrapping_mul(by) >> 16) / 65_536.0;
/// let wave = |t: f64| 2.0 * (0.4 * t + 2.0 * (0.01 * t).sin()).sin();
/// let a: Vec<f64> = (0..900).map(|t| wave(f64::from(t)) + noise(t, 2_654_435_761)).collect();
/// let b: Vec<f64> = (0..900).map(|t| wave(f64::from(t) - 2.0) + noise(t, 2_246_822_519)).collect();
/// let copies = PhaseRandomised { surrogates: 99, seed: 1 };
/// let found = phase_spectrum(&a, &b, &WelchOptions::default(), &copies).unwrap();
/// let at = found.frequencies.iter().position(|f| (f - 0.4 / 6.283).abs() < 0.002).unwrap();
/// assert!(found.beyond[at] && (found.phase[at] - 0.8).abs() < found.error[at] + 0.1);
/// assert!(found.beyond.iter().filter(|beyond| **beyond).count() < 6);
/// ```
///
/// # Source
/// Welch 1967 (segments that overlap); Carter 1987 (the phase's spread). The highest value of all
/// frequencies, as a max-T test has it: Nichols & Holmes 2002.
pub fn phase_spectrum(
    a: &[f64],
    b: &[f64],
    options: &WelchOptions,
    copies: &PhaseRandomised,
) -> Result<PhaseSpectrum, InputError> {
    coherence(a, b, options)?;
    // Without copies: the same series, trimmed alike.
    let (found, _) =
        PhaseRandomised { surrogates: 0, ..*copies }.map(a, b, |a, b| coherence(a, b, options))?;
    let found = found?;
    let band =
        |frequency: f64| frequency > 0.0 && (options.low..=options.high).contains(&frequency);
    let bins: Vec<usize> =
        (0..found.frequencies.len()).filter(|k| band(found.frequencies[*k])).collect();
    let highest = |coherence: &[f64]| bins.iter().map(|k| coherence[*k]).fold(f64::NAN, f64::max);
    let test = copies.test(a, b, Tail::Upper, |a, b| {
        coherence(a, b, options).map_or(f64::NAN, |found| highest(&found.coherence))
    })?;
    let chance = beyond_which_p_is_small(&test.null);
    let independent = independent_segments(options, found.segments);
    let of_band = |values: &[f64]| bins.iter().map(|k| values[*k]).collect::<Vec<f64>>();
    let coherence = of_band(&found.coherence);
    let error = |c: &f64| 1.96 * ((1.0 - c).max(0.0) / (2.0 * independent * c)).sqrt();
    Ok(PhaseSpectrum {
        frequencies: of_band(&found.frequencies),
        phase: of_band(&found.phase),
        error: coherence.iter().map(|c| error(c).min(PI)).collect(),
        beyond: coherence.iter().map(|c| *c > chance).collect(),
        coherence,
        chance,
        segments: found.segments,
        test,
    })
}

/// What [`phase_spectrum`] found; a place per frequency of the band.
#[derive(Debug, Clone, PartialEq)]
pub struct PhaseSpectrum {
    /// Hz, without 0.
    pub frequencies: Vec<f64>,
    /// Magnitude-squared coherence, 0 to 1; `NaN` where one has no power.
    pub coherence: Vec<f64>,
    /// Radians, −π to π; positive: A leads. Means nothing where `beyond` is false.
    pub phase: Vec<f64>,
    /// Half the width of the phase's 95 % interval, radians, at most π.
    pub error: Vec<f64>,
    /// Whether the coherence is above `chance`.
    pub beyond: Vec<bool>,
    /// The highest coherence of the band is above this in at most 5 of 100 copies; infinite with fewer
    /// than 19.
    pub chance: f64,
    /// Segments averaged.
    pub segments: usize,
    /// The highest coherence of the band beside the copies', upper tail.
    pub test: Test,
}

/// The value above which p = (1 + count) / (1 + n) is at most .05.
fn beyond_which_p_is_small(null: &[f64]) -> f64 {
    let mut present: Vec<f64> = null.iter().copied().filter(|v| !v.is_nan()).collect();
    present.sort_unstable_by(|x, y| y.total_cmp(x));
    // So many copies may be as high, the data counted.
    match ((present.len() + 1) as f64 * 0.05 + 1e-9) as usize {
        0 => f64::INFINITY,
        of_them => present[of_them - 1],
    }
}

/// What overlapping segments are worth.
fn independent_segments(options: &WelchOptions, segments: usize) -> f64 {
    let (length, step) = (options.segment, options.segment - options.overlap);
    let hann = |t: usize| 0.5 - 0.5 * (2.0 * PI * t as f64 / length as f64).cos();
    let product = |by: usize| (by..length).map(|t| hann(t) * hann(t - by)).sum::<f64>();
    let n = segments as f64;
    let whole = product(0);
    let more: f64 = (1..segments)
        .take_while(|j| j * step < length)
        .map(|j| (1.0 - j as f64 / n) * (product(j * step) / whole).powi(2))
        .sum();
    n / (1.0 + 2.0 * more)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_line_is_where_p_becomes_small() {
        let null: Vec<f64> = (1..=39).map(f64::from).collect();
        let line = beyond_which_p_is_small(&null);
        let p = |observed| Test::new(observed, null.clone(), Tail::Upper).p;
        // By more than what counts as rounding.
        assert!(p(line * (1.0 + 1e-6)) <= 0.05 && p(line) > 0.05, "{line}");
        assert_eq!(beyond_which_p_is_small(&null[..18]), f64::INFINITY);
        assert_eq!(beyond_which_p_is_small(&null[..19]), 19.0);
    }

    #[test]
    fn hann_windows_that_overlap_by_half_are_worth_nearly_all() {
        let options = WelchOptions::default();
        // The window's correlation with itself moved by half is 1/6.
        let known = 10.0 / (1.0 + 2.0 * 0.9 / 36.0);
        assert!((independent_segments(&options, 10) - known).abs() < 1e-9);
        let apart = WelchOptions { overlap: 0, ..options };
        assert_eq!(independent_segments(&apart, 10), 10.0);
    }

    #[test]
    fn swapping_turns_the_phases_and_nothing_else() {
        let noise = |salt: u32| -> Vec<f64> {
            (0..400_u32).map(|t| f64::from((t * 2 + 1).wrapping_mul(salt) >> 16)).collect()
        };
        let (x, y) = (noise(2_654_435_761), noise(2_246_822_519));
        let options = WelchOptions { low: 0.05, high: 0.3, ..WelchOptions::default() };
        let copies = PhaseRandomised { surrogates: 19, seed: 3 };
        let one = phase_spectrum(&x, &y, &options, &copies).unwrap();
        let other = phase_spectrum(&y, &x, &options, &copies).unwrap();
        assert_eq!((&one.coherence, &one.test), (&other.coherence, &other.test));
        assert!(one.phase.iter().zip(&other.phase).all(|(p, q)| *p == -q));
        assert!(one.frequencies.iter().all(|f| (0.05..=0.3).contains(f)));
        let few = PhaseRandomised { surrogates: 18, seed: 3 };
        let few = phase_spectrum(&x, &x, &options, &few).unwrap();
        assert!(few.beyond.iter().all(|beyond| !beyond));
    }
}
