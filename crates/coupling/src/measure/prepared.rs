//! One series, made ready to be compared with thousands of others.

use super::cell::{rounding, varies};
use super::lanes::PADDING;
use super::window_sums::{sum_of_present, window_moments};
use crate::{Convention, InputError, WindowOptions};

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
        Ok(Self::of(x, x, options))
    }

    /// The series played in a loop, so that every circular shift of it is a view into it.
    pub(crate) fn looped(x: &[f64], options: &WindowOptions) -> Result<Self, InputError> {
        options.check(x.len())?;
        Ok(Self::of(&[x, &x[..x.len() - 1]].concat(), x, options))
    }

    /// The samples of `x`, centred on the mean of `whole`.
    fn of(x: &[f64], whole: &[f64], options: &WindowOptions) -> Self {
        let (sum, present) = sum_of_present(whole);
        let centre = if present > 0 { sum / present as f64 } else { 0.0 };
        let missing = (present < whole.len()).then(|| Missing::of(x, centre));
        let deviation = |x: &f64| x - centre;
        let present = |x: f64| if x.is_finite() { x } else { 0.0 };
        let mut values = Vec::with_capacity(x.len() + PADDING);
        values.extend(x.iter().map(deviation).map(present));
        values.resize(x.len() + PADDING, 0.0);
        let floor = rounding(options.window as f64, centre);
        let moments = window_moments(&values, options.window, floor);
        let mut prepared = Self {
            options: *options,
            len: x.len(),
            centre,
            values,
            level: moments.level,
            inverse: moments.inverse,
            raw: Vec::new(),
            delicate_before: Vec::new(),
            all_usable: missing.is_none(),
            missing,
        };
        if moments.any_delicate || prepared.missing.is_some() {
            prepared.raw = x.to_vec();
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
    fn of(x: &[f64], centre: f64) -> Self {
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
