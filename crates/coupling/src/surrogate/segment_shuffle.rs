//! Segments of one person re-paired with segments of the other.

use rand::seq::SliceRandom;
use rayon::prelude::*;

use super::canonical::kept_and_moved;
use super::stream;
use crate::measure::{Prepared, summarise};
use crate::{InputError, Tail, Test, WindowOptions};

/// Random re-pairings of the segments of two series.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SegmentShuffle {
    /// Surrogates wanted.
    pub surrogates: usize,
    /// Seed of the permutations.
    pub seed: u64,
}

impl SegmentShuffle {
    pub fn mean_z(
        &self,
        a: &[f64],
        b: &[f64],
        options: &WindowOptions,
        tail: Tail,
    ) -> Result<Test, InputError> {
        let n = a.len().min(b.len());
        options.check(n)?;
        let (kept, moved, _) = kept_and_moved(&a[..n], &b[..n]);
        let span = options.span();
        let segments = n / span;
        if segments < 3 {
            return Err(InputError::TooFewSegments { segments, needed: 3 });
        }
        let prepare = |x: &[f64]| -> Result<Vec<Prepared>, InputError> {
            x.chunks_exact(span).map(|s| Prepared::new(s, options)).collect()
        };
        let (kept, moved) = (prepare(kept)?, prepare(moved)?);
        let cells: Vec<(f64, usize)> = (0..segments * segments)
            .map(|k| {
                let s = summarise(&kept[k / segments], &moved[k % segments]);
                (s.mean_z, s.cells)
            })
            .collect();
        let mean = |order: &[usize]| {
            let (mut sum, mut count) = (0.0, 0_usize);
            for (p, q) in order.iter().enumerate() {
                let (z, n) = cells[p * segments + q];
                if n > 0 {
                    sum += z * n as f64;
                    count += n;
                }
            }
            sum / count as f64
        };
        let matching: Vec<usize> = (0..segments).collect();
        let null = (0..self.surrogates)
            .into_par_iter()
            .map(|index| {
                let mut order = matching.clone();
                order.shuffle(&mut stream(self.seed, index as u64));
                mean(&order)
            })
            .collect();
        Ok(Test::new(mean(&matching), null, tail))
    }
}
