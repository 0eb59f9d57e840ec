//! Event synchronisation: do two people's events come close together, and whose come first?

use super::{Recorded, SAME_MOMENT, rising};
use crate::surrogate::CircularShift;
use crate::{InputError, Tail, Test};

/// Event synchronisation Q and delay asymmetry q.
///
/// An event of B counts as following one of A where 0 < t_B − t_A ≤ τ, half either way where they
/// coincide; τ = half the shortest interval around either event, at most `max_lag`. An event midway
/// between two of the other's counts half with each, so that none is matched more than once. With
/// c(B|A) the events of B that follow and c(A|B) the reverse: Q = (c(B|A) + c(A|B)) / √(n_A n_B),
/// q = (c(B|A) − c(A|B)) / √(n_A n_B). Times within a microsecond are one time.
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
/// Quian Quiroga, Kreuz & Grassberger 2002. Events at the ends have one interval only. Deviation: theirs
/// halves τ so that no event is matched twice, but counts one midway between two with both in full,
/// which on sampled times is common and takes Q above 1.
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
    let pairs = close_pairs(a, b, max_lag);
    // How many events of the other each one is close to: more than one only where they tie.
    let (mut of_a, mut of_b) = (vec![0_u32; a.len()], vec![0_u32; b.len()]);
    for (i, j) in &pairs {
        of_a[*i] += 1;
        of_b[*j] += 1;
    }
    let (mut b_follows, mut a_follows) = (0.0, 0.0);
    for (i, j) in pairs {
        let weight = 1.0 / f64::from(of_a[i].max(of_b[j]));
        let lag = b[j] - a[i];
        if lag.abs() <= SAME_MOMENT {
            b_follows += 0.5 * weight;
            a_follows += 0.5 * weight;
        } else if lag > 0.0 {
            b_follows += weight;
        } else {
            a_follows += weight;
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
/// `p = (1 + #{Q of a shifted copy ≥ Q}) / (1 + copies)`; for q both tails.
///
/// In plain words: do events of the two fall together, or one's before the other's, more often than
/// when one person's are moved in time?
///
/// # Inputs
/// As [`event_synchronisation`], seconds; `recorded`: when both could be seen. `max_lag` in seconds,
/// finite.
///
/// # Returns
/// [`EventTests`]: Q from 0 to 1, q from −1 to 1, above 0 where A's come first; both use the same
/// shifts. Swapping `a` and `b` leaves Q and turns the sign of q.
///
/// # Missing data
/// Events outside `recorded` do not count; shifts go round what was recorded, gaps left out.
///
/// # Null
/// Each person's own rhythm of events goes on as it is, without a time-locked link. Where all events
/// lie on a grid, the shifts do too, so that ties are as frequent in the copies.
///
/// # Errors
/// As [`event_synchronisation`]; a session shorter than 42 times `max_lag`.
///
/// # Example
/// ```
/// use attune_coupling::CircularShift;
/// use attune_coupling::measure::{Recorded, event_synchronisation_test};
/// // A at uneven times, and B half a second after.
/// let a: Vec<f64> = (0..60).map(|i| 9.0 * f64::from(i) + f64::from(i * i % 7)).collect();
/// let b: Vec<f64> = a.iter().map(|t| t + 0.5).collect();
/// let recorded = Recorded::new(&[(0.0, 600.0)]).unwrap();
/// let shift = CircularShift { surrogates: 99, seed: 1 };
/// let test = event_synchronisation_test(&a, &b, &recorded, 1.0, &shift).unwrap();
/// assert_eq!((test.strength.observed, test.direction.observed), (1.0, 1.0)); // all 60, A first
/// assert_eq!(test.strength.p, 0.01);
/// ```
///
/// # Source
/// Quian Quiroga, Kreuz & Grassberger 2002 for Q and q; no program's p to agree with was found.
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

/// The places of all events of A and of B that are within each other's reach.
fn close_pairs(a: &[f64], b: &[f64], max_lag: f64) -> Vec<(usize, usize)> {
    let mut pairs = Vec::new();
    for (i, &at) in a.iter().enumerate() {
        let half_a = half_interval(a, i).min(max_lag);
        let from = b.partition_point(|&bt| at - bt > half_a + SAME_MOMENT);
        for (j, &bt) in b.iter().enumerate().skip(from) {
            if bt - at > half_a + SAME_MOMENT {
                break;
            }
            if (bt - at).abs() <= half_a.min(half_interval(b, j)) + SAME_MOMENT {
                pairs.push((i, j));
            }
        }
    }
    pairs
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
    fn an_event_midway_between_two_counts_half_with_each() {
        let every_ten =
            |from: f64| -> Vec<f64> { (0..56).map(|k| from + 10.0 * f64::from(k)).collect() };
        let e = event_synchronisation(&every_ten(0.0), &every_ten(5.0), 5.0).unwrap();
        // 111 ties of 56 events each: the last event of B has one neighbour, all others two.
        assert_eq!((e.matched, e.strength, e.direction), (55.5, 55.5 / 56.0, 0.5 / 56.0));
        let one = event_synchronisation(&[0.0, 10.0], &[5.0], 60.0).unwrap();
        assert_eq!((one.matched, one.direction), (1.0, 0.0));
    }

    #[test]
    fn rounding_decides_no_tie() {
        // The same moments of a video of 25 frames a second, reckoned in two ways.
        let (a, b) = ([3_u32, 9, 33, 51, 60], [6_u32, 18, 42, 51, 58]);
        let product = |frames: &[u32]| -> Vec<f64> {
            frames.iter().map(|k| f64::from(*k) * 0.04 + 0.1).collect()
        };
        let quotient = |frames: &[u32]| -> Vec<f64> {
            frames.iter().map(|k| (f64::from(*k) + 2.5) / 25.0).collect()
        };
        assert_ne!(product(&a), quotient(&a));
        let of = |a: &[f64], b: &[f64]| event_synchronisation(a, b, 0.12).unwrap();
        let one = of(&product(&a), &product(&b));
        assert_eq!(one, of(&quotient(&a), &quotient(&b)));
        assert_eq!(one, of(&product(&a), &quotient(&b)));
    }

    #[test]
    fn what_cannot_be_answered() {
        assert_eq!(event_synchronisation(&[], &[1.0], 1.0), Err(InputError::NoEvents));
        let error = Err(InputError::TimesNotRising);
        assert_eq!(event_synchronisation(&[2.0, 1.0], &[1.0], 1.0), error);
        assert!(event_synchronisation(&[1.0], &[1.0], 0.0).is_err());
    }
}
