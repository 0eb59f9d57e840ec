//! The moments ribbon: who spoke when, and which moments are worth looking at, along the session.

use super::scale::Scale;
use super::{LEFT, Listing, Picture, RIGHT, WIDTH, axis};
use crate::number::{clock, in_days};
use crate::svg::{Anchor, Svg};
use crate::words::Strength;

/// What kind of moment it is; each has a sign of its own besides its words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum MomentSign {
    /// Both rise together.
    WindingUp,
    /// Both come down together.
    Settling,
    /// One reaches out.
    Repair,
    /// One's ups and downs follow the other's.
    Echo,
    /// Words say one thing, the body another.
    WordsAndBody,
    /// Anything else.
    Other,
}

/// One moment on the ribbon.
#[derive(Debug, Clone, PartialEq)]
pub struct RibbonMoment {
    /// Its start and end, seconds; equal for a point in time.
    pub span_s: (f64, f64),
    /// Its sign.
    pub sign: MomentSign,
    /// Its number on the page; `None` where it is not among those told.
    pub number: Option<usize>,
    /// What it is called.
    pub words: String,
    /// How strongly it may be told.
    pub strength: Strength,
}

/// A session as a ribbon.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Ribbon {
    /// The session's first and last moment, seconds.
    pub span_s: (f64, f64),
    /// When A spoke and when B spoke, seconds.
    pub turns: [Vec<(f64, f64)>; 2],
    /// The moments, by start.
    pub moments: Vec<RibbonMoment>,
}

/// The ribbon: A's turns above, B's below, the moments between them and numbered as on the page.
pub fn moments_ribbon(of: &Ribbon) -> Picture {
    let mut svg = Svg::default();
    let time = Scale { from: of.span_s, to: (LEFT, RIGHT) };
    let talk = of.turns.iter().any(|turns| !turns.is_empty());
    let (top, bottom) = (30.0, 30.0 + BAND);
    svg.rect("p-track", (LEFT, top), (RIGHT - LEFT, BAND));
    for moment in &of.moments {
        mark(&mut svg, &time, moment, top);
    }
    numbers(&mut svg, &time, &of.moments, top);
    let mut floor = bottom;
    if talk {
        for who in [0, 1] {
            floor += ROW;
            spoken(&mut svg, &time, &of.turns[who], who, floor - 5.0);
        }
        floor += 4.0;
    }
    axis::times(&mut svg, &time, floor + 6.0);
    Picture {
        name: "moments-ribbon",
        title: "The session, with the moments worth a look".into(),
        summary: summary(of),
        listing: listing(of),
        size: (WIDTH, floor + 32.0),
        body: svg.finish(),
    }
}

const BAND: f64 = 34.0;
/// Wide enough for letters as large as a phone shows them.
const ROW: f64 = 21.0;
/// A number's disc, and how far the next one stays away.
const DISC: f64 = 13.0;
const APART: f64 = 30.0;

/// A moment: its stretch in its own texture, its sign, and its number above.
fn mark(svg: &mut Svg, time: &Scale, moment: &RibbonMoment, top: f64) {
    let (x0, x1) = (time.at(moment.span_s.0), time.at(moment.span_s.1));
    // A short moment still needs room for its sign.
    let width = (x1 - x0).max(18.0);
    let x = ((x0 + x1 - width) / 2.0).clamp(LEFT, RIGHT - width);
    let told = moment.number.is_some();
    svg.rect(if told { "p-ring" } else { "p-faint" }, (x, top + 4.0), (width, BAND - 8.0));
    if moment.sign == MomentSign::Echo {
        svg.rect("p-echo", (x, top + 4.0), (width, BAND - 8.0));
        svg.rect("p-hatched", (x, top + 4.0), (width, BAND - 8.0));
    }
    let middle = (x + width / 2.0, top + BAND / 2.0);
    if moment.sign != MomentSign::Echo {
        svg.path(if told { "p-ink" } else { "p-ink p-dim" }, &glyph(moment.sign, middle));
    }
}

