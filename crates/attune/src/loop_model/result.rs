//! What the loop model says about one dyad: plain data.

use attune_data::FaultCode;
use attune_dynamics::{
    Alternation, CannotTell, Comparison, Decomposition, Direction, Estimate, LinkTest, LoopFit,
    LoopGuesses, LoopVerdict, ModelKind, ResidualCheck, Swing, ThresholdFit,
};

use crate::Reason;

/// What the loop model says about one dyad's channel, or about several fitted together.
#[derive(Debug, Clone, PartialEq)]
pub struct LoopResult {
    /// What was found; `None` where nothing could be fitted.
    pub found: Option<Box<LoopFound>>,
    /// Why it cannot tell, the weightiest first; empty where it can.
    pub reasons: Vec<LoopReason>,
}

impl LoopResult {
    /// Nothing can be told, for one reason.
    pub(crate) fn untold(reason: LoopReason) -> Self {
        Self { found: None, reasons: vec![reason] }
    }
}

/// Why the loop model cannot tell.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum LoopReason {
    /// The recording has a fault that forbids any claim.
    Faulty(FaultCode),
    /// The recording cannot be brought to one clock.
    Recording(Reason),
    /// The model says so.
    Model(CannotTell),
    /// Beyond shifted copies or beyond stranger pairs, but not beyond both.
    OneNullOnly,
    /// The analysis was interrupted before it was reached.
    NotReached,
    /// A mistake in the program, contained to this dyad.
    OwnMistake,
}

/// A loop fitted to a recording, with everything a claim about it rests on.
///
/// Index 0 is A and 1 is B throughout; `fit.gain[0]` is how much of B arrives in A. Times are
/// seconds on the session's clock.
#[derive(Debug, Clone, PartialEq)]
pub struct LoopFound {
    /// The channels fitted.
    pub channels: Vec<String>,
    /// The fit of the time together.
    pub fit: LoopFit,
    /// The fit of the time apart, where there was any.
    pub apart: Option<LoopFit>,
    /// The link against shifted copies; without copies where none could be made.
    pub shifted: LinkTest,
    /// The link against stranger pairs, in a study of at least 8 dyads.
    pub strangers: Option<LinkTest>,
    /// Who tended to start.
    pub direction: Option<Direction>,
    /// What may be said.
    pub verdict: LoopVerdict,
    /// What the loop does when left alone.
    pub metrics: LoopMetrics,
    /// Of the ups and downs in the long run, how many came from where; A's and B's.
    pub long_run: [Vec<LongRun>; 2],
    /// Of this recording's ups and downs, how many came from where; A's and B's, 80 % intervals.
    pub shares: [LoopShares; 2],
    /// Where both people's activation came from, moment by moment, with 80 % bands.
    pub parts: Decomposition,
    /// What each one's exercise did to the other, where exercises in turns were marked.
    pub alternation: Option<Result<Alternation, CannotTell>>,
    /// Whether what the loop leaves unexplained still follows itself, channel by channel.
    pub residuals: Vec<ResidualCheck>,
    /// What what-if questions need, or why none can be asked.
    pub guesses: Result<LoopGuesses, CannotTell>,
    /// The loop with thresholds, where it was asked for, or why it cannot be fitted.
    pub thresholds: Option<Result<LoopThresholds, CannotTell>>,
    /// Time between the model's grid points, seconds.
    pub step_s: f64,
}

/// The loop with thresholds beside the simpler descriptions it has to beat.
#[derive(Debug, Clone, PartialEq)]
pub struct LoopThresholds {
    /// The fit.
    pub fit: ThresholdFit,
    /// How each description fares on this recording.
    pub comparison: Comparison,
}

impl LoopThresholds {
    /// Whether any of it may be shown: the thresholds beat the plain loop by BIC and in left-out
    /// blocks.
    pub fn may_show(&self) -> bool {
        self.comparison.may_show(ModelKind::Thresholds, ModelKind::Linked)
    }
}

impl LoopFound {
    /// p of both links against none, over shifted copies.
    pub fn p_shift(&self) -> f64 {
        self.shifted.both().p
    }

    /// The same over stranger pairs.
    pub fn p_strangers(&self) -> Option<f64> {
        self.strangers.as_ref().map(|test| test.both().p)
    }

    /// Both people's shared shares in one: the mean of the two.
    pub fn shared_share(&self) -> f64 {
        // Added before halving: the order of the two people must not reach the last bit.
        0.5 * (self.shares[0].shared.value + self.shares[1].shared.value)
    }
}

/// What the loop does when left alone; 95 % intervals from parameter draws.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct LoopMetrics {
    /// Loop gain: what comes back of a sustained displacement after one round.
    pub loop_gain: Estimate,
    /// Half-life together, seconds; infinite where the loop does not settle.
    pub half_life_s: Estimate,
    /// How far a lasting push is amplified; `None` where the loop gain is not between 0 and 1.
    pub amplification: Option<Estimate>,
    /// Reactivity, per second: positive where a loop that settles may rise first.
    pub reactivity: Estimate,
    /// The swing of the estimate, where it swings.
    pub swing: Option<Swing>,
    /// Share of parameter draws in which one turns up as the other turns down, in swings.
    pub chasing: f64,
    /// Share of parameter draws in which more comes back than went.
    pub running_away: f64,
}

/// Where one person's movement in this recording came from.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct LoopShares {
    /// Share of the movement that was picked up from the other, 0 to 1.
    pub echo: Estimate,
    /// `Cov(echo, x) / Var(x)`; may be negative where the echo counteracts.
    pub covariance: Estimate,
    /// Share of the movement that reached both at once, 0 to 1.
    pub shared: Estimate,
}

/// Where one person's variance has come from after some time: the middle draw, 95 % intervals. The
/// three add up to 1 in every draw, and nearly so in the middle.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct LongRun {
    /// After how long, seconds; `None` for the long run.
    pub horizon_s: Option<f64>,
    /// From shocks that entered at this person.
    pub own: Estimate,
    /// From shocks that entered at the other.
    pub partner: Estimate,
    /// From shocks that reached both.
    pub shared: Estimate,
}
