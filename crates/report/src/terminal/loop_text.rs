//! A fitted loop on the terminal: the sentence, what more may be said, the numbers.

use crate::LoopFile;
use crate::loop_file::{Ends, Numbers, Shares, Thresholds};
use crate::number::{decimals, p_value, percent, span};

/// The loop of one pair as text.
pub fn loop_text(file: &LoopFile) -> String {
    let [a, b] = &file.people;
    let people = match (a.as_str(), b.as_str()) {
        ("A", "B") => String::new(),
        (a, b) => format!(" (A: {a}, B: {b})"),
    };
    let channels = match file.channels.join(", ") {
        none if none.is_empty() => none,
        some => format!(", {some}"),
    };
    let mut out = format!("The loop of {}{people}{channels}\n\n", file.dyad);
    out += &super::wrapped(&file.sentence, WIDTH);
    out += "\n";
    for detail in &file.details {
        out += &super::item(detail, WIDTH);
    }
    if !file.help.is_empty() {
        out += &format!(
            "\n{}\n",
            super::wrapped(&format!("What would help: {}", file.help.join(" ")), WIDTH)
        );
    }
    if !file.caveats.is_empty() {
        out += "\nto keep in mind\n";
        for caveat in &file.caveats {
            out += &super::item(&caveat.sentence, WIDTH);
        }
    }
    let Some(numbers) = &file.numbers else { return out };
    out += "\n";
    out += &figures(numbers);
    if let Some(thresholds) = &file.thresholds {
        out += &beyond_proportion(thresholds);
    }
    out += "\nwhat must hold to read it\n";
    for condition in &numbers.conditions {
        let mark = if condition.holds { "yes" } else { "no " };
        out += &format!("  {mark} {}\n", condition.name);
    }
    out += "\nclaim ladder of the loop model\n";
    for step in &numbers.ladder {
        let passed = match step.passed {
            Some(true) => "passed    ",
            Some(false) => "not passed",
            None => "not tested",
        };
        out += &format!("  {} {passed} {} ({})\n", step.rung, step.question, step.why);
    }
    if let Some(why) = &file.not_asked {
        out += &format!("\n{}\n", super::wrapped(&format!("No what-if: {}", why.sentence), WIDTH));
    }
    out
}

const WIDTH: usize = 96;

fn figures(n: &Numbers) -> String {
    let p = &n.parameters;
    let m = &n.metrics;
    let mut out = String::from("                                        estimate  95 % interval\n");
    let mut line = |name: &str, e: Ends, places: usize| out += &row(name, e, places);
    line("own return rate of A, 1/s", p.k_a, 4);
    line("own return rate of B, 1/s", p.k_b, 4);
    line("gain A to B", p.gain_a_to_b, 2);
    line("gain B to A", p.gain_b_to_a, 2);
    line("shared shocks", p.shared_shock, 2);
    for (who, effect) in ["A", "B"].iter().zip(p.own_effect) {
        if let Some(effect) = effect {
            line(&format!("effect of {who}'s own exercise"), effect, 2);
        }
    }
    for (who, [me, you]) in [["A", "B"], ["B", "A"]].into_iter().enumerate() {
        let Some(of) = n.exercise.as_ref().and_then(|e| e.persons.as_ref()) else { continue };
        line(&format!("by design: {me}'s exercise on {me}"), of[who].own, 2);
        line(&format!("by design: {you}'s exercise on {me}"), of[who].partner, 2);
        if let Some(through) = of[who].through_loop {
            line(&format!("by the loop: {you}'s exercise on {me}"), through, 2);
        }
    }
    for (who, effect) in ["A", "B"].iter().zip(p.shared_effect) {
        if let Some(effect) = effect {
            line(&format!("effect of the shared input on {who}"), effect, 2);
        }
    }
    if let Some([to_b, to_a]) = p.delay_s {
        line("delay A to B, s", to_b, 1);
        line("delay B to A, s", to_a, 1);
    }
    let delays = p.delay_not_shown.as_ref().map(|why| format!("delays not shown: {why}\n"));
    line("loop gain", m.loop_gain, 2);
    line("half-life together, s", m.half_life_s, 1);
    line("reactivity, 1/s", m.reactivity, 4);
    if let Some(amplification) = m.amplification {
        line("amplification", amplification, 2);
    }
    for (who, shares) in ["A", "B"].iter().zip(&n.shares) {
        let Shares { echo, covariance, shared, long_run } = shares;
        line(&format!("echo share of {who} (80 %)"), *echo, 2);
        line(&format!("covariance share of {who} (80 %)"), *covariance, 2);
        line(&format!("shared share of {who} (80 %)"), *shared, 2);
        for run in long_run {
            let after = run
                .horizon_s
                .map_or("in the long run".to_owned(), |s| format!("after {}", span(s)));
            line(&format!("partner's share of {who} {after}"), run.partner, 2);
        }
    }
    match (&m.settling, &m.settling_not_told) {
        (Some([a, b]), _) => {
            line("settling of A by presence (80 %)", *a, 2);
            line("settling of B by presence (80 %)", *b, 2);
        }
        (None, Some(why)) => {
            out += &format!("settling by presence: can't tell. {}\n", why.sentence)
        }
        (None, None) => {}
    }
    out += &delays.unwrap_or_default();
    let test = |p: Option<f64>| p.map_or("no test".to_owned(), |p| p_value("p", p));
    out += &format!(
        "link beyond shared shocks: {} against {} shifted copies\nn_eff {}; usable {}; samples every {}; left out as shared jolts {}; draws rejected {}\n",
        test(n.lr_p_shift),
        n.shifted_copies,
        decimals(n.n_eff.unwrap_or(f64::NAN), 1),
        span(n.usable_s),
        span(n.step_s),
        n.shared_jolts,
        percent(n.rejected_share),
    );
    if !n.gains_shown {
        out += "Below 60 independent stretches gains and shares are printed for the record only.\n";
    }
    out
}

/// The loop with thresholds beside simpler descriptions.
fn beyond_proportion(found: &Thresholds) -> String {
    let mut out =
        format!("\nthe loop with thresholds\n{}\n", super::wrapped(&found.sentence, WIDTH));
    if let Some(n) = &found.numbers {
        let mut line = |name: &str, e: Ends| out += &row(name, e, 2);
        for (which, from) in [(1, "A to B"), (0, "B to A")] {
            line(&format!("gain {from} below the threshold"), n.gain[which]);
            line(&format!("gain {from} beyond it"), n.steep_gain[which]);
            line(&format!("threshold of {from}"), n.threshold[which]);
        }
        line("ceiling", n.ceiling);
        if let Some(edge) = n.calm_to_edge {
            line("from calm to the edge", edge);
        }
        if let Some([a, b]) = n.wound_up {
            line("where A stays past the edge", a);
            line("where B stays past the edge", b);
        }
        out += &format!("an edge in {} of the draws\n", percent(n.two_basins));
    }
    out += "description             numbers        BIC  left-out blocks\n";
    for model in &found.models {
        let number = |x: Option<f64>| decimals(x.unwrap_or(f64::NAN), 1);
        out += &format!(
            "{:<23} {:>7} {:>10}  {:>15}\n",
            model.model,
            model.parameters,
            number(model.bic),
            number(model.foreseen),
        );
    }
    out
}

fn row(name: &str, e: Ends, places: usize) -> String {
    let number = |x: Option<f64>| x.map_or_else(|| "–".to_owned(), |x| decimals(x, places));
    format!("{name:<39} {:>8}  {} to {}\n", number(e.estimate), number(e.lo), number(e.hi))
}
