//! From a narrow-band series to its phase.

use attune_fourier::{Complex64, forward, inverse};

/// The analytic signal's direction at every sample: (cos φ, sin φ); `NaN` where there is no swing.
///
/// The imaginary part is the series with every frequency turned back by a quarter period, made in
/// one transform of the whole stretch.
pub(super) fn directions(x: &[f64]) -> Vec<[f64; 2]> {
    let n = x.len();
    let (forward, inverse) = (forward(n), inverse(n));
    let (mut time, mut spectrum) = (x.to_vec(), forward.make_output_vec());
    // The buffers come from the plan itself, so that their lengths cannot be wrong.
    let done = forward.process(&mut time, &mut spectrum);
    debug_assert!(done.is_ok());
    for c in &mut spectrum {
        *c = Complex64::new(c.im, -c.re);
    }
    // Neither the mean nor the fastest frequency of an even length has a quarter period.
    spectrum[0] = Complex64::ZERO;
    if n.is_multiple_of(2)
        && let Some(last) = spectrum.last_mut()
    {
        *last = Complex64::ZERO;
    }
    let done = inverse.process(&mut spectrum, &mut time);
    debug_assert!(done.is_ok());
    x.iter()
        .zip(&time)
        .map(|(re, im)| {
            let im = im / n as f64;
            let size = (re * re + im * im).sqrt();
            [re / size, im / size]
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cosine_turns_evenly() {
        for n in [40, 45] {
            let angle = |t: usize| std::f64::consts::TAU * 5.0 * t as f64 / n as f64;
            let x: Vec<f64> = (0..n).map(|t| 3.0 * angle(t).cos()).collect();
            for (t, [re, im]) in directions(&x).into_iter().enumerate() {
                assert!((re - angle(t).cos()).abs() < 1e-12 && (im - angle(t).sin()).abs() < 1e-12);
            }
        }
    }
}
