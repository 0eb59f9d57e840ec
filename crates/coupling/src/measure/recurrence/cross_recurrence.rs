//! Cross-recurrence quantification: every moment of one person beside every moment of the other.

use std::fmt;

use super::matrix::Matrix;
use super::runs::{ALONG_A, ALONG_B, DIAGONAL, Histogram};
use super::{RecurrenceOptions, Threshold};
use crate::InputError;

/// Cross-recurrence quantification (CRQA) of two series, or of two sets of channels.
///
/// With points x(i) = (a(i), a(i + delay), …) over all channels of A, y(j) likewise for B, the cell
/// (i, j) recurs where ‖x(i) − y(j)‖ ≤ radius (Euclidean). RR = recurrent cells / pairs;
/// DET = Σ ℓ·P(ℓ) over diagonal lines of at least `min_diagonal` cells / recurrent cells;
/// L and Lmax their mean and greatest length; ENTR = −Σ p ln p of those lengths; LAM, TT and Vmax
/// are the same for vertical lines, once along each person.
///
/// In plain words: how often the two were in the same place, at the same time or not, how long
/// they then went the same way together, and how long one stayed where the other was.
///
/// # Inputs
/// `a`, `b`: one slice per channel, the same number of channels for both, evenly sampled on one
/// clock; the samples all of them share are used. Channels count equally: scale them first
/// (z-scores are the habit) unless the unit matters. For codes use numbers and
/// [`RecurrenceOptions::codes`].
///
/// # Returns
/// [`Recurrence`]; shares are 0 to 1, lengths in cells, the entropy in nats. What cannot be formed
/// (a mean length without lines) is `NaN`. Swapping `a` and `b` swaps `along_a` and `along_b` and
/// changes nothing else.
///
/// # Missing data
/// A point with a missing (`NaN`) value recurs with nothing and is left out of the pairs; lines end
/// there. Time is never shifted. [`RecurrenceCaveat::MissingPoints`] says how many.
///
/// # Null
/// Circular shift of one partner for one dyad; stranger pairs for a study. Shuffled samples are no
/// null here: they destroy the lines that any slow signal has.
///
/// # Errors
/// Options that fit no data ([`RecurrenceOptions::check`]), different numbers of channels, or no
/// pair of complete points.
///
/// # Example
/// ```
/// use attune_coupling::measure::{RecurrenceOptions, cross_recurrence};
/// let (a, b) = ([1.0, 2.0, 3.0, 1.0], [3.0, 1.0, 2.0, 3.0]);
/// let r = cross_recurrence(&[&a], &[&b], &RecurrenceOptions::codes()).unwrap();
/// assert_eq!((r.recurrent, r.pairs), (5, 16));
/// assert_eq!(r.mean_diagonal, 2.5); // 1 2 3 one sample later, 3 1 two samples earlier
/// ```
///
/// # Source
/// Zbilut, Giuliani & Webber 1998; Marwan & Kurths 2002; Wallot, Roepstorff & Mønster 2016 for
/// several channels. Agrees with crqa 2.1.0 and PyRQA 8.1 (`reference/crqa`); those count vertical
/// lines along B only. Lmax and Vmax count single cells too, so they are 1 where there is no line.
pub fn cross_recurrence(
    a: &[&[f64]],
    b: &[&[f64]],
    options: &RecurrenceOptions,
) -> Result<Recurrence, InputError> {
    let matrix = Matrix::new(a, b, options)?;
    let lines = matrix.lines();
    let (recurrent, pairs) = (lines.recurrent, matrix.pairs);
    let diagonal = Lengths::of(&lines.histogram[DIAGONAL], options.min_diagonal);
    let vertical = |direction: usize| {
        let lengths = Lengths::of(&lines.histogram[direction], options.min_vertical);
        VerticalLines {
            laminarity: lengths.cells as f64 / recurrent as f64,
            trapping_time: lengths.cells as f64 / lengths.lines as f64,
            longest: lengths.longest,
        }
    };
    let mut caveats = Vec::new();
    let (radius, codes) = (matrix.radius(), options.threshold == Threshold::Same);
    if recurrent == 0 {
        caveats.push(match codes {
            true => RecurrenceCaveat::NoCodeShared,
            false => RecurrenceCaveat::NothingRecurs { radius },
        });
    }
    if recurrent == pairs {
        caveats.push(match codes {
            true => RecurrenceCaveat::OneCode,
            false => RecurrenceCaveat::EverythingRecurs { radius },
        });
    }
    if matrix.complete < 1.0 {
        caveats.push(RecurrenceCaveat::MissingPoints { share: 1.0 - matrix.complete });
    }
    let rate = recurrent as f64 / pairs as f64;
    if let Threshold::Rate(wanted) = options.threshold
        && rate > BEYOND * wanted
    {
        caveats.push(RecurrenceCaveat::RateOvershot { wanted, rate });
    }
    if pairs < FEW_PAIRS {
        caveats.push(RecurrenceCaveat::FewPairs { pairs, theiler: options.theiler });
    }
    Ok(Recurrence {
        radius: matrix.radius(),
        points: matrix.n,
        recurrent,
        pairs,
        rate,
        determinism: diagonal.cells as f64 / recurrent as f64,
        mean_diagonal: diagonal.cells as f64 / diagonal.lines as f64,
        longest_diagonal: diagonal.longest,
        entropy: diagonal.entropy,
        along_a: vertical(ALONG_A),
        along_b: vertical(ALONG_B),
        caveats,
    })
}

