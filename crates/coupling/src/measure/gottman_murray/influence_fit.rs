//! From scored turns to the model.

use super::influence::{Influence, Switch};
use super::influence_model::{InfluenceModel, PersonModel};
use crate::InputError;
use crate::measure::prediction::least_squares;

/// Fits uninfluenced steady states, inertia, influence functions, repair and damping of two people.
///
/// A's constant and inertia come from the steps at which B's score is 0 (within `neutral`):
/// a(t + 1) on a(t), least squares. What is left at the other steps, I = a(t + 1) − constant −
/// inertia · a(t), is the influence: averaged by B's score, and fitted by a bilinear function
/// through 0 or by an ojive (thresholds among B's scores, levels the means beyond them). A repair
/// term (B very low, A higher than the function says) and a damping term (B very high, A lower) are
/// kept where they lower BIC = n ln(RSS / n) + k ln n.
///
/// In plain words: where each one's mood would settle by itself, how much of it carries on, and what
/// the other's good and bad turns add.
///
/// # Inputs
/// `a`, `b`: scores, positive minus negative points, per turn pair or six-second block, on one clock.
///
/// # Returns
/// [`InfluenceFit`]: points. Swapping `a` and `b` swaps the people, to the bit. From the 150 turns of
/// one talk these are rough: the standard errors say how rough.
///
/// # Missing data
/// A step counts where both scores and the next one are present; time is never shifted.
///
/// # Null
/// Circular shift of the partner's scores ([`influence_test`](super::influence_test)).
///
/// # Errors
/// Fewer than 8 steps at which the partner's score is 0, or fewer than 8 at which it is not; an own
/// score that never changes.
///
/// # Example
/// ```
/// use attune_coupling::measure::{InfluenceFitOptions, fit_influence};
/// let draw = |t: i32, salt: i32| [0.0, 1.0, -1.0, 0.0, 2.0][(t * t * salt % 13 % 5) as usize];
/// let a: Vec<f64> = (0..150).map(|t| draw(t, 1)).collect();
/// let b: Vec<f64> = (0..150).map(|t| draw(t, 5)).collect();
/// let fit = fit_influence(&a, &b, &InfluenceFitOptions::default()).unwrap();
/// assert!(fit.model.check().is_ok() && !fit.model.steady_states().is_empty());
/// ```
///
/// # Source
/// Cook et al. 1995; Gottman et al. 2002 for repair and damping, whose details are told differently
/// in different places: here each is a constant beyond a threshold.
pub fn fit_influence(
    a: &[f64],
    b: &[f64],
    options: &InfluenceFitOptions,
) -> Result<InfluenceFit, InputError> {
    options.check()?;
    let n = a.len().min(b.len());
    let (a, b) = (&a[..n], &b[..n]);
    let (a, b) = (person_influence(a, b, options)?, person_influence(b, a, options)?);
    Ok(InfluenceFit { model: InfluenceModel { a: a.model, b: b.model }, a, b })
}

