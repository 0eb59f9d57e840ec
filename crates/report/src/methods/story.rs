//! What a session's story was told from: moments, talk, the lexicon, soothing, each with what was
//! in effect.

use attune::dynamics::SpiralOptions;
use attune::story::{MomentKind, Rest};
use attune::{Analysis, FloodSetting, Story};

use super::Reference;
use crate::number::{brief, count, percent, span};

/// One paragraph per part of the stories that could be told; none where there is no story.
pub(super) fn paragraphs(analysis: &Analysis) -> Vec<String> {
    let bodies: Vec<&Story> = analysis.stories.iter().filter(|s| s.lanes.is_some()).collect();
    let mut out = Vec::new();
    if !bodies.is_empty() {
        out.push(activation(&bodies));
        out.push(together(&bodies));
        out.push(alone(analysis));
    }
    if bodies.iter().any(|s| s.talk.iter().all(|of| of.turns > 0)) {
        out.push(cue_first());
    }
    out.extend(words_and_body(analysis, &bodies));
    out.extend(talk(analysis));
    out.extend(steps(analysis));
    out.extend(soothing(analysis));
    out
}

/// Whom the paragraphs cite.
pub(super) fn references(analysis: &Analysis) -> Vec<Reference> {
    let stories = &analysis.stories;
    let bodies = stories.iter().any(|s| s.lanes.is_some());
    let spoken = stories.iter().any(|s| s.talk.iter().all(|of| of.turns > 0));
    let worded = stories.iter().any(|s| s.talk.iter().any(|of| of.words > 0));
    let weighed = worded && analysis.provenance.lexicon.is_some();
    let known = [
        (bodies || stories.iter().any(|s| !s.cycles.is_empty()), Some(Reference::Phipson2010)),
        (stories.iter().any(|s| !s.cycles.is_empty()), Some(Reference::Westfall1993)),
        (bodies, Some(Reference::Page1954)),
        (bodies && analysis.plan.loop_model, Some(Reference::Durbin2002)),
        (bodies, cited("rabiner1989")),
        (bodies, cited("biernacki2000")),
        (spoken, cited("stivers2009")),
        (worded, cited("ireland2010")),
        (weighed, Some(Reference::Hutto2014)),
        (weighed && bodies, Some(Reference::Sen1968)),
        (stories.iter().any(|s| !s.transitions.is_empty()), cited("bakeman2011")),
        (!analysis.soothing.is_empty(), cited("fuchs2017")),
    ];
    known.into_iter().filter(|(used, _)| *used).filter_map(|(_, reference)| reference).collect()
}

/// A publication that a measure of the catalogue comes from too.
fn cited(key: &str) -> Option<Reference> {
    let all = attune::MEASURES.iter().flat_map(|measure| measure.cites);
    all.into_iter().find(|citation| citation.key == key).map(Reference::Measure)
}

/// "(Stivers et al., 2009)", after a blank.
fn cite(key: &str) -> String {
    cited(key).map_or_else(String::new, |reference| format!(" ({})", reference.cite()))
}

/// Two publications in one pair of brackets, after a blank.
fn cite_both(one: &str, other: &str) -> String {
    format!("{}{}", cite(one), cite(other)).replace(") (", "; ")
}

fn activation(bodies: &[&Story]) -> String {
    let mut channels: Vec<&str> = Vec::new();
    let (mut rested, mut finest) = (0, f64::INFINITY);
    for story in bodies {
        let Some(lanes) = &story.lanes else { continue };
        for lane in lanes {
            if !channels.contains(&lane.channel.as_str()) {
                channels.push(&lane.channel);
            }
        }
        finest = finest.min(story.lane_step_s);
        rested += usize::from(lanes.iter().all(|l| matches!(l.rest, Rest::Apart { .. })));
    }
    let unrested = match bodies.len() - rested {
        0 => String::new(),
        n => format!(
            "; in {} without it the session's own median, and its quartiles' distance over 1.349",
            count(n, "session", "sessions")
        ),
    };
    format!(
        "Moments were looked for in {} with an activation channel of both people ({}), on a grid of \
         {}, in each person's own resting standard deviations: rest was the marked time apart, where \
         both had at least 120 s of it ({}){unrested}. A person counted as up above one such standard \
         deviation over rest, that person's line. Where chance was counted, it was the number of such \
         moments in circularly shifted copies of one person's recording with matched ends, none \
         nearer than 60 s.",
        count(bodies.len(), "session", "sessions"),
        channels.join(", "),
        span(finest),
        count(rested, "session", "sessions"),
    )
}

