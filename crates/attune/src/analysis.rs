//! What an analysis says: plain data, from which tables, pictures and sentences are made.

use attune_data::{Fault, Kind};

use crate::measure::MeasureResult;
use crate::story::StudySoothing;
use crate::{Caveat, LoopResult, Null, Plan, Provenance, Reason, Rung, Story, Verdict};

/// The whole result of [`crate::analyze`].
#[derive(Debug, Clone, PartialEq)]
pub struct Analysis {
    /// What was analysed.
    pub study: StudySummary,
    /// Every choice that was made.
    pub plan: Plan,
    /// One entry per dyad and channel, in the study's order; a faulty one stays as an entry.
    pub dyads: Vec<Dyad>,
    /// One entry per channel: the sample as a whole against stranger pairs.
    pub channels: Vec<ChannelResult>,
    /// The stranger pairs behind every percentile.
    pub strangers: Vec<StrangerPair>,
    /// What each session tells: moments, cycles, words and bodies.
    pub stories: Vec<Story>,
    /// Whether support follows strain in the study as a whole, once per direction that its codes
    /// show; empty where they show none or there are fewer than two couples.
    pub soothing: Vec<StudySoothing>,
    /// Everything that is wrong with the recordings.
    pub faults: Vec<Fault>,
    /// Dyads that could not be finished.
    pub failures: Vec<Failure>,
    /// Where this came from.
    pub provenance: Provenance,
}

/// What was analysed, in numbers.
#[derive(Debug, Clone, PartialEq)]
pub struct StudySummary {
    /// The study's name.
    pub name: String,
    /// How many dyads it has.
    pub dyads: usize,
    /// The channels analysed.
    pub channels: Vec<String>,
    /// The groups compared, in order of name.
    pub groups: Vec<String>,
    /// How many spans of coded behaviour one of the two was said to show.
    pub coded: usize,
    /// Of these, how many have a code that belongs to a family of acts; of others no cycle and no
    /// soothing can be told.
    pub coded_known: usize,
}

/// One of the two people of a dyad.
#[derive(Debug, Clone, PartialEq)]
pub struct Person {
    /// What the files call this person.
    pub name: String,
    /// This person's role.
    pub role: String,
    /// The samples on the dyad's common grid, in the recording's unit; `NaN` where missing.
    pub trace: Vec<f64>,
    /// The share of them that is present, 0 to 1.
    pub usable_share: f64,
    /// How long the channel remembers itself, seconds: the 1/e time of its autocorrelation after
    /// pre-processing and without what is slower than a window; `NaN` where it cannot be told.
    pub time_constant_s: f64,
}

/// One dyad's one channel.
#[derive(Debug, Clone, PartialEq)]
pub struct Dyad {
    /// The dyad's id.
    pub dyad: String,
    /// Which of the dyad's sessions, where it has several.
    pub session: Option<String>,
    /// Its group, where the study has groups.
    pub group: Option<String>,
    /// The channel; empty where nothing was recorded and measures were taken of codes and talk.
    pub channel: String,
    /// What it measures.
    pub kind: Kind,
    /// Its unit; empty where not said.
    pub unit: String,
    /// Person A and person B.
    pub people: [Person; 2],
    /// Time of the first grid point, seconds.
    pub start_s: f64,
    /// Time between grid points, seconds.
    pub step_s: f64,
    /// Grid points.
    pub n: usize,
    /// Time with samples of both, seconds.
    pub usable_s: f64,
    /// Independent stretches: usable time divided by twice the larger time constant.
    pub n_eff: f64,
    /// What was found; `None` where nothing could be computed.
    pub synchrony: Option<Synchrony>,
    /// What the loop model says; `None` where the plan leaves it out.
    pub loop_model: Option<LoopResult>,
    /// The further measures of the plan, in its order.
    pub measures: Vec<MeasureResult>,
    /// The highest rung of the claim ladder passed.
    pub rung: Rung,
    /// How strongly the recording supports a link between these two series.
    pub verdict: Verdict,
    /// Why.
    pub reasons: Vec<Reason>,
    /// With which reservations.
    pub caveats: Vec<Caveat>,
}

/// An estimate's 95 % interval.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Interval {
    /// Lower end.
    pub lo: f64,
    /// Upper end.
    pub hi: f64,
}

/// Synchrony in its facets, with its nulls.
#[derive(Debug, Clone, PartialEq)]
pub struct Synchrony {
    /// The primary statistic: Fisher z, signed, averaged over all windows and lags.
    pub mean_z: f64,
    /// 95 % interval of `mean_z` (moving-block bootstrap over windows).
    pub mean_z_interval: Interval,
    /// The same of |z|; descriptive only.
    pub mean_abs_z: f64,
    /// The lag at which the mean over windows is largest, seconds; positive: A leads.
    pub best_lag_s: f64,
    /// The three facets that do not measure one thing.
    pub facets: Facets,
    /// The tests of `mean_z`, one per null of the plan; [`Null::Shift`] first.
    pub tests: Vec<NullTest>,
    /// p of the best lag's mean z against the largest over all lags in shifted copies (max-T).
    pub p_best_lag: f64,
    /// Benjamini-Hochberg q of the shift test over all rows tested.
    pub q: f64,
    /// Percentile of `mean_z` among the study's stranger pairs, 0 to 100; `None` without any.
    pub stranger_percentile: Option<f64>,
    /// How many stranger pairs that rests on.
    pub n_strangers: usize,
    /// Mean z over windows at each lag, beside chance.
    pub lag_curve: LagCurve,
    /// Every window.
    pub windows: Vec<Window>,
    /// Raw Pearson r of every window and lag.
    pub map: LagMap,
    /// Time covered by windows that are beyond chance as a cluster, seconds.
    pub beyond_chance_s: f64,
}

