//! What the field draws of a measure, each kind of drawing in a module of its own.

mod curve;
mod grid;
mod influence;
mod null_clines;
mod phase_difference;
mod phase_spectrum;
mod recurrence;
mod survival;
mod transitions;
mod two_lines;

use attune::catalogue::Figure;
use attune::measure::Drawing;

use super::Picture;

/// A measure's drawing as a picture; `dyad` is named in its title.
pub fn measured(figure: &Figure, dyad: &str, drawing: &Drawing) -> Picture {
    let title = format!("{}: {dyad}", figure.title);
    match drawing {
        Drawing::Recurrence { side, seconds, shares } => {
            recurrence::picture(title, (*side, *seconds), shares)
        }
        Drawing::Curve { x_title, y_title, x, y, lags, unlinked } => {
            curve::picture(title, (x_title, y_title), (x, y), *lags, *unlinked)
        }
        Drawing::PhaseDifference { seconds, radians, mean, locking } => {
            phase_difference::picture(title, (seconds, radians), (*mean, *locking))
        }
        Drawing::PhaseSpectrum { hz, coherence, phase, chance, copies } => {
            phase_spectrum::picture(title, (hz, coherence), phase, (*chance, *copies))
        }
        Drawing::Survival {
            things,
            seconds,
            shares,
            chance,
            cut_off,
            lasted,
            median,
            horizon,
            copies,
        } => {
            let (median, horizon, copies) = (*median, *horizon, *copies);
            let of = survival::Lasting {
                things,
                seconds,
                shares,
                chance,
                cut_off,
                lasted,
                median,
                horizon,
                copies,
            };
            survival::picture(title, &of)
        }
        Drawing::Influence { on } => influence::picture(title, on),
        Drawing::NullClines { of_a, of_b, states, scores, most } => {
            null_clines::picture(title, [of_a, of_b], states, scores, *most)
        }
        Drawing::TwoLines { x_title, y_title, x, y } => {
            two_lines::picture(title, (x_title, y_title), (x, y))
        }
        Drawing::Grid { codes, seconds, visits } => grid::picture(title, codes, seconds, visits),
        Drawing::Transitions { states, probability, steps } => {
            transitions::picture(title, states, probability, steps)
        }
    }
}

/// At most about forty rows: the table beside a picture is for reading.
fn thinned(rows: Vec<Vec<String>>) -> Vec<Vec<String>> {
    let every = rows.len().div_ceil(41);
    rows.into_iter().step_by(every.max(1)).collect()
}
