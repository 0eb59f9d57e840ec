//! Windows and lags: how a recording is cut before two people are compared.

use crate::InputError;

/// Which of the field's two windowed cross-correlations is meant. They give different numbers
/// from the same data, so the choice is always named.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Convention {
    /// Pearson's correlation taken afresh at every lag: both windows are full length, each about
    /// its own mean (Boker 2002; rMEA `MEAccf`).
    #[default]
    Recentred,
    /// One mean and one sum of squares per segment, whatever the lag; longer lags use fewer
    /// products and shrink towards zero (R's `ccf`; SUSY).
    SegmentGlobal,
}

/// How two series are cut into windows and how far they are slid against each other. All
/// lengths are in samples.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct WindowOptions {
    /// Samples per window, at least 3.
    pub window: usize,
    /// Samples from the start of one window to the start of the next, at least 1.
    pub step: usize,
    /// Lags from `-max_lag` to `+max_lag` are compared; positive: the first series leads.
    pub max_lag: usize,
    /// Which windowed cross-correlation.
    pub convention: Convention,
}

impl WindowOptions {
    /// Whether `n` shared samples can be analysed with these options.
    ///
    /// # Errors
    /// Any [`InputError`] about windows, steps and lags; [`InputError::TooShort`] where not one
    /// window with its lags fits.
    pub fn check(&self, n: usize) -> Result<(), InputError> {
        self.check_shape()?;
        if n < self.span() {
            return Err(InputError::TooShort { samples: n, needed: self.span() });
        }
        Ok(())
    }

    /// Whether the options make sense at all, whatever the length of the series.
    pub(crate) fn check_shape(&self) -> Result<(), InputError> {
        if self.window < 3 {
            return Err(InputError::WindowTooShort { window: self.window });
        }
        if self.step == 0 {
            return Err(InputError::StepZero);
        }
        if self.convention == Convention::SegmentGlobal && self.max_lag >= self.window {
            return Err(InputError::LagTooLong { max_lag: self.max_lag, window: self.window });
        }
        Ok(())
    }

    /// Samples one window needs with all its lags: lagged windows reach `max_lag` further where
    /// every lag has its own full window, and nowhere further in segment-global windows.
    pub fn span(&self) -> usize {
        match self.convention {
            Convention::Recentred => self.window + self.max_lag,
            Convention::SegmentGlobal => self.window,
        }
    }

    /// Windows that fit into `n` samples: ⌈(n − span + 1) / step⌉, the first one at sample 0.
    pub fn n_windows(&self, n: usize) -> usize {
        if n < self.span() { 0 } else { (n - self.span()) / self.step + 1 }
    }

    /// Lags compared: `2 max_lag + 1`.
    pub fn n_lags(&self) -> usize {
        2 * self.max_lag + 1
    }

    /// First sample of window `w`.
    pub fn start(&self, w: usize) -> usize {
        w * self.step
    }

    /// The lag, in samples, of column `i`; positive: the first series leads.
    pub fn lag(&self, i: usize) -> isize {
        i as isize - self.max_lag as isize
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn options(convention: Convention) -> WindowOptions {
        WindowOptions { window: 300, step: 10, max_lag: 50, convention }
    }

    #[test]
    fn windows_are_counted_as_rmea_counts_them() {
        // ceil((36000 - 300 - 50 + 1) / 10), reference/wcc/expected.json.
        assert_eq!(options(Convention::Recentred).n_windows(36_000), 3566);
        assert_eq!(options(Convention::Recentred).n_windows(350), 1);
        assert_eq!(options(Convention::Recentred).n_windows(349), 0);
        assert_eq!(options(Convention::SegmentGlobal).n_windows(300), 1);
    }

    #[test]
    fn what_cannot_be_is_named_with_its_numbers() {
        let o = options(Convention::Recentred);
        assert_eq!(o.check(349), Err(InputError::TooShort { samples: 349, needed: 350 }));
        assert_eq!(o.check(350), Ok(()));
        assert_eq!(
            WindowOptions { window: 2, ..o }.check(999),
            Err(InputError::WindowTooShort { window: 2 })
        );
        assert_eq!(WindowOptions { step: 0, ..o }.check(999), Err(InputError::StepZero));
        let segments = WindowOptions { max_lag: 300, ..options(Convention::SegmentGlobal) };
        assert_eq!(segments.check(999), Err(InputError::LagTooLong { max_lag: 300, window: 300 }));
        assert_eq!((o.n_lags(), o.lag(0), o.lag(50), o.lag(100)), (101, -50, 0, 50));
    }
}
