/// Why the recording allows no answer at all. This is an answer, and never a crash or a number.
#[derive(Debug, Clone, Copy, PartialEq, thiserror::Error)]
pub enum CannotTell {
    /// Too few moments at which both people were measured.
    #[error("both people were measured at {moments} moments; {needed} are needed")]
    TooShort {
        /// Moments at which at least one channel of each person is there.
        moments: usize,
        /// How many would be needed.
        needed: usize,
    },
    /// No channel of this person varies.
    #[error("no channel of this person varies")]
    Constant {
        /// 0 for A, 1 for B.
        person: usize,
    },
    /// No channel of this person moves often enough: one coincidence would pass for a loop.
    #[error("this person's channels move {moves} times; {needed} are needed")]
    HardlyMoves {
        /// 0 for A, 1 for B.
        person: usize,
        /// How often the channel that moves most differs from its sample before.
        moves: usize,
        /// How many would be needed.
        needed: usize,
    },
    /// One channel of each person is the same series: one recording stored twice.
    #[error("the two people's channels {channel_a} and {channel_b} are the same series")]
    Duplicated {
        /// Which channel of A.
        channel_a: usize,
        /// Which channel of B.
        channel_b: usize,
    },
    /// The data leave some parameters free: the posterior has no clear top.
    #[error("the recording does not pin the loop down")]
    Undetermined,
    /// The fitted loop runs away: it describes a rise, not a loop that settles.
    #[error("the fitted loop does not settle")]
    Unstable,
    /// The recording is little but noise: hardly anything of it is foreseen, so that how fast a
    /// person returns, and with it how many independent stretches there are, is not known.
    #[error("a return time is known only within a factor of {factor:.0}; at most 10 will do")]
    TooNoisy {
        /// 0 for A, 1 for B.
        person: usize,
        /// Upper over lower end of its 95 % interval.
        factor: f64,
    },
    /// Samples so far apart that what passes between two of them is over before the next.
    #[error("samples lie {return_times:.1} of the expected return times apart; at most one may")]
    TooCoarse {
        /// Most common spacing over the return time expected of such signals.
        return_times: f64,
    },
    /// Fewer independent stretches than any claim needs.
    #[error("the recording holds {n_eff:.0} independent stretches; {needed:.0} are needed")]
    TooFewStretches {
        /// Duration over twice the return time, of two return times their harmonic mean.
        n_eff: f64,
        /// How many would be needed.
        needed: f64,
    },
    /// Nothing was recorded while the two were apart.
    #[error("nothing was recorded while the two were apart")]
    NoSolo,
    /// Fewer surrogates could be made than a test needs.
    #[error("{made} surrogates could be made; {needed} are needed")]
    TooFewSurrogates {
        /// How many could be made.
        made: usize,
        /// How many would be needed.
        needed: usize,
    },
    /// Shifted copies need samples at even distances.
    #[error("samples come at {spacings} different distances; shifted copies need one")]
    UnevenGrid {
        /// How many different distances there are.
        spacings: usize,
    },
    /// Fewer acts or turns of a person than a pattern needs.
    #[error("{acts} acts of one of the two are coded; {needed} are needed")]
    TooFewActs {
        /// 0 for A, 1 for B.
        person: usize,
        /// How many there are.
        acts: usize,
        /// How many would be needed.
        needed: usize,
    },
    /// Two of the shown parameters cannot be told apart.
    #[error("two parameters of the loop cannot be told apart")]
    Entangled,
    /// What the fitted loop leaves unexplained still has a pattern: the loop does not describe the
    /// recording well enough to be asked.
    #[error("what the loop leaves unexplained still follows itself (lag-1 r = {lag_one:.2})")]
    Unexplained {
        /// 0 for A, 1 for B.
        person: usize,
        /// Which channel of the person.
        channel: usize,
        /// Correlation of what is left with itself one sample later.
        lag_one: f64,
        /// p of the Ljung-Box test over ten lags.
        p: f64,
    },
    /// With the change asked for, the loop would not settle any more.
    #[error("with this change the loop does not settle in {share:.2} of the guesses")]
    RunsAway {
        /// Share of the guesses in which it runs away.
        share: f64,
    },
    /// Nobody set an input of this kind while recording, so its effect is unknown.
    #[error("no input of this person was recorded")]
    NoOwnInput {
        /// 0 for A, 1 for B.
        person: usize,
    },
    /// Fewer sessions, or dyads, than putting them together needs.
    #[error("{sessions} sessions cannot be put together; {needed} are needed")]
    TooFewSessions {
        /// How many there are.
        sessions: usize,
        /// How many would be needed.
        needed: usize,
    },
    /// Fewer blocks of an exercise than an answer needs.
    #[error("one of the two did {blocks} blocks of the exercise; {needed} are needed")]
    TooFewBlocks {
        /// How many there are.
        blocks: usize,
        /// How many would be needed.
        needed: usize,
    },
}
