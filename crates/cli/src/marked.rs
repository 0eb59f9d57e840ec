//! What `attune check` says of the spans, turns and media beside the signals.

use std::collections::BTreeMap;

use attune_data::{Session, Study, Who};
use serde::Serialize;

/// One code, or one family of codes, of one person.
#[derive(Debug, Serialize)]
pub(crate) struct Coded {
    code: String,
    families: Vec<String>,
    who: &'static str,
    dyads: usize,
    spans: usize,
    /// How long they last in all.
    total_s: f64,
}

/// The turns of one person.
#[derive(Debug, Serialize)]
pub(crate) struct Spoken {
    who: &'static str,
    dyads: usize,
    turns: usize,
    total_s: f64,
    /// How many have words, and not their timing alone.
    with_words: usize,
}

/// What lies beside the signals of a study.
#[derive(Debug, Serialize)]
pub(crate) struct Marked {
    families: Vec<Coded>,
    spans: Vec<Coded>,
    turns: Vec<Spoken>,
    /// The share of the recorded time of sessions with spans that at least one of them covers.
    spans_cover: f64,
    /// The same of turns.
    turns_cover: f64,
    media: usize,
    /// Words with a valence; without them no valence can be told.
    lexicon_words: usize,
}

impl Marked {
    /// What lies beside the signals of a study.
    pub(crate) fn of(study: &Study) -> Self {
        // A word that nobody knows as a code may be something that was said.
        const NOT_SHOWN: &str = "(not shown)";
        let mut spans: BTreeMap<(&str, Who), Tally> = BTreeMap::new();
        let mut families: BTreeMap<(&str, Who), Tally> = BTreeMap::new();
        let mut turns: BTreeMap<usize, (Tally, usize)> = BTreeMap::new();
        for (at, session) in study.sessions.iter().enumerate() {
            for span in &session.spans {
                let code = if study.shows(&span.code) { span.code.as_str() } else { NOT_SHOWN };
                spans.entry((code, span.who)).or_default().add(at, span.duration_s());
                for family in study.code_book.families(&span.code) {
                    families.entry((family, span.who)).or_default().add(at, span.duration_s());
                }
            }
            for turn in &session.turns {
                let (tally, words) = turns.entry(turn.person).or_default();
                tally.add(at, turn.end_s - turn.start_s);
                *words += usize::from(turn.said.is_some());
            }
        }
        let coded = |((code, who), tally): ((&str, Who), Tally)| Coded {
            code: code.to_owned(),
            families: study.code_book.families(code).into_iter().map(str::to_owned).collect(),
            who: letter(who),
            dyads: tally.sessions,
            spans: tally.number,
            total_s: tally.total_s,
        };
        let spoken = |(person, (tally, with_words)): (usize, (Tally, usize))| Spoken {
            who: letter(Who::of_person(person)),
            dyads: tally.sessions,
            turns: tally.number,
            total_s: tally.total_s,
            with_words,
        };
        Self {
            families: families.into_iter().map(coded).collect(),
            spans: spans.into_iter().map(coded).collect(),
            turns: turns.into_iter().map(spoken).collect(),
            spans_cover: cover(study, |session| {
                session.spans.iter().map(|span| (span.start_s, span.end_s)).collect()
            }),
            turns_cover: cover(study, |session| {
                session.turns.iter().map(|turn| (turn.start_s, turn.end_s)).collect()
            }),
            lexicon_words: study.lexicon.len(),
            media: study.sessions.iter().map(|session| session.media.len()).sum(),
        }
    }

    /// The same for people, a line each; nothing where there is nothing.
    pub(crate) fn text(&self) -> String {
        /// Codes beyond this many are only counted.
        const SHOWN: usize = 24;
        let mut out = String::new();
        let amount = |coded: &Coded| {
            let (spans, dyads) = (count(coded.spans, "span"), count(coded.dyads, "dyad"));
            format!("of {}: {spans} in {dyads}, {:.0} s in all\n", coded.who, coded.total_s)
        };
        for coded in &self.families {
            out += &format!("  family {} {}", coded.code, amount(coded));
        }
        for coded in self.spans.iter().take(SHOWN) {
            out += &format!("  code `{}` {}", coded.code, amount(coded));
        }
        if self.spans.len() > SHOWN {
            let left = self.spans.len() - SHOWN;
            out += &format!("  and {left} more codes (--json lists them all)\n");
        }
        for Spoken { who, dyads, turns, total_s, with_words } in &self.turns {
            out += &format!(
                "  turns of {who}: {} in {}, {total_s:.0} s in all, {with_words} with words\n",
                count(*turns, "turn"),
                count(*dyads, "dyad")
            );
        }
        for (what, share) in [("spans", self.spans_cover), ("turns", self.turns_cover)] {
            if share.is_finite() {
                let percent = 100.0 * share;
                out += &format!("  {what} cover {percent:.0} % of the time that was recorded\n");
            }
        }
        if self.turns.iter().any(|spoken| spoken.with_words > 0) {
            out += &match self.lexicon_words {
                0 => "  words: no valence can be told without a lexicon (--lexicon FILE)\n"
                    .to_owned(),
                n => format!("  words: a lexicon of {n} words gives their valence\n"),
            };
        }
        if self.media > 0 {
            out += &format!("  {} beside the signals\n", count(self.media, "video or audio file"));
        }
        out
    }
}

#[derive(Debug, Default)]
struct Tally {
    number: usize,
    total_s: f64,
    sessions: usize,
    last: Option<usize>,
}

impl Tally {
    fn add(&mut self, session: usize, seconds: f64) {
        self.number += 1;
        self.total_s += seconds;
        if self.last != Some(session) {
            self.sessions += 1;
            self.last = Some(session);
        }
    }
}

/// The share of recorded time that some stretches cover, over sessions that have any; `NaN`
/// where none has.
fn cover(study: &Study, stretches: impl Fn(&Session) -> Vec<(f64, f64)>) -> f64 {
    let (mut covered, mut recorded) = (0.0, 0.0);
    for session in &study.sessions {
        let mut stretches = stretches(session);
        let series = || session.people.iter().flat_map(|person| &person.series);
        let first = series().map(|s| s.timeline.start()).fold(f64::NAN, f64::min);
        let last = series().map(|s| s.timeline.end()).fold(f64::NAN, f64::max);
        if stretches.is_empty() || !first.is_finite() || !last.is_finite() {
            continue;
        }
        stretches.sort_by(|s, t| s.0.total_cmp(&t.0));
        let mut reached = first;
        for (start, end) in stretches {
            let (from, to) = (start.max(reached), end.min(last));
            if to > from {
                covered += to - from;
                reached = to;
            }
        }
        recorded += last - first;
    }
    covered / recorded
}

fn letter(who: Who) -> &'static str {
    match who {
        Who::A => "A",
        Who::B => "B",
        Who::Both => "both",
    }
}

fn count(n: usize, one: &str) -> String {
    format!("{n} {one}{}", if n == 1 { "" } else { "s" })
}
