//! Transfer entropy from nearest neighbours, for those who have to report it.

use super::LagOptions;
use super::source_shift::{DirectionTests, shifted_sources};
use super::strips::{Strips, rising};
use crate::surrogate::CircularShift;
use crate::{InputError, Tail};

/// Nearest-neighbour (KSG) transfer entropy in both directions.
///
/// TE(A → B) = ψ(k) + ⟨ψ(n_p + 1) − ψ(n_tp + 1) − ψ(n_ps + 1)⟩: around every moment (b(t), B's past p,
/// A's past s) the distance to the k-th neighbour is found (greatest difference of any coordinate),
/// and n counts the other moments strictly nearer than that in p, in (b, p) and in (p, s).
///
/// In plain words: the same question as Gaussian transfer entropy, without assuming straight lines.
///
/// # Inputs
/// `a`, `b`: evenly sampled on one clock, any unit; every coordinate is standardised (n − 1) over the
/// moments used. `options`: samples of past, and k (4 is the habit).
///
/// # Returns
/// [`NearestNeighbourTransferEntropy`], nats. **Values below 0 are common** without a link: the
/// estimate has noise of both signs around a small bias. It needs thousands of moments, is thrown
/// off by slow signals (neighbours in value are then neighbours in time) and by ties, and a cause
/// of both that was not recorded looks like a transfer. Prefer the Gaussian form for an hour or less.
/// Swapping `a` and `b` swaps the two.
///
/// # Missing data
/// A moment counts where it and all its predictors are present. Time is never shifted.
///
/// # Null
/// Circular shifts of the source; [`Receiver`] with [`source_shift_test`](super::source_shift_test)
/// prepares what they all share once. Shuffled samples are the habit of other programs and no null.
///
/// # Errors
/// No neighbours asked for; fewer than k + 2 complete moments; a series that never changes.
///
/// # Example
/// ```
/// use attune_coupling::measure::{NearestNeighbourOptions, nearest_neighbour_transfer_entropy};
/// let mut x = 0.37;
/// let mut draw = || { x = 3.99 * x * (1.0 - x); x };
/// let a: Vec<f64> = (0..500).map(|_| draw()).collect();
/// let b: Vec<f64> = (0..500).map(|t| if t == 0 { 0.0 } else { a[t - 1] + 0.1 * draw() }).collect();
/// let te = nearest_neighbour_transfer_entropy(&a, &b, &NearestNeighbourOptions::default()).unwrap();
/// assert!(te.a_to_b > 0.5 && te.b_to_a < 0.2);
/// ```
///
/// # Source
/// Kraskov, Stögbauer & Grassberger 2004 (algorithm 1); Frenzel & Pompe 2007 for the conditional form.
/// Agrees with JIDT (`reference/transfer_entropy`) to 1e-9. No noise is added to break ties.
pub fn nearest_neighbour_transfer_entropy(
    a: &[f64],
    b: &[f64],
    options: &NearestNeighbourOptions,
) -> Result<NearestNeighbourTransferEntropy, InputError> {
    let n = a.len().min(b.len());
    let (a, b) = (&a[..n], &b[..n]);
    Ok(NearestNeighbourTransferEntropy {
        a_to_b: Receiver::new(b, options)?.from(a)?,
        b_to_a: Receiver::new(a, options)?.from(b)?,
    })
}

