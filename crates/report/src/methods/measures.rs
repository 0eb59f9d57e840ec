//! The further measures, each with its parameters and its null.

use attune::Analysis;

use super::Reference;

/// One sentence per further measure; `None` where the plan asks for none.
pub(super) fn paragraph(analysis: &Analysis) -> Option<String> {
    let plan = &analysis.plan;
    if plan.measures.is_empty() {
        return None;
    }
    let mut out = String::from("Further measures were taken of the same series:");
    for choice in &plan.measures {
        let measure = choice.measure;
        let settings: Vec<String> = choice
            .settings
            .all()
            .iter()
            .map(|(name, setting)| (name, setting.to_string()))
            .filter(|(_, text)| !text.is_empty())
            .map(|(name, text)| format!("{name} {text}"))
            .collect();
        let cited: Vec<String> =
            measure.cites.iter().map(|citation| Reference::Measure(citation).cite()).collect();
        let null = measure.nulls.first().map_or("no null", |null| null.name());
        let set =
            if settings.is_empty() { String::new() } else { format!(", {}", settings.join(", ")) };
        out += &format!(
            " {} ({}{set}; null: {null}).",
            measure.title.trim_end_matches('.'),
            cited.join("; "),
        );
    }
    out += &format!(
        " Their p are from {} each, their q (Benjamini-Hochberg) over the dyads, number by number.",
        super::windows::surrogates(plan),
    );
    Some(out)
}
