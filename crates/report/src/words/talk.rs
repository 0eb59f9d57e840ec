//! What is said of two people's talk, as rows of a table: counts, none of which is better or worse.

use attune::story::Talk;

use crate::number::{decimals, percent};
use crate::picture::Listing;

/// Turns, time, words, questions and we/I/you of both; `None` where nobody spoke.
pub fn talk_listing(talk: &[Talk; 2], names: [&str; 2]) -> Option<Listing> {
    let all_s: f64 = talk.iter().map(|of| of.spoken_s).sum();
    if talk.iter().all(|of| of.turns == 0) {
        return None;
    }
    let row = |what: &str, of: &dyn Fn(&Talk) -> String| {
        vec![what.to_owned(), of(&talk[0]), of(&talk[1])]
    };
    let mut rows = vec![
        row("turns", &|of| of.turns.to_string()),
        row("time spoken, s", &|of| decimals(of.spoken_s, 0)),
    ];
    if all_s > 0.0 {
        rows.push(row("share of the time spoken", &|of| percent(of.spoken_s / all_s)));
    }
    if talk.iter().any(|of| of.with_words > 0) {
        let worded = |count: &dyn Fn(&Talk) -> usize, of: &Talk| {
            if of.with_words > 0 { count(of).to_string() } else { "–".into() }
        };
        rows.push(row("words", &|of| worded(&|of| of.words, of)));
        rows.push(row("words a minute", &|of| {
            of.words_per_min().map_or_else(|| "–".into(), |rate| decimals(rate, 0))
        }));
        rows.push(row("questions", &|of| worded(&|of| of.questions, of)));
        rows.push(row("we, us, our", &|of| worded(&|of| of.we, of)));
        rows.push(row("I, me, my", &|of| worded(&|of| of.i, of)));
        rows.push(row("you, your", &|of| worded(&|of| of.you, of)));
    }
    let head = vec!["what", "A", "B"];
    let mut listing = Listing { head, rows };
    if names != ["A", "B"] {
        listing.rows.insert(0, vec!["who".into(), names[0].into(), names[1].into()]);
    }
    Some(listing)
}
