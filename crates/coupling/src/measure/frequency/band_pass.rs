//! A band-pass that moves nothing in time.

use attune_fourier::Complex64;

/// One second-order section: numerator g (1 − z⁻²), denominator 1 + a1 z⁻¹ + a2 z⁻².
#[derive(Debug, Clone, Copy)]
struct Section {
    gain: f64,
    a1: f64,
    a2: f64,
}

/// Butterworth band-pass, run forwards and backwards.
#[derive(Debug, Clone)]
pub(super) struct BandPass {
    sections: Vec<Section>,
}

impl BandPass {
    /// Edges as shares of half the sampling rate, 0 < `low` < `high` < 1; `order` at least 1.
    pub(super) fn new(order: usize, low: f64, high: f64) -> Self {
        // Edges bent so that they lie right after the bilinear transform, at a rate of 2.
        let bent = |edge: f64| 4.0 * (0.5 * std::f64::consts::PI * edge).tan();
        let (low, high) = (bent(low), bent(high));
        let (width, centre) = (high - low, (low * high).sqrt());
        let mut gain = Complex64::from(width.powi(order as i32));
        let mut poles = Vec::new();
        for k in 0..order {
            let turn = (2 * k + 1) as f64 / (2 * order) as f64 + 0.5;
            let prototype = Complex64::from_polar(1.0, std::f64::consts::PI * turn) * (width / 2.0);
            let root = (prototype * prototype - centre * centre).sqrt();
            for pole in [prototype + root, prototype - root] {
                gain /= Complex64::from(4.0) - pole;
                poles.push((Complex64::from(4.0) + pole) / (Complex64::from(4.0) - pole));
            }
            gain *= 4.0;
        }
        // Pole pairs: conjugates belong together, and the real ones of a wide band two by two.
        let real = |pole: &Complex64| pole.im.abs() < 1e-12;
        let mut alone: Vec<f64> = poles.iter().filter(|p| real(p)).map(|p| p.re).collect();
        alone.sort_by(f64::total_cmp);
        let upper = poles.iter().filter(|p| !real(p) && p.im > 0.0);
        let mut pairs: Vec<[f64; 2]> = upper.map(|p| [-2.0 * p.re, p.norm_sqr()]).collect();
        pairs.extend(alone.chunks_exact(2).map(|two| [-two[0] - two[1], two[0] * two[1]]));
        let mut sections: Vec<Section> =
            pairs.iter().map(|&[a1, a2]| Section { gain: 1.0, a1, a2 }).collect();
        sections[0].gain = gain.re;
        Self { sections }
    }

    /// Samples added at each end, turned over about the end itself; a stretch must be longer.
    pub(super) fn padding(&self) -> usize {
        3 * (2 * self.sections.len() + 1)
    }

    /// The series in the band; its phase is not moved.
    pub(super) fn filter(&self, x: &[f64]) -> Vec<f64> {
        let (n, pad) = (x.len(), self.padding());
        let before = (1..=pad).rev().map(|i| 2.0 * x[0] - x[i]);
        let after = (1..=pad).map(|i| 2.0 * x[n - 1] - x[n - 1 - i]);
        let mut y: Vec<f64> = before.chain(x.iter().copied()).chain(after).collect();
        self.run(&mut y);
        y.reverse();
        self.run(&mut y);
        y.reverse();
        y[pad..pad + n].to_vec()
    }

    /// One pass, as if the first value had stood there for ever.
    fn run(&self, y: &mut [f64]) {
        let mut rest = y[0];
        for section in &self.sections {
            // A constant input gives no output, so that the next section has rested at 0.
            let mut state = [-section.gain * rest, -section.gain * rest];
            for v in y.iter_mut() {
                let out = section.gain * *v + state[0];
                state[0] = state[1] - section.a1 * out;
                state[1] = -section.gain * *v - section.a2 * out;
                *v = out;
            }
            rest = 0.0;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keeps_the_band_and_nothing_else() {
        let filter = BandPass::new(3, 0.1, 0.3);
        let wave = |f: f64| -> Vec<f64> {
            (0..600).map(|t| (std::f64::consts::PI * f * f64::from(t)).sin() + 5.0).collect()
        };
        let middle = |x: &[f64]| x[200..400].iter().fold(0.0_f64, |most, v| most.max(v.abs()));
        assert!((middle(&filter.filter(&wave(0.175))) - 1.0).abs() < 0.01);
        assert!(middle(&filter.filter(&wave(0.01))) < 1e-3);
        assert!(middle(&filter.filter(&wave(0.7))) < 1e-3);
        // Not moved: the wave goes through zero where it did.
        let (x, y) = (wave(0.175), filter.filter(&wave(0.175)));
        assert!((250..350).all(|t| ((x[t] - 5.0) - y[t]).abs() < 0.01));
    }

    #[test]
    fn a_band_wider_than_its_middle_has_real_poles_and_works() {
        for order in 1..=5 {
            let filter = BandPass::new(order, 0.01, 0.9);
            assert_eq!(filter.sections.len(), order);
            let x: Vec<f64> = (0..300).map(|t| f64::from(t % 7)).collect();
            assert!(filter.filter(&x).iter().all(|v| v.abs() < 10.0));
        }
    }
}
