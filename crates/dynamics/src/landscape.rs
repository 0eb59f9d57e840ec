mod separatrix;

use crate::{DynamicsError, Threshold};
use separatrix::separatrix;

/// How the other's displacement arrives in a person when it does not arrive in proportion: gently
/// up to a threshold, steeply beyond it, with a ceiling.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Influence {
    /// Slope up to the threshold, m₀.
    pub gain: f64,
    /// The bend; a corner of 0 makes it hard, with a plain cut at the ceiling.
    pub bend: Threshold,
}

impl Influence {
    /// What arrives of a displacement `c`.
    ///
    /// Smooth: `cap · tanh(ψ/cap)`, `ψ = m₀c + (m₁ − m₀) s ln(1 + e^((c − θ)/s))`. Hard (s = 0):
    /// `m₀c + (m₁ − m₀) max(0, c − θ)`, cut at ± cap.
    #[must_use]
    pub fn arriving(&self, c: f64) -> f64 {
        let Threshold { steep_gain, threshold, corner, cap } = self.bend;
        let beyond = c - threshold;
        if corner == 0.0 {
            let line = self.gain * c + (steep_gain - self.gain) * beyond.max(0.0);
            return line.clamp(-cap, cap);
        }
        // ln(1 + e^u) without overflow.
        let u = beyond / corner;
        let soft = corner * (u.max(0.0) + (-u.abs()).exp().ln_1p());
        let line = self.gain * c + (steep_gain - self.gain) * soft;
        cap * (line / cap).tanh()
    }

    /// How much more arrives per unit of displacement at `c`.
    #[must_use]
    pub fn slope(&self, c: f64) -> f64 {
        let Threshold { steep_gain, threshold, corner, cap } = self.bend;
        let beyond = c - threshold;
        if corner == 0.0 {
            let slope = if beyond > 0.0 { steep_gain } else { self.gain };
            return if self.arriving(c).abs() < cap { slope } else { 0.0 };
        }
        let share = 1.0 / (1.0 + (-beyond / corner).exp());
        let through = self.arriving(c) / cap;
        (self.gain + (steep_gain - self.gain) * share) * (1.0 - through * through)
    }
}

/// Two people with thresholds, left alone: `dx_i/dt = k_i (−x_i + φ_i(x_j))`. Index 0 is A.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ThresholdLoop {
    /// Own return rates, per second.
    pub return_rate: [f64; 2],
    /// How the other arrives in each.
    pub influence: [Influence; 2],
}

/// Where a loop with thresholds may rest, and where its basins meet.
#[derive(Debug, Clone, PartialEq)]
pub struct Landscape {
    /// All resting points, A's lowest first.
    pub points: Vec<RestingPoint>,
    /// The edges between basins, one line through each saddle: points (A, B) in order.
    pub edges: Vec<Vec<[f64; 2]>>,
}

/// A point at which nothing moves.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct RestingPoint {
    /// Displacement of A and of B.
    pub at: [f64; 2],
    /// Whether the two come back to it; otherwise it is a saddle on an edge.
    pub stable: bool,
}

impl Landscape {
    /// How far a standing of the two is from the nearest edge, in resting standard deviations;
    /// `None` where there is no edge: one basin holds everything.
    #[must_use]
    pub fn distance_to_edge(&self, at: [f64; 2]) -> Option<f64> {
        self.edges
            .iter()
            .flat_map(|edge| edge.windows(2))
            .map(|piece| to_piece(at, piece[0], piece[1]))
            .min_by(f64::total_cmp)
    }
}

impl Landscape {
    /// The lowest point to which the two come back.
    #[must_use]
    pub fn calm(&self) -> Option<&RestingPoint> {
        let up = |point: &RestingPoint| point.at[0] + point.at[1];
        self.points.iter().filter(|p| p.stable).min_by(|a, b| up(a).total_cmp(&up(b)))
    }

    /// The highest resting point past an edge: where each keeps the other up; `None` without one.
    #[must_use]
    pub fn wound_up(&self) -> Option<&RestingPoint> {
        let calm = self.calm()?;
        let up = |point: &RestingPoint| point.at[0] + point.at[1];
        let above = self.points.iter().filter(|point| point.stable && up(point) > up(calm));
        above.max_by(|a, b| up(a).total_cmp(&up(b)))
    }

