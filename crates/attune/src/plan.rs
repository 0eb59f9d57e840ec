//! Every choice of an analysis, in one plain struct.

pub use attune_coupling::Convention;
use attune_data::Kind;
pub use attune_signal::dsp::SmoothEdge;

use crate::measure::Choice;
use crate::preset;

/// What is taken out of a series before it is compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Detrend {
    /// Nothing.
    None,
    /// The least-squares straight line of the whole session.
    Linear,
    /// Everything but the change from one sample to the next.
    Difference,
}

/// What a series is divided by before it is compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scale {
    /// Nothing.
    None,
    /// Its standard deviation, not centred.
    Sd,
    /// Its standard deviation, after its mean was taken out.
    Z,
}

/// Which people may be put together as stranger pairs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Strangers {
    /// Only people of different roles: every A with every other dyad's B.
    Role,
    /// Any two people of different dyads.
    Any,
}

/// A null hypothesis that surrogates stand for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Null {
    /// Circular shift of one person with matched ends: no time-locked link. The default.
    Shift,
    /// Segment pairs permuted: no time-locked link beyond what any two segments share.
    Segment,
    /// Phases randomised: two independent linear Gaussian processes.
    Phase,
    /// IAAFT: two independent linear processes seen through a static non-linearity.
    Iaaft,
}

impl Null {
    /// The name used in flags, plans and column names (`p_shift`).
    pub fn name(self) -> &'static str {
        match self {
            Self::Shift => "shift",
            Self::Segment => "segment",
            Self::Phase => "phase",
            Self::Iaaft => "iaaft",
        }
    }
}

/// How one person's series is made ready, in this order: grid, detrend, smooth, scale.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Preprocess {
    /// The common rate, samples per second; `None` takes the slower of the two recordings'.
    pub rate_hz: Option<f64>,
    /// Samples further apart than this are never interpolated between, seconds.
    pub max_gap_s: f64,
    /// What is taken out.
    pub detrend: Detrend,
    /// Width of the moving average, seconds; `None` for none.
    pub smooth_s: Option<f64>,
    /// What the moving average does at the ends.
    pub smooth_edge: SmoothEdge,
    /// What the series is divided by.
    pub scale: Scale,
}

/// Above which line a person counts as flooded. No line holds for everybody, and any person may
/// choose their own or none.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub enum FloodSetting {
    /// 2.5 standard deviations above the person's rest; for heart rate at least a quarter above it.
    #[default]
    Usual,
    /// So many standard deviations above the person's rest, whatever the channel.
    AboveRest {
        /// How many; above 0, at most 20.
        sd: f64,
    },
    /// No line: this person is never called flooded.
    Off,
}

/// No body goes further above its rest than this, in standard deviations: a larger number was meant
/// in the channel's own unit.
const HIGHEST_FLOOD_LINE: f64 = 20.0;

/// Every choice of an analysis. Two runs with equal plans, inputs and versions give equal bits.
#[derive(Debug, Clone, PartialEq)]
pub struct Plan {
    /// The preset this plan started from.
    pub preset: &'static str,
    /// How each person's series is made ready.
    pub preprocess: Preprocess,
    /// Window length, seconds.
    pub window_s: f64,
    /// From one window to the next, seconds.
    pub step_s: f64,
    /// Largest lag in either direction, seconds.
    pub lag_s: f64,
    /// Which of the field's two cross-correlations.
    pub convention: Convention,
    /// Surrogates per dyad and null.
    pub surrogates: usize,
    /// The nulls to test against; the verdict rests on [`Null::Shift`], which is always among them.
    pub nulls: Vec<Null>,
    /// Seed of every random number.
    pub seed: u64,
    /// Level of a single test.
    pub alpha: f64,
    /// Level of the false discovery rate over all rows tested (Benjamini-Hochberg).
    pub fdr: f64,
    /// Who may be a stranger to whom.
    pub strangers: Strangers,
    /// At most this many stranger pairs (a seeded sample); `None` takes all.
    pub max_strangers: Option<usize>,
    /// Only from this time on, seconds from the session's start.
    pub from_s: Option<f64>,
    /// Only up to this time, seconds.
    pub to_s: Option<f64>,
    /// Only these channels; empty takes all.
    pub channels: Vec<String>,
    /// Whether the loop model is fitted too.
    pub loop_model: bool,
    /// Shifted copies the loop model's link is tested against, and about as many stranger pairs;
    /// fewer than [`Plan::surrogates`], because each is a fit of its own.
    pub loop_surrogates: usize,
    /// Above which line A, and B, count as flooded.
    pub flood_lines: [FloodSetting; 2],
    /// Further measures of the catalogue, each with its parameters.
    pub measures: Vec<Choice>,
}

