//! Pseudo-dyads: people who did the same thing, but not with each other.

use rand::RngExt;

use super::stream;

/// One of the two people of a dyad.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Side {
    /// The first.
    A,
    /// The second.
    B,
}

/// One person of a study.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Seat {
    /// Which dyad.
    pub dyad: usize,
    /// Which of its people.
    pub side: Side,
}

/// Who may stand in for whom.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Roles {
    /// Only the same role: an A with a B of another dyad, n (n − 1) pairs.
    #[default]
    Role,
    /// Anyone with anyone of another dyad, 2 n (n − 1) pairs.
    Any,
}

/// Two people of different dyads.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct PseudoDyad {
    /// Takes the first person's place.
    pub a: Seat,
    /// Takes the second person's place.
    pub b: Seat,
}

/// All pairs of people of different dyads.
///
/// In plain words: what two people have in common who only shared the task.
///
/// # Inputs
/// `dyads`: how many dyads. `roles`: whether people keep their place.
///
/// # Returns
/// The pairs in a fixed order; with [`Roles::Role`] A always stands first, with [`Roles::Any`]
/// the person of the earlier dyad.
///
/// # Null
/// Synchrony due to the same task, the same person's habits, the same day's schedule: everything
/// but this partner. The best control for a shared cause; needs at least 8 dyads.
///
/// # Example
/// ```
/// use attune_coupling::{Roles, pseudo_dyads};
/// assert_eq!(pseudo_dyads(20, Roles::Role).len(), 380);
/// assert_eq!(pseudo_dyads(20, Roles::Any).len(), 760);
/// ```
///
/// # Source
/// Ramseyer & Tschacher 2010; [`Roles::Any`] counts as rMEA 1.2.2 `shuffle` does.
pub fn pseudo_dyads(dyads: usize, roles: Roles) -> Vec<PseudoDyad> {
    (0..count(dyads, roles)).map(|k| nth(dyads, roles, k)).collect()
}

/// A seeded sample of [`pseudo_dyads`], each pair at most once, in the same order; all of them
/// where no more than `size` exist.
pub fn pseudo_dyads_sample(dyads: usize, roles: Roles, size: usize, seed: u64) -> Vec<PseudoDyad> {
    let total = count(dyads, roles);
    if size >= total {
        return pseudo_dyads(dyads, roles);
    }
    // Floyd's sampling: as many draws as pairs wanted, however many there are.
    let mut rng = stream(seed, 0);
    let mut chosen = std::collections::BTreeSet::new();
    for last in total - size..total {
        let pick = rng.random_range(0..=last);
        if !chosen.insert(pick) {
            chosen.insert(last);
        }
    }
    chosen.into_iter().map(|k| nth(dyads, roles, k)).collect()
}

fn count(dyads: usize, roles: Roles) -> usize {
    let role = dyads * dyads.saturating_sub(1);
    match roles {
        Roles::Role => role,
        Roles::Any => 2 * role,
    }
}

/// Pair number `k`: A with B in `Role` order, then (for `Any`) two As and two Bs.
fn nth(dyads: usize, roles: Roles, k: usize) -> PseudoDyad {
    let others = dyads - 1;
    let (block, k) = (k / (dyads * others), k % (dyads * others));
    let (i, j) = (k / others, k % others);
    let j = j + usize::from(j >= i);
    let seat = |dyad, side| Seat { dyad, side };
    match roles {
        Roles::Role => PseudoDyad { a: seat(i, Side::A), b: seat(j, Side::B) },
        Roles::Any => {
            // The first block mixes sides, the second pairs like with like: above the diagonal
            // the two As, below it the two Bs.
            let (x, y) = match (block, i < j) {
                (0, _) => (seat(i, Side::A), seat(j, Side::B)),
                (_, true) => (seat(i, Side::A), seat(j, Side::A)),
                (_, false) => (seat(i, Side::B), seat(j, Side::B)),
            };
            if x.dyad < y.dyad { PseudoDyad { a: x, b: y } } else { PseudoDyad { a: y, b: x } }
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    fn pairs(of: &[PseudoDyad]) -> BTreeSet<(Seat, Seat)> {
        of.iter().map(|p| (p.a.min(p.b), p.a.max(p.b))).collect()
    }

    #[test]
    fn every_pair_once_and_nobody_with_their_partner() {
        for (roles, n) in [(Roles::Role, 20), (Roles::Any, 40)] {
            let all = pseudo_dyads(5, roles);
            assert_eq!((all.len(), pairs(&all).len()), (n, n));
            assert!(all.iter().all(|p| p.a.dyad != p.b.dyad));
        }
        assert!(pseudo_dyads(1, Roles::Any).is_empty() && pseudo_dyads(0, Roles::Role).is_empty());
    }

    #[test]
    fn a_sample_is_a_part_of_all_and_follows_its_seed() {
        let some = pseudo_dyads_sample(30, Roles::Any, 100, 3);
        assert_eq!((some.len(), pairs(&some).len()), (100, 100));
        assert!(pairs(&some).is_subset(&pairs(&pseudo_dyads(30, Roles::Any))));
        assert_eq!(some, pseudo_dyads_sample(30, Roles::Any, 100, 3));
        assert_ne!(some, pseudo_dyads_sample(30, Roles::Any, 100, 4));
        assert_eq!(pseudo_dyads_sample(3, Roles::Role, 100, 1).len(), 6);
    }
}