/// One person's half of [`fit_influence`]: what moves `own`, given `partner`.
///
/// own(t + 1) = constant + inertia · own(t) + influence(partner(t)) + repair + damping.
///
/// In plain words: where one's mood would settle by itself, and what the other's turns add to it.
///
/// # Inputs
/// `own`, `partner`: scores on one clock, as [`fit_influence`]; the partner's last may be missing.
///
/// # Returns
/// [`PersonFit`]: points, slopes in points per point.
///
/// # Missing data
/// As [`fit_influence`].
///
/// # Null
/// As [`fit_influence`].
///
/// # Errors
/// As [`fit_influence`].
///
/// # Example
/// ```
/// use attune_coupling::measure::{Influence, InfluenceFitOptions, person_influence};
/// let (mut a, mut b) = (vec![0.0], Vec::new());
/// for t in 0..200_usize {
///     b.push([0.0, 2.0, 0.0, -2.0, 0.0, 1.0, -1.0][t * t % 8 % 7]);
///     a.push(0.4 + 0.3 * a[t] + if b[t] < 0.0 { 0.5 * b[t] } else { 0.1 * b[t] });
/// }
/// let fit = person_influence(&a, &b, &InfluenceFitOptions::default()).unwrap();
/// let Influence::Bilinear { negative, positive } = fit.model.influence else { panic!() };
/// assert!((positive - 0.1).abs() < 1e-9 && (fit.model.inertia - 0.3).abs() < 1e-9);
/// ```
///
/// # Source
/// As [`fit_influence`].
pub fn person_influence(
    own: &[f64],
    partner: &[f64],
    options: &InfluenceFitOptions,
) -> Result<PersonFit, InputError> {
    options.check()?;
    let steps = own.windows(2).zip(partner).map(|(two, partner)| [two[0], *partner, two[1]]);
    let steps: Vec<Step> = steps.filter(|s| s.iter().all(|v| v.is_finite())).collect();
    let (alone, moved): (Vec<Step>, Vec<Step>) =
        steps.iter().partition(|[_, partner, _]| partner.abs() <= options.neutral);
    if alone.len() < NEEDED || moved.len() < NEEDED {
        return Err(InputError::TooFewNeutral {
            neutral: alone.len(),
            influenced: moved.len(),
            needed: NEEDED,
        });
    }
    let columns = [vec![1.0; alone.len()], alone.iter().map(|s| s[0]).collect()];
    let target: Vec<f64> = alone.iter().map(|s| s[2]).collect();
    let fit = least_squares(&columns, &target)?;
    let (constant, inertia) = (fit.coefficients[0], fit.coefficients[1]);
    let variance = fit.residual_squares / (alone.len() - 2) as f64;
    let left: Vec<Left> = moved.iter().map(|s| (s[1], s[2] - constant - inertia * s[0])).collect();
    let influence = match options.shape {
        InfluenceShape::Bilinear => bilinear(&left),
        InfluenceShape::Ojive => ojive(&left),
    };
    let mut model = PersonModel { constant, inertia, influence, repair: None, damping: None };
    if options.switches {
        (model.repair, model.damping) = switches(&left, &influence);
    }
    let still = |partner: f64| model.next(0.0, partner) - constant;
    let squares = |of: &dyn Fn(&Left) -> f64| left.iter().map(|l| of(l) * of(l)).sum::<f64>();
    let (below, above) = sides(&left, 0.0);
    let mut caveats = Vec::new();
    if alone.len() < ROUGH {
        caveats.push(FitCaveat::FewNeutral { steps: alone.len() });
    }
    if inertia.abs() >= 1.0 {
        caveats.push(FitCaveat::Unsteady { inertia });
    }
    if below.min(above) < ROUGH / 2 {
        caveats.push(FitCaveat::OneSided { below, above });
    }
    Ok(PersonFit {
        model,
        constant_error: (variance * fit.inverse_diagonal[0]).sqrt(),
        inertia_error: (variance * fit.inverse_diagonal[1]).sqrt(),
        neutral_steps: alone.len(),
        influenced_steps: moved.len(),
        explained: 1.0 - squares(&|l| l.1 - still(l.0)) / squares(&|l| l.1),
        influence: by_score(&left),
        caveats,
    })
}

/// The shape to fit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum InfluenceShape {
    /// Two slopes that meet at 0.
    Bilinear,
    /// Steps beyond two thresholds.
    Ojive,
}

/// How to fit.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct InfluenceFitOptions {
    /// The shape of both people's influence.
    pub shape: InfluenceShape,
    /// Partner scores of at most this size count as 0.
    pub neutral: f64,
    /// Whether to look for repair and damping terms.
    pub switches: bool,
}

impl Default for InfluenceFitOptions {
    /// Bilinear; 0 is 0; repair and damping are looked for.
    fn default() -> Self {
        Self { shape: InfluenceShape::Bilinear, neutral: 0.0, switches: true }
    }
}

impl InfluenceFitOptions {
    /// # Errors
    /// [`InputError::BadRadius`] for a neutral band that is none.
    pub fn check(&self) -> Result<(), InputError> {
        if !(self.neutral >= 0.0 && self.neutral.is_finite()) {
            return Err(InputError::BadRadius { radius: self.neutral });
        }
        Ok(())
    }
}

/// What [`fit_influence`] found.
#[derive(Debug, Clone, PartialEq)]
pub struct InfluenceFit {
    /// The fitted equations; ask them for null clines, steady states and basins.
    pub model: InfluenceModel,
    /// A's equation, and how well it is known.
    pub a: PersonFit,
    /// B's equation, and how well it is known.
    pub b: PersonFit,
}

/// One person's equation, and how well it is known.
#[derive(Debug, Clone, PartialEq)]
pub struct PersonFit {
    /// The equation.
    pub model: PersonModel,
    /// Standard error of the constant.
    pub constant_error: f64,
    /// Standard error of the inertia.
    pub inertia_error: f64,
    /// Steps at which the partner's score was 0.
    pub neutral_steps: usize,
    /// Steps at which it was not.
    pub influenced_steps: usize,
    /// Mean influence by partner score: (score, mean, steps), rising in score.
    pub influence: Vec<(f64, f64, usize)>,
    /// Share of the influence's squares that the fitted function explains, at most 1; below 0 where
    /// it does worse than none.
    pub explained: f64,
    /// Reservations.
    pub caveats: Vec<FitCaveat>,
}

