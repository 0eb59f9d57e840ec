//! The model itself: where it settles, and from where.

use super::influence::{Influence, Piece, Switch, switched};
use crate::InputError;

/// Gottman and Murray's difference equations for two people's scores, turn pair by turn pair.
///
/// a(t + 1) = constant_A + inertia_A · a(t) + influence_A(b(t)) + repair + damping, and the mirror
/// image for b. Null cline of A: a = (constant_A + influence_A(b)) / (1 − inertia_A). Where both
/// null clines meet the pair stays; it comes back there after a small push where both eigenvalues of
/// [[inertia_A, influence_A′], [influence_B′, inertia_B]] lie within the unit circle.
///
/// In plain words: the mood a pair's talk is drawn to, when each carries on with their own and adds
/// what the other's last turn does to them. There can be more than one, and where they begin
/// decides.
///
/// # Inputs
/// Scores are positive minus negative points per turn pair (or six seconds). Fitted by
/// [`fit_influence`](super::fit_influence) or set by hand for a what-if.
///
/// # Missing data
/// A model has none.
///
/// # Null
/// A model makes no claim; [`influence_test`](super::influence_test) tests whether there is any
/// influence at all.
///
/// # Example
/// ```
/// use attune_coupling::measure::{Influence, InfluenceModel, PersonModel};
/// let person = PersonModel {
///     constant: 0.4,
///     inertia: 0.3,
///     influence: Influence::Bilinear { negative: 0.5, positive: 0.1 },
///     repair: None,
///     damping: None,
/// };
/// let pair = InfluenceModel { a: person, b: person };
/// let rest = pair.steady_states();
/// assert_eq!(rest.len(), 1);
/// assert!((rest[0].a - 2.0 / 3.0).abs() < 1e-12 && rest[0].stable);
/// ```
///
/// # Source
/// Cook, Tyson, White, Rushe, Gottman & Murray 1995; Gottman, Murray, Swanson, Tyson & Swanson
/// 2002. No printed group parameters are built in: steady states from one talk are very noisy.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct InfluenceModel {
    /// What moves A.
    pub a: PersonModel,
    /// What moves B.
    pub b: PersonModel,
}

/// What moves one person.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct PersonModel {
    /// Points added at every step.
    pub constant: f64,
    /// Share of the own score that carries on; below 1 in size for a steady state of one's own.
    pub inertia: f64,
    /// What the partner's score adds.
    pub influence: Influence,
    /// Switched on where the partner's score falls below a threshold.
    pub repair: Option<Switch>,
    /// Switched on where the partner's score rises above a threshold.
    pub damping: Option<Switch>,
}

impl PersonModel {
    /// Where this person settles when the partner stays at 0: constant / (1 − inertia); `NaN` where
    /// the inertia is 1 or more in size.
    pub fn uninfluenced(&self) -> f64 {
        if self.inertia.abs() < 1.0 { self.constant / (1.0 - self.inertia) } else { f64::NAN }
    }

    /// The next own score.
    pub fn next(&self, own: f64, partner: f64) -> f64 {
        self.constant + self.inertia * own + self.added(partner)
    }

    /// The null cline: the own score that stays while the partner's does.
    pub fn null_cline(&self, partner: f64) -> f64 {
        (self.constant + self.added(partner)) / (1.0 - self.inertia)
    }

    /// Everything the partner's score adds, as straight pieces in order.
    pub fn pieces(&self) -> Vec<Piece> {
        switched(switched(self.influence.pieces(), self.repair, true), self.damping, false)
    }

    fn added(&self, partner: f64) -> f64 {
        let repair = self.repair.filter(|r| partner < r.threshold).map_or(0.0, |r| r.effect);
        let damping = self.damping.filter(|d| partner > d.threshold).map_or(0.0, |d| d.effect);
        self.influence.at(partner) + repair + damping
    }
}

/// A pair of scores that stays as it is.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct SteadyState {
    /// A's score.
    pub a: f64,
    /// B's score.
    pub b: f64,
    /// Size of the larger eigenvalue there: the share of a small push left after one step.
    pub eigenvalue: f64,
    /// Whether a small push dies out.
    pub stable: bool,
}

