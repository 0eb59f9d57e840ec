//! The page for a therapist: three moments with what was said and what both bodies did, the loop,
//! how good the recording is, how far the evidence goes, and what cannot be told.

use attune::story::{Cycle, Moment, MomentKind, Phase, PhaseKind, WhyNot};
use attune::{Analysis, Dyad, LoopFound, Story};
use attune_data::{Media, MediaKind, Turn};
use maud::{Markup, html};

use super::around::around;
use super::couple::{self, fits, invited};
use super::document::{Document, document, masthead, simulated};
use super::dyad::chip;
use super::figure::{self, Legend};
use super::loop_part;
use super::told::{Told, reason, subjects};
use super::transitions;
use crate::number::{clock, in_days, percent, span};
use crate::picture::{self, Listing};
use crate::words;

/// The therapist's page of one session.
///
/// `media` are the recordings of the room that lie beside the page, by paths relative to it; each
/// moment can then be played, unless names are hidden. Words that were said are shown where the
/// story holds them.
pub fn therapist_page(analysis: &Analysis, story: &Story, media: &[Media]) -> String {
    page(analysis, &Told::new(analysis, story), media)
}

/// The same for a pack that leaves moments out: those that are left keep their `numbers`.
pub(crate) fn numbered_page(analysis: &Analysis, story: &Story, numbers: &[usize]) -> String {
    let told = Told { numbers: numbers.to_vec(), ..Told::new(analysis, story) };
    page(analysis, &told, &[])
}

fn page(analysis: &Analysis, told: &Told<'_>, media: &[Media]) -> String {
    let hidden = analysis.provenance.names_hidden;
    let (media, left_out) = if hidden { (&[][..], !media.is_empty()) } else { (media, false) };
    let body = html! {
        (masthead(&[("moments", "Moments"), ("loop", "Loop"), ("evidence", "Evidence"), ("untold", "Not told")]))
        @if analysis.provenance.simulated { (simulated()) }
        main #main {
            (opening(told))
            @if hidden { (names_hidden(told, left_out)) }
            (moments(told, media))
            (the_loop(told))
            (bodies(told))
            (evidence(told))
            (untold(told))
            (practice(told))
            (limits())
        }
    };
    let page = Document {
        title: "Session review",
        version: analysis.provenance.version,
        style: &format!("{}{STYLE}", couple::STYLE),
        script: SCRIPT,
        plays: !media.is_empty(),
    };
    document(&page, &body).into_string()
}

const STYLE: &str = include_str!("therapist.css");
const SCRIPT: &str = include_str!("therapist.js");
/// A moment is shown with this much before and after it, seconds.
const AROUND_S: f64 = 45.0;
/// What was said is shown from and until this long around it, seconds.
const SAID_S: f64 = 15.0;

fn opening(told: &Told<'_>) -> Markup {
    let story = told.story;
    let session = story.session.as_ref().map(|s| format!(", session {s}")).unwrap_or_default();
    html! {
        section aria-labelledby="title" {
            p .kicker { "Session review · pair " (story.dyad) (session) " · " (span(told.length_s())) }
            h1 #title { (told.both()) }
            @if told.clocks_apart { p .sentence { (words::CLOCKS_APART) } }
            @for dyad in &told.dyads {
                @if dyad.kind != attune_data::Kind::Code {
                    p .sentence {
                        @if told.dyads.len() > 1 { strong { (dyad.channel) ": " } }
                        (super::dyad::sentence(dyad))
                    }
                }
            }
        }
    }
}

/// What hiding the names did, and what it cannot do.
fn names_hidden(told: &Told<'_>, media_left_out: bool) -> Markup {
    let words = told.story.turns.iter().any(|turn| turn.said.is_some());
    html! {
        p .aside {
            "Names are hidden: the two are called A and B."
            @if words { " This holds inside what was said, too; other names, and nicknames, that were said are still there." }
            @if media_left_out { " The recording of the room is left out: voices and faces tell who somebody is." }
        }
    }
}

