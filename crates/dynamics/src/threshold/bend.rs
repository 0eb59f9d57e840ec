//! What a threshold adds to an influence in proportion, averaged over where the state may be.

use super::CORNER;

/// Numbers of one person's bend beyond what arrives in proportion.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Bend {
    /// m₀
    pub(crate) gain: f64,
    /// m₁ − m₀
    pub(crate) excess: f64,
    /// θ
    pub(crate) threshold: f64,
    pub(crate) cap: f64,
}

/// How many numbers a bend has.
pub(crate) const NUMBERS: usize = 4;

/// Something and its slopes with respect to gain, excess, threshold and ceiling.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
struct Sloped {
    value: f64,
    by: [f64; NUMBERS],
}

/// `g(c) = φ(c) − m₀ c` at one place, with its first two derivatives.
struct At {
    extra: Sloped,
    steepness: Sloped,
    curvature: f64,
}

impl Bend {
    fn at(&self, c: f64) -> At {
        let Self { gain, excess, threshold, cap } = *self;
        let u = (c - threshold) / CORNER;
        // ln(1 + e^u) and 1/(1 + e^−u) without overflow.
        let small = (-u.abs()).exp();
        let soft = CORNER * (u.max(0.0) + small.ln_1p());
        let share = if u >= 0.0 { 1.0 / (1.0 + small) } else { small / (1.0 + small) };
        let share_slope = share * (1.0 - share) / CORNER;
        let line = gain * c + excess * soft;
        let rise = gain + excess * share;
        let bend = excess * share_slope;
        let through = (line / cap).tanh();
        let open = 1.0 - through * through;
        // Of φ′ = open · rise, with respect to the line and to its rise.
        let closing = -2.0 * through * open / cap * rise;
        let sloped = |line_by: f64, rise_by: f64, own: f64, own_rise: f64| {
            [open * line_by - own, closing * line_by + open * rise_by - own_rise]
        };
        let by = [
            sloped(c, 1.0, c, 1.0),
            sloped(soft, share, 0.0, 0.0),
            sloped(-excess * share, -excess * share_slope, 0.0, 0.0),
            [through - open * line / cap, -closing * line / cap],
        ];
        At {
            extra: Sloped { value: cap * through - gain * c, by: by.map(|b| b[0]) },
            steepness: Sloped { value: open * rise - gain, by: by.map(|b| b[1]) },
            curvature: closing * rise + open * bend,
        }
    }

    /// The means of g and of its derivative where c is normal: `E g(c)` and `E g′(c)`.
    ///
    /// Five-point Gauss–Hermite. By Stein's lemma `Cov(z, g(a·z)) = P a E g′`, so these two are all
    /// that a Gaussian filter needs to carry mean and covariance over the bend. A plain extended
    /// filter takes g and g′ at the mean instead: at a corner much sharper than the state is known
    /// it would see either slope and never the mixture.
    pub(crate) fn averaged(&self, mean: f64, variance: f64) -> Averaged {
        let sd = variance.max(0.0).sqrt();
        let mut out = Averaged::default();
        for (node, weight) in NODES.into_iter().zip(WEIGHTS) {
            let at = self.at(mean + sd * node);
            out.extra += weight * at.extra.value;
            out.steepness += weight * at.steepness.value;
            out.curvature += weight * at.curvature;
            if sd > 0.0 {
                let stretch = weight * node / (2.0 * sd);
                out.extra_by_variance += stretch * at.steepness.value;
                out.steepness_by_variance += stretch * at.curvature;
            }
            for k in 0..NUMBERS {
                out.extra_by[k] += weight * at.extra.by[k];
                out.steepness_by[k] += weight * at.steepness.by[k];
            }
        }
        out
    }
}

/// Means over a normal place, with their slopes.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub(crate) struct Averaged {
    /// `E g`
    pub(crate) extra: f64,
    /// `E g′`, which is also how `E g` changes with the mean, as far as the nodes tell.
    pub(crate) steepness: f64,
    /// `E g″`
    pub(crate) curvature: f64,
    pub(crate) extra_by_variance: f64,
    pub(crate) steepness_by_variance: f64,
    pub(crate) extra_by: [f64; NUMBERS],
    pub(crate) steepness_by: [f64; NUMBERS],
}

const NODES: [f64; 5] = [
    -2.856_970_013_872_805_7,
    -1.355_626_179_974_266_3,
    0.0,
    1.355_626_179_974_266_3,
    2.856_970_013_872_805_7,
];
const WEIGHTS: [f64; 5] = [
    0.011_257_411_327_720_691,
    0.222_075_922_005_612_66,
    0.533_333_333_333_333_3,
    0.222_075_922_005_612_66,
    0.011_257_411_327_720_691,
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Influence, Threshold};

    const BEND: Bend = Bend { gain: 0.4, excess: 1.3, threshold: 0.8, cap: 3.0 };

    #[test]
    fn it_is_the_influence_of_the_landscape_beyond_proportion() {
        let bend = Threshold { steep_gain: 1.7, threshold: 0.8, corner: CORNER, cap: 3.0 };
        let influence = Influence { gain: 0.4, bend };
        for c in [-3.0, -0.2, 0.7, 0.9, 2.5, 40.0] {
            let at = BEND.at(c);
            assert!((at.extra.value + 0.4 * c - influence.arriving(c)).abs() < 1e-12);
            assert!((at.steepness.value + 0.4 - influence.slope(c)).abs() < 1e-12);
        }
    }

    #[test]
    fn every_slope_agrees_with_differences() {
        let h = 1e-5;
        for (mean, variance) in [(-0.5, 0.3), (0.7, 0.1), (1.4, 0.6)] {
            let found = BEND.averaged(mean, variance);
            let close = |found: f64, up: f64, down: f64| {
                let numeric = (up - down) / (2.0 * h);
                // Central differences of numbers of size 1.
                assert!((found - numeric).abs() < 1e-7, "{found} {numeric}");
            };
            let (up, down) = (BEND.averaged(mean + h, variance), BEND.averaged(mean - h, variance));
            close(found.steepness, up.extra, down.extra);
            close(found.curvature, up.steepness, down.steepness);
            let (up, down) = (BEND.averaged(mean, variance + h), BEND.averaged(mean, variance - h));
            close(found.extra_by_variance, up.extra, down.extra);
            close(found.steepness_by_variance, up.steepness, down.steepness);
            for k in 0..NUMBERS {
                let moved = |by: f64| {
                    let mut bend = BEND;
                    let numbers =
                        [&mut bend.gain, &mut bend.excess, &mut bend.threshold, &mut bend.cap];
                    *numbers.into_iter().nth(k).unwrap() += by;
                    bend.averaged(mean, variance)
                };
                let (up, down) = (moved(h), moved(-h));
                close(found.extra_by[k], up.extra, down.extra);
                close(found.steepness_by[k], up.steepness, down.steepness);
            }
        }
    }
}
