//! What is said about a loop, never more than its verdict and its rung.

use attune::dynamics::{
    Estimate, ExerciseVerdict, LinkSign, LinkTest, LinkVerdict, LoopLabel, LoopVerdict,
};
use attune::{Caveat, LoopFound, LoopResult, Verdict};

use super::{Strength, caveat, loop_help, loop_reason};
use crate::number::{decimals, p_value, percent, span};

/// Priors of this return time and below stand for quick signals; of the delay of slow ones a
/// recording says next to nothing.
const QUICK_S: f64 = 5.0;

/// What was found about the loop, as one sentence that begins with the lay word.
pub fn loop_sentence(model: &LoopResult) -> String {
    let Some(found) = model.found.as_deref() else { return untold(model) };
    match found.verdict.label {
        LoopLabel::CannotTell => untold(model),
        LoopLabel::NotLinked => format!(
            "Can't tell: beyond what both did at the same moment, nothing was seen to pass from one \
             to the other ({}).",
            counts(found, false),
        ),
        label => format!(
            "{}: {}; this stands out from {}.",
            capital(loop_strength(model)),
            passes(label, &found.verdict),
            counts(found, true),
        ),
    }
}

/// The lay word for the loop: *clear* beyond 99 of 100 of at least 99 stranger pairs.
pub fn loop_strength(model: &LoopResult) -> Strength {
    let Some(found) = linked(model) else { return Strength::CantTell };
    let beyond_99 = found.strangers.as_ref().is_some_and(|test| {
        let pairs = test.null.iter().filter(|ratio| !ratio.both.is_nan()).count();
        pairs >= 99 && test.both().p <= 0.01
    });
    if beyond_99 { Strength::Clear } else { Strength::SomeSign }
}

/// The loop whose link counts, if it does.
pub(crate) fn linked(model: &LoopResult) -> Option<&LoopFound> {
    let found = model.found.as_deref()?;
    let named = !matches!(found.verdict.label, LoopLabel::NotLinked | LoopLabel::CannotTell);
    named.then_some(found)
}

/// What more may be said, sentence by sentence: each person alike, in the order A, B.
pub fn loop_details(model: &LoopResult) -> Vec<String> {
    let Some(found) = linked(model) else {
        // Coming down sooner together than apart needs no link of ups and downs.
        let told = model.found.iter().filter(|f| f.verdict.cannot_tell.is_none());
        return told.filter(|f| f.verdict.soothing.is_ok()).map(|f| settling(f)).collect();
    };
    let verdict = &found.verdict;
    let mut out = Vec::new();
    if verdict.gains_shown {
        for into in [1, 0] {
            out.extend(arrival(found, into));
        }
    } else {
        out.push(
            "How much arrived in whom can't be told yet: that needs about three times as much \
             recording as the link itself."
                .into(),
        );
    }
    let some_sign = loop_strength(model) != Strength::Clear;
    match verdict.starter {
        Some(who) if some_sign => out.push(format!(
            "There is some sign that changes tended to start with {}.",
            LETTERS[who]
        )),
        Some(who) => out.push(format!(
            "In this recording changes tended to start with {}, as far as the model can tell.",
            LETTERS[who]
        )),
        None => out.push("With whom changes started can't be told.".into()),
    }
    if verdict.gains_shown {
        out.extend(coming_down(found));
    }
    if delay_shown(found) {
        for into in [1, 0] {
            if verdict.into[into] == LinkVerdict::Supported {
                let arrived = if some_sign { "may have arrived" } else { "arrived" };
                out.push(format!(
                    "What {} showed {arrived} in {} after about {}.",
                    LETTERS[1 - into],
                    LETTERS[into],
                    span(found.fit.delay_s[into].value),
                ));
            }
        }
    }
    out.push(settling(found));
    out.push(caveat(&Caveat::UnrecordedSharedCause));
    out.push("More echo is neither better nor worse.".into());
    out
}

