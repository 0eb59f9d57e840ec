use super::act::ActEvent;

/// Earliest and latest a partner's act may lie before one's own change to count as noticed,
/// seconds.
const BEFORE_S: [f64; 2] = [15.0, 1.0];

/// The partner's act that a person's own change may have come after: the latest one in the time
/// from 15 s to 1 s before it, or none.
///
/// In plain words: "I noticed when you …" is offered only where there is something that can be
/// checked, and left blank otherwise. Whether it was noticed, the speaker says.
///
/// # Inputs
/// The acts of both; whose change (0 for A, 1 for B) and when, seconds.
///
/// # Source
/// `docs/mathematics.md` 10.
///
/// # Example
/// ```
/// use attune_dynamics::{Act, ActEvent, trigger};
/// let at = |start_s| ActEvent { person: 1, act: Act::Withdraw, start_s, end_s: start_s };
/// assert_eq!(trigger(&[at(80.0), at(92.0), at(99.5)], 0, 100.0), Some(at(92.0)));
/// assert_eq!(trigger(&[at(92.0)], 1, 100.0), None);
/// ```
#[must_use]
pub fn trigger(acts: &[ActEvent], person: usize, change_s: f64) -> Option<ActEvent> {
    let (earliest, latest) = (change_s - BEFORE_S[0], change_s - BEFORE_S[1]);
    acts.iter()
        .filter(|e| e.person == 1 - person && (earliest..=latest).contains(&e.start_s))
        .max_by(|x, y| x.start_s.total_cmp(&y.start_s))
        .copied()
}