/// Strength over the whole, strength while synchronised, and how often: three different things.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Facets {
    /// Mean z over all windows and lags: the same number as `mean_z`.
    pub overall: f64,
    /// Mean of each window's mean z over the windows beyond the 95th percentile of chance;
    /// `NaN` where there is none.
    pub while_synchronised: f64,
    /// Share of usable windows beyond the 95th percentile of chance, 0 to 1 (.05 by chance).
    pub how_often: f64,
}

/// An observed value beside its null distribution, upper tail.
#[derive(Debug, Clone, PartialEq)]
pub struct NullTest {
    /// Which null.
    pub null: Null,
    /// The observed value on the samples this test uses.
    pub observed: f64,
    /// (1 + count of null values at least as large) / (1 + how many).
    pub p: f64,
    /// The whole null distribution.
    pub distribution: Vec<f64>,
}

/// Mean z over windows at each lag.
#[derive(Debug, Clone, PartialEq)]
pub struct LagCurve {
    /// Lags, seconds, from −max to +max; positive: A leads.
    pub lag_s: Vec<f64>,
    /// Mean z at each lag.
    pub mean_z: Vec<f64>,
    /// 5th percentile of shifted copies at each lag.
    pub chance_lo: Vec<f64>,
    /// 95th percentile of shifted copies at each lag.
    pub chance_hi: Vec<f64>,
}

/// One window.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Window {
    /// Its start, seconds.
    pub t0: f64,
    /// Its end, seconds.
    pub t1: f64,
    /// Mean z over lags; `NaN` where too few samples.
    pub mean_z: f64,
    /// The lag with the largest r, seconds; positive: A leads.
    pub best_lag_s: f64,
    /// r at that lag.
    pub best_r: f64,
    /// Percentile of `mean_z` among chance windows (stranger pairs', else shifted copies'), 0 to 100.
    pub null_pct: f64,
    /// Share of lags with enough samples, 0 to 1.
    pub usable: f64,
    /// Part of a run of windows that is beyond chance as a whole (cluster mass, shifted copies).
    pub beyond_chance: bool,
}

/// Raw Pearson r of every window (row) and lag (column).
#[derive(Debug, Clone, PartialEq)]
pub struct LagMap {
    /// Start of each window, seconds.
    pub t0: Vec<f64>,
    /// Lags, seconds.
    pub lag_s: Vec<f64>,
    /// Row-major; `NaN` where too few samples.
    pub r: Vec<f64>,
}

impl LagMap {
    /// One window's r over lags.
    pub fn row(&self, window: usize) -> &[f64] {
        let lags = self.lag_s.len();
        &self.r[window * lags..(window + 1) * lags]
    }
}

/// The sample as a whole, real dyads against stranger pairs, for one channel.
#[derive(Debug, Clone, PartialEq)]
pub struct ChannelResult {
    /// The channel.
    pub channel: String,
    /// The group this speaks of; `None` for all dyads.
    pub group: Option<String>,
    /// Cohen's d of real against stranger pairs, pooled variance (n − 1).
    pub d: f64,
    /// Its 95 % interval (bootstrap over dyads).
    pub interval: Interval,
    /// Mean of `mean_z` over real dyads.
    pub real_mean: f64,
    /// The same over stranger pairs.
    pub stranger_mean: f64,
    /// Standard deviation over stranger pairs.
    pub stranger_sd: f64,
    /// How many real dyads.
    pub n_real: usize,
    /// How many stranger pairs.
    pub n_pseudo: usize,
}

/// Two people of different dyads put together.
#[derive(Debug, Clone, PartialEq)]
pub struct StrangerPair {
    /// The channel.
    pub channel: String,
    /// Dyad of the first person.
    pub dyad_a: String,
    /// Which person of that dyad.
    pub person_a: String,
    /// Dyad of the second person.
    pub dyad_b: String,
    /// Which person of that dyad.
    pub person_b: String,
    /// Samples compared.
    pub n: usize,
    /// The primary statistic.
    pub mean_z: f64,
}

impl Dyad {
    /// Whether this is of a channel; else of codes and talk.
    pub fn recorded(&self) -> bool {
        !self.channel.is_empty()
    }
}

impl Analysis {
    /// How many parts of the work are missing for this reason.
    pub fn missing(&self, why: FailureKind) -> usize {
        self.failures.iter().filter(|failure| failure.why == why).count()
    }

    /// Whether an interruption came after the dyads and before anybody was set beside strangers.
    pub fn stopped_before_strangers(&self) -> bool {
        let all_dyads = self.missing(FailureKind::Interrupted) == 0;
        let several = self.dyads.iter().filter(|dyad| dyad.synchrony.is_some()).count() > 1;
        !self.provenance.complete && all_dyads && several && self.strangers.is_empty()
    }
}

/// A part of the work on a dyad that could not be finished.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Failure {
    /// The dyad.
    pub dyad: String,
    /// The channel; `None` for the story, which is told of all of them together.
    pub channel: Option<String>,
    /// Why.
    pub why: FailureKind,
}

/// Why a dyad was not finished.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FailureKind {
    /// The analysis was interrupted before it was reached.
    Interrupted,
    /// A mistake in the program, contained to this dyad.
    Bug,
    /// The analysis was interrupted before the loop model of this dyad; the rest is there.
    LoopInterrupted,
    /// A mistake in the program, contained to this dyad's loop model; the rest is there.
    LoopBug,
    /// The analysis was interrupted before the story of this dyad; its numbers are there.
    StoryInterrupted,
    /// A mistake in the program, contained to this dyad's story; its numbers are there.
    StoryBug,
}
