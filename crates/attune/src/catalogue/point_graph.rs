//! Does a talk go up, and is that more than a walk would do?

use attune_coupling::measure::point_graph;

use super::entry::{Measure, Takes, figure, output};
use super::sources::{GOTTMAN_2002, LAZARUS_2018};
use crate::Scale;
use crate::measure::{Drawing, MeasureError, MeasureInput, Measured, Settings};

pub(super) const MEASURE: Measure = Measure {
    name: "point-graph",
    also: &[],
    column: "points",
    title: "Point graph with an honest slope test",
    plain: "The line drawn by adding up positive minus negative points turn by turn; its slope is the mean.",
    formula: "y(t) = sum of points up to t; t = mean / standard error from the first 0.4 n^(2/3) cosine \
averages, Student's t; ratio = (positive + 1/2) / (negative + 1/2).",
    directed: true,
    nulls: &[],
    weakness: "A line fitted to a sum looks significant most of the time even where every turn is a coin's \
toss: naive_t is printed because the literature prints it and is no test. Couples were called regulated where \
both lines went up by that fit. The famous 5 to 1 is a mean of groups \
found afterwards, not a line to be above.",
    source: "Gottman, Murray, Swanson, Tyson and Swanson (2002) for the graph; Lazarus, Lewis, Stock and Watson \
(2018), doi:10.1080/07350015.2018.1506926, for the test, which rejects 5 of 100 driftless walks.",
    cites: &[GOTTMAN_2002, LAZARUS_2018],
    takes: Takes::Scores,
    scale: Scale::None,
    parameters: &[],
    outputs: &[
        output("mean_a", "points per turn", "any", "A's mean points: the slope.").becomes("mean_b"),
        output("mean_b", "points per turn", "any", "B's mean points: the slope.").becomes("mean_a"),
        output(
            "p_a",
            "p",
            "0 to 1",
            "Whether A's mean differs from 0; turns may remember each other.",
        )
        .becomes("p_b"),
        output(
            "p_b",
            "p",
            "0 to 1",
            "Whether B's mean differs from 0; turns may remember each other.",
        )
        .becomes("p_a"),
        output("t_a", "t", "any", "Student's t of A's mean.").becomes("t_b"),
        output("t_b", "t", "any", "Student's t of B's mean.").becomes("t_a"),
        output("naive_t_a", "t", "any", "t of a line fitted to A's sum; no test.")
            .becomes("naive_t_b"),
        output("naive_t_b", "t", "any", "t of a line fitted to B's sum; no test.")
            .becomes("naive_t_a"),
        output("ratio_a", "ratio", "above 0", "A's positive to negative points.")
            .becomes("ratio_b"),
        output("ratio_b", "ratio", "above 0", "B's positive to negative points.")
            .becomes("ratio_a"),
    ],
    run,
    draw_null: None,
    figures: &[figure("point-graph", "Point graph", draw)],
    pool: None,
};

fn run(input: &MeasureInput, _: &Settings) -> Result<Measured, MeasureError> {
    let (a, b) = input.amounts()?;
    let (a, b) = (point_graph(a)?, point_graph(b)?);
    Ok(Measured::of(vec![
        ("mean_a", a.mean),
        ("mean_b", b.mean),
        ("p_a", a.test.p),
        ("p_b", b.test.p),
        ("t_a", a.test.t),
        ("t_b", b.test.t),
        ("naive_t_a", a.naive_t),
        ("naive_t_b", b.naive_t),
        ("ratio_a", a.ratio),
        ("ratio_b", b.ratio),
    ]))
}

fn draw(input: &MeasureInput, _: &Settings) -> Result<Drawing, MeasureError> {
    let (a, b) = input.amounts()?;
    let (a, b) = (point_graph(a)?.cumulated, point_graph(b)?.cumulated);
    let turns = |y: &[f64]| (1..=y.len()).map(|t| t as f64).collect();
    Ok(Drawing::TwoLines {
        x_title: "turn",
        y_title: "points so far",
        x: [turns(&a), turns(&b)],
        y: [a, b],
    })
}
