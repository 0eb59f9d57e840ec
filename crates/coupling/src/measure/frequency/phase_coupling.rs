//! Phase: whether two rhythms in one band keep step.

use super::band_pass::BandPass;
use super::hilbert::directions;
use super::stretches::{bridged, stretches, whole_samples};
use crate::surrogate::PhaseRandomised;
use crate::{InputError, Tail, Test};

/// Phase-locking value, circular correlation and phase difference in one band.
///
/// Both series are band-passed (Butterworth, forwards and backwards) and their phases φ taken from
/// the analytic signal (Hilbert). PLV = |mean exp i(φ_A − φ_B)|; with ᾱ, β̄ the mean directions,
/// circular correlation = Σ sin(φ_A − ᾱ) sin(φ_B − β̄) / √(Σ sin²(φ_A − ᾱ) Σ sin²(φ_B − β̄)).
///
/// In plain words: whether the two keep the same distance in their swing, however strongly each
/// of them swings.
///
/// # Inputs
/// `a`, `b`: evenly sampled at `options.rate` on one clock, any unit. The band in Hz should hold
/// one rhythm (breathing, a nod): phase means little in a broad band.
///
/// # Returns
/// [`PhaseCoupling`]: PLV 0 to 1, circular correlation −1 to 1, differences in radians, −π to π,
/// **positive: A leads**. Two unlinked rhythms of a narrow band have a high PLV over a short time:
/// read it beside its null. Swapping `a` and `b` turns the differences' signs.
///
/// # Missing data
/// Gaps of at most `options.max_gap` seconds are bridged; around longer ones, and at both ends,
/// `options.edge` periods of the band's middle are left out, because a filter invents them.
/// A stretch counts where it is longer than the filter's padding of 3 (2 `order` + 1) samples and holds a
/// period of the band's middle between its edges. Differences elsewhere are `NaN`.
///
/// # Null
/// One partner's phases thrown anew ([`phase_coupling_test`]); in a narrow band neighbouring shifts
/// are too alike to be a null. PLV also counts a rhythm both
/// were given: keep joint pacing out.
///
/// # Errors
/// A band that does not fit the rate; no stretch long enough for the filter; a series that never
/// moves.
///
/// # Example
/// ```
/// use attune_coupling::measure::{PhaseOptions, phase_coupling};
/// let a: Vec<f64> = (0..400).map(|t| (0.6 * f64::from(t)).sin()).collect();
/// let b: Vec<f64> = (0..400).map(|t| (0.6 * f64::from(t) - 0.9).sin() + 3.0).collect();
/// let found = phase_coupling(&a, &b, &PhaseOptions::default()).unwrap();
/// assert!(found.locking > 0.999);
/// assert!((found.mean_difference - 0.9).abs() < 0.01);
/// ```
///
/// # Source
/// Lachaux, Rodriguez, Martinerie & Varela 1999 (PLV); Jammalamadaka & SenGupta 2001, 8.2
/// (circular correlation; unsteady where phases have no preferred direction, as they usually have
/// none: prefer PLV). Agrees with scipy 1.17.1 `butter` + `sosfiltfilt` + `hilbert` to 1e-9 at
/// `edge: 0` (`reference/frequency`).
pub fn phase_coupling(
    a: &[f64],
    b: &[f64],
    options: &PhaseOptions,
) -> Result<PhaseCoupling, InputError> {
    let phases = Phases::new(a, b, options)?;
    let turns = &phases.directions;
    let difference: Vec<f64> = turns.iter().map(|[x, y]| difference(*x, *y)).collect();
    let sum = mean_turn(turns.iter().map(|[x, y]| (*x, *y)));
    let middle = (options.low * options.high).sqrt();
    Ok(PhaseCoupling {
        locking: sum.size,
        mean_difference: sum.angle,
        lag: sum.angle / (std::f64::consts::TAU * middle),
        circular_correlation: circular_correlation(turns.iter().map(|[x, y]| (*x, *y))),
        samples: sum.samples,
        difference,
        stretches: phases.stretches,
    })
}

