//! The page for the two people: one picture, plain words, one practice, no numbers but counts.

use attune::story::{Moment, MomentKind, Told as Subject, WhyNot};
use attune::{Analysis, Story};
use maud::{Markup, html};

use super::document::{Document, document, masthead, simulated};
use super::dyad::{chip, mark};
use super::told::{Told, subjects};
use crate::number::{clock, in_days, span};
use crate::words::{self, FEELINGS, Practice, Strength};

/// The couple's page of one session: what could be seen, what could not, and one thing to try.
///
/// A document of its own, not the therapist's with parts left out: it holds no number but counts
/// and clock times, no trace of one person alone, and every sentence about one person has the same
/// sentence for the other.
pub fn couple_page(analysis: &Analysis, story: &Story) -> String {
    let told = Told::new(analysis, story);
    let body = html! {
        (masthead(&[]))
        @if analysis.provenance.simulated { (simulated()) }
        main #main {
            (opening(&told))
            (picture(&told))
            (moments(&told))
            (round(&told))
            (sentences(&told))
            (practice(&told))
            (untold(&told))
            (plain_facts())
        }
    };
    let page = Document {
        title: "A look back",
        version: analysis.provenance.version,
        style: STYLE,
        script: "",
        plays: false,
    };
    document(&page, &body).into_string()
}

pub(super) const STYLE: &str = include_str!("couple.css");

fn opening(told: &Told<'_>) -> Markup {
    let link = told.main().map_or_else(
        || "Can't tell: there was nothing to set side by side.".to_owned(),
        words::link_for_couple,
    );
    let strength = told.main().map_or(Strength::CantTell, Strength::of);
    let end = link.find(':').unwrap_or(0);
    let found = told.main().and_then(|dyad| dyad.synchrony.as_ref());
    let beside_strangers = found.is_some_and(|s| s.stranger_percentile.is_some());
    html! {
        section aria-labelledby="title" {
            p .kicker { "A look back, " (span(told.length_s())) }
            h1 #title { (told.both()) }
            @if told.clocks_apart { p { (words::CLOCKS_APART) } }
            p .lead { span .said { (mark(strength)) (link[..end]) } (link[end..]) }
            p { (words::TOGETHER_IS_NEUTRAL) }
            @if strength != Strength::CantTell && beside_strangers { p .aside { (words::STRANGERS_ARE) } }
        }
    }
}

/// The one picture: the moments where some are told, else the two lines, without amounts.
fn picture(told: &Told<'_>) -> Markup {
    let moments = told.for_both();
    let signals = told.main().filter(|dyad| !dyad.people[0].trace.is_empty());
    html! {
        @if !moments.is_empty() {
            (told.ribbon(&moments, false))
        } @else if let Some(dyad) = signals {
            (told.traces(dyad, "traces", false))
        }
    }
}

fn moments(told: &Told<'_>) -> Markup {
    let moments = told.for_both();
    let days = in_days(told.length_s());
    html! {
        section aria-labelledby="moments-h" {
            h2 #moments-h { "Moments worth a look" }
            @if moments.is_empty() {
                p {
                    "No moment stands out from this talk. That is common. You can still pick one \
                     yourselves: when did it feel close, and when did it feel far?"
                }
            } @else {
                ol .moments {
                    @for (number, moment) in &moments {
                        li id={ "moment-" (number) } {
                            h3 { (clock(moment.start_s, days)) ", " (words::moment_name(moment)) }
                            @if let Some(seen) = words::moment_for_couple(moment, &told.people) { p { (seen) } }
                            p .aside {
                                (chip(words::moment_strength(moment)))
                                @if let Some(other) = moment.otherwise.first() { "· " (words::otherwise(*other)) }
                            }
                            (fits(number, &format!("Does moment {number} fit?")))
                        }
                    }
                }
                p .aside { "Your own answer counts more than this page does." }
            }
        }
    }
}

/// Three answers; nothing is kept and nothing is sent.
pub(super) fn fits(number: &str, question: &str) -> Markup {
    html! {
        fieldset .fits {
            legend { (question) }
            @for answer in ["Yes, that fits", "No", "Not sure"] {
                label { input type="radio" name={ "fits-" (number) } autocomplete="off"; " " (answer) }
            }
        }
    }
}

fn round(told: &Told<'_>) -> Markup {
    let story = told.story;
    let named =
        story.named_cycle().and_then(|cycle| Some((cycle, words::cycle_for_couple(cycle)?)));
    let Some((cycle, said)) = named else {
        return html! {};
    };
    let strength = words::cycle_strength(cycle);
    html! {
        section aria-labelledby="round-h" {
            h2 #round-h { @if strength == Strength::Clear { "A round you come back to" } @else { "A round you may come back to" } }
            p { (said) }
            @if let Some(of) = &story.infinity {
                ul .round {
                    @for person in told.order {
                        @let leg = &of.legs[person];
                        @let (one, other) = (told.people.name(person), told.people.name(1 - person));
                        li { (words::half_of_round(strength, other, leg.when, one, leg.then)) }
                    }
                }
                p { (words::round_goes_on(strength)) }
                p .aside { "How it was counted: one does it, the other does it in turn, and the first once more. The end of one round can be the start of the next." }
            }
        }
    }
}

