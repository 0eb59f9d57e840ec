//! The moments ribbon: who spoke when, and which moments are worth looking at, along the session.

use super::scale::Scale;
use super::{LEFT, Listing, Picture, RIGHT, WIDTH, axis, shortened};
use crate::number::{clock, count, in_days};
use crate::svg::{Anchor, Svg};
use crate::words::Strength;

/// What kind of moment it is; each has a texture of its own besides its words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
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

impl MomentSign {
    /// The class of its texture.
    pub(crate) fn texture(self) -> &'static str {
        match self {
            Self::WindingUp => "p-rising",
            Self::Settling => "p-falling",
            Self::Repair => "p-dotted",
            Self::Echo => "p-hatched",
            Self::WordsAndBody => "p-apart",
            Self::Other => "p-plain",
        }
    }
}

/// One moment that is told.
#[derive(Debug, Clone, PartialEq)]
pub struct RibbonMoment {
    /// Its start and end, seconds; equal for a point in time.
    pub span_s: (f64, f64),
    /// Its sign.
    pub sign: MomentSign,
    /// Its number on the page.
    pub number: String,
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
    /// What A and B are called.
    pub names: [String; 2],
    /// Who is named first: 0 for A, 1 for B.
    pub first: usize,
    /// When A spoke and when B spoke, seconds.
    pub turns: [Vec<(f64, f64)>; 2],
    /// The moments that are told, by start.
    pub moments: Vec<RibbonMoment>,
    /// When others began that are not told, seconds; `None` to say nothing of them.
    pub others: Option<Vec<f64>>,
}

/// The ribbon: the moments that are told, numbered as on the page and none over another; a thin
/// mark for each of the others; below them who spoke when.
pub fn moments_ribbon(of: &Ribbon) -> Picture {
    let mut svg = Svg::default();
    let time = Scale { from: of.span_s, to: (LEFT, RIGHT) };
    let placed = rows(of, &time);
    let count = placed.iter().map(|(row, _)| row + 1).max().unwrap_or(1);
    let mut floor = TOP;
    for row in 0..count {
        svg.rect("p-track", (LEFT, floor + ROW * row as f64 + 4.0), (RIGHT - LEFT, ROW - 8.0));
    }
    for (moment, (row, x)) in of.moments.iter().zip(&placed) {
        mark(&mut svg, moment, *x, floor + ROW * *row as f64);
    }
    floor += ROW * count as f64;
    if let Some(others) = of.others.as_ref().filter(|others| !others.is_empty()) {
        for at in others {
            svg.line("p-axis", (time.at(*at), floor + 4.0), (time.at(*at), floor + 14.0));
        }
        let text = format!("{} more", others.len());
        svg.text("p-small", (RIGHT + 8.0, floor + 13.0), Anchor::Start, &text);
        floor += 18.0;
    }
    if of.turns.iter().any(|turns| !turns.is_empty()) {
        for who in [of.first, 1 - of.first] {
            spoken(&mut svg, &time, of, who, floor);
            floor += SPOKEN;
        }
    }
    axis::times(&mut svg, &time, floor + 8.0);
    Picture {
        name: "moments-ribbon",
        title: "The session, with the moments worth a look".into(),
        summary: summary(of),
        listing: listing(of),
        size: (WIDTH, floor + 34.0),
        body: svg.finish(),
    }
}

const TOP: f64 = 4.0;
/// As high as a number's disc, with room around it.
const ROW: f64 = 32.0;
/// A number's disc; wide enough for letters as large as a phone shows them.
const DISC: f64 = 13.0;
/// A short moment still needs room for its texture.
const NARROWEST: f64 = 18.0;
/// A person's name, and below it the turns.
const SPOKEN: f64 = 38.0;

/// Row and left and right end of every moment: in the first row that is free, its disc before it.
fn rows(of: &Ribbon, time: &Scale) -> Vec<(usize, (f64, f64))> {
    let mut ends: Vec<f64> = Vec::new();
    of.moments
        .iter()
        .map(|moment| {
            let (x0, x1) = (time.at(moment.span_s.0), time.at(moment.span_s.1));
            let width = (x1 - x0).max(NARROWEST);
            let x0 = x0.clamp(LEFT, (RIGHT - width).max(LEFT));
            let free = ends.iter().position(|end| x0 - 2.0 * DISC - 6.0 >= *end);
            let row = free.unwrap_or(ends.len());
            if row == ends.len() {
                ends.push(x0 + width);
            } else {
                ends[row] = x0 + width;
            }
            (row, (x0, x0 + width))
        })
        .collect()
}

