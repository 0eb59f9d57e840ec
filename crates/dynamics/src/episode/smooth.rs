/// Two people's activation on one even grid.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Lanes<'a> {
    /// Time of the first sample, seconds.
    pub start_s: f64,
    /// Time between samples, seconds.
    pub step_s: f64,
    /// Activation of A and of B in resting standard deviations, rest at 0; `NaN` where missing.
    pub activation: [&'a [f64]; 2],
    /// Above this each counts as up: usually 1, one standard deviation above rest.
    pub line: [f64; 2],
}

impl Lanes<'_> {
    /// How many samples both have.
    #[must_use]
    pub fn len(&self) -> usize {
        self.activation[0].len().min(self.activation[1].len())
    }

    /// Whether there is no sample.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The time of a sample, seconds.
    #[must_use]
    pub fn at(&self, sample: usize) -> f64 {
        self.start_s + sample as f64 * self.step_s
    }

    /// The sample at or before a time.
    pub(crate) fn sample(&self, t_s: f64) -> usize {
        let place = ((t_s - self.start_s) / self.step_s + 1e-9).floor().max(0.0) as usize;
        place.min(self.len().saturating_sub(1))
    }

    pub(crate) fn samples(&self, seconds: f64) -> usize {
        (seconds / self.step_s).round().max(1.0) as usize
    }

    /// Both lanes as a causal median shows them.
    pub(crate) fn smoothed(&self, seconds: f64) -> [Vec<f64>; 2] {
        let width = self.samples(seconds);
        self.activation.map(|x| causal_median(&x[..self.len()], width))
    }

    /// What both carry above their lines together, sample by sample: Σ max(0, x̃ − θ).
    pub(crate) fn load(&self, smoothed: &[Vec<f64>; 2]) -> Vec<f64> {
        let above = |i: usize, t: usize| (smoothed[i][t] - self.line[i]).max(0.0);
        // `max` would turn a missing value into 0: nothing known must stay nothing known.
        let known = |i: usize, t: usize| smoothed[i][t].is_finite();
        (0..self.len())
            .map(|t| if known(0, t) && known(1, t) { above(0, t) + above(1, t) } else { f64::NAN })
            .collect()
    }
}

/// The median of the last `width` samples, this one included; missing where fewer than half of
/// them are there. Looks at nothing that comes later.
pub(crate) fn causal_median(x: &[f64], width: usize) -> Vec<f64> {
    let mut window = Vec::with_capacity(width);
    (0..x.len())
        .map(|t| {
            window.clear();
            window.extend(x[(t + 1).saturating_sub(width)..=t].iter().filter(|v| v.is_finite()));
            if 2 * window.len() < width.min(t + 1).max(2) {
                return f64::NAN;
            }
            median(&mut window)
        })
        .collect()
}

pub(crate) fn median(values: &mut [f64]) -> f64 {
    if values.is_empty() {
        return f64::NAN;
    }
    let middle = values.len() / 2;
    let upper = *values.select_nth_unstable_by(middle, f64::total_cmp).1;
    if values.len() % 2 == 1 {
        return upper;
    }
    let lower = values[..middle].iter().copied().fold(f64::NEG_INFINITY, f64::max);
    0.5 * (lower + upper)
}

/// The least-squares slope of the last `width` samples ending at `t`, per sample; `NaN` where fewer
/// than half are there.
pub(crate) fn slope(x: &[f64], t: usize, width: usize) -> f64 {
    let from = (t + 1).saturating_sub(width);
    let (mut n, mut st, mut sx, mut stt, mut stx) = (0.0, 0.0, 0.0, 0.0, 0.0);
    for (k, v) in x[from..=t].iter().enumerate().filter(|(_, v)| v.is_finite()) {
        let k = k as f64;
        n += 1.0;
        st += k;
        sx += v;
        stt += k * k;
        stx += k * v;
    }
    if 2.0 * n < width as f64 || n < 3.0 {
        return f64::NAN;
    }
    (n * stx - st * sx) / (n * stt - st * st)
}

/// The least known value of the samples from `from` to `to` (included), with its place.
pub(crate) fn least(x: &[f64], from: usize, to: usize) -> Option<(usize, f64)> {
    let known = (from..=to.min(x.len().checked_sub(1)?)).filter(|t| x[*t].is_finite());
    known.map(|t| (t, x[t])).min_by(|p, q| p.1.total_cmp(&q.1))
}
