//! Every measure and every null in one table: the command line's list and flags, `attune explain`,
//! the report's glossary, the data dictionary and the docs are made from it.
//!
//! A new measure is one file in `catalogue/` and one line in [`MEASURES`].

mod accommodation;
mod coherence;
mod crqa;
mod dyadic_hidden_markov;
mod dyadic_markov;
mod embedding;
mod english;
mod entry;
mod event_synchronisation;
mod gaussian_transfer_entropy;
mod gottman_murray;
mod lag_sequential;
mod lagged_regression;
mod matched_expressions;
mod nearest_neighbour_transfer_entropy;
mod null;
mod phase_coupling;
mod point_graph;
mod pool;
mod pronoun_talk;
mod recurrence_profile;
mod repair;
mod segment_synchrony;
mod sequence_apim;
mod sources;
mod state_space_grid;
mod style_matching;
mod turn_taking;
mod windowed_cross_correlation;

pub use entry::{
    Bounds, Citation, Drawer, Figure, Measure, Mirror, Output, Parameter, Pooler, Takes, Tested,
    Value,
};
pub use null::{NULLS, NullEntry};

/// Every measure.
pub const MEASURES: &[Measure] = &[
    windowed_cross_correlation::MEASURE,
    segment_synchrony::MEASURE,
    coherence::MEASURE,
    phase_coupling::MEASURE,
    crqa::MEASURE,
    recurrence_profile::MEASURE,
    embedding::MEASURE,
    gaussian_transfer_entropy::MEASURE,
    nearest_neighbour_transfer_entropy::MEASURE,
    lagged_regression::MEASURE,
    gottman_murray::MEASURE,
    point_graph::MEASURE,
    event_synchronisation::MEASURE,
    matched_expressions::MEASURE,
    lag_sequential::MEASURE,
    dyadic_markov::MEASURE,
    sequence_apim::MEASURE,
    state_space_grid::MEASURE,
    repair::MEASURE,
    dyadic_hidden_markov::MEASURE,
    turn_taking::MEASURE,
    accommodation::MEASURE,
    style_matching::MEASURE,
    pronoun_talk::MEASURE,
];

/// The measure of that name, or with that other name.
pub fn measure(name: &str) -> Option<&'static Measure> {
    MEASURES.iter().find(|measure| measure.name == name || measure.also.contains(&name))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_free_and_mirrors_exist() {
        let mut names: Vec<&str> = MEASURES
            .iter()
            .flat_map(|m| [m.name].into_iter().chain(m.also.iter().copied()))
            .collect();
        let all = names.len();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), all);
        for measure in MEASURES {
            assert!(measure.plain.ends_with('.') && measure.weakness.ends_with('.'));
            for output in measure.outputs {
                if let Mirror::Becomes(other) = output.mirror {
                    assert!(measure.output(other).is_some(), "{}: {other}", measure.name);
                }
                assert!(output.plain.ends_with('.'), "{} {}", measure.name, output.name);
            }
        }
    }
}
