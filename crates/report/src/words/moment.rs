//! What is said of a moment: to the two people, and to a therapist.

use attune::story::{After, Moment, MomentKind, Otherwise, Repaired};
use attune::{FloodSetting, Verdict};
use attune_data::Who;

use super::Strength;
use super::people::People;
use crate::number::{brief, clock, decimals, percent, span};

/// What a moment is called, in the words of the house.
pub fn moment_name(moment: &Moment) -> &'static str {
    match &moment.kind {
        MomentKind::Echo(_) => "a high point to look at",
        MomentKind::WindingUp(_) => "winding each other up",
        MomentKind::Settling(_) => "settling each other",
        MomentKind::Repair(_) => "reaching out",
        MomentKind::Recovery(_) => "coming back down",
        MomentKind::Flooded { .. } => "far above one's own line",
        MomentKind::CueFirst(_) => "the body before the words",
        MomentKind::WordsAndBody(_) => "words and body differ",
    }
}

/// How strongly a moment may be told.
pub fn moment_strength(moment: &Moment) -> Strength {
    match moment.verdict {
        // A high point to ask about claims nothing, whatever is supported around it.
        _ if matches!(moment.kind, MomentKind::Echo(_)) => Strength::CantTell,
        Verdict::Supported | Verdict::Weak => Strength::SomeSign,
        Verdict::NotSeen | Verdict::CannotTell => Strength::CantTell,
    }
}

/// A moment told to the two people: what could be seen, no number, nobody to answer for it.
///
/// `None` where the recording carries no claim, and for what concerns one person alone. A high point
/// that may have been picked up is asked as a question, which needs no claim. What is weakly
/// supported is told as what it may have been.
pub fn moment_for_couple(moment: &Moment, people: &People<'_>) -> Option<String> {
    let (one, other) = people.of(moment.who);
    if matches!(moment.kind, MomentKind::Echo(_)) {
        return Some(format!(
            "{one} went up here. Only {one} can answer: was it your own, or were you picking \
             something up from {other}?"
        ));
    }
    let weak = match moment.verdict {
        Verdict::Supported => false,
        Verdict::Weak => true,
        Verdict::NotSeen | Verdict::CannotTell => return None,
    };
    let looked = |like: &str| match weak {
        false => format!("It looked like {like}."),
        true => format!("It may have been {like}; chance makes such moments too."),
    };
    match &moment.kind {
        MomentKind::WindingUp(_) => Some(format!(
            "Both of you went up here, within the same minute. {}",
            looked("winding each other up")
        )),
        MomentKind::Settling(_) => Some(format!(
            "Both of you had been up, and both of you came down. {}",
            looked("settling each other")
        )),
        MomentKind::Repair(repair) if repair.landed == Some(true) => {
            let did = came_down(repair, moment.who, people, "both of you");
            Some(match (weak, repair.attempt.coded) {
                (false, _) => format!("{one} reached out, and it landed: {did}."),
                (true, true) => format!(
                    "{one} reached out here. After that, {did}. That may have come anyway: it \
                     may have had nothing to do with reaching out."
                ),
                (true, false) => format!(
                    "{one} may have reached out here. After that, {did}. That may have come anyway."
                ),
            })
        }
        MomentKind::WordsAndBody(_) => Some(format!(
            "{one}'s words and body {} for a few turns. Both may be true: one can mean it and be \
             tense.",
            if weak { "may have differed" } else { "differed" }
        )),
        // An attempt that landed nowhere is no moment to show to both; the rest is one person's own.
        MomentKind::Echo(_)
        | MomentKind::Repair(_)
        | MomentKind::Recovery(_)
        | MomentKind::Flooded { .. }
        | MomentKind::CueFirst(_) => None,
    }
}

/// A moment told to a therapist: what was seen, its number with interval, chance beside it, and how
/// far it may be believed.
pub fn moment_for_therapist(moment: &Moment, people: &People<'_>) -> String {
    let (one, other) = people.of(moment.who);
    let seen = match &moment.kind {
        MomentKind::Echo(echo) => format!(
            "A high point of {one}, {} SD above {one}'s middle in the fitted model. Ranked for a look by the model's \
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
                     the pair's usual ways would have led to; {}{}",
                    span(half),
                    came_down(repair, moment.who, people, "both"),
                    elsewhen(repair)
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
        MomentKind::Flooded { line, .. } => format!(
            "{one} was above their own line for {}. The line {} and can be moved or switched off.",
            span(moment.end_s - moment.start_s),
            flood_line(*line)
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
    seen + &chance + reservation(moment)
}

/// What each did after an attempt that landed: that both came down is said only of two who did.
/// `both` is what the two are called together.
fn came_down(repair: &Repaired, who: Who, people: &People<'_>, both: &str) -> String {
    let person = who.person().unwrap_or_default();
    // The one who made the attempt first, so that either is told alike.
    let each = repair.each.map(|each| [(person, each[person]), (1 - person, each[1 - person])]);
    let down = |(_, after): &(usize, After)| *after == After::CameDown;
    match each.iter().flatten().filter(|one| down(one)).count() {
        2 => format!("{both} came down"),
        1 => {
            let of = |came: bool| each.iter().flatten().find(|one| down(one) == came);
            let name = |came| of(came).map_or("", |(person, _)| people.name(*person));
            let did = match of(false).map(|(_, after)| after) {
                Some(After::StayedUp) => "stayed up",
                Some(After::WentUp) => "went up",
                _ => "had not been up",
            };
            format!("{} came down, and {} {did}", name(true), name(false))
        }
        _ => format!("{both} together came down a little"),
    }
}

/// What comes without an attempt, beside one that landed.
fn elsewhen(repair: &Repaired) -> String {
    match repair.elsewhen {
        Some(beside) if beside.moments > 0 => format!(
            ". Of {} other moments of this recording with about as much to come down from, {} halved \
             as soon (p = {})",
            beside.moments,
            beside.as_soon,
            decimals(beside.p, 3)
        ),
        _ => ". No other moment of this recording has about as much to come down from, so that it \
              can't be set beside chance"
            .into(),
    }
}

/// Where a person's own line lies.
fn flood_line(line: FloodSetting) -> String {
    match line {
        FloodSetting::AboveRest { sd } => {
            format!("was set at {} SD above this person's own rest", brief(sd))
        }
        FloodSetting::Usual | FloodSetting::Off => "is this person's own rest plus 2.5 SD, for a \
            heart rate at least a quarter above rest,"
            .into(),
    }
}

/// What has to be said with a moment that is not supported.
fn reservation(moment: &Moment) -> &'static str {
    match (moment.verdict, &moment.kind) {
        (Verdict::Supported, _) => "",
        // An order of moments is no claim, and says so itself.
        (_, MomentKind::Echo(_)) => "",
        (Verdict::Weak, MomentKind::Recovery(_)) => " How long it took is known only roughly.",
        (Verdict::Weak, _) => " The evidence is weak: it may have been something else.",
        // Whether it landed is the claim, and the sentence says that it did not, or can't be told.
        (Verdict::NotSeen | Verdict::CannotTell, MomentKind::Repair(_)) => "",
        (Verdict::CannotTell, MomentKind::Recovery(_)) => {
            " The way back was cut short, so how long it takes can't be told."
        }
        (Verdict::NotSeen, _) => " Not more than chance shows.",
        (Verdict::CannotTell, _) => " Whether it was more than chance can't be told.",
    }
}

pub(crate) fn times(count: usize) -> String {
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
