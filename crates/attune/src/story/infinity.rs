use attune_data::Who;
use attune_dynamics::Act;

use super::act::CodedAct;
use super::cycle::Cycle;
use super::lane::Lane;
use crate::Interval;

/// A cycle drawn as a loop of two people: "when you …, then I …", both ways.
///
/// It ends in "the cycle", not in a person.
#[derive(Debug, Clone, PartialEq)]
pub struct InfinityLoop {
    /// Which cycle, by its place in the story's cycles.
    pub cycle: usize,
    /// A's half and B's half.
    pub legs: [Leg; 2],
}

/// One person's half of the loop.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Leg {
    /// Whose half.
    pub who: Who,
    /// When the other does this …
    pub when: Act,
    /// … then this person does this.
    pub then: Act,
    /// How often this half was gone through.
    pub count: usize,
    /// What this person's body did in the 10 s after the other's act against the 10 s before it, on
    /// average: resting standard deviations; `NaN` without signals.
    pub body: f64,
    /// Its 95 % interval over the times it happened.
    pub body_interval: Interval,
}

const AROUND_S: f64 = 10.0;
const WITHIN_S: f64 = 10.0;

/// Both halves of a cycle; `None` for an order that has only one half (soothing, an own pattern).
pub(super) fn infinity(
    place: usize,
    cycle: &Cycle,
    acts: &[CodedAct],
    lanes: Option<&[Lane; 2]>,
    lane_start_s: f64,
    lane_step_s: f64,
) -> Option<InfinityLoop> {
    let steps = cycle.kind.steps();
    if steps.len() < 3 || cycle.count == 0 {
        return None;
    }
    let first = cycle.first.person().unwrap_or_else(|| cycle.occurrences[0].first);
    let leg = |person: usize| {
        // The one who begins answers the second act with the third.
        let (when, then) =
            if person == first { (steps[1], steps[2]) } else { (steps[0], steps[1]) };
        let (own, other) = (super::who(person), super::who(1 - person));
        let cues: Vec<f64> = acts
            .iter()
            .filter(|a| a.who == other && a.act == when)
            .filter(|cue| {
                acts.iter().any(|a| {
                    a.who == own
                        && a.act == then
                        && a.start_s > cue.start_s
                        && a.start_s <= cue.end_s.max(cue.start_s) + WITHIN_S
                })
            })
            .map(|cue| cue.start_s)
            .collect();
        let mean = |from_s: f64, to_s: f64| {
            let x = lanes.map(|lanes| &lanes[person].activation)?;
            let at = |t: f64| ((t - lane_start_s) / lane_step_s).ceil().max(0.0) as usize;
            let to = at(to_s).min(x.len());
            let inside: Vec<f64> =
                x[at(from_s).min(to)..to].iter().copied().filter(|v| v.is_finite()).collect();
            (!inside.is_empty()).then(|| inside.iter().sum::<f64>() / inside.len() as f64)
        };
        let changes: Vec<f64> = cues
            .iter()
            .filter_map(|&t| Some(mean(t, t + AROUND_S)? - mean(t - AROUND_S, t)?))
            .collect();
        let n = changes.len() as f64;
        let body = changes.iter().sum::<f64>() / n;
        let squares: f64 = changes.iter().map(|c| (c - body) * (c - body)).sum();
        let reach = 1.96 * (squares / (n - 1.0) / n).sqrt();
        Leg {
            who: own,
            when,
            then,
            count: cues.len(),
            body,
            body_interval: Interval { lo: body - reach, hi: body + reach },
        }
    };
    Some(InfinityLoop { cycle: place, legs: [leg(0), leg(1)] })
}