/// Winding up, settling, repair, phases: what concerns both.
fn together(bodies: &[&Story]) -> String {
    let o = SpiralOptions::default();
    let copies = bodies.iter().flat_map(|s| &s.moments).find_map(|m| m.chance.map(|c| c.copies));
    let against = copies.map_or_else(String::new, |n| format!(", from {n} copies"));
    format!(
        "Winding each other up: after a causal median of {}, both above their lines, both rising over \
         {}, and both risen by at least {} SD within {}; where a loop was fitted, at least {} of the \
         one's rise and {} of the other's had to come through it. It ends with both below their lines \
         for {}. Its onset is dated by likelihood, with a 95 % interval. It counts as supported where \
         the loop's link is and p < .05{against}, as weak where one of these holds. Settling each \
         other: its mirror image, both fallen by at least .75 SD within 60 s from a joint load \
         (the sum of what each carries above the own line) of at least .5; supported where p < .05. \
         Repair: an attempt that was coded, or, where a voice, face or movement channel was recorded, \
         a turn whose first 8 s lie 1 SD below the speaker's own last minute; it landed where the \
         joint load halved within 60 s and lay at or below the 20th percentile of 200 paths of a \
         first-order vector autoregression learned from the same pair. Landed counts as supported \
         where coded, and as weak where detected. Phases of the session are the states of a hidden \
         Markov model of both activations in steps of about 5 s, with 1 to 4 states by the integrated \
         complete likelihood{}.",
        span(o.median_s),
        span(o.slope_s),
        brief(o.rise),
        span(o.within_s),
        percent(o.through_loop[0]),
        percent(o.through_loop[1]),
        span(o.end_s),
        cite_both("rabiner1989", "biernacki2000"),
    )
}

/// Recovery, flooding, echo: what concerns one person.
fn alone(analysis: &Analysis) -> String {
    let plan = &analysis.plan;
    let recovery = "Recovery: from the three highest stretches of each person above the line that \
                    last 10 s or more, the half-life of an exponential return up to the next rise (by \
                    40 % of the peak's height), least squares with a profile interval; supported \
                    where the interval is known to within a factor of four, cannot tell where it was \
                    cut short.";
    let flooded = flooded(plan.flood_lines);
    let echo = if plan.loop_model {
        format!(
            "Echo: only where the loop's link is supported, high points more than one standard \
             deviation above the fitted activation's mean, three of each person, ranked by the \
             model's probability that more was picked up than own ({}); supported above .9 where the \
             link into that person is. An order of moments to ask about, not an answer.",
            Reference::Durbin2002.cite()
        )
    } else {
        "Echo moments were not looked for, as no loop model was fitted.".to_owned()
    };
    format!(
        "{recovery} {flooded} {echo} Changes of one person's activation, which date what somebody \
         noticed and did next, were found by a running sum of one-step surprises, at most one false \
         alarm in half an hour of calm ({}).",
        Reference::Page1954.cite()
    )
}

/// Being far above one's own line, as each of the two set it.
fn flooded(lines: [FloodSetting; 2]) -> String {
    let usual = "the person's rest plus 2.5 SD, for a heart rate at least a quarter above rest";
    let line = |setting: FloodSetting| match setting {
        FloodSetting::Usual => usual.to_owned(),
        FloodSetting::AboveRest { sd } => format!("the person's rest plus {} SD", brief(sd)),
        FloodSetting::Off => "none".to_owned(),
    };
    let told = match lines {
        [FloodSetting::Off, FloodSetting::Off] => {
            return "Flooding was not looked for, as the plan says.".into();
        }
        [a, b] if a == b => line(a),
        [a, b] => format!("for A {}, for B {}", line(a), line(b)),
    };
    format!(
        "Flooding: above a line for 20 s, smoothed by a median over 15 s, until below it for 60 s, and \
         only where rest was recorded; the line was {told}: a convention that each may move or switch \
         off, not a validated threshold."
    )
}

