//! One series, made ready to be compared with thousands of others.

use multiversion::multiversion;

use super::cell::{rounding, varies};
use super::lanes::PADDING;
use super::window_sums::window_sums;
use crate::{Convention, InputError, WindowOptions};

/// Where a window's level dwarfs its movement so far that sums about the recording's mean would
/// lose more than four of their sixteen digits, the window is *delicate*: its spread is computed in
/// two passes, and so is every correlation it takes part in.
pub(super) const DELICATE: f64 = 1e4;

/// One person's series with everything about its windows that does not depend on the partner.
#[derive(Debug, Clone)]
pub struct Prepared {
    options: WindowOptions,
    len: usize,
    /// Mean of the samples present; taken out of `values`.
    centre: f64,
    /// Deviations from `centre`, 0 where missing; then padding.
    values: Vec<f64>,
    /// Per start: √window times the window's mean deviation; then padding.
    level: Vec<f64>,
    /// Per start: one over the root of the window's sum of squares about its own mean, 0 where the
    /// window cannot be used; then padding.
    inverse: Vec<f64>,
    /// The samples as they came, wherever a second look was needed; empty where none was.
    raw: Vec<f64>,
    /// How many delicate starts there are before each start; empty without any.
    delicate_before: Vec<u32>,
    missing: Option<Missing>,
    all_usable: bool,
}

/// What pairwise sums need in addition where samples are missing.
#[derive(Debug, Clone)]
struct Missing {
    /// 1 where present, 0 where missing; then padding.
    present: Vec<f64>,
    /// Squared deviations, 0 where missing; then padding.
    squares: Vec<f64>,
    /// How many missing samples there are before each sample.
    before: Vec<u32>,
}

impl Prepared {
    /// Prepares a series of samples (`NaN` is missing) for comparisons with these options.
    ///
    /// Costs about as much as a few lags of one comparison, and three numbers of memory per sample.
    ///
    /// # Errors
    /// [`InputError`] where the options make no sense or not one window fits.
    pub fn new(x: &[f64], options: &WindowOptions) -> Result<Self, InputError> {
        options.check(x.len())?;
        Ok(Self::of(x.iter().copied(), x, options))
    }

    /// The series played in a loop, so that every circular shift of it is a view into it.
    pub(crate) fn looped(x: &[f64], options: &WindowOptions) -> Result<Self, InputError> {
        options.check(x.len())?;
        let around = x.iter().chain(&x[..x.len() - 1]).copied();
        Ok(Self::of(around, x, options))
    }

    /// The samples of `x`, centred on the mean of `whole`.
    fn of(x: impl Iterator<Item = f64> + Clone, whole: &[f64], options: &WindowOptions) -> Self {
        let window = options.window;
        let present = || whole.iter().filter(|v| v.is_finite());
        let count = present().count();
        let centre = if count > 0 { present().sum::<f64>() / count as f64 } else { 0.0 };
        let missing = (count < whole.len()).then(|| Missing::of(x.clone(), centre));
        let deviation = |v: f64| if v.is_finite() { v - centre } else { 0.0 };
        let mut values: Vec<f64> = x.clone().map(deviation).collect();
        let len = values.len();

        let mut level = window_sums(&values, window);
        let squares: Vec<f64> = values.iter().map(|v| v * v).collect();
        let mut inverse = window_sums(&squares, window);
        drop(squares);
        let floor = rounding(window as f64, centre);
        let any_delicate = spreads(&mut level, &mut inverse, window, floor);
        values.resize(len + PADDING, 0.0);
        level.resize(level.len() + PADDING, 0.0);
        inverse.resize(inverse.len() + PADDING, 0.0);
        let mut prepared = Self {
            options: *options,
            len,
            centre,
            values,
            level,
            inverse,
            raw: Vec::new(),
            delicate_before: Vec::new(),
            all_usable: missing.is_none(),
            missing,
        };
        if any_delicate || prepared.missing.is_some() {
            prepared.raw = x.collect();
            prepared.second_look();
        }
        prepared
    }

    /// Windows whose spread the quick sums could not give: in two passes, or as unusable.
    fn second_look(&mut self) {
        let window = self.options.window;
        let starts = self.len + 1 - window;
        let mut delicate_before = Vec::with_capacity(starts + 1);
        let mut delicate = 0;
        for s in 0..starts {
            delicate_before.push(delicate);
            let complete =
                self.missing.as_ref().is_none_or(|m| m.before[s + window] == m.before[s]);
            if complete && !self.inverse[s].is_nan() {
                continue;
            }
            if !complete && self.options.convention == Convention::Recentred {
                // Pairs of samples decide here, so a window of one person has no spread of its own.
                self.inverse[s] = 0.0;
                continue;
            }
            self.inverse[s] = inverse_spread(&self.raw[s..s + window]);
            let inverse = self.inverse[s];
            self.all_usable &= inverse > 0.0;
            // A window that cannot be used gives 0 whatever it is multiplied with.
            delicate += u32::from(complete && inverse > 0.0);
        }
        delicate_before.push(delicate);
        if delicate > 0 {
            self.delicate_before = delicate_before;
        }
    }

