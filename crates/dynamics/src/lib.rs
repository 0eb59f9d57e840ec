//! The loop between two people as a model: simulate, fit, decompose, compare.
//!
//! **Invariants.** Plain slices in, plain structs out; nothing here draws, stores or reads a file.
//! No clock, no environment, no global random numbers: the same seed gives the same bits.
//! Person 0 is A and person 1 is B throughout; `gain[0]` is how much of B arrives in A.

// Small dense kernels read best with the indices of their formulas.
#![allow(clippy::needless_range_loop)]
// A comparison is negated where a value that is not a number must fall on the careful side.
#![allow(clippy::neg_cmp_op_on_partial_ord)]

mod alternation;
mod cannot_tell;
mod compare;
mod coupled_oscillator;
mod cycle;
mod decompose;
mod direction;
mod discretise;
mod eigen;
mod episode;
mod error;
mod estimate;
mod fit;
mod honesty;
mod inertia_coordination;
mod judge_loop;
mod kalman;
mod landscape;
mod least_squares;
mod link_sign;
mod link_test;
mod loop_verdict;
mod matrix;
mod model;
mod parts;
mod pool;
mod random;
mod recording;
mod recovery;
mod residual;
mod scenario;
mod simulate;
mod soothing;
mod stability;
mod threshold;
mod what_if;

pub use alternation::{
    Alternation, AlternationOptions, ExerciseEffect, ExerciseVerdict, Expected, PacingBlock,
    alternation,
};
pub use cannot_tell::CannotTell;
pub use compare::{Comparison, ModelKind, ModelScore, compare_models};
pub use coupled_oscillator::{
    CoupledOscillator, OscillatorLine, OscillatorOptions, coupled_oscillator, glla_weights,
};
pub use cycle::act::{Act, ActEvent};
pub use cycle::count::{CycleCount, CycleOptions, count_cycles};
pub use cycle::kind::{CycleKind, Occurrence, cycle_occurrences};
pub use cycle::sample::{PairSoothing, SampleSoothing, StrainAndSupport, sample_soothing};
pub use cycle::shift::Slots;
pub use cycle::transition::{Transition, transitions};
pub use cycle::trigger::trigger;
pub use decompose::long_run::{LongRunShare, long_run_shares};
pub use decompose::{
    Band, DecomposeOptions, Decomposition, PersonDecomposition, WindowShare, decompose,
};
pub use direction::{Direction, direction};
pub use episode::chance::{ChanceOf, chance_of};
pub use episode::change::{ChangePoint, changes};
pub use episode::cue_first::{CueFirst, cue_first};
pub use episode::echo::{EchoMoment, echo_moments, parts_on};
pub use episode::flooded::{FloodLine, Flooded, flooded};
pub use episode::forecast::Forecaster;
pub use episode::recovery_time::{Recovery, recovery_time};
pub use episode::repair::{After, Attempt, Elsewhen, Repaired, repairs};
pub use episode::settling::{Settling, settlings};
pub use episode::smooth::Lanes;
pub use episode::softened::{VoiceLane, softened};
pub use episode::spiral::{Spiral, SpiralOptions, count_spirals, spirals};
pub use episode::words_body::{
    TurnWordsBody, WordsAndBodyOf, WordsBody, WordsBodyRun, words_and_body,
};
pub use error::DynamicsError;
pub use estimate::Estimate;
pub use fit::condition::{Condition, ConditionKind, STRETCHES_FOR_GAINS};
pub use fit::loop_fit::{FitOptions, LikelihoodRatio, LoopFit, fit_loop};
pub use fit::prepare::ChannelUnit;
pub use fit::surface::LoopSurface;
pub use fit::var1::{NoisyVar1, NoisyVar1Fit, fit_noisy_var1, noisy_var1_log_likelihood};
pub use honesty::{Heard, HonestyCase, hear, honesty_cases};
pub use inertia_coordination::{
    CoordinationLag, CoordinationLine, InertiaCoordination, InertiaCoordinationOptions,
    inertia_coordination,
};
pub use judge_loop::{JudgedLoop, judge_loop};
pub use landscape::{Influence, Landscape, RestingPoint, ThresholdLoop};
pub use link_sign::LinkSign;
pub use link_test::{LinkTest, LinkTestOptions, link_ratio, test_link};
pub use loop_verdict::{Evidence, LinkVerdict, LoopLabel, LoopRung, LoopVerdict, loop_verdict};
pub use model::loop_model::{ChannelNoise, ChannelParameters, Lag, LoopModel, LoopParameters};
pub use parts::Parts;
pub use pool::{DyadEstimate, Pooled, SessionEstimate, Trend, pool, population};
pub use recording::{ChannelRecording, PairRecording, PersonRecording};
pub use recovery::{Judged, Recovered, RecoveryRow, Stated, recover, recovery_rows};
pub use residual::{ResidualCheck, residual_checks};
pub use scenario::Scenario;
pub use scenario::planted::{
    Artefact, GainSpell, Gap, LoopTruth, Pacing, Planted, Push, Sensor, SharedInput, Solo,
    Threshold, Unit,
};
pub use simulate::conversation::{
    Conversation, ConversationOptions, ConversationTruth, PlantedRun, PlantedSpiral, SpokenTurn,
    TALK_LEXICON, Talker, simulate_conversation,
};
pub use simulate::{
    BlockSpan, SimulateOptions, SimulatedChannel, SimulatedDyad, SimulatedPerson, SimulatedStudy,
    SpanKind, simulate, simulate_dyad,
};
pub use soothing::soothing;
pub use stability::{Stability, Swing, stability};
pub use threshold::{ThresholdFit, fit_threshold};
pub use what_if::{
    Change, Guess, LoopGuesses, PersonAnswer, PersonChange, Slider, Start, Tally, WhatIf,
    WhatIfAnswer, guess_course, loop_guesses, what_if,
};
