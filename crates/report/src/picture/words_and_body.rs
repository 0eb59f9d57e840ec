//! Words beside body: turn by turn, whether what was said and what the body showed differed.

use super::scale::Scale;
use super::{LEFT, Listing, Picture, RIGHT, WIDTH, axis, shortened};
use crate::number::{clock, decimals, in_days};
use crate::svg::{Anchor, Svg};

/// One turn's words and body, each against this person's own session.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct TurnBeside {
    /// When the turn began and ended, seconds.
    pub span_s: (f64, f64),
    /// How warm the words were, standard deviations of this person's own; `NaN` where it cannot be
    /// told.
    pub words: f64,
    /// How far the body was above what usually goes with such words and with the other's body, usual
    /// distances of this person's own: what is judged. `NaN` where it cannot be told.
    pub body: f64,
    /// Whether the turn is one of a few, close together, that differed beyond chance.
    pub differ: bool,
}

/// A session's turns of both people.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct WordsAndBody {
    /// The session's first and last moment, seconds.
    pub span_s: (f64, f64),
    /// What A and B are called.
    pub names: [String; 2],
    /// A's turns and B's turns.
    pub turns: [Vec<TurnBeside>; 2],
}

/// The strip: for each person a lane in which every turn has two ends, its words and how far the
/// body was beyond them, joined by a line; where a few turns differed beyond chance they are thick
/// and full.
pub fn words_and_body(of: &WordsAndBody) -> Picture {
    let mut svg = Svg::default();
    let time = Scale { from: of.span_s, to: (LEFT, RIGHT) };
    for who in [0, 1] {
        lane(&mut svg, &time, of, who);
    }
    let floor = TOP + 2.0 * LANE;
    axis::times(&mut svg, &time, floor);
    Picture {
        name: "words-and-body",
        title: "Words and body, turn by turn".into(),
        summary: summary(of),
        listing: listing(of),
        size: (WIDTH, floor + 26.0),
        body: svg.finish(),
    }
}

const TOP: f64 = 2.0;
const LANE: f64 = 126.0;
/// For the name above a lane.
const HEAD: f64 = 22.0;
/// The largest distance from the usual that has a place of its own, standard deviations.
const WIDEST: f64 = 2.6;

fn lane(svg: &mut Svg, time: &Scale, of: &WordsAndBody, who: usize) {
    let turns = &of.turns[who];
    let name = shortened(&of.names[who], 36);
    let head = TOP + LANE * who as f64;
    svg.text(["p-at", "p-bt"][who], (LEFT, head + 16.0), Anchor::Start, &name);
    let top = head + HEAD;
    // Beyond this a turn is drawn at the edge of its lane.
    let level = Scale { from: (-WIDEST, WIDEST), to: (head + LANE - 12.0, top + 4.0) };
    let usual = level.at(0.0);
    svg.line("p-rule", (LEFT, usual), (RIGHT, usual));
    if who == 0 {
        svg.text("p-small p-yields", (RIGHT + 8.0, level.at(2.0)), Anchor::Start, "more");
        svg.text("p-small p-yields", (RIGHT + 8.0, usual + 4.0), Anchor::Start, "usual");
        svg.text("p-small p-yields", (RIGHT + 8.0, level.at(-2.2)), Anchor::Start, "less");
    }
    for turn in turns.iter().filter(|turn| turn.words.is_finite() && turn.body.is_finite()) {
        let x = time.at(0.5 * (turn.span_s.0 + turn.span_s.1));
        let at = |z: f64| level.at(z.clamp(-WIDEST, WIDEST));
        let (words, body) = ((x, at(turn.words)), (x, at(turn.body)));
        svg.line(if turn.differ { "p-peaks" } else { "p-axis" }, words, body);
        if who == 0 {
            svg.circle("p-am", words, 3.8);
        } else {
            svg.square("p-bm", words, 3.4);
        }
        svg.diamond(if turn.differ { "p-mark" } else { "p-faint" }, body, 4.6);
    }
}

fn summary(of: &WordsAndBody) -> String {
    let told = |who: usize| {
        let beside = || of.turns[who].iter().filter(|t| t.words.is_finite() && t.body.is_finite());
        let all = beside().count();
        let name = &of.names[who];
        match beside().filter(|turn| turn.differ).count() {
            0 => format!("in none of {name}'s {all} turns"),
            differ => format!("in {differ} of {name}'s {all} turns"),
        }
    };
    if of.turns.iter().flatten().all(|t| !(t.words.is_finite() && t.body.is_finite())) {
        return "No turn has both words and body recorded.".into();
    }
    format!(
        "Words and body differed beyond chance {} and {}. Dots and squares are words (higher: \
         warmer). Diamonds are the body, without what usually goes with such words and with the \
         other's body (higher: more activated). Full where three or more turns close together, \
         with words no cooler than usual, have it higher than chance brings.",
        told(0),
        told(1)
    )
}

fn listing(of: &WordsAndBody) -> Listing {
    let days = in_days(of.span_s.1 - of.span_s.0);
    let mut rows: Vec<(f64, Vec<String>)> = Vec::new();
    for who in [0, 1] {
        for turn in of.turns[who].iter().filter(|turn| turn.differ) {
            let row = vec![
                clock(turn.span_s.0, days),
                of.names[who].clone(),
                decimals(turn.words, 1),
                decimals(turn.body, 1),
            ];
            rows.push((turn.span_s.0, row));
        }
    }
    rows.sort_by(|x, y| x.0.total_cmp(&y.0));
    let rows = rows.into_iter().map(|(_, row)| row).collect();
    Listing { head: vec!["turn at", "who", "words, own SD", "body beyond its usual, own SD"], rows }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn turns_are_counted_for_each_person_alike() {
        let turn =
            |at: f64, differ| TurnBeside { span_s: (at, at + 4.0), words: 0.8, body: 2.1, differ };
        let silent = TurnBeside { words: f64::NAN, ..turn(30.0, false) };
        let of = WordsAndBody {
            span_s: (0.0, 600.0),
            names: ["Rosa".into(), "Lee".into()],
            turns: [vec![turn(10.0, true), turn(50.0, false)], vec![turn(20.0, false), silent]],
        };
        let picture = words_and_body(&of);
        let told = "in 1 of Rosa's 2 turns and in none of Lee's 1 turns";
        assert!(picture.summary.contains(told), "{}", picture.summary);
        assert_eq!(picture.listing.rows, [["0:10", "Rosa", "0.8", "2.1"]]);
        assert!(words_and_body(&WordsAndBody::default()).summary.starts_with("No turn"));
    }
}
