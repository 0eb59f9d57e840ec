//! Do the two take turns at all?

use rand::RngExt;
use rayon::prelude::*;

use super::turn::{checked, joined, seconds, seconds_together};
use super::{Turn, TurnOptions};
use crate::surrogate::{CircularShift, Side, stream};
use crate::{InputError, Tail, Test};

/// Tests the overlap share against circular shifts of one person's turns, lower tail.
///
/// overlap share as in [`turn_taking`](super::turn_taking); a shifted turn that runs over the end
/// of the session goes on at its beginning.
///
/// In plain words: do they speak at the same time less than two people would who did not hear each
/// other?
///
/// # Inputs
/// As [`turn_taking`](super::turn_taking); `session`: start and end in seconds, all turns within.
///
/// # Returns
/// A [`Test`]; a small p says that they make room for each other. Swapping the people changes
/// nothing, to the bit.
///
/// # Missing data
/// As [`turn_taking`](super::turn_taking).
///
/// # Null
/// Two people who each speak and pause as they do, without hearing each other.
///
/// # Errors
/// As [`turn_taking`](super::turn_taking); turns outside the session; a session so short that no
/// shift is further than two middle turns.
///
/// # Example
/// ```
/// use attune_coupling::measure::{Turn, TurnOptions, turn_taking_test};
/// use attune_coupling::{CircularShift, Side};
/// let length = |k: usize| 2.0 + (k * k % 7) as f64;
/// let (mut talk, mut now) = (Vec::new(), 0.0);
/// for k in 0..60 {
///     let side = if k % 2 == 0 { Side::A } else { Side::B };
///     talk.push(Turn { side, start: now, end: now + length(k) });
///     now += length(k) + 0.3;
/// }
/// let shift = CircularShift { surrogates: 19, seed: 1 };
/// let test = turn_taking_test(&talk, (0.0, now), &TurnOptions::default(), &shift).unwrap();
/// assert_eq!((test.observed, test.p), (0.0, 0.05));
/// ```
///
/// # Source
/// Sacks, Schegloff & Jefferson 1974 for the idea; the null is science.md 2.5 for turns.
pub fn turn_taking_test(
    turns: &[Turn],
    session: (f64, f64),
    options: &TurnOptions,
    shift: &CircularShift,
) -> Result<Test, InputError> {
    options.check()?;
    checked(turns)?;
    let (from, to) = session;
    if let Some(turn) = turns.iter().position(|t| t.start < from || t.end > to) {
        return Err(InputError::BadTurn { turn });
    }
    let (a, b) = (joined(turns, Side::A, options.join), joined(turns, Side::B, options.join));
    let times = |turns: &[Turn]| -> Vec<f64> {
        turns.iter().flat_map(|t| [t.start - from, t.end - from]).collect()
    };
    let (kept, moved) = match times(&a).partial_cmp(&times(&b)) {
        Some(std::cmp::Ordering::Greater) => (&b, &a),
        _ => (&a, &b),
    };
    let whole = to - from;
    let far = 2.0 * (seconds(&a) + seconds(&b)) / (a.len() + b.len()) as f64;
    let room = whole - 2.0 * far;
    if room.is_nan() || room <= 0.0 {
        let (samples, min_shift) = (whole as usize, far.ceil() as usize);
        return Err(InputError::NoShift { samples, min_shift });
    }
    let alone = seconds(&a) + seconds(&b);
    let share = |moved: &[Turn]| {
        let both = seconds_together(kept, moved);
        both / (alone - both)
    };
    let null = (0..shift.surrogates as u64)
        .into_par_iter()
        .map(|index| {
            let by = far + room * stream(shift.seed, index).random::<f64>();
            share(&turned(moved, by, (from, whole)))
        })
        .collect();
    Ok(Test::new(share(moved), null, Tail::Lower))
}

/// The turns moved on by `by` seconds in a loop; one that crosses the end is cut in two.
fn turned(turns: &[Turn], by: f64, (from, whole): (f64, f64)) -> Vec<Turn> {
    let mut out = Vec::with_capacity(turns.len() + 1);
    for turn in turns {
        let start = (turn.start - from + by) % whole;
        let end = start + (turn.end - turn.start);
        out.push(Turn { side: turn.side, start: from + start, end: from + end.min(whole) });
        if end > whole {
            out.push(Turn { side: turn.side, start: from, end: from + end - whole });
        }
    }
    out.sort_by(|x, y| x.start.total_cmp(&y.start));
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_turn_over_the_end_goes_on_at_the_beginning() {
        let turn = Turn { side: Side::A, start: 12.0, end: 16.0 };
        let moved = turned(&[turn], 7.0, (10.0, 12.0));
        assert_eq!(
            moved.iter().map(|t| (t.start, t.end)).collect::<Vec<_>>(),
            [(19.0, 22.0), (10.0, 11.0)].map(|t| t).into_iter().rev().collect::<Vec<_>>()
        );
    }

    #[test]
    fn turns_outside_the_session_are_named() {
        let turns = [
            Turn { side: Side::A, start: 0.0, end: 2.0 },
            Turn { side: Side::B, start: 3.0, end: 9.0 },
        ];
        let shift = CircularShift { surrogates: 9, seed: 1 };
        let error = turn_taking_test(&turns, (0.0, 8.0), &TurnOptions::default(), &shift);
        assert_eq!(error, Err(InputError::BadTurn { turn: 1 }));
    }
}
