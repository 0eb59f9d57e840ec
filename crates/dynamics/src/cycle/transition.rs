use super::act::{Act, ActEvent, in_order};

/// What one person's act was followed by, as counts for a picture.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Transition {
    /// Who acted first: 0 for A, 1 for B.
    pub from_person: usize,
    /// What was done.
    pub from: Act,
    /// Who acted next.
    pub to_person: usize,
    /// What was done next.
    pub to: Act,
    /// How often.
    pub count: usize,
    /// The share of `from` that was followed by `to`, 0 to 1.
    pub share: f64,
    /// How often it would have come if what comes next did not depend on what came before: steps
    /// from the one times steps to the other, over all steps.
    pub expected: f64,
}

/// Every step from one act to the very next one within the time allowed, the commonest first.
///
/// In plain words: after this, what came next, and from whom? A description: [`count_cycles`]
/// tests orders of acts against chance.
///
/// [`count_cycles`]: crate::count_cycles
///
/// # Example
/// ```
/// use attune_dynamics::{Act, ActEvent, transitions};
/// let at = |person, act, start_s| ActEvent { person, act, start_s, end_s: start_s };
/// let acts = [at(0, Act::Pursue, 0.0), at(1, Act::Withdraw, 4.0), at(0, Act::Pursue, 60.0)];
/// let steps = transitions(&acts, 10.0);
/// assert_eq!((steps.len(), steps[0].from, steps[0].to, steps[0].share), (1, Act::Pursue, Act::Withdraw, 0.5));
/// ```
#[must_use]
pub fn transitions(acts: &[ActEvent], within_s: f64) -> Vec<Transition> {
    let acts = in_order(acts);
    let mut found: Vec<Transition> = Vec::new();
    for pair in acts.windows(2) {
        let [from, to] = [pair[0], pair[1]];
        if to.start_s > from.end_s.max(from.start_s) + within_s {
            continue;
        }
        let same = |t: &&mut Transition| {
            (t.from_person, t.from, t.to_person, t.to) == (from.person, from.act, to.person, to.act)
        };
        match found.iter_mut().find(same) {
            Some(known) => known.count += 1,
            None => found.push(Transition {
                from_person: from.person,
                from: from.act,
                to_person: to.person,
                to: to.act,
                count: 1,
                share: 0.0,
                expected: 0.0,
            }),
        }
    }
    let steps = |of: &dyn Fn(&Transition) -> bool| -> f64 {
        found.iter().filter(|t| of(t)).map(|t| t.count as f64).sum()
    };
    let expected: Vec<f64> = found
        .iter()
        .map(|step| {
            let from = steps(&|t| (t.from_person, t.from) == (step.from_person, step.from));
            let to = steps(&|t| (t.to_person, t.to) == (step.to_person, step.to));
            from * to / steps(&|_| true)
        })
        .collect();
    for (step, expected) in found.iter_mut().zip(expected) {
        let all =
            acts.iter().filter(|e| (e.person, e.act) == (step.from_person, step.from)).count();
        step.share = step.count as f64 / all as f64;
        step.expected = expected;
    }
    found.sort_by_key(|t| (std::cmp::Reverse(t.count), t.from, t.to));
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_expected_rests_on_how_often_each_comes_first_and_next() {
        let at = |person, act, start_s| ActEvent { person, act, start_s, end_s: start_s };
        // Four steps: pursue > withdraw twice, withdraw > pursue once, withdraw > warm once.
        let acts = [
            at(0, Act::Pursue, 0.0),
            at(1, Act::Withdraw, 4.0),
            at(0, Act::Pursue, 8.0),
            at(1, Act::Withdraw, 12.0),
            at(0, Act::Warm, 16.0),
        ];
        let steps = transitions(&acts, 10.0);
        let of = |t: &&Transition| (t.from, t.to) == (Act::Pursue, Act::Withdraw);
        let step = steps.iter().find(of).unwrap();
        assert_eq!((step.count, step.share, step.expected), (2, 1.0, 1.0));
        let counted: usize = steps.iter().map(|t| t.count).sum();
        assert_eq!(counted, 4);
    }
}