/// What exercises in turns showed, A first; nothing where none were marked.
pub fn exercise_sentences(model: &LoopResult) -> Vec<String> {
    let found = model.found.as_deref().and_then(|found| found.alternation.as_ref());
    match found {
        None => Vec::new(),
        Some(Err(why)) => {
            vec![format!("What the exercise did to the other can't be told. {}", super::cannot_tell(why))]
        }
        Some(Ok(found)) => [0, 1]
            .map(|who| {
                let counts = super::ladder::exercise_counts(found);
                let (me, you) = (LETTERS[who], LETTERS[1 - who]);
                let effect = &found.persons[who];
                let e = effect.partner;
                let size = format!("{} to {} of a notch", decimals(e.lo, 1), decimals(e.hi, 1));
                match effect.verdict {
                    ExerciseVerdict::Seen if !counts => format!(
                        "While {you} did the exercise, {me} came down somewhat ({}; {size}). Asked was of \
                         both, and then one p has to be below .025 to count: some sign, no more.",
                        p_value("p", effect.test.p),
                    ),
                    ExerciseVerdict::Seen => format!(
                        "While {you} did the exercise, {me} came down too, by more than other schedules \
                         would show ({}; {size}).",
                        p_value("p", effect.test.p),
                    ),
                    // Asked was whether it calms; an interval that lies above 0 says something else.
                    ExerciseVerdict::NoVisibleEffect if e.lo > 0.0 => format!(
                        "Calming was not seen of {you}'s exercise on {me} ({}). {me} was higher meanwhile \
                         ({size}), which was not what was asked beforehand and may be chance.",
                        p_value("p", effect.test.p),
                    ),
                    ExerciseVerdict::NoVisibleEffect => format!(
                        "No visible effect of {you}'s exercise on {me} ({}; {size} fits as well).",
                        p_value("p", effect.test.p),
                    ),
                }
            })
            .to_vec(),
    }
}

/// What would help, where the loop cannot tell.
pub fn loop_helps(model: &LoopResult) -> Vec<String> {
    model.reasons.iter().filter_map(loop_help).collect()
}

/// Whether the delay may be told in seconds: only of quick signals, and only where the recording
/// says more about it than was assumed.
pub fn delay_shown(found: &LoopFound) -> bool {
    found.verdict.delay_shown && found.fit.options.return_time_s <= QUICK_S
}

/// Why the delay is not told in seconds; `None` where it is.
pub fn delay_not_shown(found: &LoopFound) -> Option<&'static str> {
    if delay_shown(found) {
        None
    } else if found.fit.options.return_time_s > QUICK_S {
        Some("no recording of signals that return as slowly as these tells a delay in seconds")
    } else if found.verdict.cannot_tell.is_some() {
        Some("nothing can be told of this loop")
    } else {
        Some("this recording says no more about them than was assumed")
    }
}

const LETTERS: [&str; 2] = ["A", "B"];

fn untold(model: &LoopResult) -> String {
    match model.reasons.first() {
        Some(reason) => {
            format!("Can't tell how much passed from one to the other. {}", loop_reason(reason))
        }
        None => "Can't tell how much passed from one to the other.".into(),
    }
}

fn capital(strength: Strength) -> &'static str {
    match strength {
        Strength::Clear => "Clear",
        Strength::SomeSign => "Some sign",
        Strength::CantTell => "Can't tell",
    }
}

/// What the loop does in this recording. Who turned after whom is said only where the link into
/// that one person is supported by itself.
fn passes(label: LoopLabel, verdict: &LoopVerdict) -> String {
    let said = match label {
        LoopLabel::CoRegulating => {
            "they were settling each other: what one showed came back a little later in the other, \
             and together they came down sooner than apart"
        }
        LoopLabel::Amplifying => {
            "there was an echo both ways: what one showed came back a little later in the other, and \
             more than half of it went round again"
        }
        LoopLabel::Spiral => "they were winding each other up: more came back than went",
        LoopLabel::Chasing => {
            "one turned the way the other did, a little later, and the other turned away from it"
        }
        LoopLabel::Opposing => return format!("in this recording, {}", opposite(verdict)),
        LoopLabel::Linked => {
            "something passed from one to the other, a little later; whether as it went or as its \
             opposite can't be told"
        }
        LoopLabel::Echoing | LoopLabel::NotLinked | LoopLabel::CannotTell => {
            "there was an echo: what one showed came back a little later in the other, and faded"
        }
    };
    format!("in this recording {said}")
}

fn opposite(verdict: &LoopVerdict) -> String {
    let answers = |i: usize| verdict.signs[i] == Some(LinkSign::Opposite);
    match [answers(0), answers(1)] {
        [true, true] => {
            "as one turned up, the other tended to turn down a little later, and the same \
                         the other way round"
                .into()
        }
        [_, into_b] if verdict.into[usize::from(into_b)] == LinkVerdict::Supported => {
            let me = usize::from(into_b);
            format!(
                "when {} turned up, {} tended to turn down a little later",
                LETTERS[1 - me],
                LETTERS[me]
            )
        }
        _ => "as one turned up, the other tended to turn down a little later".into(),
    }
}

