//! Why there is no answer.

/// The input cannot be analysed as asked; every variant carries the numbers that say why.
#[derive(Debug, Clone, Copy, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum InputError {
    /// A correlation of two samples is always ±1.
    #[error("a window of {window} samples is too short for a correlation: at least 3 are needed")]
    WindowTooShort {
        /// Samples per window asked for.
        window: usize,
    },
    /// Windows must move on.
    #[error("a step of 0 samples never leaves the first window: at least 1 is needed")]
    StepZero,
    /// Segment-global windows keep their ends, so a lag cannot reach the window's length.
    #[error(
        "a lag of {max_lag} samples does not fit into segments of {window} samples: take a shorter \
         largest lag, or longer segments"
    )]
    LagTooLong {
        /// Largest lag asked for, samples.
        max_lag: usize,
        /// Samples per window.
        window: usize,
    },
    /// Nothing of the two lies that far apart.
    #[error(
        "a lag of {max_lag} samples reaches past a recording of {points} points: take a shorter \
         largest lag, or a longer recording"
    )]
    LagPastEnd {
        /// Largest lag asked for, samples.
        max_lag: usize,
        /// Points per person, after embedding.
        points: usize,
    },
    /// Not one window fits.
    #[error(
        "{samples} shared samples are too few: {needed} are needed; take a longer recording, or shorter \
         windows and lags"
    )]
    TooShort {
        /// Samples both series share.
        samples: usize,
        /// Samples needed.
        needed: usize,
    },
    /// A permutation needs something to permute.
    #[error(
        "too few segments to re-pair, {segments} where at least {needed} are needed: take shorter ones"
    )]
    TooFewSegments {
        /// Segments that fit.
        segments: usize,
        /// Segments needed.
        needed: usize,
    },
    /// No shift is far enough from zero in both directions.
    #[error(
        "{samples} samples leave no shift at least {min_shift} samples away from no shift: take a \
         longer recording"
    )]
    NoShift {
        /// Samples after matching the ends.
        samples: usize,
        /// Smallest shift allowed, samples.
        min_shift: usize,
    },
    /// Copies that look at the same lags are hardly more than one.
    #[error(
        "the lags looked at fit into the recording {ranges} times, {needed} times are needed for a test: \
         take a shorter largest lag or a longer recording"
    )]
    TooFewRanges {
        /// Samples after matching the ends; of events, seconds.
        samples: usize,
        /// Lags looked at, on both sides together, in the same unit.
        range: usize,
        /// How often they fit into the recording.
        ranges: usize,
        /// How often they must.
        needed: usize,
    },
    /// The spectrum of a series without any ups and downs says nothing.
    #[error("a series of {samples} samples with {present} present has no spectrum to keep")]
    NoSpectrum {
        /// Samples.
        samples: usize,
        /// Samples present.
        present: usize,
    },
    /// People can only be compared channel by channel.
    #[error("{a} channels against {b}: both people need the same channels, at least one")]
    ChannelMismatch {
        /// Channels of A.
        a: usize,
        /// Channels of B.
        b: usize,
    },
    /// A point needs at least one value, and a next one must come later.
    #[error(
        "an embedding of dimension {dimension} with delay {delay} has no points: both must be at \
         least 1"
    )]
    EmptyEmbedding {
        /// Dimension asked for.
        dimension: usize,
        /// Delay asked for, samples.
        delay: usize,
    },
    /// A point reaches further than the recording.
    #[error(
        "{samples} shared samples make no two points of dimension {dimension} and delay {delay}: \
         use a smaller dimension or delay, or a longer recording"
    )]
    EmbeddingTooLong {
        /// Dimension asked for.
        dimension: usize,
        /// Delay asked for, samples.
        delay: usize,
        /// Samples both share.
        samples: usize,
    },
    /// Every single cell would be a line.
    #[error("lines of {cells} cells are no lines: the shortest line is at least 2 cells long")]
    LineTooShort {
        /// Shortest line asked for, cells.
        cells: usize,
    },
    /// A distance is finite and not negative.
    #[error("a radius of {radius} holds no points: give a distance of 0 or more")]
    BadRadius {
        /// Radius asked for.
        radius: f64,
    },
    /// A share of something lies between nothing and all of it.
    #[error("a share of {share} cannot be reached: give a number above 0 and at most 1")]
    BadShare {
        /// Share asked for.
        share: f64,
    },
    /// Everything would be left out.
    #[error(
        "a Theiler window of {theiler} samples leaves out all pairs of {points} points: use a \
         smaller one"
    )]
    TheilerTooWide {
        /// Window asked for, samples.
        theiler: usize,
        /// Points per person.
        points: usize,
    },
    /// Gaps cover one person whenever the other is present.
    #[error(
        "none of the {points} points of one person and of the other are complete: use a smaller \
         dimension or delay, or a recording with fewer gaps"
    )]
    NoCompletePairs {
        /// Points per person.
        points: usize,
    },
    /// One bin holds everything.
    #[error("{bins} bins tell nothing apart: at least 2 are needed, 16 are usual")]
    TooFewBins {
        /// Bins asked for.
        bins: usize,
    },
    /// A constant has no ups and downs to compare.
    #[error(
        "all {samples} samples have the same value or are missing: check the sensor, or choose a \
         stretch in which the signal moves"
    )]
    NeverChanges {
        /// Samples.
        samples: usize,
    },
    /// A prediction needs a past.
    #[error(
        "own past {own}, partner's past {partner}, lag {lag}: each must be at least 1 sample, or \
         a person's own inertia passes for the partner's influence"
    )]
    NoPast {
        /// Own past samples asked for.
        own: usize,
        /// Partner's past samples asked for.
        partner: usize,
        /// Samples between them.
        lag: usize,
    },
    /// Two predictors say the same.
    #[error(
        "predictor {column} repeats the ones before it: look for a constant or copied channel, or \
         use fewer lags"
    )]
    Collinear {
        /// The predictor, counted from 0, the constant: own past, shared inputs, partner's past.
        column: usize,
    },
    /// A distance to no neighbour.
    #[error("0 neighbours give no distance: at least 1 is needed, 4 are usual")]
    NoNeighbours,
    /// With one code everything always matches.
    #[error(
        "fewer than two codes tell nothing apart (in use: {codes}): check the coding scheme, or leave \
         this dyad out"
    )]
    OneCode {
        /// Codes given.
        codes: usize,
    },
    /// A code that the scheme does not have.
    #[error("code {code} does not exist among {codes} codes, counted from 0: check the scheme")]
    UnknownCode {
        /// The code.
        code: usize,
        /// How many codes there are.
        codes: usize,
    },
    /// A code follows itself where it cannot.
    #[error(
        "{pairs} times one person's code is followed by the same code of the other's, although repeats \
         across the two are said to be impossible: allow them"
    )]
    RepeatsFound {
        /// How often.
        pairs: usize,
    },
    /// Nobody did anything.
    #[error("there are no events of one of the people: nothing can be said of how they meet")]
    NoEvents,
    /// Times must rise, or order means nothing.
    #[error("event times are missing or do not rise: sort them and keep each only once")]
    TimesNotRising,
    /// A time span of nothing.
    #[error("a time span of {lag} s cannot be looked at: give one above 0")]
    BadLag {
        /// Asked for, seconds.
        lag: f64,
    },
    /// What is compared moment by moment must have the same moments.
    #[error("series of {a} and {b} samples: put both on one clock first")]
    LengthMismatch {
        /// Samples of one.
        a: usize,
        /// Samples of the other.
        b: usize,
    },
    /// Frequencies that a sampling rate cannot show.
    #[error(
        "a band from {low} to {high} Hz does not fit a rate of {rate} samples per second: it must \
         begin above 0 (for coherence, at 0) and end below half the rate"
    )]
    BadBand {
        /// Lower edge, Hz.
        low: f64,
        /// Upper edge, Hz.
        high: f64,
        /// Samples per second.
        rate: f64,
    },
    /// A filter that is none, or too steep to be computed.
    #[error("a filter of order {order} cannot be used: give 1 to 8, 3 is usual")]
    BadOrder {
        /// Order asked for.
        order: usize,
    },
    /// Segments that never move on, or hold too little.
    #[error(
        "segments of {segment} samples that overlap by {overlap} cannot be averaged: take at least \
         8 samples and overlap by less than the whole"
    )]
    BadSegment {
        /// Samples per segment.
        segment: usize,
        /// Samples shared with the next.
        overlap: usize,
    },
    /// Gaps leave nothing long enough.
    #[error(
        "the longest stretch without a gap has {longest} samples, {needed} are needed: use shorter \
         segments or a higher band, allow longer gaps to be bridged, or choose another stretch"
    )]
    NoStretch {
        /// Longest stretch that both people were recorded in, samples.
        longest: usize,
        /// Samples needed.
        needed: usize,
    },
    /// Nothing says when both could be seen.
    #[error(
        "the stretches in which both were recorded are missing, empty or out of order: give start \
         and end in seconds, one after the other"
    )]
    NotRecorded,
    /// A turn ends after it begins, within the session.
    #[error(
        "turn {turn} (from 0) does not end after it begins, or lies outside the session: check its \
         times"
    )]
    BadTurn {
        /// The turn, counted from 0.
        turn: usize,
    },
    /// A talk needs two.
    #[error(
        "{turns} turns, all of the same person: check who is who, or choose a stretch in which both \
         speak"
    )]
    NoPartnerTurns {
        /// Turns there are.
        turns: usize,
    },
    /// Shares of nothing.
    #[error(
        "one of the people has no words, or more words of one kind than words: check the counts, \
         or take a longer stretch"
    )]
    NoWords,
    /// A mood that carries on in full settles nowhere.
    #[error(
        "an inertia of {inertia} has no steady state: it must be below 1 in size; look for a trend, \
         or score shorter turns"
    )]
    NoSteadyState {
        /// Inertia.
        inertia: f64,
    },
    /// Own steadiness is seen where the partner is at 0, influence where not.
    #[error(
        "{neutral} steps with the partner's score at 0 and {influenced} away from it: {needed} of \
         each are needed; take a longer talk, or {}",
        if neutral < needed {
            "count small scores as 0 (a larger neutral)"
        } else {
            "count fewer scores as 0 (a smaller neutral)"
        }
    )]
    TooFewNeutral {
        /// Steps at 0.
        neutral: usize,
        /// Steps away from 0.
        influenced: usize,
        /// Needed of each.
        needed: usize,
    },
}

impl InputError {
    /// Whether the options are at fault rather than the recording.
    pub fn is_of_the_options(&self) -> bool {
        matches!(
            self,
            Self::WindowTooShort { .. }
                | Self::StepZero
                | Self::LagTooLong { .. }
                | Self::LagPastEnd { .. }
                | Self::EmptyEmbedding { .. }
                | Self::LineTooShort { .. }
                | Self::BadRadius { .. }
                | Self::BadShare { .. }
                | Self::TooFewBins { .. }
                | Self::NoPast { .. }
                | Self::NoNeighbours
                | Self::BadLag { .. }
                | Self::BadBand { .. }
                | Self::BadOrder { .. }
                | Self::BadSegment { .. }
        )
    }
}