/// A recurrence rate this many times the wished-for one is another rate.
const BEYOND: f64 = 1.25;
/// Fewer pairs than this, and one more or less moves a share by more than 1 in 100.
const FEW_PAIRS: u64 = 100;

/// [`cross_recurrence`] of each stretch of `window` samples, one every `step` samples.
///
/// In plain words: whether the two came closer or drifted apart as the session went on.
///
/// # Inputs
/// As [`cross_recurrence`]; `window` and `step` in samples.
///
/// # Returns
/// One [`Recurrence`] per whole window, in order; window `w` starts at sample `w · step`. With a
/// wished-for rate every window has its own radius. A window without a pair of complete points is
/// `None`.
///
/// # Missing data
/// As [`cross_recurrence`], window by window.
///
/// # Null
/// The same windows of shifted copies or of strangers, compared as whole curves.
///
/// # Errors
/// As [`cross_recurrence`]; a step of 0; a window longer than the recording.
///
/// # Example
/// ```
/// use attune_coupling::measure::{RecurrenceOptions, windowed_recurrence};
/// let a = [1.0, 2.0, 1.0, 2.0, 5.0, 6.0];
/// let b = [1.0, 2.0, 1.0, 2.0, 7.0, 8.0];
/// let r = windowed_recurrence(&[&a], &[&b], &RecurrenceOptions::codes(), 2, 2).unwrap();
/// let rates: Vec<f64> = r.iter().flatten().map(|r| r.rate).collect();
/// assert_eq!(rates, [0.5, 0.5, 0.0]);
/// ```
///
/// # Source
/// Marwan, Romano, Thiel & Kurths 2007, windowed; whole windows only, each embedded by itself.
pub fn windowed_recurrence(
    a: &[&[f64]],
    b: &[&[f64]],
    options: &RecurrenceOptions,
    window: usize,
    step: usize,
) -> Result<Vec<Option<Recurrence>>, InputError> {
    options.check(window)?;
    if step == 0 {
        return Err(InputError::StepZero);
    }
    let samples = a.iter().chain(b).map(|x| x.len()).min().unwrap_or(0);
    if samples < window {
        return Err(InputError::TooShort { samples, needed: window });
    }
    let cut = |x: &[&[f64]], start: usize| {
        let windows: Vec<Vec<f64>> = x.iter().map(|x| x[start..start + window].to_vec()).collect();
        windows
    };
    let mut results = Vec::new();
    for start in (0..=samples - window).step_by(step) {
        let (a, b) = (cut(a, start), cut(b, start));
        let (a, b): (Vec<&[f64]>, Vec<&[f64]>) =
            (a.iter().map(|x| &x[..]).collect(), b.iter().map(|x| &x[..]).collect());
        results.push(match cross_recurrence(&a, &b, options) {
            Ok(recurrence) => Some(recurrence),
            Err(InputError::NoCompletePairs { .. }) => None,
            Err(error) => return Err(error),
        });
    }
    Ok(results)
}

