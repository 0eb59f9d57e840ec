//! The field's two pictures of the model: influence functions, and null clines.

use attune_coupling::measure::{PersonFit, PersonModel, Piece};

use super::{fit, most, scores};
use crate::measure::{Drawing, InfluenceDrawing, MeasureError, MeasureInput, Settings};

/// What the partner's points add to each one's next: the fitted function, and the means it was
/// fitted to.
pub(super) fn draw_influence(
    input: &MeasureInput,
    settings: &Settings,
) -> Result<Drawing, MeasureError> {
    let fit = fit(input, settings)?;
    let on = |fit: &PersonFit| {
        let most = fit.influence.iter().map(|(score, ..)| score.abs()).fold(1.0, f64::max);
        let value = |piece: &Piece, score: f64| (score, piece.level + piece.slope * score);
        InfluenceDrawing {
            function: pieces(&fit.model, most, value),
            found: fit.influence.clone(),
            explained: fit.explained,
        }
    };
    Ok(Drawing::Influence { on: [on(&fit.a), on(&fit.b)] })
}

/// Both null clines in the plane of A's points and B's; where they meet the pair may stay.
pub(super) fn draw_null_clines(
    input: &MeasureInput,
    settings: &Settings,
) -> Result<Drawing, MeasureError> {
    let fit = fit(input, settings)?;
    let (a, b) = input.amounts()?;
    let scores = scores(a, b);
    let most = most(&scores);
    let (of_a, of_b) = (fit.model.a, fit.model.b);
    let stays = |of: PersonModel, piece: &Piece, score: f64| {
        (of.constant + piece.level + piece.slope * score) / (1.0 - of.inertia)
    };
    let states = fit.model.steady_states();
    Ok(Drawing::NullClines {
        // Beyond the scores, so that the lines end at the frame.
        of_a: pieces(&of_a, 2.0 * most, |piece, b| (stays(of_a, piece, b), b)),
        of_b: pieces(&of_b, 2.0 * most, |piece, a| (a, stays(of_b, piece, a))),
        states: states.iter().map(|state| (state.a, state.b, state.stable)).collect(),
        scores,
        most,
    })
}

/// Both ends of every straight piece within `most` points of 0, with a gap after each.
fn pieces(of: &PersonModel, most: f64, at: impl Fn(&Piece, f64) -> (f64, f64)) -> Vec<(f64, f64)> {
    let within = |piece: &Piece| (piece.from.max(-most), piece.to.min(most));
    let ends = |piece: &Piece| match within(piece) {
        (from, to) if from < to => vec![at(piece, from), at(piece, to), (f64::NAN, f64::NAN)],
        _ => Vec::new(),
    };
    of.pieces().iter().flat_map(ends).collect()
}
