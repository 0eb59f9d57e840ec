//! The loop of one pair: what may be said, the picture of own and picked up, and its researcher's
//! part.

use attune::dynamics::{ConditionKind, Estimate, STRETCHES_FOR_GAINS};
use attune::{Dyad, LoopFound, LoopResult};
use maud::{Markup, html};

use super::dyad::{mark, part};
use super::figure::{self, Legend};
use crate::number::{decimals, p_value, percent, span};
use crate::picture::{self, Listing};
use crate::words::{self, People};

/// For everybody: the sentence, the picture where the link counts, what more may be said.
pub(super) fn loop_part(dyad: &Dyad, at: usize, single: bool) -> Markup {
    let Some(model) = &dyad.loop_model else { return html! {} };
    html! {
        (part(single, "Whose was it?"))
        (told(model, &format!("o{at}"), None))
    }
}

/// The sentence, the picture where the link counts, what more may be said; with the names of
/// `people` where given, else by letter.
pub(super) fn told(model: &LoopResult, id: &str, people: Option<&People<'_>>) -> Markup {
    let text = words::loop_sentence(model);
    let end = text.find([':', '.']).unwrap_or(0);
    let mut details = words::exercise_sentences(model);
    details.extend(words::loop_details(model));
    if let Some(people) = people {
        details = details.iter().map(|text| people.instead_of_letters(text)).collect();
    }
    let help = words::loop_helps(model);
    html! {
        p .sentence {
            span .said { (mark(words::loop_strength(model))) (text[..end]) } (figure::unbroken(&text[end..]))
        }
        @if let Some(found) = words::linked(model) {
            @match people {
                Some(people) => (figure::named_figure(&picture::parts(found), id, Legend::Letters(people), people)),
                None => (figure::figure(&picture::parts(found), id, Legend::None)),
            }
        }
        @if !details.is_empty() {
            ul { @for sentence in &details { li { (figure::unbroken(sentence)) } } }
        }
        @if !help.is_empty() {
            p .aside { "What would help: " (help.join(" ")) }
        }
    }
}

/// For researchers: the ladder, every parameter with its interval, conditions by name.
pub(super) fn researcher(dyad: &Dyad, single: bool) -> Markup {
    let Some(model) = &dyad.loop_model else { return html! {} };
    let found = model.found.as_deref();
    html! {
        (part(single, "Loop model"))
        @if !model.reasons.is_empty() {
            ul {
                @for reason in &model.reasons {
                    li { (words::loop_reason(reason)) " " code { (words::loop_reason_code(reason)) } }
                }
            }
        }
        @if let Some(found) = found { (numbers(found, single)) }
        (part(single, "Claim ladder of the loop model"))
        (figure::listing(&ladder(found), "Claim ladder"))
    }
}

/// Every parameter with its interval, and the conditions for reading them.
pub(super) fn numbers(found: &LoopFound, single: bool) -> Markup {
    html! {
        p .aside {
            "Verdict on the lagged link: " code { (link_name(found)) } "; "
            (p_value("p", found.p_shift())) " against " (found.shifted.null.len()) " shifted copies"
            @if let Some(p) = found.p_strangers() {
                ", " (p_value("p", p)) " against "
                (found.strangers.as_ref().map_or(0, |test| test.null.len())) " stranger pairs"
            }
            ". Samples every " (span(found.step_s)) "; n_eff " (decimals(found.fit.n_eff, 1))
            "; draws rejected " (percent(found.fit.rejected_share)) "."
            @if !found.verdict.gains_shown {
                " " (gains_left_out(found))
            }
        }
        (figure::listing(&parameters(found), "Parameters of the loop"))
        (part(single, "What the loop does, and shares"))
        (figure::listing(&metrics(found), "Metrics and shares"))
        (part(single, "Conditions for reading it"))
        (figure::listing(&conditions(found), "Conditions"))
    }
}

/// Why a page shows no gains, shares, or what follows from them.
fn gains_left_out(found: &LoopFound) -> String {
    let n_eff = found.fit.n_eff;
    let why = if n_eff < STRETCHES_FOR_GAINS {
        format!(
            "there are {} independent stretches, and pages show them from 60",
            decimals(n_eff, 1)
        )
    } else {
        "nothing can be told of this loop".into()
    };
    format!(
        "Gains, shares and what follows from them are left out: {why}. The tables hold every estimate."
    )
}

fn link_name(found: &LoopFound) -> &'static str {
    words::link_name(&found.verdict)
}

fn row(name: &str, e: Estimate, places: usize) -> Vec<String> {
    vec![
        name.to_owned(),
        decimals(e.value, places),
        format!("{} to {}", decimals(e.lo, places), decimals(e.hi, places)),
    ]
}

