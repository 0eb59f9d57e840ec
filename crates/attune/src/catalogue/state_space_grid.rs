//! The grid of where the two spend their time.

use attune_coupling::Tail;
use attune_coupling::measure::{StateSpaceGrid, state_space_grid, state_space_grid_test};

use super::entry::{Measure, Takes, figure, output};
use super::sources::{HOLLENSTEIN_2013, LEWIS_1999};
use crate::measure::{
    Codes, Drawing, MeasureError, MeasureInput, Measured, MeasuredTable, Settings, Surrogates,
    Tests,
};
use crate::{Null, Scale};

pub(super) const MEASURE: Measure = Measure {
    name: "state-space-grid",
    also: &["ssg"],
    column: "grid",
    title: "State-space grid",
    plain: "Whether the two get stuck in one corner of all that both can do, or move about freely.",
    formula: "a cell is a pair of codes, a visit an unbroken stay; dispersion = 1 - (n sum of (d_i / D)^2 - 1) \
/ (n - 1); visit entropy = - sum p ln p over shares of the visits; the attractor is the cell with the most time.",
    directed: false,
    nulls: &[Null::Shift],
    weakness: "All measures depend on how many codes there are and on the sampling interval; the codes' order \
is the coder's. Flexible is neither better nor worse.",
    source: "Lewis, Lamey and Douglas (1999), doi:10.1111/1467-7687.00090; Hollenstein (2013). Not compared \
with GridWare.",
    cites: &[LEWIS_1999, HOLLENSTEIN_2013],
    takes: Takes::Codes,
    scale: Scale::None,
    parameters: &[],
    outputs: &[
        output(
            "dispersion",
            "share",
            "0 to 1",
            "0 all time in one cell, 1 the same time in every cell.",
        )
        .tested_for(
            Tail::TwoSided,
            "how widely the pair spread over all that both can do",
            None,
        ),
        output("visit_entropy", "nats", "0 and more", "How evenly visits spread over the cells."),
        output("cells", "cells", "1 and more", "Cells visited."),
        output(
            "transitions",
            "transitions",
            "0 and more",
            "Steps from one cell straight to another.",
        ),
        output("visits", "visits", "1 and more", "Visits to all cells."),
        output("mean_visit_s", "s", "above 0", "Mean length of a visit.").tested_for(
            Tail::TwoSided,
            "how long the pair stayed in one place",
            None,
        ),
        output("attractor_a", "code", "a code", "A's code in the cell with the most time.")
            .becomes("attractor_b"),
        output("attractor_b", "code", "a code", "B's code in the cell with the most time.")
            .becomes("attractor_a"),
        output("attractor_share", "share", "0 to 1", "Share of the time spent there."),
        output("return_s", "s", "above 0", "Mean time from leaving that cell to being back."),
    ],
    run,
    draw_null: Some(draw_null),
    figures: &[figure("grid", "State-space grid", draw)],
    pool: None,
};

fn grid(input: &MeasureInput) -> Result<(Codes, StateSpaceGrid), MeasureError> {
    let codes = input.codes()?;
    let grid = state_space_grid(&codes.a, &codes.b, codes.len(), input.step_s)?;
    Ok((codes, grid))
}

fn run(input: &MeasureInput, _: &Settings) -> Result<Measured, MeasureError> {
    let (codes, grid) = grid(input)?;
    let n = codes.len();
    // Which of several equally full cells comes first depends on whose code is counted first.
    let most = grid.durations.iter().copied().fold(0.0, f64::max);
    let alone = grid.durations.iter().filter(|d| **d == most).count() == 1;
    let (at_a, at_b) = grid.attractor;
    let of_attractor = |value: f64| if alone { value } else { f64::NAN };
    Ok(Measured {
        values: vec![
            ("dispersion", grid.dispersion),
            ("visit_entropy", grid.visit_entropy),
            ("cells", grid.cells_visited as f64),
            ("transitions", grid.transitions as f64),
            ("visits", grid.visits_total as f64),
            ("mean_visit_s", grid.mean_visit),
            ("attractor_a", of_attractor(codes.labels[at_a])),
            ("attractor_b", of_attractor(codes.labels[at_b])),
            ("attractor_share", grid.attractor_share),
            ("return_s", of_attractor(grid.return_time)),
        ],
        tables: vec![MeasuredTable {
            name: "cells",
            plain: "Time and visits of every cell.",
            row: "cell",
            columns: vec!["seconds".to_owned(), "visits".to_owned()],
            rows: (0..n * n)
                .map(|cell| {
                    let name = format!("a={} b={}", codes.label(cell / n), codes.label(cell % n));
                    (name, vec![grid.durations[cell], grid.visits[cell] as f64])
                })
                .collect(),
        }],
        caveats: Vec::new(),
    })
}

fn draw(input: &MeasureInput, _: &Settings) -> Result<Drawing, MeasureError> {
    let (codes, grid) = grid(input)?;
    Ok(Drawing::Grid {
        codes: (0..codes.len()).map(|code| codes.label(code)).collect(),
        seconds: grid.durations,
        visits: grid.visits,
    })
}

fn draw_null(input: &MeasureInput, _: &Settings, surrogates: &Surrogates) -> Tests {
    let codes = input.codes()?;
    let (n, step) = (codes.len(), input.step_s);
    let tests = state_space_grid_test(&codes.a, &codes.b, n, step, &surrogates.shift())?;
    Ok(vec![("dispersion", tests.dispersion), ("mean_visit_s", tests.mean_visit)])
}
