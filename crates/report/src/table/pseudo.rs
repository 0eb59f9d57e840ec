//! `pseudo`: one row per stranger pair.

use attune::{Analysis, StrangerPair};

use super::{Field, Holds, Table, tabulate};

/// The stranger pairs behind every percentile, one row each.
pub fn pseudo(analysis: &Analysis) -> Table {
    tabulate("pseudo", &fields(), analysis.strangers.iter())
}

pub(super) fn fields<'a>() -> Vec<Field<&'a StrangerPair>> {
    vec![
        Field::new("channel", Holds::Text, "", "The channel compared.", |p| {
            p.channel.as_str().into()
        }),
        Field::new("dyad_a", Holds::Text, "", "Dyad of the first person.", |p| {
            p.dyad_a.as_str().into()
        }),
        Field::new("person_a", Holds::Text, "", "Which person of that dyad.", |p| {
            p.person_a.as_str().into()
        }),
        Field::new("dyad_b", Holds::Text, "", "Dyad of the second person.", |p| {
            p.dyad_b.as_str().into()
        }),
        Field::new("person_b", Holds::Text, "", "Which person of that dyad.", |p| {
            p.person_b.as_str().into()
        }),
        Field::new("n", Holds::Integer, "samples", "Samples compared.", |p| p.n.into()),
        Field::new(
            "mean_z",
            Holds::Real,
            "Fisher z",
            "The primary statistic of the two, computed as for a real dyad.",
            |p| p.mean_z.into(),
        ),
    ]
}