/// Tests both values against copies with one partner's phases thrown anew.
///
/// Statistics: phase-locking value and circular correlation as in [`phase_coupling`]. The whole series is
/// taken apart and put together afresh before it is filtered, so that copies have the same power in the
/// band and the same gaps.
///
/// In plain words: do the two keep step in this rhythm more than two people would who have it too and do
/// not notice each other?
///
/// # Inputs
/// As [`phase_coupling`].
///
/// # Returns
/// [`PhaseTests`]: locking 0 to 1, upper tail; circular correlation −1 to 1, with the tail that its field
/// names. Swapping `a` and `b` changes nothing, to the bit.
///
/// # Missing data
/// As [`phase_coupling`]; copies have the gaps of the data.
///
/// # Null
/// Two unrelated series, each with its own spectrum.
///
/// # Errors
/// As [`phase_coupling`]; a series without a spectrum.
///
/// # Example
/// ```
/// use attune_coupling::PhaseRandomised;
/// use attune_coupling::measure::{PhaseOptions, phase_coupling_test};
/// let noise = |t: u32, salt: u32| f64::from((t * t).wrapping_mul(salt) >> 16) / 65536.0 - 0.5;
/// let a: Vec<f64> = (0..300).map(|t| noise(t, 2_654_435_761)).collect();
/// let after = |t: u32| if t == 0 { 0.0 } else { a[t as usize - 1] };
/// let b: Vec<f64> = (0..300).map(|t| after(t) + 0.3 * noise(t, 2_246_822_519)).collect(); // A leads
/// let copies = PhaseRandomised { surrogates: 19, seed: 1 };
/// let test = phase_coupling_test(&a, &b, &PhaseOptions::default(), &copies).unwrap();
/// assert!(test.locking.p == 0.05 && test.locking.observed > 0.8);
/// ```
///
/// # Source
/// Lachaux et al. 1999 for the locking value; the null is science.md 2.5.
pub fn phase_coupling_test(
    a: &[f64],
    b: &[f64],
    options: &PhaseOptions,
    copies: &PhaseRandomised,
) -> Result<PhaseTests, InputError> {
    Phases::new(a, b, options)?;
    let found = copies.map(a, b, |a, b| match Phases::new(a, b, options) {
        Ok(phases) => {
            let pairs = phases.directions.iter().map(|[x, y]| (*x, *y));
            [mean_turn(pairs.clone()).size, circular_correlation(pairs)]
        }
        Err(_) => [f64::NAN; 2],
    })?;
    Ok(PhaseTests {
        locking: Test::of(&found, Tail::Upper, |[locking, _]| *locking),
        circular_correlation: Test::of(&found, Tail::TwoSided, |[_, circular]| *circular),
    })
}

/// Which rhythm.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct PhaseOptions {
    /// Samples per second.
    pub rate: f64,
    /// Lower edge of the band, Hz, above 0.
    pub low: f64,
    /// Upper edge of the band, Hz, below half the rate.
    pub high: f64,
    /// Order of the Butterworth filter, before it is run both ways.
    pub order: usize,
    /// Gaps of at most this many seconds are bridged.
    pub max_gap: f64,
    /// Periods of the band's middle left out at every end.
    pub edge: f64,
}

impl Default for PhaseOptions {
    /// One sample per second, 0.05 to 0.15 Hz, order 3, gaps up to 2 s, half a period at the ends.
    fn default() -> Self {
        Self { rate: 1.0, low: 0.05, high: 0.15, order: 3, max_gap: 2.0, edge: 0.5 }
    }
}

