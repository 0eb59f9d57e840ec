//! Event synchronisation: do two people's events come close together, and whose come first?

use super::{Recorded, rising};
use crate::surrogate::CircularShift;
use crate::{InputError, Tail, Test};

/// Event synchronisation Q and delay asymmetry q.
///
/// An event of B counts as following one of A where 0 < t_B − t_A ≤ τ, half where they coincide;
/// τ = half the shortest interval around either event, at most `max_lag`. With c(B|A) the events of B
/// that follow and c(A|B) the reverse: Q = (c(B|A) + c(A|B)) / √(n_A n_B), q = (c(B|A) − c(A|B)) / √(n_A n_B).
///
/// In plain words: the share of events that have a partner event close by, and which way they go.
///
/// # Inputs
/// `a`, `b`: times of events, seconds, rising, in one clock. `max_lag`: seconds, above 0; infinity
/// leaves the intervals alone to decide.
///
/// # Returns
/// Q from 0 to 1; q from −1 to 1, **positive: A leads**. Swapping `a` and `b` keeps Q and turns q's
/// sign.
///
/// # Missing data
/// An event nobody saw is not there: leave stretches without recording out of both.
///
/// # Null
/// One person's events moved round in a circle within the session; both people's rhythm stays.
///
/// # Errors
/// No events in one of them; times that do not rise or are missing; a lag of 0 or less.
///
/// # Example
/// ```
/// use attune_coupling::measure::event_synchronisation;
/// let e = event_synchronisation(&[1.0, 5.0, 9.0], &[1.5, 5.5, 12.0], 1.0).unwrap();
/// assert!((e.strength - 2.0 / 3.0).abs() < 1e-12 && e.direction == e.strength);
/// ```
///
/// # Source
/// Quian Quiroga, Kreuz & Grassberger 2002. Events at the ends have one interval only.
pub fn event_synchronisation(
    a: &[f64],
    b: &[f64],
    max_lag: f64,
) -> Result<EventSynchronisation, InputError> {
    if max_lag.is_nan() || max_lag <= 0.0 {
        return Err(InputError::BadLag { lag: max_lag });
    }
    for times in [a, b] {
        if times.is_empty() {
            return Err(InputError::NoEvents);
        }
        rising(times)?;
    }
    let (mut b_follows, mut a_follows) = (0.0, 0.0);
    for (i, &at) in a.iter().enumerate() {
        let half_a = half_interval(a, i).min(max_lag);
        let from = b.partition_point(|&bt| at - bt > half_a);
        for (j, &bt) in b.iter().enumerate().skip(from) {
            if bt - at > half_a {
                break;
            }
            let close = half_a.min(half_interval(b, j));
            let lag = bt - at;
            if lag == 0.0 {
                b_follows += 0.5;
                a_follows += 0.5;
            } else if lag > 0.0 && lag <= close {
                b_follows += 1.0;
            } else if lag < 0.0 && -lag <= close {
                a_follows += 1.0;
            }
        }
    }
    let scale = ((a.len() * b.len()) as f64).sqrt();
    Ok(EventSynchronisation {
        strength: (b_follows + a_follows) / scale,
        direction: (b_follows - a_follows) / scale,
        matched: b_follows + a_follows,
    })
}

/// Tests Q (upper tail) and q (both tails) against circular shifts of one person's events.
///
/// # Inputs
/// As [`event_synchronisation`]; `recorded`: when both could be seen. `max_lag` must be finite.
///
/// # Errors
/// As [`event_synchronisation`]; a session shorter than four times `max_lag`.
pub fn event_synchronisation_test(
    a: &[f64],
    b: &[f64],
    recorded: &Recorded,
    max_lag: f64,
    shift: &CircularShift,
) -> Result<EventTests, InputError> {
    event_synchronisation(a, b, max_lag)?;
    let test = |tail: Tail, of: fn(EventSynchronisation) -> f64| {
        shift.test_times(a, b, recorded, 2.0 * max_lag, tail, |a, b| {
            event_synchronisation(a, b, max_lag).map_or(f64::NAN, of)
        })
    };
    Ok(EventTests {
        strength: test(Tail::Upper, |e| e.strength)?,
        direction: test(Tail::TwoSided, |e| e.direction)?,
    })
}

/// What [`event_synchronisation_test`] found.
#[derive(Debug, Clone, PartialEq)]
pub struct EventTests {
    /// Q, upper tail.
    pub strength: Test,
    /// q, both tails.
    pub direction: Test,
}

/// What [`event_synchronisation`] found.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct EventSynchronisation {
    /// Q, 0 to 1.
    pub strength: f64,
    /// q, −1 to 1; positive: A leads.
    pub direction: f64,
    /// Matched pairs of events.
    pub matched: f64,
}

/// Half the shorter of the intervals before and after an event.
fn half_interval(times: &[f64], i: usize) -> f64 {
    let before = if i > 0 { times[i] - times[i - 1] } else { f64::INFINITY };
    let after = times.get(i + 1).map_or(f64::INFINITY, |next| next - times[i]);
    0.5 * before.min(after)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_events_are_in_step_and_nobody_leads() {
        let times = [0.3, 1.0, 4.0, 4.5, 9.0];
        let e = event_synchronisation(&times, &times, 5.0).unwrap();
        assert!((e.strength - 1.0).abs() < 1e-12 && e.direction == 0.0);
    }

    #[test]
    fn swapping_mirrors() {
        let (a, b) = ([1.0, 3.0, 7.0, 7.5], [1.2, 2.9, 6.0, 7.6, 20.0]);
        let one = event_synchronisation(&a, &b, 2.0).unwrap();
        let other = event_synchronisation(&b, &a, 2.0).unwrap();
        assert_eq!(one.strength, other.strength);
        assert_eq!(one.direction, -other.direction);
    }

    #[test]
    fn what_cannot_be_answered() {
        assert_eq!(event_synchronisation(&[], &[1.0], 1.0), Err(InputError::NoEvents));
        let error = Err(InputError::TimesNotRising);
        assert_eq!(event_synchronisation(&[2.0, 1.0], &[1.0], 1.0), error);
        assert!(event_synchronisation(&[1.0], &[1.0], 0.0).is_err());
    }
}