fn moments(told: &Told<'_>, media: &[Media]) -> Markup {
    let labelled = told.labelled();
    html! {
        section #moments aria-labelledby="moments-h" {
            h2 #moments-h { "Moments worth a look" }
            @if labelled.is_empty() {
                p { "No clear moments in this session. That is common: most talks do not show who moves first." }
            }
            (told.ribbon(&labelled, true))
            @for (number, moment) in &labelled { (card(told, number, moment, media)) }
            @if labelled.len() < told.story.moments.len() { (all_moments(told)) }
        }
    }
}

fn card(told: &Told<'_>, number: &str, moment: &Moment, media: &[Media]) -> Markup {
    let days = in_days(told.length_s());
    let strength = words::moment_strength(moment);
    let traces = told
        .main()
        .and_then(|dyad| around(dyad, moment.start_s - AROUND_S, moment.end_s + AROUND_S));
    html! {
        article .moment id={ "moment-" (number) } aria-labelledby={ "moment-" (number) "-h" } {
            h3 id={ "moment-" (number) "-h" } {
                (number) ". " (clock(moment.start_s, days)) " to " (clock(moment.end_s, days)) ", "
                (words::moment_name(moment))
            }
            p { (chip(strength)) "· " (figure::unbroken(&seen(told, moment))) }
            @if !moment.for_both() {
                p .aside { "This is one person's own: it is neither on the couple's page nor in a pack." }
            }
            @for (at, clip) in media.iter().enumerate() { (player(clip, moment, number, at)) }
            (said(told, moment, days))
            @if let Some(part) = &traces { (told.traces(part, &format!("around{number}"), true)) }
            @if !moment.otherwise.is_empty() {
                p .aside { "What else could explain it:" }
                ul .aside { @for other in &moment.otherwise { li { (words::otherwise(*other)) } } }
            }
            (fits(number, "Does it fit?"))
            p { label .own-label { "Your own label " input type="text" autocomplete="off" size="28"; } }
        }
    }
}

/// What was seen, with names throughout.
fn seen(told: &Told<'_>, moment: &Moment) -> String {
    let text = words::moment_for_therapist(moment, &told.people);
    match moment.kind {
        // Of both it is told by letter; of one by name already, where an "A" may be an article.
        MomentKind::WindingUp(_) | MomentKind::Settling(_) => told.people.instead_of_letters(&text),
        _ => text,
    }
}

/// The room's recording from a little before the moment to its end.
fn player(clip: &Media, moment: &Moment, number: &str, at: usize) -> Markup {
    let from = clip.at(moment.start_s - 3.0).max(0.0);
    let source = format!("{}#t={from:.1},{:.1}", clip.path, clip.at(moment.end_s).max(from + 1.0));
    let label = format!("Recording of moment {number}, file {}", at + 1);
    html! {
        @match clip.kind {
            MediaKind::Video => video .clip controls preload="none" src=(source) aria-label=(label) {},
            MediaKind::Audio => audio .clip controls preload="none" src=(source) aria-label=(label) {},
        }
    }
}

/// The turns around a moment; only who and when where the words were left out.
fn said(told: &Told<'_>, moment: &Moment, days: bool) -> Markup {
    let turns: Vec<&Turn> =
        told.story.turns_within(moment.start_s - SAID_S, moment.end_s + SAID_S).collect();
    let words = turns.iter().any(|turn| turn.said.is_some());
    html! {
        @if words {
            dl .said-list {
                @for turn in &turns {
                    dt class=(["a", "b"][turn.person.min(1)]) {
                        span .n { (clock(turn.start_s, days)) } " " (told.people.name(turn.person))
                    }
                    dd { (turn.said.as_ref().map_or("…", |said| said.text())) }
                }
            }
        } @else if !turns.is_empty() {
            p .aside { (turns.len()) " turns around it; what was said is not shown." }
        }
    }
}

fn all_moments(told: &Told<'_>) -> Markup {
    let days = in_days(told.length_s());
    let rows = told.story.moments.iter().map(|moment| {
        vec![
            format!("{} to {}", clock(moment.start_s, days), clock(moment.end_s, days)),
            words::moment_name(moment).to_owned(),
            told.people.instead_of_letters(words::whose(moment.who)),
            words::moment_strength(moment).words().to_owned(),
            seen(told, moment),
        ]
    });
    let listing =
        Listing { head: vec!["when", "what", "who", "can be said", "seen"], rows: rows.collect() };
    html! {
        details {
            summary { "All " (told.story.moments.len()) " moments found" }
            (figure::listing(&listing, "All moments found"))
        }
    }
}

