//! Why the loop model cannot tell.

use attune::LoopReason;
use attune::dynamics::CannotTell;

use super::reason;
use crate::number::{count, decimals, percent};

/// The stable code of a reason, as printed in tables and explained by `attune explain CODE`.
pub fn loop_reason_code(why: &LoopReason) -> &'static str {
    match why {
        LoopReason::Faulty(_) => "faulty",
        LoopReason::Recording(reason) => super::reason_code(reason),
        LoopReason::Model(why) => cannot_tell_code(why),
        LoopReason::OneNullOnly => "one-null-only",
        LoopReason::NotReached => "not-reached",
        LoopReason::OwnMistake => "own-mistake",
    }
}

/// The code of what the model says.
pub fn cannot_tell_code(why: &CannotTell) -> &'static str {
    match why {
        CannotTell::TooShort { .. } => "too-few-moments",
        CannotTell::Constant { .. } => "constant",
        CannotTell::HardlyMoves { .. } => "hardly-moves",
        CannotTell::TooNoisy { .. } => "too-noisy",
        CannotTell::Duplicated { .. } => "identical",
        CannotTell::Undetermined => "undetermined",
        CannotTell::Unstable => "does-not-settle",
        CannotTell::TooFewStretches { .. } => "too-few-stretches",
        CannotTell::TooCoarse { .. } => "too-coarse",
        CannotTell::NoSolo => "no-time-apart",
        CannotTell::TooFewSurrogates { .. } => "too-few-copies",
        CannotTell::UnevenGrid { .. } => "uneven-grid",
        CannotTell::Entangled => "entangled",
        CannotTell::Unexplained { .. } => "pattern-left",
        CannotTell::RunsAway { .. } => "runs-away",
        CannotTell::NoOwnInput { .. } => "no-own-input",
        CannotTell::TooFewActs { .. } => "too-few-acts",
        CannotTell::TooFewBlocks { .. } => "too-few-blocks",
        CannotTell::TooFewSessions { .. } => "too-few-sessions",
    }
}

/// A reason as one sentence with its numbers.
pub fn loop_reason(why: &LoopReason) -> String {
    match why {
        LoopReason::Faulty(code) => {
            format!("Something is wrong with this recording ({code}), so no claim is made from it.")
        }
        LoopReason::Recording(why) => reason(why),
        LoopReason::Model(why) => cannot_tell(why),
        LoopReason::OneNullOnly => {
            "The link stands out from copies moved in time or from stranger pairs, but not from both."
                .into()
        }
        LoopReason::NotReached => "The analysis was stopped before this pair's loop.".into(),
        LoopReason::OwnMistake => {
            "The program made a mistake here. Please report it; the other pairs are not affected."
                .into()
        }
    }
}

/// What the model says, as one sentence with its numbers.
pub fn cannot_tell(why: &CannotTell) -> String {
    match *why {
        CannotTell::TooShort { moments, needed } => format!(
            "Both people were measured at {}; a loop needs {needed}.",
            count(moments, "moment", "moments"),
        ),
        CannotTell::Constant { person } => {
            format!("{}'s recording does not vary.", letter(person))
        }
        CannotTell::HardlyMoves { person, moves, needed } => format!(
            "{}'s recording stays where it is and moved only {}; a loop needs {needed} moves.",
            letter(person),
            count(moves, "time", "times"),
        ),
        CannotTell::TooNoisy { person, factor } => format!(
            "The recording is too noisy: hardly anything of {}'s ups and downs is foreseen, and how fast \
             they pass is known only within a factor of {}.",
            letter(person),
            decimals(factor, 0),
        ),
        CannotTell::Duplicated { .. } => {
            "The two people's recordings are one and the same series.".into()
        }
        CannotTell::Undetermined => {
            "The recording does not pin the loop down: quite different loops fit it as well.".into()
        }
        CannotTell::Unstable => {
            "The fitted loop does not settle: it describes one rise or fall, not a loop.".into()
        }
        CannotTell::TooFewStretches { n_eff, needed } => format!(
            "These signals return so slowly that there are only {} independent stretches; {} are \
             needed.",
            decimals(n_eff, 1),
            decimals(needed, 0),
        ),
        CannotTell::TooCoarse { return_times } => format!(
            "Samples lie so far apart that what passes from one to the other is over before the \
             next: {} of the return times such signals have; at most one will do.",
            decimals(return_times, 1),
        ),
        CannotTell::NoSolo => "Nothing was recorded while the two were apart.".into(),
        CannotTell::TooFewSurrogates { made, needed } => format!(
            "Only {} with one recording moved in time could be made; {needed} are needed.",
            count(made, "copy", "copies"),
        ),
        CannotTell::UnevenGrid { .. } => {
            "Samples come at uneven distances, so that no copies moved in time can be made.".into()
        }
        CannotTell::Entangled => {
            "Two numbers of the loop rise and fall together, so that neither can be read.".into()
        }
        CannotTell::Unexplained { person, lag_one, .. } => format!(
            "What the loop leaves unexplained in {}'s recording still follows itself (r = {} from one \
             sample to the next), so the loop does not describe it well enough.",
            letter(person),
            decimals(lag_one, 2),
        ),
        CannotTell::RunsAway { share } => format!(
            "With this change the two would not settle any more in {} of the guesses.",
            percent(share),
        ),
        CannotTell::NoOwnInput { person } => format!(
            "No exercise of {} was recorded, so what one would do is not known.",
            letter(person),
        ),
        CannotTell::TooFewActs { person, acts, needed } => format!(
            "Of {} only {} came up; a pattern needs {needed}.",
            letter(person),
            count(acts, "act", "acts"),
        ),
        CannotTell::TooFewBlocks { blocks, needed } => format!(
            "Of one of the two only {} of the exercise can be read; {needed} of each are needed.",
            count(blocks, "block", "blocks"),
        ),
        CannotTell::TooFewSessions { sessions, needed } => format!(
            "{} cannot be put together; {needed} are needed.",
            count(sessions, "session", "sessions"),
        ),
    }
}