/// "171 of 199 copies with one recording moved in time"; how many showed less, or as much.
fn counts(found: &LoopFound, less: bool) -> String {
    let of = |test: &LinkTest, what: &str| {
        let all = test.null.iter().filter(|ratio| !ratio.both.is_nan()).count();
        let as_much = (test.both().p * (all + 1) as f64).round() as usize;
        // Itself apart; no test leaves nothing.
        let as_much = as_much.saturating_sub(1);
        if less && as_much == 0 {
            format!("all {all} {what}")
        } else if less {
            format!("{} of {all} {what}", all - as_much)
        } else {
            format!("{as_much} of {all} {what} showed as much")
        }
    };
    let mut parts = vec![of(&found.shifted, "copies with one recording moved in time")];
    parts.extend(found.strangers.as_ref().map(|test| of(test, "stranger pairs")));
    parts.join(" and ")
}

/// How much arrived in one person: gain and share are two different things, and both are told.
fn arrival(found: &LoopFound, into: usize) -> Option<String> {
    let (me, you) = (LETTERS[into], LETTERS[1 - into]);
    if found.verdict.into[into] != LinkVerdict::Supported {
        return Some(format!("Whether anything of {you} arrived in {me} can't be told by itself."));
    }
    let gain = found.fit.gain[into];
    let share = found.shares[into].echo;
    let way = if gain.value < 0.0 { "down" } else { "up" };
    Some(format!(
        "If {you} stayed one notch up, {me} would end about {} of a notch {way} ({}); of {me}'s ups \
         and downs in this recording about {} came from {you} ({} to {}).",
        decimals(gain.value.abs(), 1),
        range(gain),
        percent(share.value),
        percent(share.lo),
        percent(share.hi),
    ))
}

fn range(gain: Estimate) -> String {
    format!("between {} and {} fits as well", decimals(gain.lo, 1), decimals(gain.hi, 1))
}

fn coming_down(found: &LoopFound) -> Option<String> {
    let half = found.metrics.half_life_s;
    if !(found.fit.settles && half.value.is_finite()) {
        return None;
    }
    let upper = if half.hi.is_finite() { span(half.hi) } else { "much longer".into() };
    Some(format!(
        "Left alone, the two would be half-way back after about {} ({} to {upper}).",
        span(half.value),
        span(half.lo),
    ))
}

/// Settling each other, where there was time apart; what is missing, where there was none.
fn settling(found: &LoopFound) -> String {
    let Ok(each) = &found.verdict.soothing else {
        return "Whether being together helps either come down can't be told without time apart."
            .into();
    };
    let told = |who: usize| {
        let e = each[who];
        let me = LETTERS[who];
        if e.lo > 0.0 {
            format!("{me} came down sooner with the other there than alone")
        } else if e.hi < 0.0 {
            format!("{me} came down later with the other there than alone")
        } else {
            format!("for {me} it made no visible difference whether the other was there")
        }
    };
    format!(
        "Together and apart: {}; {}. What was talked about, and which came first, differ too.",
        told(0),
        told(1)
    )
}

/// The verdict on the lagged link, as printed in tables.
pub fn loop_verdict_name(model: Option<&LoopResult>) -> &'static str {
    let found = model.and_then(|model| model.found.as_ref());
    found.map_or(Verdict::CannotTell.name(), |found| link_name(&found.verdict))
}

/// The same of a verdict.
pub fn link_name(verdict: &LoopVerdict) -> &'static str {
    match verdict.link {
        // What the recording does not allow as a whole it does not allow for the link.
        _ if verdict.cannot_tell.is_some() => Verdict::CannotTell,
        LinkVerdict::Supported => Verdict::Supported,
        LinkVerdict::Weak => Verdict::Weak,
        LinkVerdict::NotSeen => Verdict::NotSeen,
        LinkVerdict::CannotTell => Verdict::CannotTell,
    }
    .name()
}

/// The name of what a loop does, as printed in tables; `None` is no loop.
pub fn loop_label_name(found: Option<&LoopFound>) -> &'static str {
    match found.map_or(LoopLabel::CannotTell, |found| found.verdict.label) {
        LoopLabel::CoRegulating => "co_regulating",
        LoopLabel::Echoing => "echoing",
        LoopLabel::Amplifying => "amplifying",
        LoopLabel::Spiral => "spiral",
        LoopLabel::Chasing => "chasing",
        LoopLabel::Opposing => "opposing",
        LoopLabel::Linked => "linked",
        LoopLabel::NotLinked => "not_linked",
        LoopLabel::CannotTell => "cannot_tell",
    }
}
