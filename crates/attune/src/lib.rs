//! Plan in, Analysis out: what two people's recordings say about the loop between them.
//!
//! A [`Plan`] holds every choice; [`analyze`] takes it and a [`attune_data::Study`] and returns an
//! [`Analysis`]: plain data with public fields, in which every claim carries its estimate,
//! interval, null, caveats, provenance and verdict.
//!
//! **Invariants.** No HTML, SQL, HTTP or Python here; no clock, no environment, no files.

mod analysis;
mod analyze;
pub mod catalogue;
mod caveat;
mod decide;
mod described;
mod further;
mod loop_model;
mod marked;
pub mod measure;
mod multiverse;
mod plan;
mod prepare;
mod preset;
mod provenance;
pub mod story;
mod strangers;
mod synchrony;
mod verdict;

/// What the loop model's results are made of.
pub mod dynamics {
    pub use attune_dynamics::{
        Alternation, Band, CannotTell, Change, Comparison, Condition, ConditionKind, Decomposition,
        Direction, Estimate, ExerciseVerdict, Guess, Lag, LikelihoodRatio, LinkSign, LinkTest,
        LinkVerdict, LoopFit, LoopGuesses, LoopLabel, LoopParameters, LoopRung, LoopVerdict,
        ModelKind, ModelScore, Parts, PersonChange, PersonDecomposition, Pooled, ResidualCheck,
        STRETCHES_FOR_GAINS, SpiralOptions, Swing, Tally, ThresholdFit, Trend, WhatIfAnswer,
        WindowShare,
    };
}

pub use analysis::{
    Analysis, ChannelResult, Dyad, Facets, Failure, FailureKind, Interval, LagCurve, LagMap,
    NullTest, Person, StrangerPair, StudySummary, Synchrony, Window,
};
pub use analyze::{AnalyzeError, Control, analyze, analyze_of};
pub use attune_coupling::FEWEST_FOR_INTERVAL;
pub use catalogue::{MEASURES, Measure, NULLS, NullEntry};
pub use caveat::Caveat;
pub use loop_model::{
    LongRun, LoopFound, LoopMetrics, LoopReason, LoopResult, LoopShares, LoopThresholds,
    PooledLoop, loop_caveats, loop_model, loop_model_with_thresholds, pooled_loops,
};
pub use multiverse::{
    Multiverse, Universe, UniverseChannel, UniverseDyad, UniverseResult, Varied, multiverse,
};
pub use plan::{
    Convention, Detrend, FloodSetting, Null, Plan, PlanError, Preprocess, Scale, SmoothEdge,
    Strangers,
};
pub use preset::{PRESETS, Preset};
pub use provenance::{LexiconUsed, Provenance, VERSION};
pub use story::Story;
pub use verdict::{Reason, Rung, Verdict};
