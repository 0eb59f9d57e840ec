//! Every session's story as tables: moments, orders of acts, talk, phases, and what was not told.

use attune::story::{Cycle, FunctionClass, Moment, PhaseKind, Talk};
use attune::{Analysis, Story};
use maud::{Markup, html};

use super::{figure, transitions};
use crate::number::{clock, count, decimals, in_days, percent};
use crate::picture::Listing;
use crate::words::{self, People};

/// The section; nothing where no session has a story.
pub(super) fn story_tables(analysis: &Analysis) -> Markup {
    let stories = &analysis.stories;
    let drawn: Vec<&Story> = stories.iter().filter(|s| !s.transitions.is_empty()).collect();
    html! {
        @if !stories.is_empty() {
            section #stories aria-labelledby="stories-h" {
                h2 #stories-h { "Stories of the sessions" }
                p { "Times are those of each session's clock. Verdicts are supported, weak, not seen and cannot tell; what else could explain a moment stands in its last column. Nothing that was said is in these tables." }
                @if let Some(lexicon) = &analysis.provenance.lexicon {
                    p { "Words were weighed by " (words::lexicon_named(lexicon)) "." }
                }
                (table("Moments", "Every moment that was found; the file moments.csv holds every digit.", moments(stories)))
                (table("Orders of acts", "Every order that came up, in both directions and from every source; p of all is against the strongest of every kind and direction in each copy. The file cycles.csv holds those that never came, too.", cycles(stories)))
                @if let [story] = drawn.as_slice() { (transitions::transitions(story, "transitions")) }
                @if drawn.len() > 1 {
                    details {
                        summary { "What came next, session by session (" (drawn.len()) ")" }
                        @for (at, story) in drawn.iter().enumerate() {
                            h3 { (name(story)) }
                            (transitions::transitions(story, &format!("transitions{at}")))
                        }
                    }
                }
                (table("Talk", "Counted, not tested; words, rates and classes are of the turns whose words were written down. Offsets and latencies are medians; below 0 is before the other ends.", talk(stories)))
                (table("Classes of function words", "Share of the person's words.", classes(stories)))
                (table("Phases", "Stretches that look alike throughout, with their mean probability given the whole session.", phases(stories)))
                (table("Not told, and why", "What was looked for and cannot be told from a session.", not_told(stories)))
            }
        }
    }
}

/// From so many rows on a table is folded.
const LONG: usize = 40;

fn table(title: &str, about: &str, listing: Listing) -> Markup {
    let rows = listing.rows.len();
    // Sentences break; numbers do not.
    let wordy = listing.head.contains(&"evidence");
    let shown = || html! { div .numbers .wordy[wordy] { (figure::listing(&listing, title)) } };
    html! {
        @if rows > 0 {
            h3 { (title) }
            p { (about) }
            @if rows > LONG { details { summary { (count(rows, "row", "rows")) } (shown()) } }
            @else { (shown()) }
        }
    }
}

/// The session's name in the first column.
fn name(story: &Story) -> String {
    story.session.as_ref().map_or_else(|| story.dyad.clone(), |s| format!("{}/{s}", story.dyad))
}

fn moments(stories: &[Story]) -> Listing {
    // Pages for a paper name nobody.
    let letters = ["A", "B"].map(str::to_owned);
    let row = |story: &Story, moment: &Moment| {
        let days = in_days(story.end_s - story.start_s);
        let (what, unit) = moment.kind.figure();
        let otherwise: Vec<&str> = moment.otherwise.iter().map(|o| o.name()).collect();
        vec![
            name(story),
            moment.kind.name().to_owned(),
            words::whose(moment.who).to_owned(),
            format!("{}–{}", clock(moment.start_s, days), clock(moment.end_s, days)),
            moment.verdict.name().to_owned(),
            words::moment_for_therapist(moment, &People::new(&letters)),
            if moment.estimate.is_finite() {
                format!("{what}: {} {unit}", decimals(moment.estimate, 2))
            } else {
                "–".into()
            },
            interval(moment),
            otherwise.join(", "),
        ]
    };
    let rows = stories.iter().flat_map(|s| s.moments.iter().map(move |m| row(s, m)));
    Listing {
        head: vec![
            "session",
            "moment",
            "who",
            "from–to",
            "verdict",
            "evidence",
            "estimate",
            "95 % interval",
            "what else could explain it",
        ],
        rows: rows.collect(),
    }
}

fn interval(moment: &Moment) -> String {
    let (lo, hi) = (moment.interval.lo, moment.interval.hi);
    if lo.is_finite() || hi.is_finite() {
        format!("{} to {}", decimals(lo, 2), decimals(hi, 2))
    } else {
        "–".into()
    }
}

