//! Do they speak as us, of themselves, or of the other?

use attune_coupling::measure::{PersonPronouns, PronounCounts, pronoun_talk};
use attune_signal::words::turn_words;

use super::english::{english, few_words};
use super::entry::{Measure, Takes, output};
use super::sources::KARAN_2019;
use crate::Scale;
use crate::measure::{MeasureError, MeasureInput, Measured, Settings};

pub(super) const MEASURE: Measure = Measure {
    name: "pronoun-talk",
    also: &["we-talk"],
    column: "pronouns",
    title: "We-talk, I-talk and you-talk",
    plain: "Whether the two speak as us, of themselves, or of the other, and how unlike they are in it.",
    formula: "we share = we / (we + I); rates per 100 words; asymmetries A - B.",
    directed: true,
    nulls: &[],
    weakness: "You-talk goes with strain in most tasks, we-talk with ease only in conflict: name the task beside \
the number. One talk's counts are what they are; compare a couple's talks with each other, from about 100 words of each \
person on. English only.",
    source: "Karan, Rosenthal and Robbins (2019), doi:10.1177/0265407518795336; Williams-Baucom, Atkins, Sevier, \
Eldridge and Christensen (2010).",
    cites: &[KARAN_2019],
    takes: Takes::Turns,
    scale: Scale::None,
    parameters: &[],
    outputs: &[
        output("we_share", "share", "0 to 1", "we / (we + I) of both together."),
        output("we_share_a", "share", "0 to 1", "A's we / (we + I).").becomes("we_share_b"),
        output("we_share_b", "share", "0 to 1", "B's we / (we + I).").becomes("we_share_a"),
        output("we_a", "per 100 words", "0 and more", "A's we.").becomes("we_b"),
        output("we_b", "per 100 words", "0 and more", "B's we.").becomes("we_a"),
        output("i_a", "per 100 words", "0 and more", "A's I.").becomes("i_b"),
        output("i_b", "per 100 words", "0 and more", "B's I.").becomes("i_a"),
        output("you_a", "per 100 words", "0 and more", "A's you.").becomes("you_b"),
        output("you_b", "per 100 words", "0 and more", "B's you.").becomes("you_a"),
        output("you_asymmetry", "per 100 words", "any", "A's you - B's.").turns(),
        output("words_a", "words", "1 and more", "A's words.").becomes("words_b"),
        output("words_b", "words", "1 and more", "B's words.").becomes("words_a"),
    ],
    run,
    draw_null: None,
    figures: &[],
    pool: None,
};

fn run(input: &MeasureInput, _: &Settings) -> Result<Measured, MeasureError> {
    english(input)?;
    let mut counts = [PronounCounts { words: 0.0, we: 0.0, i: 0.0, you: 0.0 }; 2];
    for turn in &input.turns {
        let Some(said) = &turn.said else { continue };
        let counted = turn_words(said.text(), turn.start_s, turn.end_s, None);
        let person = &mut counts[usize::from(turn.person != 0)];
        person.words += counted.words as f64;
        person.we += counted.pronouns.we as f64;
        person.i += counted.pronouns.i as f64;
        person.you += counted.pronouns.you as f64;
    }
    let found = pronoun_talk(&counts[0], &counts[1])?;
    let of = |number: fn(&PersonPronouns) -> f64| (number(&found.a), number(&found.b));
    let (share, we) = (of(|p| p.we_share), of(|p| p.we_rate));
    let (i, you) = (of(|p| p.i_rate), of(|p| p.you_rate));
    let values = vec![
        ("we_share", found.we_share),
        ("we_share_a", share.0),
        ("we_share_b", share.1),
        ("we_a", we.0),
        ("we_b", we.1),
        ("i_a", i.0),
        ("i_b", i.1),
        ("you_a", you.0),
        ("you_b", you.1),
        ("you_asymmetry", found.you_asymmetry),
        ("words_a", counts[0].words),
        ("words_b", counts[1].words),
    ];
    let caveats = few_words(counts.map(|person| person.words)).into_iter().collect();
    Ok(Measured { caveats, ..Measured::of(values) })
}