fn sentences(told: &Told<'_>) -> Markup {
    let days = in_days(told.length_s());
    let sentences = told.story.to_say();
    html! {
        section aria-labelledby="say-h" {
            h2 #say-h { "One sentence each" }
            p { "Say it in your own words. Change or empty whatever you did not notice yourself. What you write here is not kept and goes nowhere." }
            @for person in told.order {
                @let slots = words::cycle_sentence(&sentences[person], days);
                @let name = told.people.name(person);
                div .sentence-card {
                    h3 { (name) " to " (told.people.name(1 - person)) }
                    p .say {
                        "I noticed when " (own(&format!("What {name} noticed"), slots.noticed.as_deref()))
                        ", I felt " (feeling(&format!("What {name} felt"))) ", and I think I "
                        (own(&format!("What {name} may have done"), slots.answered.as_deref()))
                        ". Did something shift for you too?"
                    }
                }
            }
        }
    }
}

/// A field in the sentence: what was seen, for the speaker to change or empty, or nothing yet.
fn own(label: &str, seen: Option<&str>) -> Markup {
    let seen = seen.unwrap_or_default();
    html! {
        input type="text" aria-label=(label) value=(seen) size=(seen.chars().count().max(18)) autocomplete="off";
    }
}

/// The feeling is always the speaker's own choice.
fn feeling(label: &str) -> Markup {
    html! {
        select aria-label=(label) autocomplete="off" {
            option value="" { "…" }
            @for word in FEELINGS { option { (word) } }
        }
    }
}

fn practice(told: &Told<'_>) -> Markup {
    let practice = invited(told);
    html! {
        section .practice aria-labelledby="practice-h" {
            p .kicker { "One thing to try, if you both like" }
            h2 #practice-h { (practice.title) }
            p { (practice.why) }
            ol { @for step in practice.steps { li { (step) } } }
            p .aside { (practice.care) }
        }
    }
}

/// The practice that goes with what was told first; with nothing told, the warm one.
pub(super) fn invited(told: &Told<'_>) -> Practice {
    if told.story.named.is_some() {
        return Practice::NAME_THE_CYCLE;
    }
    let claimed = |moment: &Moment| words::moment_strength(moment) != Strength::CantTell;
    let moments = told.for_both();
    let kinds = || moments.iter().filter(|(_, m)| claimed(m)).map(|(_, moment)| &moment.kind);
    if kinds().any(|kind| matches!(kind, MomentKind::WindingUp(_))) {
        Practice::SHORT_PAUSE
    } else if kinds().any(|kind| matches!(kind, MomentKind::WordsAndBody(_))) {
        Practice::BODY_FIRST
    } else if moments.iter().any(|(_, m)| matches!(m.kind, MomentKind::Echo(_))) {
        Practice::NOTICE_THE_ECHO
    } else {
        Practice::WARM_MIRRORING
    }
}

/// What may be said to be unknown here, what matters most first. How far one person is above an own
/// line is not among them: that it stood here once and not another time would tell it.
const ASKED: [Subject; 8] = [
    Subject::Echo,
    Subject::Direction,
    Subject::Soothing,
    Subject::Cycle,
    Subject::WordsAndBody,
    Subject::Repair,
    Subject::WindingUp,
    Subject::Settling,
];
/// Short lists are read, walls are not.
const AT_MOST: usize = 3;

fn untold(told: &Told<'_>) -> Markup {
    let asked = || ASKED.into_iter().filter_map(|what| Some((what, told.story.why_not(what)?)));
    let looked_for = |why: &WhyNot| !matches!(why, WhyNot::NoneFound | WhyNot::SwitchedOff);
    let open: Vec<Subject> =
        asked().filter(|(_, why)| looked_for(why)).map(|(what, _)| what).take(AT_MOST).collect();
    let unseen: Vec<Subject> =
        asked().filter(|(_, why)| *why == WhyNot::NoneFound).map(|(what, _)| what).collect();
    let mut help: Vec<&str> = Vec::new();
    for (_, why) in asked() {
        help.extend(words::next_time(why).filter(|sentence| !help.contains(sentence)));
    }
    help.truncate(AT_MOST);
    html! {
        section aria-labelledby="untold-h" {
            h2 #untold-h { "What this talk does not tell" }
            @if !told.claims() {
                p { "From most single talks it can't be told who followed whom. That says nothing about the two of you." }
            }
            @if !open.is_empty() {
                ul { @for what in open { li { (words::subject(what)) ": can't tell." } } }
            }
            @if !unseen.is_empty() {
                p { "Looked for, and not seen this time: " (subjects(&unseen)) "." }
            }
            @if !help.is_empty() {
                h3 { "What would help" }
                ul { @for sentence in help { li { (sentence) } } }
            }
        }
    }
}

fn plain_facts() -> Markup {
    html! {
        section .plain aria-labelledby="plain-h" {
            h2 #plain-h { "Good to know" }
            ul {
                li { "People speak of mirror neurons. Attune does not measure neurons. It looks at whether one person's signals follow the other's." }
                li { "Bodies pick up on each other, and on coffee, stairs and a warm room too." }
                li { "Missing each other is normal. Coming back is the skill." }
                li { "This page stays with you. It is not suitable as evidence about a person, and it is no doctor's report." }
                li { "If talking at home does not feel safe to you, leave this page aside. A doctor or a local helpline will listen, and you need not say why." }
            }
        }
    }
}
