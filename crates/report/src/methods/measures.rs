//! The further measures, each with its parameters and its null.

use attune::catalogue::Takes;
use attune::measure::Settings;
use attune::{Analysis, Dyad, Measure, Scale};

use super::Reference;
use crate::number::{brief, count};
use crate::words::copies_made;

/// One sentence per further measure that some dyad has, then those that none has; `None` where the plan
/// asks for none.
pub(super) fn paragraph(analysis: &Analysis) -> Option<String> {
    let plan = &analysis.plan;
    if plan.measures.is_empty() {
        return None;
    }
    let mut out =
        String::from("Further measures were taken, each of the series prepared as said with it:");
    let mut untaken = Vec::new();
    for (at, choice) in plan.measures.iter().enumerate() {
        let measure = choice.measure;
        let taken =
            |dyad: &Dyad| dyad.measures.get(at).is_some_and(|result| result.outcome.is_ok());
        if !analysis.dyads.iter().any(taken) {
            untaken.push(measure.title.trim_end_matches('.'));
            continue;
        }
        let of = |dyad: &'_ Dyad| dyad.measures.get(at).map(|result| result.settings.clone());
        // Of codes, what decides which amounts are alike was not in effect.
        let used = analysis.dyads.iter().find_map(of).unwrap_or_else(|| choice.settings.clone());
        let mut settings = vec![prepared(measure, &used).to_owned()];
        settings.extend(
            used.all()
                .iter()
                .map(|(name, setting)| (name, setting.to_string()))
                .filter(|(_, text)| !text.is_empty())
                .map(|(name, text)| format!("{name} {text}")),
        );
        settings.extend(in_effect(analysis, at, measure));
        let cited: Vec<String> =
            measure.cites.iter().map(|citation| Reference::Measure(citation).cite()).collect();
        let null =
            measure.nulls.first().map_or(String::new(), |null| format!("; null: {}", null.name()));
        out += &format!(
            " {} ({}; {}{null}).",
            measure.title.trim_end_matches('.'),
            cited.join("; "),
            settings.join(", "),
        );
    }
    let missing = format!("Asked for, but taken of no dyad: {}.", untaken.join(", "));
    if untaken.len() == plan.measures.len() {
        return Some(missing);
    }
    out += &tested(analysis);
    if !untaken.is_empty() {
        out += &format!(" {missing}");
    }
    Some(out)
}

/// How the further measures were tested: from how many surrogates, of which a short recording or a wide
/// range of lags may have had room for fewer than were asked for.
fn tested(analysis: &Analysis) -> String {
    let tests = analysis.dyads.iter().flat_map(|dyad| &dyad.measures).flat_map(|m| &m.tests);
    let copies = || tests.clone().map(copies_made);
    let (Some(fewest), Some(most)) = (copies().min(), copies().max()) else {
        return " None of them was set beside surrogates, so that they have no p.".to_owned();
    };
    let surrogates = count(most, "surrogate", "surrogates");
    let from = match fewest == most {
        true => format!("from {surrogates} each"),
        false => format!("from {fewest} to {surrogates} (columns ending in _copies)"),
    };
    format!(" Their p are {from}, their q (Benjamini-Hochberg) over the dyads, number by number.")
}

/// How the series were made ready for a measure.
fn prepared(measure: &Measure, settings: &Settings) -> &'static str {
    match (measure.takes, measure.scale) {
        (Takes::Codes | Takes::Events, _) => "of the codes as given",
        (Takes::Turns, _) => "of the turns at talk",
        (Takes::Scores | Takes::TurnsAndAmounts, _) => {
            "of the series as recorded, nothing taken out and not scaled"
        }
        (Takes::Columns, _) if only_equal(settings) => "of the codes as given",
        (_, Scale::None) => "prepared as above",
        (_, Scale::Sd) => "prepared as above, then divided by the standard deviation",
        (_, Scale::Z) => "prepared as above, then z-scaled",
    }
}

/// Whether only equal values recurred: where closeness could be set and neither way of setting it was in
/// effect.
fn only_equal(settings: &Settings) -> bool {
    let known = settings.all().iter().any(|(name, _)| *name == "radius");
    known && settings.maybe("radius").or(settings.maybe("recurrence-rate")).is_none()
}

/// What a setting came to, dyad by dyad: the range of the radius that reached the recurrence rate.
fn in_effect(analysis: &Analysis, at: usize, measure: &Measure) -> Option<String> {
    measure.output("radius")?;
    let results =
        analysis.dyads.iter().filter_map(|dyad| dyad.measures.get(at)?.outcome.as_ref().ok());
    let radii: Vec<f64> =
        results.map(|found| found.value("radius")).filter(|radius| radius.is_finite()).collect();
    let least = radii.iter().copied().reduce(f64::min)?;
    let most = radii.iter().copied().reduce(f64::max)?;
    Some(if least == most {
        format!("radius in effect {}", brief(least))
    } else {
        format!("radius in effect {} to {}", brief(least), brief(most))
    })
}