impl Plan {
    /// The default plan for a kind of channel.
    pub fn for_kind(kind: Kind) -> Self {
        preset::for_kind(kind).plan()
    }

    /// Whether the choices make sense together.
    ///
    /// # Errors
    /// Names the first choice that cannot be carried out, with its value.
    pub fn check(&self) -> Result<(), PlanError> {
        use PlanError as E;
        let positive = |x: f64| x.is_finite() && x > 0.0;
        for line in self.flood_lines {
            if let FloodSetting::AboveRest { sd } = line
                && !(positive(sd) && sd <= HIGHEST_FLOOD_LINE)
            {
                return Err(E::FloodLine { sd });
            }
        }
        match self {
            p if !positive(p.window_s) => Err(E::Window { seconds: p.window_s }),
            p if !positive(p.step_s) => Err(E::Step { seconds: p.step_s }),
            p if !(p.lag_s.is_finite() && p.lag_s >= 0.0) => Err(E::Lag { seconds: p.lag_s }),
            p if p.surrogates.min(p.loop_surrogates) < 20 => {
                Err(E::FewSurrogates { asked: p.surrogates.min(p.loop_surrogates) })
            }
            p if !(p.alpha > 0.0 && p.alpha < 0.5) => Err(E::Alpha { alpha: p.alpha }),
            p if !(p.fdr > 0.0 && p.fdr < 1.0) => Err(E::Fdr { fdr: p.fdr }),
            p if p.preprocess.rate_hz.is_some_and(|r| !positive(r)) => {
                Err(E::Rate { hz: p.preprocess.rate_hz.unwrap_or(f64::NAN) })
            }
            p if p.preprocess.smooth_s.is_some_and(|s| !positive(s)) => {
                Err(E::Smooth { seconds: p.preprocess.smooth_s.unwrap_or(f64::NAN) })
            }
            p => match (p.from_s, p.to_s) {
                (Some(from), Some(to)) if to <= from => Err(E::Span { from, to }),
                _ => Ok(()),
            },
        }
    }
}

/// A choice that cannot be carried out.
#[derive(Debug, Clone, Copy, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum PlanError {
    /// The window is not a positive time.
    #[error("a window must be longer than 0 s, not {seconds} s")]
    Window {
        /// As given.
        seconds: f64,
    },
    /// The step is not a positive time.
    #[error("the step from window to window must be longer than 0 s, not {seconds} s")]
    Step {
        /// As given.
        seconds: f64,
    },
    /// The lag is negative.
    #[error("the largest lag must be 0 s or more, not {seconds} s")]
    Lag {
        /// As given.
        seconds: f64,
    },
    /// Too few surrogates to reach p < .05 at all.
    #[error("{asked} surrogates cannot reach p < .05; 20 are the least, 999 are usual")]
    FewSurrogates {
        /// As given.
        asked: usize,
    },
    /// Not a level of a test.
    #[error("alpha must lie between 0 and 0.5, not {alpha}")]
    Alpha {
        /// As given.
        alpha: f64,
    },
    /// Not a false discovery rate.
    #[error("the false discovery rate must lie between 0 and 1, not {fdr}")]
    Fdr {
        /// As given.
        fdr: f64,
    },
    /// Not a rate.
    #[error("the common rate must be above 0 samples per second, not {hz}")]
    Rate {
        /// As given.
        hz: f64,
    },
    /// Not a width.
    #[error("the width of smoothing must be longer than 0 s, not {seconds} s")]
    Smooth {
        /// As given.
        seconds: f64,
    },
    /// A flood line at or below rest calls everybody flooded all the time, one out of reach nobody.
    #[error(
        "a flood line must lie above rest, by at most {HIGHEST_FLOOD_LINE} of the person's own resting standard \
         deviations, not {sd}; 2.5 is usual"
    )]
    FloodLine {
        /// As given.
        sd: f64,
    },
    /// An empty stretch of the session.
    #[error("nothing lies between {from} s and {to} s")]
    Span {
        /// From, seconds.
        from: f64,
        /// To, seconds.
        to: f64,
    },
}
