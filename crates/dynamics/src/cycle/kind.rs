use super::act::{Act, ActEvent};

/// An order of acts that two people may come back to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum CycleKind {
    /// One presses on, the other draws back, the first presses on again.
    PursueWithdraw,
    /// Sharp words are answered by sharp words, and those again.
    Escalation,
    /// One draws back, so does the other, and the first again.
    MutualWithdrawal,
    /// One shows strain, the other eases.
    Soothing,
    /// Whatever ordered pair of acts this pair comes back to.
    OwnPattern {
        /// What the first does.
        when: Act,
        /// What the other does next.
        then: Act,
    },
}

impl CycleKind {
    /// The named ones.
    pub const NAMED: [Self; 4] =
        [Self::PursueWithdraw, Self::Escalation, Self::MutualWithdrawal, Self::Soothing];

    /// The name used in tables.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::PursueWithdraw => "pursue-withdraw",
            Self::Escalation => "escalation",
            Self::MutualWithdrawal => "mutual-withdrawal",
            Self::Soothing => "soothing",
            Self::OwnPattern { .. } => "own-pattern",
        }
    }

    /// Whether it matters who of the two begins.
    #[must_use]
    pub fn directed(self) -> bool {
        !matches!(self, Self::Escalation | Self::MutualWithdrawal)
    }

    /// The acts in order, by the one who begins and the other in turn.
    #[must_use]
    pub fn steps(self) -> Vec<Act> {
        match self {
            Self::PursueWithdraw => vec![Act::Pursue, Act::Withdraw, Act::Pursue],
            Self::Escalation => vec![Act::Harsh; 3],
            Self::MutualWithdrawal => vec![Act::Withdraw; 3],
            Self::Soothing => vec![Act::Stress, Act::Soothe],
            Self::OwnPattern { when, then } => vec![when, then],
        }
    }
}

/// One time a cycle went round.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Occurrence {
    /// Who began: 0 for A, 1 for B.
    pub first: usize,
    /// When the first act began, seconds.
    pub start_s: f64,
    /// When the last act ended, seconds.
    pub end_s: f64,
}

/// Every time the cycle went round, begun by `first` (by either where `None`).
///
/// A step follows when the next person's act begins after the step before it began and at most
/// `within_s` after that one ended. The last act of one round may be the first of the next.
///
/// In plain words: how often did this order happen, one act close on the other?
///
/// # Inputs
/// Acts in order of their start.
#[must_use]
pub fn cycle_occurrences(
    events: &[ActEvent],
    kind: CycleKind,
    first: Option<usize>,
    within_s: f64,
) -> Vec<Occurrence> {
    let steps = kind.steps();
    let mut found = Vec::new();
    for (i, opening) in events.iter().enumerate() {
        if opening.act != steps[0] || first.is_some_and(|first| opening.person != first) {
            continue;
        }
        let mut last = i;
        let whole = steps[1..].iter().enumerate().all(|(k, act)| {
            let person = if k % 2 == 0 { 1 - opening.person } else { opening.person };
            match next(events, last, person, *act, within_s) {
                Some(j) => {
                    last = j;
                    true
                }
                None => false,
            }
        });
        if whole {
            found.push(Occurrence {
                first: opening.person,
                start_s: opening.start_s,
                end_s: events[last].end_s,
            });
        }
    }
    found
}

/// The earliest act of that person and kind that follows event `after` closely enough.
fn next(
    events: &[ActEvent],
    after: usize,
    person: usize,
    act: Act,
    within_s: f64,
) -> Option<usize> {
    let before = events[after];
    let follows = |e: &ActEvent| e.person == person && e.act == act && e.start_s > before.start_s;
    let reach = before.end_s.max(before.start_s) + within_s;
    (after + 1..events.len())
        .take_while(|j| events[*j].start_s <= reach)
        .find(|j| follows(&events[*j]))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn act(person: usize, act: Act, start_s: f64) -> ActEvent {
        ActEvent { person, act, start_s, end_s: start_s + 4.0 }
    }

    #[test]
    fn four_alternations_are_four_rounds_of_one_direction_and_three_of_none() {
        let run: Vec<ActEvent> = (0..9)
            .map(|k| {
                act(k % 2, if k % 2 == 0 { Act::Pursue } else { Act::Withdraw }, 8.0 * k as f64)
            })
            .collect();
        let count =
            |first| cycle_occurrences(&run, CycleKind::PursueWithdraw, Some(first), 10.0).len();
        assert_eq!((count(0), count(1)), (4, 0));
        // Too slow an answer is no answer.
        assert!(cycle_occurrences(&run, CycleKind::PursueWithdraw, Some(0), 3.9).is_empty());
    }

    #[test]
    fn whoever_begins_counts_where_direction_does_not_matter() {
        let run: Vec<ActEvent> = (0..4).map(|k| act(k % 2, Act::Harsh, 8.0 * k as f64)).collect();
        let both = cycle_occurrences(&run, CycleKind::Escalation, None, 10.0);
        assert_eq!(both.iter().map(|o| o.first).collect::<Vec<_>>(), [0, 1]);
    }
}
