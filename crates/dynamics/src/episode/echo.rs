use super::smooth::Lanes;
use crate::Decomposition;

/// A high point of one person, with how much of it seems to have been picked up.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct EchoMoment {
    /// Whose high point: 0 for A, 1 for B.
    pub person: usize,
    /// When, seconds.
    pub at_s: f64,
    /// From when to when this person was above their line, seconds.
    pub span_s: [f64; 2],
    /// How high, in units of the person's resting variation.
    pub height: f64,
    /// Probability that what came from the other exceeds what was own: for ranking moments to look
    /// at, never a verdict.
    pub picked_up: f64,
    /// The part picked up, with its band.
    pub echo: crate::Estimate,
}

/// High points of both people, ranked by the probability that they were picked up.
///
/// At each peak of the smoothed activation above the person's line,
/// P(echo > own + returned) over draws of states and parameters.
///
/// In plain words: of all high moments, which are most worth asking "was this mine, or was I
/// picking something up?" about.
///
/// # Inputs
/// The decomposition; each one's line in its unit, usually 1 above that person's usual level.
///
/// # Returns
/// Largest probability first. Hard labels from one recording are right barely half of the time:
/// the order carries information, the number does not decide.
///
/// # Missing data
/// The model bridges it; the band says how little is known.
///
/// # Null
/// Whether there is any link at all is tested elsewhere ([`crate::test_link`]).
///
/// # Source
/// `docs/mathematics.md` 4 and 9.
#[must_use]
pub fn echo_moments(split: &Decomposition, line: [f64; 2]) -> Vec<EchoMoment> {
    let mut found = Vec::new();
    for (person, (split_person, line)) in split.persons.iter().zip(line).enumerate() {
        let parts = &split_person.parts;
        let mut t = 0;
        while t < parts.len() {
            if parts.total(t) <= line {
                t += 1;
                continue;
            }
            let from = t;
            while t < parts.len() && parts.total(t) > line {
                t += 1;
            }
            let top = (from..t).max_by(|x, y| parts.total(*x).total_cmp(&parts.total(*y)));
            let Some(top) = top else { continue };
            let band = &split_person.bands[2];
            found.push(EchoMoment {
                person,
                at_s: split.times_s[top],
                span_s: [split.times_s[from], split.times_s[t - 1]],
                height: parts.total(top),
                picked_up: split_person.mostly_picked_up[top],
                echo: crate::Estimate {
                    value: parts.echo[top],
                    lo: band.lo[top],
                    hi: band.hi[top],
                },
            });
        }
    }
    found.sort_by(|x, y| y.picked_up.total_cmp(&x.picked_up).then(y.height.total_cmp(&x.height)));
    found
}

/// The parts of both people on a grid of lanes, by the nearest moment of the decomposition; `None`
/// where the two share no time.
#[must_use]
pub fn parts_on(split: &Decomposition, lanes: &Lanes<'_>) -> Option<[crate::Parts; 2]> {
    let (first, last) = (*split.times_s.first()?, *split.times_s.last()?);
    if lanes.at(0) > last || lanes.at(lanes.len().checked_sub(1)?) < first {
        return None;
    }
    let nearest = |t: f64| {
        let after = split.times_s.partition_point(|&x| x < t).min(split.times_s.len() - 1);
        let before = after.saturating_sub(1);
        if (split.times_s[after] - t).abs() < (t - split.times_s[before]).abs() {
            after
        } else {
            before
        }
    };
    let places: Vec<usize> = (0..lanes.len()).map(|s| nearest(lanes.at(s))).collect();
    Some([0, 1].map(|i| {
        let parts = &split.persons[i].parts;
        let take = |x: &[f64]| places.iter().map(|t| x[*t]).collect::<Vec<f64>>();
        crate::Parts {
            own: take(&parts.own),
            returned: take(&parts.returned),
            echo: take(&parts.echo),
            shared: take(&parts.shared),
            rest: take(&parts.rest),
        }
    }))
}
