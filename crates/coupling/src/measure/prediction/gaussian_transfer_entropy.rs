//! Transfer entropy between Gaussian series: Granger's question, answered in nats.

use super::LagOptions;
use super::lag_options::design;
use super::least_squares::least_squares;
use super::source_shift::{DirectionTests, both_directions};
use crate::surrogate::CircularShift;
use crate::{InputError, Tail};

/// Gaussian transfer entropy in both directions; twice its value is Granger's log ratio.
///
/// TE(A → B) = ½ ln( RSS of b(t) on its own past / RSS on its own and A's past ), each with a
/// constant and, where given, with the shared inputs' present and past.
///
/// In plain words: how much better B's next moment can be foretold when A's past is known too.
///
/// # Inputs
/// `a`, `b`: evenly sampled on one clock, any unit. `shared`: recorded inputs both were exposed to
/// (film, therapist's voice), none is fine. `options`: samples of past; a shared input enters at
/// lag 0 and at the partner's lags.
///
/// # Returns
/// [`GaussianTransferEntropy`]: nats, never negative (it is fitted on the sample it explains, so
/// without any link its mean is about `partner` / 2n, not 0). Swapping `a` and `b` swaps the two.
///
/// # Missing data
/// A moment counts where it and all its predictors are present. Time is never shifted.
///
/// # Null
/// Circular shifts of the source ([`source_shift_test`](super::source_shift_test)). A cause of both
/// that was not recorded looks exactly like a transfer, whatever the null.
///
/// # Errors
/// Too few complete moments; predictors that repeat each other (a constant series, a copy).
///
/// # Example
/// ```
/// use attune_coupling::measure::{LagOptions, gaussian_transfer_entropy};
/// let a = [1.0, -1.0, 2.0, 0.0, -2.0, 1.0, 1.0, -1.0, 0.0, 2.0];
/// let b = [0.0, 0.9, -1.1, 2.1, 0.2, -2.1, 0.9, 1.1, -1.0, 0.1]; // A, one sample later
/// let te = gaussian_transfer_entropy(&a, &b, &[], &LagOptions::default()).unwrap();
/// assert!(te.a_to_b.nats > 1.0 && te.b_to_a.nats < te.a_to_b.nats / 2.0);
/// ```
///
/// # Source
/// Barnett, Barrett & Seth 2009 (equivalence); Schreiber 2000; Geweke 1984 for the conditional
/// form. Agrees with `reference/transfer_entropy` to 1e-6. A shared input's
/// present is conditioned on beside its past, because a film reaches both people at once.
pub fn gaussian_transfer_entropy(
    a: &[f64],
    b: &[f64],
    shared: &[&[f64]],
    options: &LagOptions,
) -> Result<GaussianTransferEntropy, InputError> {
    Ok(GaussianTransferEntropy {
        a_to_b: direction(a, b, shared, options)?,
        b_to_a: direction(b, a, shared, options)?,
    })
}

/// Tests both directions against circular shifts of the source, upper tails.
///
/// Statistic: transfer entropy as in [`gaussian_transfer_entropy`].
///
/// In plain words: does one person's past help to foretell the other beyond the other's own past?
///
/// # Inputs
/// As [`gaussian_transfer_entropy`]. Shared inputs stay with the receiver.
///
/// # Returns
/// [`DirectionTests`]: nats, 0 and more. Swapping `a` and `b` swaps the two, to the bit.
///
/// # Missing data
/// As [`gaussian_transfer_entropy`]; gaps travel with the source.
///
/// # Null
/// No time-locked link from the source to a receiver whose own past, whole, stays as it is.
///
/// # Errors
/// As [`gaussian_transfer_entropy`]; a recording too short to shift.
///
/// # Example
/// ```
/// use attune_coupling::CircularShift;
/// use attune_coupling::measure::{LagOptions, gaussian_transfer_entropy_test};
/// let noise = |t: u32, salt: u32| f64::from((t * t).wrapping_mul(salt) >> 16) / 65536.0 - 0.5;
/// let a: Vec<f64> = (0..300).map(|t| noise(t, 2_654_435_761)).collect();
/// let after = |t: u32| if t == 0 { 0.0 } else { a[t as usize - 1] };
/// let b: Vec<f64> = (0..300).map(|t| after(t) + 0.3 * noise(t, 2_246_822_519)).collect(); // A leads
/// let shift = CircularShift { surrogates: 19, seed: 1 };
/// let options = LagOptions::default();
/// let test = gaussian_transfer_entropy_test(&a, &b, &[], &options, &shift).unwrap();
/// assert!(test.a_to_b.p == 0.05 && test.a_to_b.observed > 0.5);
/// ```
///
/// # Source
/// Barnett, Barrett & Seth 2009 for the statistic; the null is science.md 2.5.
pub fn gaussian_transfer_entropy_test(
    a: &[f64],
    b: &[f64],
    shared: &[&[f64]],
    options: &LagOptions,
    shift: &CircularShift,
) -> Result<DirectionTests, InputError> {
    both_directions(a, b, shared, options, shift, Tail::Upper, |source, target, shared| {
        direction(source, target, shared, options).map(|d| d.nats)
    })
}

/// [`gaussian_transfer_entropy`] in both directions.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct GaussianTransferEntropy {
    /// What A's past adds to foretelling B.
    pub a_to_b: GaussianDirection,
    /// What B's past adds to foretelling A.
    pub b_to_a: GaussianDirection,
}

/// One direction.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct GaussianDirection {
    /// Transfer entropy, nats; Granger's log ratio is twice this.
    pub nats: f64,
    /// Granger's F of the partner's past: its mean square over the residual one.
    pub f: f64,
    /// Degrees of freedom of F: the partner's lags, and what the fit leaves.
    pub degrees: (usize, usize),
    /// Moments used.
    pub samples: usize,
}

fn direction(
    source: &[f64],
    target: &[f64],
    shared: &[&[f64]],
    options: &LagOptions,
) -> Result<GaussianDirection, InputError> {
    let design = design(target, source, shared, options)?;
    let fit = least_squares(&design.columns, &design.target)?;
    let samples = design.target.len();
    let own = design.columns.len() - options.partner;
    // The partner's columns come last: what they explain is what the shorter model leaves over.
    let added: f64 = fit.explained[own..].iter().sum();
    let left = samples - design.columns.len();
    Ok(GaussianDirection {
        nats: 0.5 * (added / fit.residual_squares).ln_1p(),
        f: (added / options.partner as f64) / (fit.residual_squares / left as f64),
        degrees: (options.partner, left),
        samples,
    })
}