fn letter(person: usize) -> &'static str {
    if person == 0 { "A" } else { "B" }
}

/// What would help, where something would.
pub fn loop_help(why: &LoopReason) -> Option<String> {
    let help = match why {
        LoopReason::Recording(_) => "Both people's recordings of one amount, on one clock.",
        LoopReason::Model(why) => match why {
            CannotTell::TooShort { .. }
            | CannotTell::TooFewActs { .. }
            | CannotTell::TooFewStretches { .. }
            | CannotTell::TooFewSurrogates { .. } => {
                "A longer recording, or a quicker signal: movement, face or voice."
            }
            CannotTell::TooNoisy { .. } => {
                "A steadier sensor, a second channel of each person, or the right kind of signal (--kind)."
            }
            CannotTell::HardlyMoves { .. } => {
                "A signal that moves all the time; of few events codes and turns tell more."
            }
            CannotTell::Constant { .. } => {
                "A look at the sensor or the dial: one side stayed at one value throughout."
            }
            CannotTell::Duplicated { .. } => "A look at the files: one of them was used twice.",
            CannotTell::Undetermined | CannotTell::Entangled => {
                "A second channel of each person, a longer recording, or the alternating exercise."
            }
            CannotTell::Unstable => "A recording that holds both the rise and the time after it.",
            CannotTell::NoSolo => "Three to five minutes apart, recorded before the talk.",
            CannotTell::TooCoarse { .. } => {
                "More frequent samples, or the right kind of signal (--kind): a diary returns in days."
            }
            CannotTell::UnevenGrid { .. } => "Samples at one even rate (--grid).",
            CannotTell::Unexplained { .. } => {
                "A second channel of each person, or coarser samples."
            }
            CannotTell::RunsAway { .. } => "A smaller change.",
            CannotTell::NoOwnInput { .. } => "The alternating exercise: paced breathing in turns.",
            _ => return None,
        },
        LoopReason::OneNullOnly => "A second recording of the same two people, tested alone.",
        LoopReason::NotReached => "Running it again: what is finished comes out the same.",
        LoopReason::Faulty(_) | LoopReason::OwnMistake => return None,
    };
    Some(help.into())
}

/// The codes that only the loop model gives, with what they mean.
pub fn loop_reason_topics() -> &'static [(&'static str, &'static str)] {
    &[
        ("too-few-moments", "The loop model needs both people measured at some forty moments."),
        (
            "too-coarse",
            "Samples lie further apart than one return time of such signals, so that what passes between \
two of them is over before the next. Try more frequent samples, or the right --kind (a diary returns in days).",
        ),
        (
            "too-noisy",
            "Hardly anything of the recording is foreseen from one sample to the next, as in white noise: the \
95 % interval of the quicker return time spans more than a factor of ten. How many independent stretches there \
are is then not known either, and nothing is claimed. Try a steadier sensor, a second channel of each person, or \
the right --kind.",
        ),
        (
            "hardly-moves",
            "A channel that changes its value fewer than 20 times holds fewer than 20 pieces of news, however \
many samples repeat it: one coincidence would pass for a loop. Events are better told by codes and turns.",
        ),
        ("identical", "The two people's recordings are the same numbers: one file used twice."),
        (
            "undetermined",
            "The posterior of the loop model has no clear top: quite different loops describe the \
recording equally well.",
        ),
        (
            "does-not-settle",
            "The fitted loop runs away: more comes back than went. A recording that holds only a rise \
looks like this. It is called a spiral only where nine in ten parameter draws agree and the link is \
beyond chance.",
        ),
        (
            "pattern-left",
            "One-step residuals of the fitted loop follow themselves (Ljung-Box p below .01 and a lag-1 \
correlation beyond .15): the loop misses something, and is not asked what would follow from a change.",
        ),
        ("runs-away", "With the change asked for, the loop would not settle in most guesses."),
        ("no-own-input", "The effect of an own exercise is known only where one was recorded."),
        ("too-few-acts", "A pattern of acts needs at least three acts of each person."),
        ("too-few-blocks", "An answer about an exercise needs more blocks of it from each person."),
        ("too-few-sessions", "Too few sessions, or dyads, to be put together."),
        ("no-time-apart", "Settling each other can be told only beside time apart."),
        (
            "too-few-copies",
            "Fewer than 20 shifted copies could be made: no p below .05 is possible.",
        ),
        ("uneven-grid", "Shifted copies need samples at even distances."),
        (
            "entangled",
            "Two displayed parameters are correlated beyond .98 around the estimate: the recording \
tells their combination, not each of them.",
        ),
        (
            "one-null-only",
            "The lagged link is beyond shifted copies but not beyond stranger pairs, or the other way \
round.",
        ),
        ("not-reached", "The analysis was interrupted before this dyad's loop model."),
        ("own-mistake", "A mistake in the program, contained to this dyad. Please report it."),
    ]
}
