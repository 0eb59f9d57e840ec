//! What is said of a moment: to the two people, and to a therapist.

use attune::Verdict;
use attune::story::{Moment, MomentKind, Otherwise};
use attune_data::Who;

use super::Strength;
use super::people::People;
use crate::number::{clock, decimals, percent, span};

/// What a moment is called, in the words of the house.
pub fn moment_name(moment: &Moment) -> &'static str {
    match &moment.kind {
        MomentKind::Echo(_) => "a high point to look at",
        MomentKind::WindingUp(_) => "winding each other up",
        MomentKind::Settling(_) => "settling each other",
        MomentKind::Repair(_) => "reaching out",
        MomentKind::Recovery(_) => "coming back down",
        MomentKind::Flooded(_) => "far above one's own line",
        MomentKind::CueFirst(_) => "the body before the words",
        MomentKind::WordsAndBody(_) => "words and body differ",
    }
}

/// How strongly a moment may be told.
pub fn moment_strength(moment: &Moment) -> Strength {
    match moment.verdict {
        Verdict::Supported | Verdict::Weak => Strength::SomeSign,
        Verdict::NotSeen | Verdict::CannotTell => Strength::CantTell,
    }
}

/// A moment told to the two people: what could be seen, no number, nobody to answer for it.
///
/// A high point that may have been picked up is asked as a question. Where the recording does not
/// carry a claim, the sentence says so.
pub fn moment_for_couple(moment: &Moment, people: &People<'_>) -> String {
    if moment_strength(moment) == Strength::CantTell && !asks(moment) {
        return format!(
            "Something happened here, and it can't be told what. It looked like {}, and chance \
             makes such moments too.",
            moment_name(moment)
        );
    }
    let (one, other) = people.of(moment.who);
    match &moment.kind {
        MomentKind::Echo(_) => format!(
            "{one} went up here. Only {one} can answer: was it your own, or were you picking \
             something up from {other}?"
        ),
        MomentKind::WindingUp(_) => {
            "Both of you went up here, within the same minute. It looked like winding each other up."
                .into()
        }
        MomentKind::Settling(_) => {
            "Both of you had been up, and both of you came down. It looked like settling each other."
                .into()
        }
        MomentKind::Repair(repair) => match repair.landed {
            Some(true) => format!("{one} reached out, and it landed: both of you came down."),
            Some(false) => format!(
                "{one} reached out. It did not show in your bodies this time, and that is normal. \
                 Coming back again is what counts."
            ),
            None => format!("{one} reached out. It can't be told whether it landed."),
        },
        MomentKind::Recovery(_) => format!("{one} had been up, and found the way back down."),
        MomentKind::Flooded(_) => format!("{one} was above their own line for a while."),
        MomentKind::CueFirst(_) => {
            format!("{one}'s body moved a little before {other}'s first words.")
        }
        MomentKind::WordsAndBody(_) => format!(
            "{one}'s words and body differed for a few turns. Both may be true: one can mean it \
             and be tense."
        ),
    }
}

/// Whether the moment is a question, which needs no verdict to be asked.
fn asks(moment: &Moment) -> bool {
    matches!(moment.kind, MomentKind::Echo(_))
}