    /// The options it was prepared for.
    pub fn options(&self) -> &WindowOptions {
        &self.options
    }

    /// How many samples it has, missing ones included.
    pub fn len(&self) -> usize {
        self.len
    }

    /// Whether it has no samples; never true, since one window fits.
    pub fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// `len` samples from `offset` on.
    pub(crate) fn view(&self, offset: usize, len: usize) -> View<'_> {
        View {
            len,
            centre: self.centre,
            all_usable: self.all_usable,
            values: &self.values[offset..],
            raw: self.raw.get(offset..).unwrap_or(&[]),
            level: &self.level[offset..],
            inverse: &self.inverse[offset..],
            delicate_before: self.delicate_before.get(offset..).unwrap_or(&[]),
            present: self.missing.as_ref().map(|m| &m.present[offset..]),
            squares: self.missing.as_ref().map(|m| &m.squares[offset..]),
            missing_before: self.missing.as_ref().map(|m| &m.before[offset..]),
        }
    }
}

impl Missing {
    fn of(x: impl Iterator<Item = f64>, centre: f64) -> Self {
        let (mut present, mut squares, mut before) = (Vec::new(), Vec::new(), vec![0]);
        let mut count = 0;
        for v in x {
            let here = v.is_finite();
            let deviation = if here { v - centre } else { 0.0 };
            present.push(f64::from(u8::from(here)));
            squares.push(deviation * deviation);
            count += u32::from(!here);
            before.push(count);
        }
        present.resize(present.len() + PADDING, 0.0);
        squares.resize(squares.len() + PADDING, 0.0);
        Self { present, squares, before }
    }
}

/// One over the root of the sum of squares of the samples present, in two passes; 0 with fewer
/// than half of them, or without movement.
fn inverse_spread(x: &[f64]) -> f64 {
    let present = || x.iter().filter(|v| v.is_finite());
    let n = present().count() as f64;
    let mean = present().sum::<f64>() / n;
    let squares: f64 = present().map(|v| (v - mean) * (v - mean)).sum();
    let usable = 2.0 * n >= x.len() as f64 && varies(squares, n, mean);
    if usable { 1.0 / squares.sqrt() } else { 0.0 }
}

/// Turns sums and sums of squares per window into level and inverse spread, in place; an inverse
/// comes out `NaN` where it needs a second look. Whether any does.
#[multiversion(targets("x86_64+avx512f", "x86_64+avx2", "aarch64+neon"))]
fn spreads(level: &mut [f64], inverse: &mut [f64], window: usize, floor: f64) -> bool {
    let share = 1.0 / (window as f64).sqrt();
    let mut any = false;
    for (level, inverse) in level.iter_mut().zip(inverse) {
        *level *= share;
        let squares = *inverse - *level * *level;
        let delicate = *inverse > DELICATE * squares || squares <= floor;
        *inverse = if delicate { f64::NAN } else { 1.0 / squares.sqrt() };
        any |= delicate;
    }
    any
}

/// A stretch of a prepared series, as one side of a comparison.
#[derive(Clone, Copy)]
pub(crate) struct View<'p> {
    pub(super) len: usize,
    pub(super) centre: f64,
    pub(super) all_usable: bool,
    pub(super) values: &'p [f64],
    /// Empty where nothing is delicate and nothing missing.
    pub(super) raw: &'p [f64],
    pub(super) level: &'p [f64],
    pub(super) inverse: &'p [f64],
    delicate_before: &'p [u32],
    pub(super) present: Option<&'p [f64]>,
    pub(super) squares: Option<&'p [f64]>,
    missing_before: Option<&'p [u32]>,
}

impl View<'_> {
    /// Whether any start at all is delicate.
    pub(super) fn any_delicate(&self) -> bool {
        !self.delicate_before.is_empty()
    }

    /// Whether any of these starts is delicate.
    pub(super) fn delicate(&self, starts: std::ops::Range<usize>) -> bool {
        let count = |s| self.delicate_before.get(s).copied().unwrap_or(0);
        count(starts.end) > count(starts.start)
    }

    /// Whether any of the samples is missing.
    pub(super) fn misses(&self, samples: std::ops::Range<usize>) -> bool {
        self.missing_before.is_some_and(|before| before[samples.end] > before[samples.start])
    }

    /// The samples of a window as they came, or, of a series that never needs a second look
    /// itself but whose partner does, their deviations: for a correlation the two are the same.
    pub(super) fn raw(&self, s: usize, window: usize) -> &[f64] {
        let samples = if self.raw.is_empty() { self.values } else { self.raw };
        &samples[s..s + window]
    }
}

/// The stretch both series share, one view each.
pub(super) fn shared<'p>(a: &'p Prepared, b: &'p Prepared) -> (View<'p>, View<'p>) {
    assert_eq!(a.options, b.options, "both series are prepared with the same options");
    let n = a.len.min(b.len);
    (a.view(0, n), b.view(0, n))
}

/// Windows in the stretch both views share.
pub(super) fn n_windows(a: &View<'_>, b: &View<'_>, options: &WindowOptions) -> usize {
    options.n_windows(a.len.min(b.len))
}