/// Tests both directions against circular shifts of the source, upper tails.
///
/// Statistic: transfer entropy as in [`nearest_neighbour_transfer_entropy`].
///
/// In plain words: does one person's past help to foretell the other, in a straight line or not?
///
/// # Inputs
/// As [`nearest_neighbour_transfer_entropy`].
///
/// # Returns
/// [`DirectionTests`]: nats, around 0 without a link and then below it at times. Swapping `a` and `b` swaps
/// the two, to the bit.
///
/// # Missing data
/// As [`nearest_neighbour_transfer_entropy`]; gaps travel with the source.
///
/// # Null
/// No time-locked link from the source to a receiver whose own past, whole, stays as it is.
///
/// # Errors
/// As [`nearest_neighbour_transfer_entropy`]; a recording too short to shift.
///
/// # Example
/// ```
/// use attune_coupling::CircularShift;
/// use attune_coupling::measure::{NearestNeighbourOptions, nearest_neighbour_transfer_entropy_test};
/// let noise = |t: u32, salt: u32| f64::from((t * t).wrapping_mul(salt) >> 16) / 65536.0 - 0.5;
/// let a: Vec<f64> = (0..300).map(|t| noise(t, 2_654_435_761)).collect();
/// let after = |t: u32| if t == 0 { 0.0 } else { a[t as usize - 1] };
/// let b: Vec<f64> = (0..300).map(|t| after(t) + 0.3 * noise(t, 2_246_822_519)).collect(); // A leads
/// let shift = CircularShift { surrogates: 19, seed: 1 };
/// let options = NearestNeighbourOptions::default();
/// let test = nearest_neighbour_transfer_entropy_test(&a, &b, &options, &shift).unwrap();
/// assert!(test.a_to_b.p == 0.05 && test.a_to_b.observed > 0.3);
/// ```
///
/// # Source
/// Frenzel & Pompe 2007 for the statistic; the null is science.md 2.5.
pub fn nearest_neighbour_transfer_entropy_test(
    a: &[f64],
    b: &[f64],
    options: &NearestNeighbourOptions,
    shift: &CircularShift,
) -> Result<DirectionTests, InputError> {
    nearest_neighbour_transfer_entropy(a, b, options)?;
    let test = |source: &[f64], target: &[f64]| {
        let far = options.lags.far();
        shifted_sources(source, target, &[], shift, far, Tail::Upper, |target, _| {
            let receiver = Receiver::new(target, options)?;
            Ok(move |source: &[f64]| receiver.from(source).unwrap_or(f64::NAN))
        })
    };
    Ok(DirectionTests { a_to_b: test(a, b)?, b_to_a: test(b, a)? })
}

/// [`nearest_neighbour_transfer_entropy`] in both directions, nats.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct NearestNeighbourTransferEntropy {
    /// What A's past adds to foretelling B.
    pub a_to_b: f64,
    /// What B's past adds to foretelling A.
    pub b_to_a: f64,
}

/// How the past and its neighbourhood are taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NearestNeighbourOptions {
    /// Samples of past.
    pub lags: LagOptions,
    /// k, at least 1: more neighbours, less noise and more bias.
    pub neighbours: usize,
}

impl Default for NearestNeighbourOptions {
    /// One sample of past each, four neighbours.
    fn default() -> Self {
        Self { lags: LagOptions::default(), neighbours: 4 }
    }
}

/// The receiving person's part of the estimate, prepared once for many sources.
#[derive(Clone)]
pub struct Receiver {
    options: NearestNeighbourOptions,
    /// The receiver as it was given.
    series: Vec<f64>,
    /// Moments that can be predicted.
    moments: Vec<usize>,
    /// Own past, one column per lag, standardised.
    past: Vec<Vec<f64>>,
    by_past: Vec<usize>,
    /// Target and latest past in the plane, the rest of the past as further coordinates.
    joint: Strips,
    /// ψ(1), ψ(2), …
    digamma: Vec<f64>,
}

impl std::fmt::Debug for Receiver {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Receiver {{ {:?}, {} moments }}", self.options, self.moments.len())
    }
}

impl Receiver {
    /// Prepares a receiver.
    ///
    /// # Errors
    /// As [`nearest_neighbour_transfer_entropy`].
    pub fn new(receiver: &[f64], options: &NearestNeighbourOptions) -> Result<Self, InputError> {
        let LagOptions { own, lag, .. } = options.lags;
        let first = options.lags.check(receiver.len(), options.neighbours + 2)?;
        let complete = |&t: &usize| (0..=own).all(|back| receiver[t - back * lag].is_finite());
        let moments: Vec<usize> = (first..receiver.len()).filter(complete).collect();
        Self::on(receiver, options, moments)
    }

    fn on(
        receiver: &[f64],
        options: &NearestNeighbourOptions,
        moments: Vec<usize>,
    ) -> Result<Self, InputError> {
        let (n, needed) = (moments.len(), options.neighbours + 2);
        if options.neighbours == 0 {
            return Err(InputError::NoNeighbours);
        }
        if n < needed {
            return Err(InputError::TooShort { samples: n, needed });
        }
        let target = standardised(receiver, &moments, 0)?;
        let past = past(receiver, &moments, options.lags.own, options.lags.lag)?;
        let joint = Strips::new(&target, &past[0], &rising(&target), &slices(&past[1..]));
        let mut digamma = vec![-EULER_MASCHERONI];
        for i in 1..=n {
            digamma.push(digamma[i - 1] + 1.0 / i as f64);
        }
        Ok(Self {
            options: *options,
            series: receiver.to_vec(),
            by_past: rising(&past[0]),
            joint,
            digamma,
            past,
            moments,
        })
    }