/// The numbers above the moments told, none over another: where two are near, the later one moves
/// on, and all move back where the last would leave the picture.
fn numbers(svg: &mut Svg, time: &Scale, moments: &[RibbonMoment], top: f64) {
    let middle = |m: &RibbonMoment| (time.at(m.span_s.0) + time.at(m.span_s.1)) / 2.0;
    let mut told: Vec<(usize, f64)> =
        moments.iter().filter_map(|m| Some((m.number?, middle(m)))).collect();
    told.sort_by(|x, y| x.1.total_cmp(&y.1));
    for at in 1..told.len() {
        told[at].1 = told[at].1.max(told[at - 1].1 + APART);
    }
    let over = told.last().map_or(0.0, |last| (last.1 - RIGHT).max(0.0));
    for (number, x) in told {
        let x = x - over;
        svg.circle("p-mark", (x, top - DISC - 3.0), DISC);
        svg.text("p-strong p-on-mark", (x, top - DISC + 2.0), Anchor::Middle, &number.to_string());
    }
}

/// The sign of a kind: an arrow up, an arrow down, a turn back, two halves apart, a dot; an echo
/// has its hatching.
fn glyph(sign: MomentSign, (x, y): (f64, f64)) -> String {
    match sign {
        MomentSign::WindingUp => format!("M{x} {}v-14m-5 5l5-5l5 5", y + 7.0),
        MomentSign::Settling => format!("M{x} {}v14m-5-5l5 5l5-5", y - 7.0),
        MomentSign::Repair => format!("M{} {y}a6 6 0 1 1 6 6m-3-3l3 3l3-3", x - 6.0),
        MomentSign::WordsAndBody => {
            format!("M{x} {}v14M{} {}h5M{} {}h5", y - 7.0, x - 7.0, y - 4.0, x + 2.0, y + 4.0)
        }
        MomentSign::Echo | MomentSign::Other => format!("M{x} {y}h0"),
    }
}

/// One person's turns at talk, and whose they are.
fn spoken(svg: &mut Svg, time: &Scale, turns: &[(f64, f64)], who: usize, y: f64) {
    svg.text(["p-at", "p-bt"][who], (LEFT - 8.0, y + 4.0), Anchor::End, ["A", "B"][who]);
    for &(from, to) in turns {
        let (x0, x1) = (time.at(from), time.at(to));
        let (x, size) = ((x0, y - 4.0), ((x1 - x0).max(1.0), 8.0));
        svg.rect(["p-af", "p-bo"][who], x, size);
    }
}

fn summary(of: &Ribbon) -> String {
    let told: Vec<String> = of
        .moments
        .iter()
        .filter_map(|moment| {
            let number = moment.number?;
            Some(format!("{number}: {} at {}", moment.words, when(of, moment.span_s.0)))
        })
        .collect();
    let rest = of.moments.len() - told.len();
    match (told.is_empty(), rest) {
        (true, 0) => "No moment stands out in this session; that is common.".into(),
        (true, n) => format!("{n} moments, none of them among those told here."),
        (false, 0) => format!("{}.", told.join("; ")),
        (false, n) => format!("{}; and {n} more that are not told here.", told.join("; ")),
    }
}

fn when(of: &Ribbon, seconds: f64) -> String {
    clock(seconds, in_days(of.span_s.1 - of.span_s.0))
}

fn listing(of: &Ribbon) -> Listing {
    let rows = of.moments.iter().map(|moment| {
        vec![
            when(of, moment.span_s.0),
            when(of, moment.span_s.1),
            moment.words.clone(),
            moment.strength.words().to_owned(),
        ]
    });
    Listing { head: vec!["from", "to", "what", "what can be said"], rows: rows.collect() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_empty_session_is_said_to_be_common() {
        let ribbon = Ribbon { span_s: (0.0, 600.0), ..Ribbon::default() };
        assert!(moments_ribbon(&ribbon).summary.contains("that is common"));
    }

    #[test]
    fn numbers_on_the_ribbon_are_those_of_the_page() {
        let moment = |number, at: f64| RibbonMoment {
            span_s: (at, at + 40.0),
            sign: MomentSign::Settling,
            number,
            words: "settling each other".into(),
            strength: Strength::SomeSign,
        };
        let ribbon = Ribbon {
            span_s: (0.0, 720.0),
            turns: [vec![(1.0, 4.0)], vec![(5.0, 9.0)]],
            moments: vec![moment(None, 60.0), moment(Some(1), 244.0)],
        };
        let picture = moments_ribbon(&ribbon);
        assert_eq!(
            picture.summary,
            "1: settling each other at 4:04; and 1 more that are not told here."
        );
        assert_eq!(picture.listing.rows.len(), 2);
    }
}
