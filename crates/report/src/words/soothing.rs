//! What is said of soothing in a study as a whole: a figure beside chance, the counts behind it, and
//! each couple by itself. "Likelier after", never that the one made the other do so.

use attune::Verdict;
use attune::story::StudySoothing;
use attune_data::Who;

use crate::number::{count, decimals, p_value, span};
use crate::picture::Listing;

/// The primary figure with its interval, its two nulls and its verdict.
pub fn soothing_sentence(of: &StudySoothing) -> String {
    let (strained, other) = people(of);
    let figure = format!(
        "mean log odds per half way from no to yes {}, 95 % interval {} to {}; {}, intervals of {}; \
         {} against {} shifted copies{}",
        decimals(of.after_strain, 3),
        decimals(of.after_strain_interval.lo, 3),
        decimals(of.after_strain_interval.hi, 3),
        count(of.pairs, "couple", "couples"),
        span(of.interval_s),
        p_value("p", of.p_shifted),
        of.copies,
        if of.p_strangers.is_nan() {
            String::new()
        } else {
            format!(", {} against strangers", p_value("p", of.p_strangers))
        },
    );
    let beyond = "given what the supporter did just before";
    match of.verdict {
        Verdict::Supported => format!(
            "In the interval after {strained} showed strain, {other} was likelier to support, {beyond} \
             ({figure})."
        ),
        Verdict::Weak => format!(
            "Some sign that {other} was likelier to support in the interval after {strained} showed \
             strain, {beyond}: it stands out from one kind of chance only ({figure})."
        ),
        Verdict::NotSeen => format!(
            "That {other} was likelier to support in the interval after {strained} showed strain, \
             {beyond}, was not seen beyond chance ({figure})."
        ),
        Verdict::CannotTell => format!(
            "Whether {other} was likelier to support after {strained} showed strain can't be told: \
             strain or support came, or stayed away, too seldom ({figure})."
        ),
    }
}

/// The raw counts beside chance, and what they also hold.
pub fn soothing_counts(of: &StudySoothing) -> String {
    format!(
        "Strain was followed by support {} times; {} with one of the two moved in time, {} among \
         strangers. Raw counts also hold what the supporter does anyway: the log odds by the \
         supporter's own past are {} ({} to {}).",
        decimals(of.count, 0),
        decimals(of.count_shifted, 0),
        decimals(of.count_strangers, 0),
        decimals(of.own_past, 3),
        decimals(of.own_past_interval.lo, 3),
        decimals(of.own_past_interval.hi, 3),
    )
}

/// How many couples show it by themselves.
pub fn soothing_couples(of: &StudySoothing) -> String {
    let n = |verdict| of.couples.iter().filter(|couple| couple.verdict == verdict).count();
    format!(
        "Of {} by themselves: {} supported, {} weak, {} not seen, {} can't tell.",
        count(of.couples.len(), "couple", "couples"),
        n(Verdict::Supported),
        n(Verdict::Weak),
        n(Verdict::NotSeen),
        n(Verdict::CannotTell),
    )
}

/// Each couple with its figure, counts, chance and verdict.
pub fn soothing_listing(of: &StudySoothing) -> Listing {
    let real = |x: f64, digits| if x.is_finite() { decimals(x, digits) } else { "–".to_owned() };
    let rows = of.couples.iter().map(|couple| {
        vec![
            couple.dyad.clone(),
            real(couple.after_strain, 2),
            real(couple.count, 0),
            real(couple.count_shifted, 1),
            real(couple.p, 3),
            real(couple.q, 3),
            real(couple.strangers_percentile, 0),
            couple.verdict.name().to_owned(),
        ]
    });
    Listing {
        head: vec![
            "couple",
            "log odds",
            "count",
            "by chance",
            "p",
            "q",
            "stranger percentile",
            "verdict",
        ],
        rows: rows.collect(),
    }
}

fn people(of: &StudySoothing) -> (&'static str, &'static str) {
    if of.strained == Who::B { ("B", "A") } else { ("A", "B") }
}