/// A reservation about a fitted influence.
#[derive(Debug, Clone, Copy, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum FitCaveat {
    /// The own steady state rests on few steps.
    #[error(
        "only {steps} steps at which the partner's score was 0: the uninfluenced steady state is \
         rough; take a longer talk or count small scores as 0"
    )]
    FewNeutral {
        /// Steps.
        steps: usize,
    },
    /// Nothing holds this person anywhere.
    #[error(
        "an inertia of {inertia:.2} leaves no steady state of one's own; look for a trend, and score \
         shorter turns"
    )]
    Unsteady {
        /// Inertia.
        inertia: f64,
    },
    /// One side of zero was hardly seen.
    #[error(
        "the partner's score was below 0 at {below} and above 0 at {above} steps: the side with few \
         is a guess"
    )]
    OneSided {
        /// Steps below 0.
        below: usize,
        /// Steps above 0.
        above: usize,
    },
}

/// Steps needed with the partner at 0, and away from it.
const NEEDED: usize = 8;
/// Steps below which a caveat is due.
const ROUGH: usize = 20;
/// Steps on one side of zero or of a threshold below which nothing is read from them.
const SIDE: usize = 4;

/// One step: own score now, partner's score now, own score next.
type Step = [f64; 3];
/// What is left of a step without the own part: partner's score, influence.
type Left = (f64, f64);

/// Slopes through 0, one per side; a side hardly seen has none.
fn bilinear(left: &[Left]) -> Influence {
    let slope = |side: fn(f64) -> bool| {
        let seen = || left.iter().filter(move |l| side(l.0));
        let squares: f64 = seen().map(|l| l.0 * l.0).sum();
        if seen().count() < SIDE { 0.0 } else { seen().map(|l| l.0 * l.1).sum::<f64>() / squares }
    };
    Influence::Bilinear { negative: slope(|x| x < 0.0), positive: slope(|x| x > 0.0) }
}

/// Thresholds half-way between scores, with the means beyond them; each side by itself.
fn ojive(left: &[Left]) -> Influence {
    let side = |sign: f64| {
        let mut seen: Vec<Left> =
            left.iter().filter(|l| l.0 * sign > 0.0).map(|l| (l.0 * sign, l.1)).collect();
        seen.sort_by(|x, y| x.0.total_cmp(&y.0));
        let mut best = (0.0, 0.0, 0.0);
        for at in 0..seen.len() {
            let beyond = &seen[at..];
            let starts = at == 0 || seen[at - 1].0 < seen[at].0;
            if !starts || beyond.len() < SIDE {
                continue;
            }
            let sum: f64 = beyond.iter().map(|l| l.1).sum();
            // Squares taken away by a level beyond the threshold.
            let gain = sum * sum / beyond.len() as f64;
            if gain > best.0 {
                let inner = if at == 0 { 0.0 } else { seen[at - 1].0 };
                best = (gain, sign * 0.5 * (inner + seen[at].0), sum / beyond.len() as f64);
            }
        }
        (best.1, best.2)
    };
    let ((negative_threshold, negative_level), (positive_threshold, positive_level)) =
        (side(-1.0), side(1.0));
    Influence::Ojive { negative_threshold, positive_threshold, negative_level, positive_level }
}

/// The repair and the damping term, each where it lowers BIC.
fn switches(left: &[Left], influence: &Influence) -> (Option<Switch>, Option<Switch>) {
    let mut rest: Vec<Left> = left.iter().map(|l| (l.0, l.1 - influence.at(l.0))).collect();
    let repair = switch(&rest, -1.0, 1.0);
    if let Some(repair) = repair {
        rest.iter_mut().filter(|l| l.0 < repair.threshold).for_each(|l| l.1 -= repair.effect);
    }
    (repair, switch(&rest, 1.0, -1.0))
}

/// A constant beyond a threshold on the side of `sign`, of the sign `effect`.
fn switch(rest: &[Left], sign: f64, effect: f64) -> Option<Switch> {
    let n = rest.len() as f64;
    let all: f64 = rest.iter().map(|l| l.1 * l.1).sum();
    let mut seen: Vec<Left> =
        rest.iter().filter(|l| l.0 * sign > 0.0).map(|l| (l.0 * sign, l.1)).collect();
    seen.sort_by(|x, y| x.0.total_cmp(&y.0));
    let mut best: Option<(f64, Switch)> = None;
    // At the innermost score it would only repeat the influence function.
    for at in 1..seen.len() {
        let beyond = &seen[at..];
        if seen[at - 1].0 == seen[at].0 || beyond.len() < SIDE {
            continue;
        }
        let mean = beyond.iter().map(|l| l.1).sum::<f64>() / beyond.len() as f64;
        let gain = mean * mean * beyond.len() as f64;
        if mean * effect > 0.0 && best.is_none_or(|(most, _)| gain > most) {
            let threshold = sign * 0.5 * (seen[at - 1].0 + seen[at].0);
            best = Some((gain, Switch { threshold, effect: mean }));
        }
    }
    // Two more parameters: the threshold and the effect.
    best.filter(|(gain, _)| n * ((all - gain) / all).ln() + 2.0 * n.ln() < 0.0).map(|b| b.1)
}

