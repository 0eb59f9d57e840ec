//! Pairs of series with nothing between them: what every test must leave alone.

use crate::simulate::{autoregressive, generator, with_missing};

/// A kind of uncoupled pair.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Uncoupled {
    /// Two series of independent draws.
    White,
    /// Two first-order autoregressions.
    Ar {
        /// Correlation of neighbours.
        phi: f64,
    },
    /// Two autoregressions of .9, both on a straight line that climbs by three standard deviations
    /// over the recording.
    Trend,
    /// An autoregression of .9 at twice the rate, averaged to the grid of the other one.
    UnequalRates,
    /// Two autoregressions of .9, a fifth of the samples of each missing at random.
    Missing,
}

impl Uncoupled {
    /// The cases in which a 5 % test must reject 3 to 7 % at 500 samples.
    pub const CASES: [Self; 7] = [
        Self::White,
        Self::Ar { phi: 0.5 },
        Self::Ar { phi: 0.9 },
        Self::Ar { phi: 0.95 },
        Self::Trend,
        Self::UnequalRates,
        Self::Missing,
    ];

    /// The case's name in tables.
    pub fn name(self) -> String {
        match self {
            Self::White => "white".to_owned(),
            Self::Ar { phi } => format!("AR({phi})"),
            Self::Trend => "linear trend + AR(0.9)".to_owned(),
            Self::UnequalRates => "unequal rates, AR(0.9)".to_owned(),
            Self::Missing => "20 % missing, AR(0.9)".to_owned(),
        }
    }

    /// Pair number `index` of `n` samples each; every index has a random stream of its own.
    pub fn pair(self, n: usize, seed: u64, index: u64) -> [Vec<f64>; 2] {
        let random = &mut generator(seed, index);
        let mut ar = |phi: f64, n: usize| autoregressive(n, phi, random);
        match self {
            Self::White => [ar(0.0, n), ar(0.0, n)],
            Self::Ar { phi } => [ar(phi, n), ar(phi, n)],
            Self::Trend => [ar(0.9, n), ar(0.9, n)].map(|flat| {
                let climb = |i: usize| 3.0 * i as f64 / n as f64;
                flat.iter().enumerate().map(|(i, x)| x + climb(i)).collect()
            }),
            Self::UnequalRates => {
                let fast = ar(0.9, 2 * n);
                let averaged = fast.chunks_exact(2).map(|two| 0.5 * (two[0] + two[1])).collect();
                [averaged, ar(0.9, n)]
            }
            Self::Missing => {
                let whole = [ar(0.9, n), ar(0.9, n)];
                whole.map(|series| with_missing(&series, 0.2, random))
            }
        }
    }
}