/// Where each start ends.
#[derive(Debug, Clone, PartialEq)]
pub struct Basins {
    /// Starting scores, the same for both people, rising.
    pub starts: Vec<f64>,
    /// The stable states, as [`InfluenceModel::steady_states`] orders them.
    pub states: Vec<SteadyState>,
    /// Per start, row by row (row: A's score, column: B's): which state it ends in; `None` where
    /// it ends in none (it goes on growing, or round in a cycle).
    pub ends: Vec<Option<usize>>,
}

/// Steps after which what has not settled never will.
const STEPS: usize = 10_000;
/// Scores this near to a state have arrived.
const ARRIVED: f64 = 1e-6;

impl InfluenceModel {
    /// # Errors
    /// [`InputError::NoSteadyState`] where an inertia is 1 or more in size.
    pub fn check(&self) -> Result<(), InputError> {
        for person in [self.a, self.b] {
            // NaN is not below 1 either.
            if !matches!(person.inertia.abs().partial_cmp(&1.0), Some(std::cmp::Ordering::Less)) {
                return Err(InputError::NoSteadyState { inertia: person.inertia });
            }
        }
        Ok(())
    }

    /// The next pair of scores.
    pub fn next(&self, (a, b): (f64, f64)) -> (f64, f64) {
        (self.a.next(a, b), self.b.next(b, a))
    }

    /// All crossings of the null clines, from the lowest sum of scores to the highest.
    ///
    /// A null cline that jumps over the other (a step of an ojive) crosses it without a steady
    /// state: starts on either side go different ways.
    pub fn steady_states(&self) -> Vec<SteadyState> {
        let mut found: Vec<SteadyState> = Vec::new();
        for for_a in self.a.pieces() {
            for for_b in self.b.pieces() {
                let Some(state) = self.crossing(for_a, for_b) else { continue };
                let known = |s: &SteadyState| (s.a - state.a).abs() + (s.b - state.b).abs() < 1e-9;
                if !found.iter().any(known) {
                    found.push(state);
                }
            }
        }
        found.sort_by(|x, y| (x.a + x.b).total_cmp(&(y.a + y.b)).then(x.a.total_cmp(&y.a)));
        found
    }

    /// Where a pair of starting scores ends; `None` where it never settles.
    pub fn settle(&self, start: (f64, f64)) -> Option<(f64, f64)> {
        let mut now = start;
        for _ in 0..STEPS {
            let next = self.next(now);
            if (next.0 - now.0).abs() + (next.1 - now.1).abs() < 1e-12 {
                return Some(next);
            }
            now = next;
        }
        None
    }

    /// Where every start of a `side` × `side` grid of scores from `low` to `high` ends.
    pub fn basins(&self, low: f64, high: f64, side: usize) -> Basins {
        let step = (high - low) / (side.max(2) - 1) as f64;
        let starts: Vec<f64> = (0..side).map(|i| low + step * i as f64).collect();
        let states: Vec<SteadyState> =
            self.steady_states().into_iter().filter(|s| s.stable).collect();
        let near = |(a, b): (f64, f64)| {
            states.iter().position(|s| (s.a - a).abs() + (s.b - b).abs() < ARRIVED)
        };
        let end = |a: f64, b: f64| self.settle((a, b)).and_then(near);
        let ends = starts.iter().flat_map(|&a| starts.iter().map(move |&b| (a, b)));
        Basins { ends: ends.map(|(a, b)| end(a, b)).collect(), starts, states }
    }