impl PhaseOptions {
    /// # Errors
    /// What cannot be used, and what would fit.
    pub fn check(&self) -> Result<(), InputError> {
        let Self { rate, low, high, order, .. } = *self;
        let fits = rate > 0.0 && low > 0.0 && low < high && high < rate / 2.0;
        if !fits {
            return Err(InputError::BadBand { low, high, rate });
        }
        if !(1..=8).contains(&order) {
            return Err(InputError::BadOrder { order });
        }
        Ok(())
    }
}

/// What [`phase_coupling`] found.
#[derive(Debug, Clone, PartialEq)]
pub struct PhaseCoupling {
    /// Phase-locking value, 0 to 1.
    pub locking: f64,
    /// Mean phase difference, radians, −π to π; positive: A leads.
    pub mean_difference: f64,
    /// The same in seconds at the band's geometric middle; known only up to whole periods.
    pub lag: f64,
    /// Circular correlation, −1 to 1.
    pub circular_correlation: f64,
    /// Phase difference sample by sample, radians; `NaN` where there is none.
    pub difference: Vec<f64>,
    /// Samples used.
    pub samples: usize,
    /// Stretches between gaps that were long enough.
    pub stretches: usize,
}

/// What [`phase_coupling_test`] found.
#[derive(Debug, Clone, PartialEq)]
pub struct PhaseTests {
    /// Phase-locking value, upper tail.
    pub locking: Test,
    /// Circular correlation, both tails.
    pub circular_correlation: Test,
}

type Direction = [f64; 2];

/// Both people's phases on the whole recording.
struct Phases {
    /// Directions of A and of B; `NaN` where there are none.
    directions: Vec<[Direction; 2]>,
    stretches: usize,
}

impl Phases {
    fn new(a: &[f64], b: &[f64], options: &PhaseOptions) -> Result<Self, InputError> {
        options.check()?;
        let n = a.len().min(b.len());
        let max_gap = whole_samples(options.max_gap, options.rate);
        let (x, y) = (bridged(&a[..n], max_gap), bridged(&b[..n], max_gap));
        let half = options.rate / 2.0;
        let filter = BandPass::new(options.order, options.low / half, options.high / half);
        let period = options.rate / (options.low * options.high).sqrt();
        let edge = (options.edge * period).ceil() as usize;
        let needed = (filter.padding() + 1).max(2 * edge + period.ceil() as usize);
        let mut phases = Self { directions: vec![[[f64::NAN; 2]; 2]; n], stretches: 0 };
        let mut longest = 0;
        for stretch in stretches(&x, &y) {
            longest = longest.max(stretch.len());
            if stretch.len() < needed {
                continue;
            }
            phases.stretches += 1;
            let kept = stretch.start + edge..stretch.end - edge;
            for (person, series) in [&x, &y].into_iter().enumerate() {
                let series = &series[stretch.clone()];
                if series.windows(2).all(|two| two[0] == two[1]) {
                    return Err(InputError::NeverChanges { samples: series.len() });
                }
                let turns = directions(&filter.filter(series));
                for t in kept.clone() {
                    phases.directions[t][person] = turns[t - stretch.start];
                }
            }
        }
        if phases.stretches == 0 {
            return Err(InputError::NoStretch { longest, needed });
        }
        Ok(phases)
    }
}

/// φ_A − φ_B as a direction.
fn turn(x: Direction, y: Direction) -> Direction {
    [x[0] * y[0] + x[1] * y[1], x[1] * y[0] - x[0] * y[1]]
}

fn difference(x: Direction, y: Direction) -> f64 {
    let [re, im] = turn(x, y);
    im.atan2(re)
}

/// Mean direction of the phase differences.
struct MeanTurn {
    size: f64,
    angle: f64,
    samples: usize,
}

fn mean_turn(pairs: impl Iterator<Item = (Direction, Direction)>) -> MeanTurn {
    let (mut re, mut im, mut samples) = (0.0, 0.0, 0);
    for (x, y) in pairs {
        let [c, s] = turn(x, y);
        if c.is_finite() && s.is_finite() {
            (re, im, samples) = (re + c, im + s, samples + 1);
        }
    }
    let n = samples as f64;
    MeanTurn { size: (re * re + im * im).sqrt() / n, angle: im.atan2(re), samples }
}