fn cue_first() -> String {
    "A cue before the first word: the mean of one person's activation over the 3 s before the other's \
     first words (turns after at least 3 s of own silence, at least 6 of them) less that from 10 to \
     6 s before; the lead is where the average course passes half of that change, its interval from \
     200 resamples of first words. Chance was 999 copies with all first words moved together in a \
     loop; reported where twice p < .05, as two people were looked at."
        .into()
}

/// Words beside bodies, and the lexicon that weighed the words.
fn words_and_body(analysis: &Analysis, bodies: &[&Story]) -> Option<String> {
    let lexicon = analysis.provenance.lexicon.as_ref()?;
    let worded = |s: &&&Story| s.talk.iter().any(|of| of.words > 0);
    bodies.iter().find(worded)?;
    let runs = bodies.iter().flat_map(|s| &s.moments);
    let n = runs.filter(|m| matches!(m.kind, MomentKind::WordsAndBody(_))).count();
    Some(format!(
        "Words were weighed turn by turn as VADER does ({}) with {}. Words and body differ in a turn \
         where the body around it (from 2 s before to 4 s after), less what goes with such words and \
         with the other's body of 4 s before (level and slope by Theil and Sen within the person; \
         {}), is above 1.5 robust SD and the words are at or above their median; a stretch is at \
         least three turns within 60 s whose mean is above 1.5, of a person with at least 12 turns. \
         Chance was the strongest stretch of either person in 999 copies of bodies that go up and \
         down as these do of themselves; reported where p < .05 ({}).",
        Reference::Hutto2014.cite(),
        crate::words::lexicon_named(lexicon),
        Reference::Sen1968.cite(),
        count(n, "stretch", "stretches"),
    ))
}

fn talk(analysis: &Analysis) -> Option<String> {
    let spoken = analysis.stories.iter().filter(|s| s.talk.iter().any(|of| of.turns > 0));
    let all: Vec<&Story> = spoken.collect();
    let timed = all.iter().any(|s| s.talk.iter().any(|of| of.floor.is_some()));
    let worded = all.iter().any(|s| s.talk.iter().any(|of| of.words > 0));
    if all.is_empty() {
        return None;
    }
    let floor = if timed {
        format!(
            " Floor-transfer offset is the start of a turn less the end of the other's turn before \
             it{}, response latency the middle of those that waited; pauses of one person below 0.2 s \
             end no turn, and a turn wholly within the other's is no transfer. Overlap is the time \
             both speak over the time anybody does.",
            cite("stivers2009"),
        )
    } else {
        String::new()
    };
    let words = if worded {
        format!(
            " Words, questions (by their marks), words for us, oneself and the other, and nine \
             classes of function words{}, from Attune's own English lists, were counted of the turns \
             whose words were written down; speech rate is words over the time of these turns, \
             pauses included.",
            cite("ireland2010"),
        )
    } else {
        " What was said was not written down.".to_owned()
    };
    let n = count(all.len(), "session", "sessions");
    Some(format!("Talk was counted person by person in {n}.{floor}{words} None of it was tested."))
}

fn steps(analysis: &Analysis) -> Option<String> {
    analysis.stories.iter().find(|s| !s.transitions.is_empty())?;
    Some(format!(
        "What came next: of all acts coded or seen, each step to the very next act within 10 s was \
         counted, beside the number to expect if what comes next did not depend on what came before \
         (steps from the one times steps to the other, over all steps{}). A description, not a test.",
        cite("bakeman2011").replace(" (", "; ").trim_end_matches(')'),
    ))
}

fn soothing(analysis: &Analysis) -> Option<String> {
    let first = analysis.soothing.first()?;
    let strangers = if first.p_strangers.is_nan() {
        String::new()
    } else {
        ", and as many copies in which everybody had another couple's supporter".to_owned()
    };
    Some(format!(
        "Strain and support in the study as a whole: in intervals of {}, a logistic model of support \
         on strain one interval before and on the supporter's own past, with their product, couple by \
         couple with half a count added to each of its eight cells, then the mean over couples{}; \
         strain and support were coded −1 and +1, so that the figure is half the way from no to yes. \
         Chance was {} copies in which each supporter's codes were moved in a loop{strangers}; p were \
         multiplied by the directions looked at ({}). A couple by itself was told where strain and \
         support each came, and stayed away, at least 5 times, with q over couples \
         (Benjamini-Hochberg).",
        span(first.interval_s),
        cite("fuchs2017"),
        first.copies,
        first.directions,
    ))
}