/// A moment: its stretch in its own texture, its number before it.
fn mark(svg: &mut Svg, moment: &RibbonMoment, (x0, x1): (f64, f64), top: f64) {
    let place = ((x0, top + 5.0), (x1 - x0, ROW - 10.0));
    svg.rect("p-ring", place.0, place.1);
    svg.rect(moment.sign.texture(), place.0, place.1);
    let middle = (x0 - DISC - 2.0, top + ROW / 2.0);
    svg.circle("p-mark", middle, DISC);
    svg.text("p-strong p-on-mark", (middle.0, middle.1 + 5.0), Anchor::Middle, &moment.number);
}

/// One person's turns at talk, and whose they are.
fn spoken(svg: &mut Svg, time: &Scale, of: &Ribbon, who: usize, top: f64) {
    let name = shortened(&of.names[who], 36);
    svg.text(["p-at", "p-bt"][who], (LEFT, top + 18.0), Anchor::Start, &name);
    for &(from, to) in &of.turns[who] {
        let (x0, x1) = (time.at(from), time.at(to));
        svg.rect(["p-af", "p-bo"][who], (x0, top + 25.0), ((x1 - x0).max(1.0), 8.0));
    }
}

fn summary(of: &Ribbon) -> String {
    let told: Vec<String> = of
        .moments
        .iter()
        .map(|moment| {
            format!("{}: {} at {}", moment.number, moment.words, when(of, moment.span_s.0))
        })
        .collect();
    let rest = of.others.as_ref().map_or(0, Vec::len);
    match (told.is_empty(), rest) {
        (true, 0) => "No moment stands out in this session; that is common.".into(),
        (true, n) => format!("{}, none of them told here.", count(n, "moment", "moments")),
        (false, 0) => format!("{}.", told.join("; ")),
        (false, n) => format!(
            "{}. Thin marks: where {} began.",
            told.join("; "),
            count(n, "other moment", "other moments")
        ),
    }
}

fn when(of: &Ribbon, seconds: f64) -> String {
    clock(seconds, in_days(of.span_s.1 - of.span_s.0))
}

fn listing(of: &Ribbon) -> Listing {
    let rows = of.moments.iter().map(|moment| {
        vec![
            moment.number.clone(),
            when(of, moment.span_s.0),
            when(of, moment.span_s.1),
            moment.words.clone(),
            moment.strength.words().to_owned(),
        ]
    });
    Listing { head: vec!["number", "from", "to", "what", "what can be said"], rows: rows.collect() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn moment(number: &str, from: f64, to: f64) -> RibbonMoment {
        RibbonMoment {
            span_s: (from, to),
            sign: MomentSign::Settling,
            number: number.into(),
            words: "settling each other".into(),
            strength: Strength::SomeSign,
        }
    }

    #[test]
    fn an_empty_session_is_said_to_be_common() {
        let ribbon = Ribbon { span_s: (0.0, 600.0), ..Ribbon::default() };
        assert!(moments_ribbon(&ribbon).summary.contains("that is common"));
    }

    #[test]
    fn what_is_told_is_numbered_and_the_rest_is_counted() {
        let ribbon = Ribbon {
            span_s: (0.0, 720.0),
            names: ["Rosa".into(), "Lee".into()],
            turns: [vec![(1.0, 4.0)], vec![(5.0, 9.0)]],
            moments: vec![moment("1", 244.0, 284.0)],
            others: Some(vec![60.0, 61.0]),
            ..Ribbon::default()
        };
        let picture = moments_ribbon(&ribbon);
        assert_eq!(
            picture.summary,
            "1: settling each other at 4:04. Thin marks: where 2 other moments began."
        );
        assert_eq!(picture.listing.rows.len(), 1);
        let svg = picture.standalone();
        assert!(svg.contains(">2 more<") && svg.contains(">Rosa<") && svg.contains(">Lee<"));
        assert_eq!(svg.matches("class=\"p-falling\"").count(), 1);
    }

    #[test]
    fn no_moment_lies_over_another_and_discs_read_in_the_order_of_time() {
        let moments =
            [("1", 150.0, 246.0), ("2", 195.0, 227.0), ("3", 196.0, 196.0), ("4", 700.0, 720.0)];
        let moments = moments.map(|(number, from, to)| moment(number, from, to)).to_vec();
        let of = Ribbon { span_s: (0.0, 720.0), moments, ..Ribbon::default() };
        let placed = rows(&of, &Scale { from: of.span_s, to: (LEFT, RIGHT) });
        for (at, (row, (x0, _))) in placed.iter().enumerate() {
            for (before, (_, end)) in &placed[..at] {
                assert!(row != before || x0 - 2.0 * DISC >= *end, "{placed:?}");
            }
        }
        assert!(placed.windows(2).all(|pair| pair[0].1.0 <= pair[1].1.0), "{placed:?}");
        assert_eq!(placed[3].0, 0, "a row is used again where it is free");
    }
}