    /// How far calm is from the edge beyond which they end up wound up; `None` without one.
    #[must_use]
    pub fn calm_to_edge(&self) -> Option<f64> {
        self.wound_up()?;
        self.distance_to_edge(self.calm()?.at)
    }

    /// The same with the two people's names exchanged.
    pub(crate) fn exchanged(mut self) -> Self {
        for at in self.points.iter_mut().map(|p| &mut p.at).chain(self.edges.iter_mut().flatten()) {
            at.swap(0, 1);
        }
        self.points.sort_by(|a, b| a.at[0].total_cmp(&b.at[0]));
        self
    }
}

impl ThresholdLoop {
    /// Checks that every number has a meaning.
    ///
    /// # Errors
    /// [`DynamicsError::Option`] names the first one that has none.
    pub fn check(&self) -> Result<(), DynamicsError> {
        let mut meaning = Vec::new();
        for i in 0..2 {
            let Influence { gain, bend } = self.influence[i];
            meaning.extend([
                ("return rate", self.return_rate[i], 1e-6, 1e3),
                ("gain below the threshold", gain, -20.0, 20.0),
                ("gain beyond the threshold", bend.steep_gain, -20.0, 20.0),
                ("threshold", bend.threshold, -100.0, 100.0),
                ("corner", bend.corner, 0.0, 100.0),
                ("ceiling", bend.cap, 1e-3, 100.0),
            ]);
        }
        for (what, value, least, most) in meaning {
            if !(least..=most).contains(&value) {
                return Err(DynamicsError::Option { what, value });
            }
        }
        Ok(())
    }

    /// Where the loop may rest and where its basins meet.
    ///
    /// Resting points: `x_A = φ_A(φ_B(x_A))`; stable where `φ_A′ φ_B′ < 1`. An edge is the set of
    /// standings that end at a saddle, followed backwards from it.
    ///
    /// In plain words: at small displacements both come back down; beyond an edge each keeps the
    /// other up. How far is the edge?
    ///
    /// # Inputs
    /// Return rates and influence of both.
    ///
    /// # Returns
    /// See [`Landscape`]; displacements in resting standard deviations. A lag of the influence
    /// moves no resting point and no stability of a mutual loop, but bends the edge.
    ///
    /// # Errors
    /// [`DynamicsError::Option`].
    ///
    /// # Example
    /// ```
    /// use attune_dynamics::{Influence, Threshold, ThresholdLoop};
    ///
    /// let bend = Threshold { steep_gain: 1.8, threshold: 1.0, corner: 0.0, cap: 3.0 };
    /// let both = ThresholdLoop {
    ///     return_rate: [0.05; 2],
    ///     influence: [Influence { gain: 0.5, bend }; 2],
    /// };
    /// let landscape = both.landscape()?;
    /// let at: Vec<f64> = landscape.points.iter().map(|p| p.at[0]).collect();
    /// assert!(at[0].abs() < 1e-9 && (at[1] - 1.625).abs() < 1e-9 && (at[2] - 3.0).abs() < 1e-9);
    /// assert_eq!(both.settles_at([1.5, 1.5])?, both.settles_at([0.0, 0.0])?);
    /// assert!(both.settles_at([1.7, 1.7])?[0] > 2.99);
    /// assert!(both.settles_at([3.0, 0.5])?[0] > 2.99 && both.settles_at([3.0, 0.0])?[0] < 0.01);
    /// # Ok::<(), attune_dynamics::DynamicsError>(())
    /// ```
    ///
    /// # Source
    /// `docs/mathematics.md` 7 and 12; the threshold is Gottman's negative threshold. The four starts
    /// listed there end as listed: (1.5, 1.5) and (3, 0) at calm, (1.7, 1.7) and (3, .5) at (3, 3). The
    /// edge passes through (3, .231): below it A has come down by the time B is up.
    pub fn landscape(&self) -> Result<Landscape, DynamicsError> {
        self.check()?;
        let points = self.resting_points();
        let saddles = points.iter().filter(|point| !point.stable);
        let edges = saddles.filter_map(|saddle| separatrix(self, saddle.at)).collect();
        Ok(Landscape { points, edges })
    }