fn sides(left: &[Left], at: f64) -> (usize, usize) {
    let count = |side: fn(f64, f64) -> bool| left.iter().filter(|l| side(l.0, at)).count();
    (count(|x, at| x < at), count(|x, at| x > at))
}

fn by_score(left: &[Left]) -> Vec<(f64, f64, usize)> {
    let mut sorted = left.to_vec();
    sorted.sort_by(|x, y| x.0.total_cmp(&y.0));
    let same = sorted.chunk_by(|x, y| x.0 == y.0);
    let mean = |group: &[Left]| group.iter().map(|l| l.1).sum::<f64>() / group.len() as f64;
    same.map(|group| (group[0].0, mean(group), group.len())).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Partner scores from −3 to 3, often 0, and an own series that answers them.
    fn talk(answer: impl Fn(f64) -> f64) -> (Vec<f64>, Vec<f64>) {
        let (mut a, mut b) = (vec![0.0], Vec::new());
        for t in 0..400_u32 {
            let draw = t.wrapping_mul(2_654_435_761) >> 24;
            b.push(if draw < 100 { 0.0 } else { f64::from(draw % 7) - 3.0 });
            let noise = f64::from(t.wrapping_mul(2_246_822_519) >> 24) / 256.0 - 0.5;
            a.push(0.4 + 0.3 * a[t as usize] + answer(b[t as usize]) + 0.2 * noise);
        }
        b.push(0.0);
        (a, b)
    }

    #[test]
    fn an_ojive_is_found_where_it_was_planted() {
        let step = |x: f64| {
            if x < -1.0 {
                -1.2
            } else if x > 2.0 {
                0.8
            } else {
                0.0
            }
        };
        let (a, b) = talk(step);
        let options =
            InfluenceFitOptions { shape: InfluenceShape::Ojive, switches: false, neutral: 0.0 };
        let fit = person_influence(&a, &b, &options).unwrap();
        let Influence::Ojive {
            negative_threshold,
            positive_threshold,
            negative_level,
            positive_level,
        } = fit.model.influence
        else {
            panic!("an ojive was asked for")
        };
        assert_eq!((negative_threshold, positive_threshold), (-1.5, 2.5));
        assert!((negative_level + 1.2).abs() < 0.05 && (positive_level - 0.8).abs() < 0.05);
        assert!(fit.explained > 0.9);
    }

    #[test]
    fn repair_is_found_where_it_was_planted_and_not_elsewhere() {
        let slope = |x: f64| 0.3 * x;
        let plain = talk(slope);
        let fit = person_influence(&plain.0, &plain.1, &InfluenceFitOptions::default()).unwrap();
        assert_eq!((fit.model.repair, fit.model.damping), (None, None));
        let (a, b) = talk(|x| slope(x) + if x < -2.0 { 1.5 } else { 0.0 });
        let fit = person_influence(&a, &b, &InfluenceFitOptions::default()).unwrap();
        let repair = fit.model.repair.unwrap();
        assert!(repair.threshold == -2.5 && repair.effect > 0.5, "{repair:?}");
    }

    #[test]
    fn swapping_swaps_the_people() {
        let score = |t: u32, salt: u32| f64::from(t.wrapping_mul(salt) >> 20) % 5.0 - 2.0;
        let a: Vec<f64> = (0..150).map(|t| score(t, 2_654_435_761)).collect();
        let b: Vec<f64> = (0..150).map(|t| score(t, 2_246_822_519)).collect();
        let options = InfluenceFitOptions::default();
        let (one, other) =
            (fit_influence(&a, &b, &options).unwrap(), fit_influence(&b, &a, &options).unwrap());
        assert_eq!((one.a, one.b), (other.b, other.a));
    }

    #[test]
    fn what_cannot_be_answered() {
        let ok = InfluenceFitOptions::default();
        let ones = fit_influence(&[1.0; 40], &[1.0; 40], &ok);
        assert!(matches!(ones, Err(InputError::TooFewNeutral { neutral: 0, .. })));
        let bad = InfluenceFitOptions { neutral: -1.0, ..ok };
        assert!(fit_influence(&[1.0; 40], &[1.0; 40], &bad).is_err());
    }
}