    fn crossing(&self, for_a: Piece, for_b: Piece) -> Option<SteadyState> {
        // (1 − r_A) a − s_A b = c_A + l_A and the mirror image: two lines.
        let (p, q) = (1.0 - self.a.inertia, 1.0 - self.b.inertia);
        let (left, right) = (self.a.constant + for_a.level, self.b.constant + for_b.level);
        let size = p * q - for_a.slope * for_b.slope;
        let a = (left * q + for_a.slope * right) / size;
        let b = (right * p + for_b.slope * left) / size;
        let within = |score: f64, piece: Piece| (piece.from..=piece.to).contains(&score);
        if !(a.is_finite() && b.is_finite() && within(b, for_a) && within(a, for_b)) {
            return None;
        }
        // At a jump the piece's end is not its own: only what stays there is a steady state.
        let next = self.next((a, b));
        if (next.0 - a).abs() + (next.1 - b).abs() > 1e-9 * (1.0 + a.abs() + b.abs()) {
            return None;
        }
        let half = 0.5 * (self.a.inertia + self.b.inertia);
        let product = self.a.inertia * self.b.inertia - for_a.slope * for_b.slope;
        let under = half * half - product;
        let eigenvalue = if under >= 0.0 { half.abs() + under.sqrt() } else { product.sqrt() };
        Some(SteadyState { a, b, eigenvalue, stable: eigenvalue < 1.0 })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pair(constant: f64, inertia: f64, influence: Influence) -> InfluenceModel {
        let person = PersonModel { constant, inertia, influence, repair: None, damping: None };
        InfluenceModel { a: person, b: person }
    }

    fn close(x: (f64, f64), y: (f64, f64)) -> bool {
        // Computed in closed form and by going there.
        (x.0 - y.0).abs() < 1e-6 && (x.1 - y.1).abs() < 1e-6
    }

    /// Worked in science.md 3.10.
    #[test]
    fn bilinear_influence_settles_where_the_formula_says() {
        for (negative, positive, rest) in [(0.3, 0.3, 1.0), (0.0, 0.3, 1.0), (0.5, 0.1, 2.0 / 3.0)]
        {
            let pair = pair(0.4, 0.3, Influence::Bilinear { negative, positive });
            let states = pair.steady_states();
            assert_eq!(states.len(), 1);
            assert!(close((states[0].a, states[0].b), (rest, rest)) && states[0].stable);
            for start in [(2.0, 2.0), (-2.0, -2.0), (2.0, -2.0), (-2.0, 2.0)] {
                assert!(close(pair.settle(start).unwrap(), (rest, rest)));
            }
            assert!((pair.a.uninfluenced() - 0.4 / 0.7).abs() < 1e-12);
        }
    }

    /// Worked in science.md 3.10.
    #[test]
    fn an_ojive_has_three_places_to_settle() {
        let steps = Influence::Ojive {
            negative_threshold: -1.0,
            positive_threshold: 1.0,
            negative_level: -1.2,
            positive_level: 0.8,
        };
        let pair = pair(0.1, 0.5, steps);
        let found: Vec<f64> = pair.steady_states().iter().map(|s| s.a).collect();
        assert_eq!(found.len(), 3);
        for (start, rest) in [(3.0, 1.8), (0.2, 0.2), (-3.0, -2.2)] {
            assert!(close(pair.settle((start, start)).unwrap(), (rest, rest)));
            assert!(found.iter().any(|a| (a - rest).abs() < 1e-12));
        }
        let basins = pair.basins(-3.0, 3.0, 3);
        assert_eq!(basins.ends[0], Some(0));
        assert_eq!(basins.ends[4], Some(1));
        assert_eq!(basins.ends[8], Some(2));
        // The null cline jumps from 0.2 to 1.8 where the partner passes 1.
        assert!((pair.a.null_cline(0.9) - 0.2).abs() < 1e-12);
        assert!((pair.a.null_cline(1.1) - 1.8).abs() < 1e-12);
    }

    #[test]
    fn strong_influence_drives_apart_and_repair_brings_back() {
        let steep = Influence::Bilinear { negative: 1.0, positive: 0.1 };
        let mut pair = pair(0.2, 0.3, steep);
        let states = pair.steady_states();
        assert_eq!(states.len(), 2);
        assert!(!states[0].stable && states[1].stable, "{states:?}");
        assert_eq!(pair.settle((-3.0, -3.0)), None);
        let repair = Some(Switch { threshold: -4.0, effect: 3.0 });
        (pair.a.repair, pair.b.repair) = (repair, repair);
        let path: Vec<(f64, f64)> =
            std::iter::successors(Some((-3.0, -3.0)), |&s| Some(pair.next(s))).take(500).collect();
        assert!(path.iter().all(|(a, b)| a.abs() < 9.0 && b.abs() < 9.0));
    }

    #[test]
    fn swapping_mirrors_and_an_inertia_of_one_settles_nowhere() {
        let mut pair = pair(0.4, 0.3, Influence::Bilinear { negative: 0.2, positive: 0.4 });
        pair.b.constant = -0.1;
        let swapped = InfluenceModel { a: pair.b, b: pair.a };
        let (one, other) = (pair.steady_states()[0], swapped.steady_states()[0]);
        assert_eq!((one.a, one.b), (other.b, other.a));
        pair.a.inertia = 1.0;
        assert_eq!(pair.check(), Err(InputError::NoSteadyState { inertia: 1.0 }));
        assert!(pair.a.uninfluenced().is_nan());
    }
}
