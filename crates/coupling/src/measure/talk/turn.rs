//! A turn at talk.

use crate::InputError;
use crate::surrogate::Side;

/// A stretch in which one person speaks.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Turn {
    /// Who.
    pub side: Side,
    /// When it begins, seconds.
    pub start: f64,
    /// When it ends, seconds, later than `start`.
    pub end: f64,
}

/// Turns must end after they begin, and both must speak.
pub(super) fn checked(turns: &[Turn]) -> Result<(), InputError> {
    // Comparisons with NaN are false, so that a missing time is no turn.
    if let Some(turn) = turns.iter().position(|t| !(t.end > t.start && t.end.is_finite())) {
        return Err(InputError::BadTurn { turn });
    }
    for side in [Side::A, Side::B] {
        if !turns.iter().any(|t| t.side == side) {
            return Err(InputError::NoPartnerTurns { turns: turns.len() });
        }
    }
    Ok(())
}

/// One person's turns in order, those less than `join` seconds apart or overlapping made one.
pub(super) fn joined(turns: &[Turn], side: Side, join: f64) -> Vec<Turn> {
    let mut own: Vec<Turn> = turns.iter().copied().filter(|t| t.side == side).collect();
    own.sort_by(|x, y| x.start.total_cmp(&y.start).then(x.end.total_cmp(&y.end)));
    let mut out: Vec<Turn> = Vec::with_capacity(own.len());
    for turn in own {
        match out.last_mut() {
            Some(last) if turn.start - last.end < join || turn.start <= last.end => {
                last.end = last.end.max(turn.end);
            }
            _ => out.push(turn),
        }
    }
    out
}

/// Seconds in which both speak; both lists joined and in order.
pub(super) fn seconds_together(a: &[Turn], b: &[Turn]) -> f64 {
    let (mut i, mut j, mut sum) = (0, 0, 0.0);
    while i < a.len() && j < b.len() {
        sum += (a[i].end.min(b[j].end) - a[i].start.max(b[j].start)).max(0.0);
        if a[i].end < b[j].end {
            i += 1;
        } else {
            j += 1;
        }
    }
    sum
}

pub(super) fn seconds(turns: &[Turn]) -> f64 {
    turns.iter().map(|t| t.end - t.start).sum()
}

/// The middle value (the lower of two); `None` of nothing.
pub(super) fn median(values: &[f64]) -> Option<f64> {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    (!sorted.is_empty()).then(|| sorted[(sorted.len() - 1) / 2])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn joins_and_overlaps() {
        let a = |start, end| Turn { side: Side::A, start, end };
        let b = |start, end| Turn { side: Side::B, start, end };
        let turns = [a(5.0, 6.0), a(0.0, 1.0), a(1.1, 2.0), b(0.5, 5.5), b(5.6, 9.0)];
        let (own, other) = (joined(&turns, Side::A, 0.2), joined(&turns, Side::B, 0.05));
        assert_eq!(own, [a(0.0, 2.0), a(5.0, 6.0)]);
        assert_eq!(other.len(), 2);
        assert!((seconds_together(&own, &other) - (1.5 + 0.5 + 0.4)).abs() < 1e-12);
        assert_eq!(median(&[3.0, 1.0, 2.0, 9.0]), Some(2.0));
        assert!(matches!(checked(&[a(0.0, 1.0)]), Err(InputError::NoPartnerTurns { turns: 1 })));
        assert!(matches!(checked(&[a(1.0, 1.0)]), Err(InputError::BadTurn { turn: 0 })));
    }
}
