//! The columns of the loop model in the dyads table.

use attune::dynamics::Estimate;
use attune::{LoopFound, LoopShares};

use super::dyads::{Row, Shape};
use super::{Cell, Field, Holds};
use crate::words;

type F<'a> = Field<Row<'a>>;

/// A number with the two ends of its interval: three columns.
macro_rules! interval {
    ($name:literal, $unit:literal, $what:literal, $level:literal, $of:expr) => {
        [
            F::new($name, Holds::Real, $unit, $what, |r| of(r, $of, |e| e.value)),
            F::new(
                concat!($name, "_lo"),
                Holds::Real,
                $unit,
                concat!("Lower end of its ", $level, " interval."),
                |r| of(r, $of, |e| e.lo),
            ),
            F::new(
                concat!($name, "_hi"),
                Holds::Real,
                $unit,
                concat!("Upper end of its ", $level, " interval."),
                |r| of(r, $of, |e| e.hi),
            ),
        ]
    };
}

/// Every column of the loop model in a shape. Estimates stand here whatever the verdict, beside
/// the n_eff that says how much they are worth.
pub(super) fn loop_columns<'a>(shape: Shape) -> Vec<Field<Row<'a>>> {
    let mut fields = match shape {
        Shape::Dyad => both_people(),
        Shape::Individual => own(),
        Shape::Pairwise => own().into_iter().chain(partner()).collect(),
    };
    fields.extend(the_loop());
    fields.extend(claim(shape));
    fields
}

fn both_people<'a>() -> Vec<F<'a>> {
    let mut fields = Vec::new();
    fields.extend(interval!("k_a", "1/s", "A's own return rate.", "95 %", rate));
    fields.extend(interval!("k_b", "1/s", "B's own return rate.", "95 %", |f, me| rate(f, 1 - me)));
    fields.extend(interval!(
        "gain_a_to_b",
        "",
        "How much of a lasting displacement of A arrives in B. To be read from loop_n_eff 60 on.",
        "95 %",
        |f, me| gain_into(f, 1 - me)
    ));
    fields.extend(interval!(
        "gain_b_to_a",
        "",
        "How much of a lasting displacement of B arrives in A. To be read from loop_n_eff 60 on.",
        "95 %",
        gain_into
    ));
    fields.extend(interval!(
        "echo_share_a",
        "share, 0 to 1",
        "Share of A's movement in this recording that came from B. To be read from loop_n_eff 60 on.",
        "80 %",
        echo
    ));
    fields.extend(interval!(
        "echo_share_b",
        "share, 0 to 1",
        "Share of B's movement in this recording that came from A. To be read from loop_n_eff 60 on.",
        "80 %",
        |f, me| echo(f, 1 - me)
    ));
    fields
}

fn own<'a>() -> Vec<F<'a>> {
    let mut fields = Vec::new();
    fields.extend(interval!("k", "1/s", "Own return rate.", "95 %", rate));
    fields.extend(interval!(
        "gain_from_partner",
        "",
        "How much of a lasting displacement of the partner arrives here. To be read from loop_n_eff 60 on.",
        "95 %",
        gain_into
    ));
    fields.extend(interval!(
        "echo_share",
        "share, 0 to 1",
        "Share of this person's movement that came from the partner. To be read from loop_n_eff 60 on.",
        "80 %",
        echo
    ));
    fields
}

fn partner<'a>() -> Vec<F<'a>> {
    let mut fields = Vec::new();
    fields.extend(interval!(
        "partner_k",
        "1/s",
        "The partner's own return rate.",
        "95 %",
        |f, me| rate(f, 1 - me)
    ));
    fields.extend(interval!(
        "gain_to_partner",
        "",
        "How much of a lasting displacement of this person arrives in the partner. To be read from loop_n_eff 60 on.",
        "95 %",
        |f, me| gain_into(f, 1 - me)
    ));
    fields.extend(interval!(
        "partner_echo_share",
        "share, 0 to 1",
        "Share of the partner's movement that came from this person. To be read from loop_n_eff 60 on.",
        "80 %",
        |f, me| echo(f, 1 - me)
    ));
    fields
}