    /// Where the two end up from a standing.
    ///
    /// # Errors
    /// [`DynamicsError::Option`].
    pub fn settles_at(&self, from: [f64; 2]) -> Result<[f64; 2], DynamicsError> {
        self.check()?;
        if let Some(&value) = from.iter().find(|x| !(x.abs() <= 1e3)) {
            return Err(DynamicsError::Option { what: "start", value });
        }
        let slowest = self.return_rate[0].min(self.return_rate[1]);
        let quickest = self.return_rate[0].max(self.return_rate[1]) * self.steepest();
        let h = 0.05 / quickest;
        let mut x = from;
        let steps = ((200.0 / slowest) / h).ceil().min(2e6) as usize;
        for _ in 0..steps {
            let next = self.step(x, h);
            let still = (0..2).all(|i| (next[i] - x[i]).abs() < 1e-13 * (1.0 + x[i].abs()));
            x = next;
            if still {
                break;
            }
        }
        // The walk ends near a stable point; the point itself is known better.
        let near = |point: &RestingPoint| (point.at[0] - x[0]).hypot(point.at[1] - x[1]);
        let points = self.resting_points();
        let nearest = points.iter().min_by(|a, b| near(a).total_cmp(&near(b)));
        Ok(nearest.map_or(x, |point| point.at))
    }

    pub(super) fn slope_at(&self, x: [f64; 2]) -> [f64; 2] {
        [0, 1].map(|i| self.return_rate[i] * (self.influence[i].arriving(x[1 - i]) - x[i]))
    }

    /// One Runge-Kutta step of fourth order.
    pub(super) fn step(&self, x: [f64; 2], h: f64) -> [f64; 2] {
        let moved = |by: f64, s: [f64; 2]| [x[0] + by * s[0], x[1] + by * s[1]];
        let one = self.slope_at(x);
        let two = self.slope_at(moved(0.5 * h, one));
        let three = self.slope_at(moved(0.5 * h, two));
        let four = self.slope_at(moved(h, three));
        [0, 1].map(|i| x[i] + h / 6.0 * (one[i] + 2.0 * (two[i] + three[i]) + four[i]))
    }

    /// Whether a standing is near enough to be of interest.
    pub(super) fn within_reach(&self, x: [f64; 2]) -> bool {
        (0..2).all(|i| x[i].abs() <= REACH * self.influence[i].bend.cap)
    }

    pub(super) fn steepest(&self) -> f64 {
        self.influence.iter().fold(1.0, |most: f64, influence| {
            most.max(influence.gain.abs()).max(influence.bend.steep_gain.abs())
        })
    }

    /// `φ_A(φ_B(x)) − x`: zero where A may rest.
    fn round(&self, x: f64) -> f64 {
        self.influence[0].arriving(self.influence[1].arriving(x)) - x
    }

    fn resting_points(&self) -> Vec<RestingPoint> {
        // A cannot rest beyond its ceiling.
        let most = 1.001 * self.influence[0].bend.cap;
        let place = |i: usize| -most + 2.0 * most * i as f64 / CELLS as f64;
        let mut roots: Vec<f64> = Vec::new();
        for i in 0..CELLS {
            let (mut lo, mut hi) = (place(i), place(i + 1));
            let (below, above) = (self.round(lo), self.round(hi));
            if below == 0.0 {
                roots.push(lo);
                continue;
            }
            if !(below * above < 0.0) {
                continue;
            }
            for _ in 0..80 {
                let middle = 0.5 * (lo + hi);
                if self.round(middle) * below > 0.0 { lo = middle } else { hi = middle }
            }
            roots.push(0.5 * (lo + hi));
        }
        roots
            .into_iter()
            .map(|a| {
                let at = [a, self.influence[1].arriving(a)];
                let round = self.influence[0].slope(at[1]) * self.influence[1].slope(at[0]);
                RestingPoint { at, stable: round < 1.0 }
            })
            .collect()
    }
}

/// How far from the middle an edge is followed, in ceilings.
const REACH: f64 = 3.0;

/// How finely resting points are looked for: pairs closer than a thousandth of the ceiling are
/// about to vanish anyway.
const CELLS: usize = 2001;

/// Distance of a point to a straight piece of a line.
fn to_piece(at: [f64; 2], from: [f64; 2], to: [f64; 2]) -> f64 {
    let along = [to[0] - from[0], to[1] - from[1]];
    let away = [at[0] - from[0], at[1] - from[1]];
    let length = along[0] * along[0] + along[1] * along[1];
    let share = if length > 0.0 {
        ((along[0] * away[0] + along[1] * away[1]) / length).clamp(0.0, 1.0)
    } else {
        0.0
    };
    (away[0] - share * along[0]).hypot(away[1] - share * along[1])
}

#[cfg(test)]
mod tests;