fn circular_correlation(pairs: impl Iterator<Item = (Direction, Direction)> + Clone) -> f64 {
    let present = || pairs.clone().filter(|(x, y)| x[0].is_finite() && y[0].is_finite());
    let mean = |of: fn(&(Direction, Direction)) -> Direction| {
        let sum = present().fold([0.0, 0.0], |s, p| [s[0] + of(&p)[0], s[1] + of(&p)[1]]);
        let size = (sum[0] * sum[0] + sum[1] * sum[1]).sqrt();
        sum.map(|v| v / size)
    };
    let (mean_x, mean_y) = (mean(|p| p.0), mean(|p| p.1));
    let (mut xx, mut yy, mut xy) = (0.0, 0.0, 0.0);
    for (x, y) in present() {
        let (sx, sy) = (turn(x, mean_x)[1], turn(y, mean_y)[1]);
        (xx, yy, xy) = (xx + sx * sx, yy + sy * sy, xy + sx * sy);
    }
    xy / (xx * yy).sqrt()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wave(n: i32, pace: f64, at: f64) -> Vec<f64> {
        (0..n).map(|t| (pace * f64::from(t) - at).sin() + 0.3 * f64::from(t * t % 5)).collect()
    }

    #[test]
    fn swapping_mirrors_to_the_bit() {
        let (x, y) = (wave(300, 0.6, 0.0), wave(300, 0.5, 1.0));
        let options = PhaseOptions::default();
        let (one, other) =
            (phase_coupling(&x, &y, &options).unwrap(), phase_coupling(&y, &x, &options).unwrap());
        assert_eq!(one.locking, other.locking);
        assert_eq!(one.mean_difference, -other.mean_difference);
        assert_eq!(one.circular_correlation, other.circular_correlation);
        let copies = PhaseRandomised { surrogates: 19, seed: 4 };
        let (one, other) = (
            phase_coupling_test(&x, &y, &options, &copies).unwrap(),
            phase_coupling_test(&y, &x, &options, &copies).unwrap(),
        );
        assert_eq!(one, other);
    }

    #[test]
    fn gaps_part_the_recording_and_their_surroundings_are_left_out() {
        let (mut x, y) = (wave(400, 0.6, 0.0), wave(400, 0.6, 1.0));
        let options = PhaseOptions::default();
        x[200..210].fill(f64::NAN);
        let found = phase_coupling(&x, &y, &options).unwrap();
        // Half a period of 0.0866 Hz is 6 samples.
        assert_eq!((found.stretches, found.samples), (2, 390 - 24));
        assert!(found.difference[205].is_nan() && found.difference[194].is_nan());
        assert!((found.mean_difference - 1.0).abs() < 0.05, "{}", found.mean_difference);
    }

    #[test]
    fn what_cannot_be_answered() {
        let x = wave(300, 0.6, 0.0);
        let ok = PhaseOptions::default();
        for bad in [PhaseOptions { low: 0.0, ..ok }, PhaseOptions { high: 0.5, ..ok }] {
            assert!(matches!(phase_coupling(&x, &x, &bad), Err(InputError::BadBand { .. })));
        }
        for order in [0, 9] {
            let refused = phase_coupling(&x, &x, &PhaseOptions { order, ..ok });
            assert_eq!(refused, Err(InputError::BadOrder { order }));
        }
        let short = phase_coupling(&x[..20], &x[..20], &ok);
        assert_eq!(short, Err(InputError::NoStretch { longest: 20, needed: 24 }));
        let flat = phase_coupling(&[1.0; 300], &x, &ok);
        assert_eq!(flat, Err(InputError::NeverChanges { samples: 300 }));
    }
}
