use super::laplace::Laplace;
use super::prepare::Prepared;
use crate::LoopParameters;
use crate::model::coordinate::Coordinate;

/// One thing that must hold for a part of the loop to be read off a recording.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Condition {
    /// Which one.
    pub kind: ConditionKind,
    /// Whether it holds.
    pub met: bool,
}

/// What must hold for which part of the loop to be readable (`docs/mathematics.md` 3).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ConditionKind {
    /// Each person's unit comes from a resting segment; otherwise single gains are in arbitrary
    /// units, and only their product can be compared.
    ScaleFromRest,
    /// Samples come at least three times per return time and there are two channels or coloured
    /// noise; otherwise inertia and sensor noise trade off.
    InertiaApartFromNoise,
    /// The recording pins the delay down, and it spans at least one sample; otherwise echo looks like
    /// shared shocks. A delay that stays as it was assumed shows nothing of the kind.
    EchoApartFromSharedShocks,
    /// The recording says more about the delay than was assumed; otherwise it is not shown.
    DelayPinnedDown,
    /// A shared input was recorded or somebody's own input was set; otherwise an unrecorded
    /// shared cause remains possible.
    EchoApartFromSharedCause,
    /// At most one moment in a hundred had to be left out because something shook both recordings
    /// at once; otherwise smaller jolts of the kind remain, and look like a link in fast signals.
    FewSharedJolts,
    /// There was time apart; otherwise soothing and transmitting cannot be told apart.
    SoloRecorded,
    /// At least 60 independent stretches; otherwise gains and shares are "not yet".
    EnoughStretches,
    /// No two shown parameters move together beyond .98; otherwise neither can be read.
    ParametersApart,
}

impl ConditionKind {
    /// All of them, in the order in which they are printed.
    pub const ALL: [Self; 9] = [
        Self::ScaleFromRest,
        Self::InertiaApartFromNoise,
        Self::EchoApartFromSharedShocks,
        Self::DelayPinnedDown,
        Self::EchoApartFromSharedCause,
        Self::FewSharedJolts,
        Self::SoloRecorded,
        Self::EnoughStretches,
        Self::ParametersApart,
    ];
}

/// Independent stretches from which gains are shown.
pub const STRETCHES_FOR_GAINS: f64 = 60.0;
/// Independent stretches below which nothing is claimed.
pub(crate) const STRETCHES_FOR_CLAIMS: f64 = 20.0;

pub(crate) fn conditions(
    prepared: &Prepared,
    coordinates: &[Coordinate],
    estimate: &LoopParameters,
    laplace: &Laplace,
    n_eff: f64,
) -> Vec<Condition> {
    use ConditionKind as Kind;
    let model = prepared.model;
    let return_s = estimate.return_rate.map(f64::recip);
    let index = |coordinate| coordinates.iter().position(|&c| c == coordinate);
    let delay_known = [0, 1].iter().all(|&i| {
        // Not narrower than four fifths of the prior: the data said next to nothing.
        index(Coordinate::Delay(i)).is_none_or(|at| laplace.sd(at) < 0.8 * 0.6)
    });
    let coloured = model.noise == crate::ChannelNoise::Coloured;
    let sampled = return_s.iter().all(|t| prepared.spacing_s <= t / 3.0);
    let two_views = coloured || model.channels.iter().all(|&count| count >= 2);
    let shown = [
        Coordinate::Rate(0),
        Coordinate::Rate(1),
        Coordinate::Gain(0),
        Coordinate::Gain(1),
        Coordinate::SharedShock,
    ];
    let shown: Vec<usize> = shown.into_iter().filter_map(index).collect();
    let apart = shown
        .iter()
        .enumerate()
        .all(|(k, &i)| shown[..k].iter().all(|&j| laplace.correlation(i, j).abs() <= 0.98));
    let from_rest = prepared.units.iter().all(|units| units[0].from_rest);
    let longer_than_a_sample = match model.lag {
        crate::Lag::None => true,
        crate::Lag::Erlang2 => estimate.delay_s.iter().all(|&d| d >= prepared.spacing_s),
    };
    let met = |kind| match kind {
        Kind::ScaleFromRest => from_rest,
        Kind::InertiaApartFromNoise => sampled && two_views,
        Kind::EchoApartFromSharedShocks => longer_than_a_sample && delay_known,
        Kind::DelayPinnedDown => delay_known,
        Kind::EchoApartFromSharedCause => model.has_inputs(),
        Kind::FewSharedJolts => prepared.jolts * 100 <= prepared.measured.samples(),
        // A fit of the time together cannot know; whoever fits the time apart says so.
        Kind::SoloRecorded => false,
        Kind::EnoughStretches => n_eff >= STRETCHES_FOR_GAINS,
        Kind::ParametersApart => apart,
    };
    Kind::ALL.map(|kind| Condition { kind, met: met(kind) }).to_vec()
}
