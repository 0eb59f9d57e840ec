//! What a partner's score does to the next own score.

/// The shape of an influence, a function of the partner's score.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Influence {
    /// Two slopes that meet at 0.
    Bilinear {
        /// Slope for partner scores below 0.
        negative: f64,
        /// Slope for partner scores above 0.
        positive: f64,
    },
    /// Steps (an ogive, "ojive" in the literature): nothing between the thresholds.
    Ojive {
        /// Partner scores below this add `negative_level`; at most 0.
        negative_threshold: f64,
        /// Partner scores above this add `positive_level`; at least 0.
        positive_threshold: f64,
        /// Added below.
        negative_level: f64,
        /// Added above.
        positive_level: f64,
    },
}

/// A term that is switched on beyond a threshold of the partner's score: repair below one (its
/// effect above 0), damping above one (its effect below 0).
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Switch {
    /// The partner's score at which it is switched on.
    pub threshold: f64,
    /// What it adds to the own score.
    pub effect: f64,
}

/// A straight piece of an influence: `level` + `slope` · score from `from` to `to`.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Piece {
    /// Least partner score.
    pub from: f64,
    /// Greatest partner score.
    pub to: f64,
    /// Value at a partner score of 0, were the piece drawn out so far.
    pub level: f64,
    /// Points per point of the partner.
    pub slope: f64,
}

impl Influence {
    /// Points added to the own next score by a partner's score.
    ///
    /// # Example
    /// ```
    /// use attune_coupling::measure::Influence;
    /// let stung = Influence::Bilinear { negative: 0.5, positive: 0.1 };
    /// assert_eq!((stung.at(-2.0), stung.at(2.0)), (-1.0, 0.2));
    /// ```
    pub fn at(&self, partner: f64) -> f64 {
        match *self {
            Self::Bilinear { negative, .. } if partner < 0.0 => negative * partner,
            Self::Bilinear { positive, .. } => positive * partner,
            Self::Ojive { negative_threshold, negative_level, .. }
                if partner < negative_threshold =>
            {
                negative_level
            }
            Self::Ojive { positive_threshold, positive_level, .. }
                if partner > positive_threshold =>
            {
                positive_level
            }
            Self::Ojive { .. } => 0.0,
        }
    }

    /// Its straight pieces, in order.
    pub fn pieces(&self) -> Vec<Piece> {
        let piece = |from, to, level, slope| Piece { from, to, level, slope };
        let (least, most) = (f64::NEG_INFINITY, f64::INFINITY);
        match *self {
            Self::Bilinear { negative, positive } => {
                vec![piece(least, 0.0, 0.0, negative), piece(0.0, most, 0.0, positive)]
            }
            Self::Ojive {
                negative_threshold,
                positive_threshold,
                negative_level,
                positive_level,
            } => vec![
                piece(least, negative_threshold, negative_level, 0.0),
                piece(negative_threshold, positive_threshold, 0.0, 0.0),
                piece(positive_threshold, most, positive_level, 0.0),
            ],
        }
    }
}

/// The pieces with a switch's effect added below (`below`) or above its threshold.
pub(super) fn switched(pieces: Vec<Piece>, switch: Option<Switch>, below: bool) -> Vec<Piece> {
    let Some(Switch { threshold, effect }) = switch else { return pieces };
    let mut out = Vec::new();
    for piece in pieces {
        let on = |piece: Piece| Piece { level: piece.level + effect, ..piece };
        let lower = Piece { to: piece.to.min(threshold), ..piece };
        let upper = Piece { from: piece.from.max(threshold), ..piece };
        if lower.from < lower.to {
            out.push(if below { on(lower) } else { lower });
        }
        if upper.from < upper.to {
            out.push(if below { upper } else { on(upper) });
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pieces_say_what_the_function_says() {
        let shapes = [
            Influence::Bilinear { negative: 0.5, positive: 0.2 },
            Influence::Ojive {
                negative_threshold: -1.0,
                positive_threshold: 2.0,
                negative_level: -1.2,
                positive_level: 0.8,
            },
        ];
        for shape in shapes {
            let with = switched(
                switched(shape.pieces(), Some(Switch { threshold: -3.0, effect: 1.5 }), true),
                Some(Switch { threshold: 4.0, effect: -0.7 }),
                false,
            );
            for score in [-5.0, -2.0, -0.5, 0.5, 3.0, 6.0] {
                let piece = with.iter().find(|p| p.from < score && score < p.to).unwrap();
                let extra = match score {
                    s if s < -3.0 => 1.5,
                    s if s > 4.0 => -0.7,
                    _ => 0.0,
                };
                let said = piece.level + piece.slope * score;
                assert!((said - shape.at(score) - extra).abs() < 1e-12, "{shape:?} {score}");
            }
        }
    }
}