fn parameters(found: &LoopFound) -> Listing {
    let fit = &found.fit;
    let mut rows = vec![
        row("own return rate of A, 1/s", fit.return_rate[0], 4),
        row("own return rate of B, 1/s", fit.return_rate[1], 4),
    ];
    if found.verdict.gains_shown {
        rows.push(row("gain A to B", fit.gain[1], 3));
        rows.push(row("gain B to A", fit.gain[0], 3));
        rows.push(row("shared shocks", fit.shared_shock, 3));
    }
    for (who, letter) in ["A", "B"].into_iter().enumerate() {
        if let Some(effect) = fit.own_effect[who] {
            rows.push(row(&format!("effect of {letter}'s own exercise"), effect, 3));
        }
    }
    let gains_shown = found.verdict.gains_shown;
    if let Some(Ok(found)) = &found.alternation {
        for (effect, [me, you]) in found.persons.iter().zip([["A", "B"], ["B", "A"]]) {
            rows.push(row(&format!("by design: {me}'s exercise on {me}"), effect.own, 3));
            rows.push(row(&format!("by design: {you}'s exercise on {me}"), effect.partner, 3));
            // The loop's way to it is a gain.
            if let Some(through) = effect.through_loop.filter(|_| gains_shown) {
                rows.push(row(&format!("by the loop: {you}'s exercise on {me}"), through, 3));
            }
        }
    }
    match words::delay_not_shown(found) {
        None => {
            rows.push(row("delay A to B, s", fit.delay_s[1], 2));
            rows.push(row("delay B to A, s", fit.delay_s[0], 2));
        }
        Some(why) => rows.push(vec!["delays".into(), "not shown".into(), why.into()]),
    }
    Listing { head: vec!["parameter", "estimate", "95 % interval"], rows }
}

fn metrics(found: &LoopFound) -> Listing {
    let m = &found.metrics;
    let mut rows = Vec::new();
    if found.verdict.gains_shown {
        rows.push(row("loop gain (95 %)", m.loop_gain, 3));
        rows.push(row("half-life together, s (95 %)", m.half_life_s, 1));
        rows.push(row("reactivity, 1/s (95 %)", m.reactivity, 4));
        if let Some(amplification) = m.amplification {
            rows.push(row("amplification of a lasting push (95 %)", amplification, 2));
        }
        rows.push(vec![
            "share of draws that chase, that run away".into(),
            format!("{}, {}", percent(m.chasing), percent(m.running_away)),
            String::new(),
        ]);
    }
    match &found.verdict.soothing {
        Ok(each) => {
            rows.push(row("settling of A by presence (80 %)", each[0], 2));
            rows.push(row("settling of B by presence (80 %)", each[1], 2));
        }
        Err(why) => rows.push(vec![
            "settling by presence".into(),
            "can't tell".into(),
            words::cannot_tell(why),
        ]),
    }
    let shown = ["A", "B"].into_iter().enumerate().filter(|_| found.verdict.gains_shown);
    for (who, letter) in shown {
        let shares = &found.shares[who];
        rows.push(row(&format!("echo share of {letter} (80 %)"), shares.echo, 3));
        rows.push(row(&format!("covariance share of {letter} (80 %)"), shares.covariance, 3));
        rows.push(row(&format!("shared share of {letter} (80 %)"), shares.shared, 3));
        for run in &found.long_run[who] {
            let after =
                run.horizon_s.map_or("in the long run".into(), |s| format!("after {}", span(s)));
            let name = format!("partner's share of {letter}'s variance {after} (95 %)");
            rows.push(row(&name, run.partner, 3));
        }
    }
    Listing { head: vec!["quantity", "estimate", "interval"], rows }
}

fn conditions(found: &LoopFound) -> Listing {
    let rows = found.fit.conditions.iter().map(|condition| {
        vec![
            condition_name(condition.kind).to_owned(),
            if condition.met { "holds" } else { "does not hold" }.to_owned(),
            words::condition(condition.kind).to_owned(),
        ]
    });
    Listing { head: vec!["condition", "here", "otherwise"], rows: rows.collect() }
}

fn condition_name(kind: ConditionKind) -> &'static str {
    words::condition_name(kind)
}

/// The ladder of a loop by itself.
pub(super) fn ladder_of(found: &LoopFound) -> Markup {
    figure::listing(&ladder(Some(found)), "Claim ladder")
}

/// The claim ladder as a table.
pub(super) fn ladder(found: Option<&LoopFound>) -> Listing {
    let rows = words::ladder(found).into_iter().map(|rung| {
        let here = match rung.passed {
            Some(true) => "passed",
            Some(false) => "not passed",
            None => "not tested",
        };
        vec![format!("{} {}", rung.number, rung.question), here.to_owned(), rung.why]
    });
    Listing { head: vec!["rung", "here", "by"], rows: rows.collect() }
}