fn the_loop(told: &Told<'_>) -> Markup {
    let story = told.story;
    let days = in_days(told.length_s());
    html! {
        section #loop aria-labelledby="loop-h" {
            h2 #loop-h { "The loop" }
            @if let Some(model) = told.main().and_then(|dyad| dyad.loop_model.as_ref()) {
                h3 { "Own, and picked up" }
                (loop_part::told(model, "own-and-echo", Some(&told.people)))
                h3 { "The round" }
            }
            @if let Some(picture) = told.infinity() {
                (figure::figure(&picture, "loop-picture", Legend::None))
            }
            (transitions::transitions(story, "transitions"))
            @match story.named_cycle() {
                Some(cycle) => p { (round(told, cycle)) },
                None if story.cycles.is_empty() => p { "Can't tell: too few acts were coded or seen to look for an order of them." },
                None => p { "Can't tell: no order of acts came more often than chance brings it, counted over every kind and both directions at once." },
            }
            @if !story.cycles.is_empty() {
                details {
                    summary { "Every order that was looked for" }
                    ul { @for cycle in &story.cycles { li { (round(told, cycle)) } } }
                }
            }
            h3 { "One sentence each" }
            @let sentences = story.to_say();
            @for person in told.order {
                @let slots = words::cycle_sentence(&sentences[person], days);
                p .say {
                    strong { (told.people.name(person)) ": " }
                    (words::whole_sentence(&slots, "…"))
                }
            }
            p .aside { "The feeling is the speaker's to choose, and the speaker must have noticed what the sentence says was noticed. Blanks stay blank where the recording gives nothing one could check." }
        }
    }
}

/// A cycle with its counts, with names throughout.
fn round(told: &Told<'_>, cycle: &Cycle) -> String {
    told.people.instead_of_letters(&words::cycle_for_therapist(cycle))
}

fn bodies(told: &Told<'_>) -> Markup {
    let (strip, grid) = (told.words_and_body(), told.where_time_went());
    let phases = &told.story.phases;
    // By letter, which the table's head replaces by names.
    let talk = words::talk_listing(&told.story.talk, ["A", "B"]);
    html! {
        @if talk.is_some() || strip.is_some() || grid.is_some() || !phases.is_empty() {
            section aria-labelledby="bodies-h" {
                h2 #bodies-h { "Words, bodies, time" }
                @if let Some(picture) = strip {
                    h3 { (picture.title) }
                    (figure::figure(&picture, "words-body", Legend::None))
                    p .aside { "Differing is ordinary: caring about the subject, a warm room, being watched. Only the change from this person's own usual is shown." }
                }
                @if let Some(talk) = &talk {
                    h3 { "Talk" }
                    (figure::named_listing(talk, "Talk of both", &told.people))
                    p .aside { "Counts only. Talking more or less, or asking more, is neither better nor worse." }
                }
                @if let Some(picture) = grid {
                    h3 { (picture.title) }
                    (figure::named_figure(&picture, "time-grid", Legend::Letters(&told.people), &told.people))
                }
                @if !phases.is_empty() {
                    h3 { "Phases" }
                    (figure::listing(&phase_listing(told, phases), "Phases"))
                }
            }
        }
    }
}

fn phase_listing(told: &Told<'_>, phases: &[Phase]) -> Listing {
    let days = in_days(told.length_s());
    let word = |kind| match kind {
        PhaseKind::Quiet => "neither above their own line",
        PhaseKind::AUp => "A above, B not",
        PhaseKind::BUp => "B above, A not",
        PhaseKind::BothUp => "both above",
    };
    let word = |kind| told.people.instead_of_letters(word(kind));
    let rows = phases.iter().map(|phase| {
        let when = format!("{} to {}", clock(phase.start_s, days), clock(phase.end_s, days));
        vec![when, word(phase.kind), percent(phase.probability)]
    });
    Listing { head: vec!["when", "phase", "probability in the model"], rows: rows.collect() }
}

