//! A measure of several dyads as text: means, how many of those that can tell stood out, reservations.

use std::collections::BTreeMap;

use attune::catalogue::Output;
use attune::measure::MEASURE_CAVEATS;
use attune_data::FaultCode;

use super::text::{digits, not_formed};
use super::{Measuring, Taken, mean_and_sd};
use crate::number::{count, decimals};
use crate::terminal::wrapped;
use crate::words::{Silence, may_stand_out, stands_out};

/// At most this many dyads are listed.
const MOST_DYADS: usize = 100;

/// What is found over all dyads, `width` columns wide.
pub(super) fn group_text(measuring: &Measuring, width: usize) -> String {
    let measure = measuring.measure;
    let mut out = format!("{} of {} dyads\n", measure.title, measuring.dyads.len());
    out += &wrapped(&measuring.prepared, width);
    out += "\n\n";
    let name_width = measure.outputs.iter().map(|o| o.name.len()).max().unwrap_or(0);
    out += &format!("  {:<name_width$}  {:>12}  {:>12}  dyads\n", "", "mean", "sd");
    let (present, blank): (Vec<&Output>, Vec<&Output>) = measure
        .outputs
        .iter()
        .filter(|output| output.has_mean())
        .partition(|output| !measuring.values(output).is_empty());
    for output in present {
        let values = measuring.values(output);
        let (mean, sd) = mean_and_sd(&values);
        out += &format!(
            "  {:<name_width$}  {:>12}  {:>12}  {:>5}   {}\n",
            output.name,
            digits(mean),
            digits(sd),
            values.len(),
            output.plain.trim_end_matches('.'),
        );
    }
    out += &not_formed(&blank, width);
    let pooled = measuring.pooled();
    if !pooled.is_empty() {
        out += "\nAll dyads' steps together\n";
        for (name, value) in pooled {
            out += &format!("  {name:<28} {}\n", digits(value));
        }
    }
    out.push('\n');
    for line in [beside(measuring), reservations(measuring), untaken(measuring)].concat() {
        out += &wrapped(&line, width);
        out.push('\n');
    }
    out
}

/// How many dyads can tell and why the others cannot; of those that can, how many stand out from their
/// copies, output by output.
fn beside(measuring: &Measuring) -> Vec<String> {
    let tested = measuring.dyads.iter().any(|taken| !taken.result.tests.is_empty());
    let silences = silences(measuring);
    let mut lines = Vec::new();
    let untested = untested(measuring);
    if !tested {
        lines.push(
            "Not set beside chance, so nothing is claimed: these numbers only describe.".to_owned(),
        );
        lines.extend(untested);
        if let Some(faulty) = silences.get(&Silence::Faulty) {
            lines.push(format!("{}.", because(Silence::Faulty, *faulty)));
        }
        return lines;
    }
    let all = measuring.dyads.len();
    let can = measuring.can_tell().count();
    let why: Vec<String> = silences.iter().map(|(why, n)| because(*why, *n)).collect();
    lines.push(match why.is_empty() {
        true => format!("All {all} dyads can tell."),
        false => format!("{can} of {all} dyads can tell: {}.", why.join("; ")),
    });
    lines.extend(untested);
    for output in measuring.measure.outputs {
        let Some(of) = output.tested else { continue };
        let tests = || {
            let tests = measuring.can_tell().flat_map(|taken| &taken.result.tests);
            tests.filter(move |test| test.output == output.name && may_stand_out(test))
        };
        let out_of = tests().count();
        if out_of == 0 {
            continue;
        }
        lines.push(format!(
            "In {} of the {} that can tell, {} stood out from their copies (p below 0.05); chance alone would \
             give about {}.",
            tests().filter(|test| stands_out(test)).count(),
            count(out_of, "dyad", "dyads"),
            of.thing,
            decimals(0.05 * out_of as f64, 1),
        ));
    }
    lines
}

/// Why dyads have no copies although some were asked for: each reason with how many have it. A reason
/// that differs by its numbers alone is the same one.
fn untested(measuring: &Measuring) -> Vec<String> {
    let mut found: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for error in measuring.dyads.iter().filter_map(|taken| taken.result.no_test.as_ref()) {
        let text = error.to_string();
        let reason = text.replace(|c: char| c.is_ascii_digit(), "");
        found.entry(reason).or_default().push(text);
    }
    let all = measuring.dyads.len();
    let said = |texts: Vec<String>| {
        let (n, first) = (texts.len(), &texts[0]);
        let such_as = if texts.iter().all(|text| text == first) { "" } else { ", for example" };
        format!("{n} of {all} could not be set beside copies{such_as}: {first}.")
    };
    found.into_values().map(said).collect()
}

/// How many dyads cannot tell, by the reason.
fn silences(measuring: &Measuring) -> BTreeMap<Silence, usize> {
    let mut out = BTreeMap::new();
    for why in measuring.dyads.iter().filter_map(|taken| taken.silence(measuring.measure)) {
        *out.entry(why).or_insert(0) += 1;
    }
    out
}

fn because(why: Silence, n: usize) -> String {
    let (has, holds) = if n == 1 { ("has", "holds") } else { ("have", "hold") };
    match why {
        Silence::NotTaken => format!("{n} could not be measured"),
        Silence::Faulty => {
            format!(
                "{n} {has} something wrong with the recording and {} left out of the means",
                match n {
                    1 => "is",
                    _ => "are",
                }
            )
        }
        Silence::Untested => format!("{n} could not be set beside copies"),
        Silence::TooShort => {
            format!(
                "{n} {holds} fewer than 20 independent stretches, too few to tell a link from chance"
            )
        }
        Silence::FewCopies => format!("{n} {has} too few copies for p below 0.05"),
    }
}

/// Each reservation once, with how many dyads have it.
fn reservations(measuring: &Measuring) -> Vec<String> {
    let mut found: BTreeMap<&'static str, usize> = BTreeMap::new();
    for taken in &measuring.dyads {
        let mut codes: Vec<&str> = taken.caveats().into_iter().map(|(code, _)| code).collect();
        codes.sort_unstable();
        codes.dedup();
        for code in codes {
            *found.entry(code).or_insert(0) += 1;
        }
    }
    let said = |(code, n): (&str, usize)| {
        let own = MEASURE_CAVEATS.iter().find(|(known, _)| *known == code);
        let fault = FaultCode::ALL.iter().find(|fault| fault.code() == code);
        let what = match (own, fault) {
            (Some((_, what)), _) => (*what).to_owned(),
            (_, Some(fault)) => format!("{}.", fault.explanation().title.trim_end_matches('.')),
            _ => String::new(),
        };
        format!("To keep in mind, of {}: {what} ({code})", count(n, "dyad", "dyads"))
    };
    found.into_iter().map(said).collect()
}

/// The dyads that could not be measured, each with the reason.
fn untaken(measuring: &Measuring) -> Vec<String> {
    let line = |taken: &Taken| {
        let error = taken.result.outcome.as_ref().err()?;
        Some(format!("{}: can't tell: {error}.", taken.dyad))
    };
    measuring.dyads.iter().take(MOST_DYADS).filter_map(line).collect()
}