fn the_loop<'a>() -> Vec<F<'a>> {
    let mut fields = Vec::new();
    fields.extend(interval!(
        "loop_gain",
        "",
        "What comes back of a lasting displacement after one round: the product of both gains.",
        "95 %",
        |f, _| f.metrics.loop_gain
    ));
    fields.extend(interval!(
        "half_life_s",
        "s",
        "Time until half of a displacement is gone, together; empty where it is never.",
        "95 %",
        |f, _| f.metrics.half_life_s
    ));
    fields.extend([
        F::new(
            "shared_share",
            Holds::Real,
            "share, 0 to 1",
            "Share of both people's movement that reached both at once; the mean of the two.",
            |r| found(r).map(LoopFound::shared_share).into(),
        ),
        F::new(
            "lr_p_shift",
            Holds::Real,
            "p",
            "What the link adds to the likelihood, beyond shared shocks, against shifted copies; upper tail.",
            |r| found(r).map(LoopFound::p_shift).into(),
        ),
        F::new(
            "lr_p_stranger",
            Holds::Real,
            "p",
            "The same against stranger pairs, in studies of at least 8 dyads.",
            |r| found(r).and_then(LoopFound::p_strangers).into(),
        ),
        F::new(
            "shared_jolts",
            Holds::Integer,
            "samples",
            "Moments left out of the loop because something shook both recordings at once.",
            |r| found(r).map(|f| f.fit.shared_jolts).into(),
        ),
        F::new(
            "loop_n_eff",
            Holds::Real,
            "stretches",
            "Independent stretches: usable time divided by twice the model's return time, of two return times their harmonic mean. Below 20: cannot_tell; gains and shares from 60 on.",
            |r| found(r).map(|f| f.fit.n_eff).into(),
        ),
    ]);
    fields
}

fn claim<'a>(shape: Shape) -> Vec<F<'a>> {
    let leader = if shape == Shape::Dyad {
        F::new("leader", Holds::Text, "", LEADER, |r| {
            let starter = found(r).and_then(|f| f.verdict.starter);
            starter.map(|who| ["a", "b"][who]).into()
        })
        .with_levels(&[("a", "with A"), ("b", "with B")])
    } else {
        F::new("leader", Holds::Text, "", LEADER, |r| {
            let starter = found(r).and_then(|f| f.verdict.starter);
            starter.map(|who| if who == r.side { "self" } else { "partner" }).into()
        })
        .with_levels(&[("self", "with this person"), ("partner", "with the partner")])
    };
    vec![
        leader,
        F::new(
            "loop_rung",
            Holds::Integer,
            "",
            "Highest rung of the claim ladder that the loop model passes, with none failed below: 1, beyond shifted copies; 4, lagged, beyond stranger pairs where there are any; 5, directional; 6, by the alternating exercise; 0, none.",
            |r| found(r).map(|f| words::loop_rung(f).number()).into(),
        ),
        F::new(
            "loop_verdict",
            Holds::Text,
            "",
            "How strongly the recording supports a lagged link, beyond shared shocks.",
            |r| words::loop_verdict_name(r.dyad.loop_model.as_ref()).into(),
        )
        .with_levels(super::dyads::VERDICTS),
        F::new("loop_label", Holds::Text, "", "What the loop does.", |r| {
            words::loop_label_name(found(r)).into()
        })
        .with_levels(LABELS),
        F::new(
            "cannot_tell_reason",
            Holds::Text,
            "",
            "Why the loop model cannot tell, as a code; `attune explain CODE` explains it.",
            |r| {
                let reasons = r.dyad.loop_model.iter().flat_map(|model| &model.reasons);
                reasons.map(words::loop_reason_code).collect::<Vec<_>>().join(";").into()
            },
        ),
    ]
}

const LEADER: &str = "With whom changes tended to start, where that is credible; empty otherwise.";

const LABELS: &[(&str, &str)] = &[
    ("co_regulating", "being together speeds the return of at least one and slows nobody's"),
    ("echoing", "something passes as it went, and less comes back than went"),
    ("amplifying", "both pick up the other, and more than half comes back after one round"),
    ("spiral", "more comes back than went"),
    ("chasing", "one follows the other and is answered with the opposite, in damped swings"),
    ("opposing", "what passes, passes as its opposite: as one turns up the other turns down"),
    ("linked", "something passes; whether as it went or as its opposite is not known or differs"),
    ("not_linked", "no link was seen, in a recording long enough to have shown it"),
    ("cannot_tell", "the recording does not allow an answer"),
];

fn found<'a>(row: &Row<'a>) -> Option<&'a LoopFound> {
    row.dyad.loop_model.as_ref()?.found.as_deref()
}

fn of(row: &Row<'_>, what: fn(&LoopFound, usize) -> Estimate, end: fn(Estimate) -> f64) -> Cell {
    found(row).map(|found| end(what(found, row.side))).into()
}

fn rate(found: &LoopFound, who: usize) -> Estimate {
    found.fit.return_rate[who]
}

fn gain_into(found: &LoopFound, who: usize) -> Estimate {
    found.fit.gain[who]
}

fn echo(found: &LoopFound, who: usize) -> Estimate {
    let LoopShares { echo, .. } = found.shares[who];
    echo
}