fn evidence(told: &Told<'_>) -> Markup {
    html! {
        section #evidence aria-labelledby="evidence-h" {
            h2 #evidence-h { "How good the recording is, and how far the evidence goes" }
            @if told.dyads.is_empty() {
                p { "No signals were recorded of both: this page is told from codes and turns alone." }
            } @else {
                (figure::named_listing(&quality(told), "Data of both people, channel by channel", &told.people))
            }
            @for (at, dyad) in told.dyads.iter().enumerate() {
                @if let Some(picture) = picture::data_quality(dyad) {
                    (figure::named_figure(&picture, &format!("quality{at}"), Legend::Letters(&told.people), &told.people))
                }
            }
            @if let Some(dyad) = told.main() {
                h3 { "The claim ladder of the loop model" @if told.dyads.len() > 1 { ", " (dyad.channel) } }
                p { "A sentence in words goes no higher than the highest rung passed." }
                (figure::listing(&loop_part::ladder(found(dyad)), "Claim ladder"))
            }
            @let caveats: Vec<String> = caveats(told);
            @if !caveats.is_empty() {
                h3 { "To keep in mind" }
                ul { @for caveat in &caveats { li { (caveat) } } }
            }
        }
    }
}

/// The loop that was fitted, where one was.
fn found(dyad: &Dyad) -> Option<&LoopFound> {
    dyad.loop_model.as_ref()?.found.as_deref()
}

fn quality(told: &Told<'_>) -> Listing {
    let rows = told.dyads.iter().map(|dyad| {
        let [a, b] = &dyad.people;
        vec![
            dyad.channel.clone(),
            percent(a.usable_share),
            percent(b.usable_share),
            span(dyad.usable_s),
            if dyad.n_eff.is_finite() { format!("{:.0}", dyad.n_eff) } else { "–".into() },
        ]
    });
    Listing {
        head: vec!["channel", "A present", "B present", "of both", "independent stretches"],
        rows: rows.collect(),
    }
}

fn caveats(told: &Told<'_>) -> Vec<String> {
    let mut all: Vec<String> =
        told.dyads.iter().flat_map(|dyad| &dyad.caveats).map(words::caveat).collect();
    let mut seen = std::collections::BTreeSet::new();
    all.retain(|caveat| seen.insert(caveat.clone()));
    all
}

fn untold(told: &Told<'_>) -> Markup {
    html! {
        section #untold aria-labelledby="untold-h" {
            h2 #untold-h { "What cannot be told" }
            @if told.story.not_told.is_empty() { p { "Everything that was asked for could be looked for." } }
            ul {
                @for (why, group) in told.untold() {
                    li {
                        @match why {
                            WhyNot::NoneFound => { strong { "Looked for, and not seen: " } (subjects(&group)) "." }
                            _ => {
                                strong { "Can't tell: " } (subjects(&group)) ". " (reason(why, group[0]))
                                @if let Some(help) = words::next_time(why) { " " em { (help) } }
                            }
                        }
                    }
                }
            }
        }
    }
}

fn practice(told: &Told<'_>) -> Markup {
    let practice = invited(told);
    html! {
        section aria-labelledby="practice-h" {
            h2 #practice-h { "One experiment for the week: " (practice.title) }
            ol { @for step in practice.steps { li { (step) } } }
            p { (practice.care) }
            p .aside { "How well supported: " (practice.evidence) }
        }
    }
}

fn limits() -> Markup {
    html! {
        section aria-labelledby="limits-h" {
            h2 #limits-h { "Limits" }
            ul {
                li { "Every mark on this page is a guess to be overruled by you and by the two people. Nothing typed here is kept." }
                li { "Not suitable as evidence about a person. Not a medical device; it names no illness and makes no forecast." }
                li { "Joint work is not for pairs where one is afraid of the other. Ask each alone, in words and on paper, before a first joint session." }
                li { "It says nothing about the therapist, and is not to be used to judge one." }
            }
        }
    }
}