/// A moment told to a therapist: what was seen, its number with interval, and chance beside it.
pub fn moment_for_therapist(moment: &Moment, people: &People<'_>) -> String {
    let (one, other) = people.of(moment.who);
    let seen = match &moment.kind {
        MomentKind::Echo(echo) => format!(
            "A high point of {one}, {} resting SD above rest. Ranked for a look by the model's \
             probability that more of it came from {other} than from {one} ({}); that is an order \
             of moments, not an answer.",
            decimals(echo.height, 1),
            percent(echo.picked_up),
        ),
        MomentKind::WindingUp(spiral) => {
            let through = spiral.through_loop.map_or_else(String::new, |share| {
                format!(
                    "; through the loop came {} of A's rise and {} of B's, in the fitted model",
                    percent(share[0]),
                    percent(share[1])
                )
            });
            format!(
                "Both rose, A by {} and B by {} resting SD{through}. Onset {} (95 %: {} to {}).",
                decimals(spiral.rise[0], 1),
                decimals(spiral.rise[1], 1),
                clock(spiral.onset_s, false),
                clock(spiral.onset_interval_s[0], false),
                clock(spiral.onset_interval_s[1], false),
            )
        }
        MomentKind::Settling(settling) => format!(
            "Both came down, A by {} and B by {} resting SD; half of what both carried was gone \
             after {}.",
            decimals(settling.fall[0], 1),
            decimals(settling.fall[1], 1),
            span(settling.half_s),
        ),
        MomentKind::Repair(repair) => {
            let how = if repair.attempt.coded { "coded" } else { "a softened tone, detected" };
            let landed = match (repair.landed, repair.half_s) {
                (Some(true), Some(half)) => format!(
                    "it landed: what both carried above their lines halved within {}, below what \
                     the pair's usual ways would have led to",
                    span(half)
                ),
                (Some(_), _) => "what both carried did not halve within a minute, or no more than \
                                 it would have anyway"
                    .into(),
                (None, _) => "whether it landed can't be told".into(),
            };
            format!("{one} made an attempt to mend ({how}); {landed}.")
        }
        MomentKind::Recovery(recovery) => {
            let half = recovery.half_life_s;
            let least = if recovery.censored { "at least " } else { "" };
            format!(
                "From a peak of {} resting SD, {one} lost half of the height in {least}{} (95 %: {} \
                 to {}).",
                decimals(recovery.peak, 1),
                span(half.value),
                span(half.lo),
                span(half.hi),
            )
        }
        MomentKind::Flooded(_) => format!(
            "{one} was above their own line for {}. The line is this person's own rest plus 2.5 SD \
             and can be moved or switched off.",
            span(moment.end_s - moment.start_s)
        ),
        MomentKind::CueFirst(_) => format!(
            "{one}'s activation changed {} before {other}'s first word (95 %: {} to {}).",
            span(moment.estimate),
            span(moment.interval.lo),
            span(moment.interval.hi),
        ),
        MomentKind::WordsAndBody(_) => format!(
            "For a few turns {one}'s body was {} SD above what usually goes with such words (95 %: \
             {} to {}), measured against {one} alone.",
            decimals(moment.estimate, 1),
            decimals(moment.interval.lo, 1),
            decimals(moment.interval.hi, 1),
        ),
    };
    let chance = moment.chance.map_or_else(String::new, |chance| {
        format!(
            " Seen {}; copies with one recording moved in time show {} (p = {}, {} copies).",
            times(chance.count),
            decimals(chance.expected, 1),
            decimals(chance.p, 3),
            chance.copies,
        )
    });
    seen + &chance
}

pub(super) fn times(count: usize) -> String {
    match count {
        1 => "once".into(),
        2 => "twice".into(),
        n => format!("{n} times"),
    }
}

/// What else could explain a moment, in one plain sentence.
pub fn otherwise(reason: Otherwise) -> &'static str {
    match reason {
        Otherwise::UnrecordedSharedCause => {
            "Something that was not recorded may have reached both of you."
        }
        Otherwise::SpeakingOrMoving => {
            "Speaking and moving change heart, skin and voice by themselves."
        }
        Otherwise::CareForTheSubject => "A subject one cares about is felt in the body.",
        Otherwise::TemperatureOrEffort => "A warm room, stairs, coffee or medicine do the same.",
        Otherwise::BeingObserved => "Being recorded is enough to make a body tense.",
        Otherwise::ComingDownAnyway => "What goes up comes down in time, with or without anyone.",
        Otherwise::Chance => "Chance makes such moments too.",
        Otherwise::NoRest => "No rest was recorded, so \"up\" means up for this session.",
        Otherwise::OneCoder => "One person coded it; another might have seen it differently.",
        Otherwise::WordsWithoutTone => "Counting words hears no tone and no humour.",
    }
}

/// Whom a moment concerns, for a table.
pub fn whose(who: Who) -> &'static str {
    match who {
        Who::A => "A",
        Who::B => "B",
        Who::Both => "both",
    }
}
