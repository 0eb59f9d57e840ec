//! Every segment of one series against every segment of the other.

use rayon::prelude::*;

use super::Prepared;
use super::direct::{Pair, Row};
use super::prepared::{View, shared};
use super::sweep::{Direction, ROWS, Sink, Tile, tiles};
use super::z_sums::{Detail, ZSum, ZSums, ZTotals};
use crate::WindowOptions;

/// Two series cut into segments side by side, each as long as a window with its lags, so that no
/// correlation reaches over a segment's end.
pub(crate) struct SegmentPairs<'p> {
    a: View<'p>,
    b: View<'p>,
    options: WindowOptions,
    pub(crate) segments: usize,
}

impl<'p> SegmentPairs<'p> {
    pub(crate) fn new(a: &'p Prepared, b: &'p Prepared) -> Self {
        let options = *a.options();
        let (a, b) = shared(a, b);
        Self { segments: a.len / options.span(), a, b, options }
    }

    /// Sum of z and number of usable cells for every pair of segments, `[p * segments + q]`.
    pub(crate) fn matrix(&self) -> Vec<(f64, f64)> {
        let all: Vec<usize> = (0..self.segments).collect();
        let rows: Vec<Vec<(f64, f64)>> = (0..self.segments)
            .into_par_iter()
            .map(|p| {
                let pairs = self.against(p, &all, Detail::Windows).windows;
                pairs.iter().map(|pair| (pair.z, pair.cells)).collect()
            })
            .collect();
        rows.concat()
    }

    /// Sums per lag, negative lags first: of matching segments and of all others.
    pub(super) fn profiles(&self) -> (Vec<ZSum>, Vec<ZSum>) {
        let rows: Vec<[Vec<ZSum>; 2]> = (0..self.segments)
            .into_par_iter()
            .map(|p| {
                let others: Vec<usize> = (0..self.segments).filter(|q| *q != p).collect();
                [&[p][..], &others].map(|q| self.against(p, q, Detail::Absolute).lags)
            })
            .collect();
        let mut sums = [(); 2].map(|()| vec![ZSum::default(); self.options.n_lags()]);
        for row in &rows {
            for (sums, row) in sums.iter_mut().zip(row) {
                sums.iter_mut().zip(row).for_each(|(sum, lag)| sum.add(lag));
            }
        }
        let [matching, others] = sums;
        (matching, others)
    }

    /// Segment `p` of the first against some of the second.
    fn against(&self, p: usize, partners: &[usize], detail: Detail) -> ZTotals {
        let span = self.options.span();
        let lags = self.options.max_lag + 1;
        let complete = self.a.all_usable && self.b.all_usable;
        let nothing = if complete { 0.0 } else { f64::NAN };
        let mut sums = ZSums::new(detail, lags, complete);
        let mut row = Row::default();
        for (k, some) in partners.chunks(ROWS).enumerate() {
            for direction in Direction::BOTH {
                for (first_lag, width) in tiles(lags) {
                    let mut r = vec![0.0; some.len() * width];
                    for (q, r) in some.iter().zip(r.chunks_exact_mut(width)) {
                        let ((anchor, s), (other, u)) =
                            direction.turn((&self.a, p * span), (&self.b, q * span));
                        let pair = Pair { anchor, s, other, u };
                        row.correlate(pair, &self.options, first_lag, r);
                        r.iter_mut().skip(lags - first_lag).for_each(|r| *r = nothing);
                    }
                    sums.take(&Tile { direction, first_lag, width, r: &r });
                }
            }
            sums.close(k * ROWS..k * ROWS + some.len());
        }
        sums.finish()
    }
}