fn cycles(stories: &[Story]) -> Listing {
    let row = |story: &Story, cycle: &Cycle| {
        let acts: Vec<&str> = cycle.kind.steps().iter().map(|act| act.name()).collect();
        vec![
            name(story),
            cycle.kind.name().to_owned(),
            acts.join(" > "),
            words::whose(cycle.first).to_owned(),
            cycle.source.name().to_owned(),
            cycle.count.to_string(),
            decimals(cycle.expected, 1),
            decimals(cycle.p, 3),
            decimals(cycle.p_all, 3),
            cycle.strangers.map_or_else(|| "–".into(), |s| decimals(s.percentile, 0)),
            cycle.verdict.name().to_owned(),
        ]
    };
    let came = |story: &&Story| story.cycles.iter().any(|cycle| cycle.count > 0);
    let rows = stories.iter().filter(came).flat_map(|story| {
        story.cycles.iter().filter(|cycle| cycle.count > 0).map(move |cycle| row(story, cycle))
    });
    Listing {
        head: vec![
            "session",
            "order",
            "acts",
            "begun by",
            "from",
            "count",
            "expected",
            "p",
            "p of all",
            "stranger percentile",
            "verdict",
        ],
        rows: rows.collect(),
    }
}

/// One row per person of each session in which somebody spoke.
fn speakers(stories: &[Story]) -> impl Iterator<Item = (&Story, usize, &Talk)> {
    let spoken = stories.iter().filter(|s| s.talk.iter().any(|of| of.turns > 0));
    spoken.flat_map(|s| s.talk.iter().enumerate().map(move |(person, of)| (s, person, of)))
}

fn talk(stories: &[Story]) -> Listing {
    let number = |x: Option<f64>, digits: usize| decimals(x.unwrap_or(f64::NAN), digits);
    let rows = speakers(stories).map(|(story, person, of)| {
        let worded = |n: usize| if of.with_words > 0 { n.to_string() } else { "–".into() };
        vec![
            name(story),
            ["A", "B"][person].to_owned(),
            of.turns.to_string(),
            decimals(of.spoken_s, 0),
            number(of.floor.and_then(|f| f.offset_s), 2),
            number(of.floor.and_then(|f| f.latency_s), 2),
            of.floor.map_or_else(|| "–".into(), |f| f.early.to_string()),
            of.floor.map_or_else(|| "–".into(), |f| percent(f.overlap)),
            worded(of.words),
            number(of.words_per_min(), 0),
            worded(of.questions),
            worded(of.we),
            worded(of.i),
            worded(of.you),
        ]
    });
    Listing {
        head: vec![
            "session",
            "who",
            "turns",
            "spoken, s",
            "floor-transfer offset, s",
            "response latency, s",
            "came in early",
            "overlap of both",
            "words",
            "words a minute",
            "questions",
            "we",
            "I",
            "you",
        ],
        rows: rows.collect(),
    }
}

fn classes(stories: &[Story]) -> Listing {
    let rows = speakers(stories).filter(|(_, _, of)| of.words > 0).map(|(story, person, of)| {
        let shares = FunctionClass::ALL
            .map(|class| decimals(100.0 * of.share_of(class).unwrap_or(f64::NAN), 1) + " %");
        [name(story), ["A", "B"][person].to_owned()].into_iter().chain(shares).collect()
    });
    let classes = FunctionClass::ALL.map(FunctionClass::name);
    Listing { head: ["session", "who"].into_iter().chain(classes).collect(), rows: rows.collect() }
}

fn phases(stories: &[Story]) -> Listing {
    let rows = stories.iter().flat_map(|story| {
        let days = in_days(story.end_s - story.start_s);
        story.phases.iter().map(move |phase| {
            let kind = match phase.kind {
                PhaseKind::Quiet => "neither up",
                PhaseKind::AUp => "A up",
                PhaseKind::BUp => "B up",
                PhaseKind::BothUp => "both up",
            };
            vec![
                name(story),
                format!("{}–{}", clock(phase.start_s, days), clock(phase.end_s, days)),
                kind.to_owned(),
                decimals(phase.probability, 2),
            ]
        })
    });
    Listing { head: vec!["session", "from–to", "phase", "probability"], rows: rows.collect() }
}

fn not_told(stories: &[Story]) -> Listing {
    let rows = stories.iter().flat_map(|story| {
        let row = |of: &attune::story::NotTold| {
            vec![name(story), of.what.name().to_owned(), of.why.name().to_owned()]
        };
        story.not_told.iter().map(row)
    });
    Listing { head: vec!["session", "what", "why"], rows: rows.collect() }
}
