//! Whether the two lean equally on the small words.

use attune_coupling::measure::{StyleCounts, style_matching, style_matching_test};
use attune_signal::words::{FunctionClass, turn_words};

use super::english::english;
use super::entry::{Measure, Takes, number, output};
use super::sources::{IRELAND_2010, IRELAND_2011};
use crate::measure::{
    MeasureError, MeasureInput, Measured, MeasuredTable, Settings, Surrogates, Tests,
};
use crate::{Null, Scale};

pub(super) const MEASURE: Measure = Measure {
    name: "style-matching",
    also: &["lsm"],
    column: "lsm",
    title: "Language style matching (LSM)",
    plain: "Pronouns, articles, and, not, very: whether the two lean on them equally.",
    formula: "LSM of a class = 1 - |p_A - p_B| / (p_A + p_B + 0.0001), p in percent of a person's words; LSM = \
mean over nine classes of function words; as the formula has it, a class that neither used counts as 1.",
    directed: false,
    nulls: &[Null::Shift],
    weakness: "People do not raise it at will: it is no aim for an exercise. About 100 words of each person are \
needed in every stretch, or classes that neither used raise it; the topic alone makes styles alike. English only; the lists are Attune's own, not LIWC's.",
    source: "Ireland and Pennebaker (2010), doi:10.1037/a0020386; Ireland et al. (2011), \
doi:10.1177/0956797610392928.",
    cites: &[IRELAND_2010, IRELAND_2011],
    takes: Takes::Turns,
    scale: Scale::None,
    parameters: &[
        number("stretch", 120.0, "s", "Length of the stretches that copies pair anew.").above_0()
    ],
    outputs: &[
        output("lsm", "share", "0 to 1", "LSM over the whole talk."),
        output(
            "lsm_by_stretch",
            "share",
            "0 to 1",
            "Mean LSM of stretches of the same time; with copies only.",
        )
        .tested("how alike the two used small words in the same stretch of the talk"),
        output("words_a", "words", "1 and more", "A's words.").becomes("words_b"),
        output("words_b", "words", "1 and more", "B's words.").becomes("words_a"),
    ],
    run,
    draw_null: Some(draw_null),
    figures: &[],
    pool: None,
};

/// Both people's counts of the turns that begin between two moments.
fn counts(input: &MeasureInput, from: f64, to: f64) -> [StyleCounts; 2] {
    let mut both =
        [(); 2].map(|()| StyleCounts { words: 0.0, classes: vec![0.0; FunctionClass::ALL.len()] });
    for turn in input.turns.iter().filter(|turn| (from..to).contains(&turn.start_s)) {
        let Some(said) = &turn.said else { continue };
        let counted = turn_words(said.text(), turn.start_s, turn.end_s, None);
        let person = &mut both[usize::from(turn.person != 0)];
        person.words += counted.words as f64;
        for (class, count) in person.classes.iter_mut().zip(counted.function.counts) {
            *class += count as f64;
        }
    }
    both
}

fn small_words(counts: &StyleCounts) -> f64 {
    counts.classes.iter().sum()
}

fn run(input: &MeasureInput, _: &Settings) -> Result<Measured, MeasureError> {
    english(input)?;
    let [a, b] = counts(input, f64::NEG_INFINITY, f64::INFINITY);
    if small_words(&a) + small_words(&b) == 0.0 && a.words.min(b.words) > 0.0 {
        return Err(MeasureError::NoSmallWords);
    }
    let found = style_matching(&a, &b)?;
    let class = |(class, lsm): (&FunctionClass, &f64)| (class.name().to_owned(), vec![*lsm]);
    Ok(Measured {
        values: vec![
            ("lsm", found.overall),
            ("lsm_by_stretch", f64::NAN),
            ("words_a", a.words),
            ("words_b", b.words),
        ],
        tables: vec![MeasuredTable {
            name: "classes",
            plain: "LSM of each class of function words.",
            row: "class",
            columns: vec!["lsm".to_owned()],
            rows: FunctionClass::ALL.iter().zip(&found.by_class).map(class).collect(),
        }],
        caveats: found.caveats.iter().map(Into::into).collect(),
    })
}

fn draw_null(input: &MeasureInput, settings: &Settings, surrogates: &Surrogates) -> Tests {
    let stretch = settings.number("stretch").max(1.0);
    let stretches = (input.session_s / stretch).floor() as usize;
    // Stretches in which somebody says no small word have no style to compare.
    let (a, b): (Vec<StyleCounts>, Vec<StyleCounts>) = (0..stretches)
        .map(|at| counts(input, at as f64 * stretch, (at + 1) as f64 * stretch))
        .filter(|both| both.iter().all(|person| small_words(person) > 0.0))
        .map(|[a, b]| (a, b))
        .unzip();
    if a.len() < 2 {
        return Err(MeasureError::Parameter {
            name: "stretch",
            value: stretch,
            wanted: "fewer than two stretches of that length hold small words of both people, and copies \
                     pair stretches anew: take shorter ones, or a longer talk",
        });
    }
    Ok(vec![("lsm_by_stretch", style_matching_test(&a, &b, &surrogates.shift())?)])
}
