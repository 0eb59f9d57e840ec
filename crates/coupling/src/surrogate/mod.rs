//! Surrogates: copies that obey a null hypothesis, each stating which.
//!
//! | surrogate | keeps | null |
//! |---|---|---|
//! | [`CircularShift`] | both series as they are, but for one joint | no time-locked link between two stationary series |
//! | [`SegmentShuffle`] | everything within segments | no time-locked link beyond what segments have by themselves |
//! | [`PhaseRandomised`] | one series exactly, the other's spectrum | two independent processes, one linear and Gaussian |
//! | [`Iaaft`] | one series exactly, the other's values and (nearly) spectrum | as above, seen through any monotone gauge |
//! | [`pseudo_dyads`] | both people's own series and task | synchrony due to the same task |
//!
//! Shuffling single samples is not here: it destroys the series' own memory and rejects always.
//!
//! Which of the two series is shifted or randomised is decided by what they contain, never by
//! their order, so that swapping two people gives the same p to the bit.

mod circular_shift;
mod iaaft;
mod lattice;
mod matched_ends;
mod phase_randomised;
mod pseudo_dyad;
mod segment_shuffle;
mod shifted_codes;
mod spectrum;

pub use circular_shift::{CircularShift, Shifts};
pub use iaaft::Iaaft;
pub use matched_ends::matched_ends;
pub use phase_randomised::PhaseRandomised;
pub use pseudo_dyad::{PseudoDyad, Roles, Seat, Side, pseudo_dyads, pseudo_dyads_sample};
pub use segment_shuffle::SegmentShuffle;

use rand::SeedableRng;
use rand_chacha::ChaCha8Rng;
use rayon::prelude::*;

use crate::canonical::kept_and_moved;
use crate::measure::{Prepared, strength};
use crate::{InputError, WindowOptions};

/// At most this share of the samples is cut at each end to make the ends meet.
pub(crate) const MAX_TRIM: f64 = 0.10;

/// The random numbers of one surrogate: one stream per index, whatever thread draws them.
pub(crate) fn stream(seed: u64, index: u64) -> ChaCha8Rng {
    let mut rng = ChaCha8Rng::seed_from_u64(seed);
    rng.set_stream(index);
    rng
}

/// The mean z of two series as a statistic; `NaN` where no window fits.
fn mean_z_of(options: &WindowOptions) -> impl Fn(&[f64], &[f64]) -> f64 + Sync {
    move |a, b| match (Prepared::new(a, options), Prepared::new(b, options)) {
        (Ok(a), Ok(b)) => strength(&a, &b).mean_z,
        _ => f64::NAN,
    }
}

/// Whatever is made of two series, of them and of copies in which one partner's series is replaced;
/// `maker` gets its trimmed samples.
fn randomised_map<T, S, M, C>(
    a: &[f64],
    b: &[f64],
    surrogates: usize,
    of: S,
    maker: M,
) -> Result<(T, Vec<T>), InputError>
where
    T: Send,
    S: Fn(&[f64], &[f64]) -> T + Sync,
    M: FnOnce(&[f64]) -> Result<C, InputError>,
    C: Fn(u64) -> Vec<f64> + Sync,
{
    let n = a.len().min(b.len());
    let (_, moved, side) = kept_and_moved(&a[..n], &b[..n]);
    let range = matched_ends(moved, MAX_TRIM);
    let copy = maker(&moved[range.clone()])?;
    let (a, b) = (&a[range.clone()], &b[range]);
    let copies = (0..surrogates as u64)
        .into_par_iter()
        .map(|index| match side {
            Side::A => of(&copy(index), b),
            Side::B => of(a, &copy(index)),
        })
        .collect();
    Ok((of(a, b), copies))
}