    /// Transfer entropy from `source`, which has as many samples as the receiver, nats.
    ///
    /// # Errors
    /// As [`nearest_neighbour_transfer_entropy`].
    pub fn from(&self, source: &[f64]) -> Result<f64, InputError> {
        let LagOptions { partner, lag, .. } = self.options.lags;
        if source.len() < self.series.len() {
            return Err(InputError::TooShort { samples: source.len(), needed: self.series.len() });
        }
        let complete = |t: usize| (1..=partner).all(|back| source[t - back * lag].is_finite());
        if !self.moments.iter().all(|&t| complete(t)) {
            // Gaps in the source: the receiver is prepared again on the moments that are left.
            let left = self.moments.iter().copied().filter(|&t| complete(t)).collect();
            return Self::on(&self.series, &self.options, left)?.from(source);
        }
        let from = past(source, &self.moments, partner, lag)?;
        Ok(self.estimate(&from))
    }

    fn estimate(&self, source: &[Vec<f64>]) -> f64 {
        let n = self.moments.len();
        let k = self.options.neighbours;
        let own_further = self.past.len() - 1;
        let mut further = slices(&self.past[1..]);
        further.extend(slices(source));
        let joint = self.joint.with_more(&further);
        let mut radius = vec![0.0; n];
        let mut sum = vec![0.0; n];
        let mut nearest = Vec::with_capacity(k);
        for (slot, &point) in joint.points.iter().enumerate() {
            radius[point] = joint.kth_distance(slot, k, &mut nearest);
            sum[point] -= self.digamma[joint.count_within(slot, radius[point], own_further)];
        }
        let mut further = slices(&self.past[1..]);
        further.extend(slices(&source[1..]));
        let with_source = Strips::new(&self.past[0], &source[0], &self.by_past, &further);
        for (slot, &point) in with_source.points.iter().enumerate() {
            let within = with_source.count_within(slot, radius[point], further.len());
            sum[point] -= self.digamma[within];
        }
        self.add_past_alone(&radius, &mut sum);
        self.digamma[k - 1] + sum.iter().sum::<f64>() / n as f64
    }

    /// Adds ψ(n_p + 1) to each moment's sum.
    fn add_past_alone(&self, radius: &[f64], sum: &mut [f64]) {
        if let [past] = &self.past[..] {
            let sorted: Vec<f64> = self.by_past.iter().map(|&i| past[i]).collect();
            for ((&p, &radius), sum) in past.iter().zip(radius).zip(sum) {
                let from = sorted.partition_point(|v| p - v >= radius);
                let to = sorted.partition_point(|v| v - p < radius);
                // The moment itself lies within unless the radius is 0.
                *sum += self.digamma[to.saturating_sub(from).saturating_sub(1)];
            }
            return;
        }
        let further = slices(&self.past[2..]);
        let strips = Strips::new(&self.past[0], &self.past[1], &self.by_past, &further);
        for (slot, &point) in strips.points.iter().enumerate() {
            sum[point] += self.digamma[strips.count_within(slot, radius[point], further.len())];
        }
    }
}

const EULER_MASCHERONI: f64 = 0.577_215_664_901_532_9;

/// The values `back` samples before each moment, with mean 0 and standard deviation (n − 1) 1.
fn standardised(x: &[f64], moments: &[usize], back: usize) -> Result<Vec<f64>, InputError> {
    let n = moments.len() as f64;
    let values = || moments.iter().map(|&t| x[t - back]);
    let mean = values().sum::<f64>() / n;
    let sd = (values().map(|v| (v - mean) * (v - mean)).sum::<f64>() / (n - 1.0)).sqrt();
    if sd.is_nan() || sd <= 0.0 {
        return Err(InputError::NeverChanges { samples: moments.len() });
    }
    Ok(values().map(|v| (v - mean) / sd).collect())
}

fn past(
    x: &[f64],
    moments: &[usize],
    count: usize,
    lag: usize,
) -> Result<Vec<Vec<f64>>, InputError> {
    (1..=count).map(|back| standardised(x, moments, back * lag)).collect()
}

fn slices(columns: &[Vec<f64>]) -> Vec<&[f64]> {
    columns.iter().map(|column| &column[..]).collect()
}