/// What [`cross_recurrence`] found.
#[derive(Debug, Clone, PartialEq)]
pub struct Recurrence {
    /// The distance up to which points counted as close, in the unit of the series.
    pub radius: f64,
    /// Points per person, after embedding.
    pub points: usize,
    /// Recurrent cells.
    pub recurrent: u64,
    /// Pairs of complete points outside the Theiler window.
    pub pairs: u64,
    /// RR, recurrence rate: share of the pairs that recur.
    pub rate: f64,
    /// DET, determinism: share of the recurrent cells that lie in diagonal lines.
    pub determinism: f64,
    /// L: mean length of the diagonal lines, cells.
    pub mean_diagonal: f64,
    /// Lmax: longest run of recurrent cells along a diagonal, cells.
    pub longest_diagonal: usize,
    /// ENTR: Shannon entropy of the lengths of the diagonal lines, nats.
    pub entropy: f64,
    /// Lines along which A moves on while B's moment stays: how long A stayed where B was once.
    pub along_a: VerticalLines,
    /// Lines along which B moves on while A's moment stays; what crqa and PyRQA print.
    pub along_b: VerticalLines,
    /// Reservations.
    pub caveats: Vec<RecurrenceCaveat>,
}

/// Vertical lines in one direction.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct VerticalLines {
    /// LAM, laminarity: share of the recurrent cells that lie in vertical lines.
    pub laminarity: f64,
    /// TT, trapping time: mean length of the vertical lines, cells.
    pub trapping_time: f64,
    /// Vmax: longest run of recurrent cells, cells.
    pub longest: usize,
}

/// A reservation about a recurrence result.
#[derive(Debug, Clone, Copy, PartialEq)]
#[non_exhaustive]
pub enum RecurrenceCaveat {
    /// No pair is close.
    NothingRecurs {
        /// The radius used.
        radius: f64,
    },
    /// All pairs are close.
    EverythingRecurs {
        /// The radius used.
        radius: f64,
    },
    /// No code of one person is a code of the other.
    NoCodeShared,
    /// Both have one and the same code throughout.
    OneCode,
    /// Some points lack a value.
    MissingPoints {
        /// Their share, 0 to 1.
        share: f64,
    },
    /// Many distances are equal, so that no radius gives the rate.
    RateOvershot {
        /// As asked for, 0 to 1.
        wanted: f64,
        /// As reached, 0 to 1.
        rate: f64,
    },
    /// Hardly anything was compared.
    FewPairs {
        /// Pairs of moments.
        pairs: u64,
        /// The Theiler window, samples.
        theiler: usize,
    },
}

impl fmt::Display for RecurrenceCaveat {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NothingRecurs { radius } => write!(
                f,
                "no two moments are within {radius} of each other, so there are no lines to \
                 measure; try a larger radius, or ask for a recurrence rate of 0.03 to 0.05"
            ),
            Self::EverythingRecurs { radius } => write!(
                f,
                "all moments are within {radius} of each other, so closeness says nothing; try a \
                 smaller radius or a recurrence rate of 0.03 to 0.05"
            ),
            Self::NoCodeShared => f.write_str(
                "nothing that one person did was coded as anything of the other, so there are no lines to \
                 measure; look whether both were coded with the same numbers, and take the columns as \
                 amounts where they are none",
            ),
            Self::OneCode => f.write_str(
                "both have one and the same code throughout, so being alike says nothing; look whether \
                 the right columns were taken, or choose a stretch in which more than one code is used",
            ),
            Self::MissingPoints { share } => write!(
                f,
                "{:.1} % of the points have a missing value; lines end there, so they look \
                 shorter than they were; try a recording or a stretch with fewer gaps",
                100.0 * share
            ),
            Self::RateOvershot { wanted, rate } => write!(
                f,
                "{rate:.3} of the pairs recur where {wanted} was wanted: many moments are equally far \
                 apart, and no radius takes fewer; say so if the columns hold codes (categorical), \
                 or compare dyads at this rate with care"
            ),
            Self::FewPairs { pairs, theiler } => write!(
                f,
                "only {pairs} pairs of moments are compared, so every share is coarse; take a longer \
                 recording{}",
                if *theiler > 1 { ", or a smaller Theiler window" } else { "" }
            ),
        }
    }
}

/// The lines of at least a certain length.
struct Lengths {
    lines: u64,
    cells: u64,
    longest: usize,
    entropy: f64,
}

impl Lengths {
    fn of(histogram: &Histogram, min: usize) -> Self {
        let long = || histogram.iter().enumerate().skip(min).filter(|(_, count)| **count > 0);
        let lines: u64 = long().map(|(_, count)| count).sum();
        let cells = long().map(|(length, count)| length as u64 * count).sum();
        let longest = histogram.iter().rposition(|&count| count > 0).unwrap_or(0);
        let share = |count: &u64| *count as f64 / lines as f64;
        let entropy = match lines {
            0 => f64::NAN,
            _ => long().map(|(_, count)| -share(count) * share(count).ln()).sum(),
        };
        Self { lines, cells, longest, entropy }
    }
}
