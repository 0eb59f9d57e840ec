//! Every segment of one series against every segment of the other.

use rayon::prelude::*;

use super::Prepared;
use super::direct::{Pair, Row};
use super::lanes::LANES;
use super::prepared::{View, shared};
use super::sweep::{ROWS, Sink, Tile, tiles};
use super::z_sums::{Detail, LagSum, WindowSum, ZSums};
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
                let [(_, ahead), (_, behind)] = self.against(p, &all, Detail::Windows);
                ahead.iter().zip(&behind).map(|(x, y)| x.with_other_side(y)).collect()
            })
            .collect();
        rows.concat()
    }

    /// Sums per lag, negative lags first: of matching segments and of all others.
    pub(super) fn profiles(&self) -> (Vec<LagSum>, Vec<LagSum>) {
        let rows: Vec<[Vec<LagSum>; 2]> = (0..self.segments)
            .into_par_iter()
            .map(|p| {
                let others: Vec<usize> = (0..self.segments).filter(|q| *q != p).collect();
                [self.profile(p, &[p]), self.profile(p, &others)]
            })
            .collect();
        let mut sums = [(); 2].map(|()| vec![LagSum::default(); self.options.n_lags()]);
        for row in &rows {
            for (sums, row) in sums.iter_mut().zip(row) {
                sums.iter_mut().zip(row).for_each(|(sum, lag)| sum.add(lag));
            }
        }
        let [matching, others] = sums;
        (matching, others)
    }

    fn profile(&self, p: usize, partners: &[usize]) -> Vec<LagSum> {
        let [(ahead, _), (behind, _)] = self.against(p, partners, Detail::Absolute);
        behind.into_iter().skip(1).rev().chain(ahead).collect()
    }

    /// Segment `p` of the first against some of the second, on both sides of lag 0.
    fn against(
        &self,
        p: usize,
        partners: &[usize],
        detail: Detail,
    ) -> [(Vec<LagSum>, Vec<WindowSum>); 2] {
        let span = self.options.span();
        let pair = |q: usize, turned: bool| {
            let ahead = Pair { anchor: &self.a, s: p * span, other: &self.b, u: q * span };
            let behind = Pair { anchor: &self.b, s: q * span, other: &self.a, u: p * span };
            if turned { behind } else { ahead }
        };
        let complete = self.a.all_usable && self.b.all_usable;
        let lags = self.options.max_lag + 1;
        let mut row = Row::default();
        [false, true].map(|turned| {
            let mut sums = ZSums::new(detail, complete, partners.len());
            for (first_lag, groups) in tiles(lags) {
                let width = groups * LANES;
                for (k, some) in partners.chunks(ROWS).enumerate() {
                    let mut r = vec![0.0; some.len() * width];
                    for (q, r) in some.iter().zip(r.chunks_exact_mut(width)) {
                        row.correlate(pair(*q, turned), &self.options, first_lag, r);
                        let unused = r.iter_mut().skip(lags - first_lag);
                        unused.for_each(|r| *r = if complete { 0.0 } else { f64::NAN });
                    }
                    sums.take(&Tile { first_window: k * ROWS, first_lag, width, r: &r });
                }
            }
            sums.finish(lags)
        })
    }
}
