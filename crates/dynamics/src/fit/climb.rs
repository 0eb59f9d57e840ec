/// Something to be made as large as possible.
pub(crate) trait Hill {
    /// The height at `theta`, and its slope written to `slope`. Not a number: outside the domain.
    fn height(&mut self, theta: &[f64], slope: &mut [f64]) -> f64;
}

/// Where a climb ended.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Summit {
    pub(crate) theta: Vec<f64>,
    pub(crate) height: f64,
    /// The slope there.
    pub(crate) slope: Vec<f64>,
    /// Whether the slope vanished there, or the climb merely stopped.
    pub(crate) converged: bool,
    pub(crate) evaluations: usize,
    /// The inverse of the negative Hessian as far as the climb has learnt it, row by row.
    pub(crate) curvature: Vec<f64>,
}

/// When to stop climbing.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct ClimbOptions {
    /// The largest slope that counts as none.
    pub(crate) flat: f64,
    pub(crate) most_steps: usize,
}

impl Default for ClimbOptions {
    fn default() -> Self {
        Self { flat: 1e-5, most_steps: 300 }
    }
}

/// Climbs by the BFGS update with a line search that ends in the weak Wolfe conditions.
///
/// `curvature` is a first guess of the inverse of the negative Hessian (a covariance), row by row;
/// without one the climb starts from small equal steps.
pub(crate) fn climb(
    hill: &mut impl Hill,
    start: &[f64],
    curvature: Option<&[f64]>,
    options: ClimbOptions,
) -> Summit {
    let n = start.len();
    let mut slope = vec![0.0; n];
    let height = hill.height(start, &mut slope);
    let mut here = Place { theta: start.to_vec(), slope, height };
    let mut evaluations = 1;
    let mut inverse = curvature.map_or_else(|| diagonal(n, FIRST_STEP), <[f64]>::to_vec);
    let mut guessed = curvature.is_none();
    let mut converged = false;
    for _ in 0..options.most_steps {
        if here.slope.iter().all(|g| g.abs() < options.flat) {
            converged = true;
            break;
        }
        let mut direction = product(&inverse, &here.slope);
        if !(dot(&direction, &here.slope) > 0.0) {
            inverse = diagonal(n, FIRST_STEP);
            guessed = true;
            direction = product(&inverse, &here.slope);
        }
        let Some(next) = search(hill, &here, &direction, &mut evaluations) else {
            // Nothing rises from here: the top, as far as rounding lets us see, or a cliff.
            converged = dot(&direction, &here.slope) < 1e-8 * here.height.abs().max(1.0);
            break;
        };
        let moved: Vec<f64> = next.theta.iter().zip(&here.theta).map(|(a, b)| a - b).collect();
        let turned: Vec<f64> = here.slope.iter().zip(&next.slope).map(|(a, b)| a - b).collect();
        update(&mut inverse, &moved, &turned, guessed);
        guessed = false;
        here = next;
    }
    let Place { theta, slope, height } = here;
    Summit { theta, height, slope, converged, evaluations, curvature: inverse }
}

#[derive(Debug, Clone)]
struct Place {
    theta: Vec<f64>,
    slope: Vec<f64>,
    height: f64,
}

/// Variance every coordinate is first taken to have.
const FIRST_STEP: f64 = 0.02;
/// No coordinate moves further than this at once: all are logarithms, gains or levels.
const LONGEST_MOVE: f64 = 1.0;
const MOST_TRIES: usize = 25;
/// Height lost to rounding, as a share of the height.
const ROUNDING: f64 = 1e-12;

/// A higher place along a direction, or `None` where nothing rises.
fn search(
    hill: &mut impl Hill,
    here: &Place,
    direction: &[f64],
    evaluations: &mut usize,
) -> Option<Place> {
    let rise = dot(direction, &here.slope);
    let longest = direction.iter().fold(0.0f64, |most, d| most.max(d.abs()));
    let most = LONGEST_MOVE / longest;
    let mut step = most.min(1.0);
    let (mut low, mut high) = (0.0, f64::INFINITY);
    let slack = ROUNDING * here.height.abs();
    let mut best: Option<Place> = None;
    for _ in 0..MOST_TRIES {
        let theta: Vec<f64> = here.theta.iter().zip(direction).map(|(x, d)| x + step * d).collect();
        let mut slope = vec![0.0; theta.len()];
        let height = hill.height(&theta, &mut slope);
        *evaluations += 1;
        let high_enough = height >= here.height + 1e-4 * step * rise - slack;
        if high_enough {
            let still_steep = dot(direction, &slope) > 0.9 * rise;
            best = Some(Place { theta, slope, height });
            if !still_steep || step >= most {
                return best;
            }
            low = step;
        } else {
            high = step;
        }
        step = if !high.is_finite() {
            (2.0 * step).min(most)
        } else if low == 0.0 && height.is_finite() {
            // The parabola through both heights and the slope here.
            let parabola = 0.5 * rise * step * step / (here.height + rise * step - height);
            parabola.clamp(0.1 * step, 0.5 * step)
        } else {
            0.5 * (low + high)
        };
    }
    best
}

/// The BFGS update of the inverse, kept positive definite.
fn update(inverse: &mut [f64], moved: &[f64], turned: &[f64], guessed: bool) {
    let n = moved.len();
    let along = dot(moved, turned);
    if !(along > 1e-10 * (dot(moved, moved) * dot(turned, turned)).sqrt()) {
        return;
    }
    if guessed {
        let scale = along / dot(turned, turned);
        inverse.copy_from_slice(&diagonal(n, scale));
    }
    let carried = product(inverse, turned);
    let factor = (1.0 + dot(turned, &carried) / along) / along;
    for i in 0..n {
        for j in 0..n {
            inverse[i * n + j] += factor * moved[i] * moved[j]
                - (carried[i] * moved[j] + moved[i] * carried[j]) / along;
        }
    }
}

fn diagonal(n: usize, value: f64) -> Vec<f64> {
    let mut matrix = vec![0.0; n * n];
    for i in 0..n {
        matrix[i * n + i] = value;
    }
    matrix
}

fn product(matrix: &[f64], x: &[f64]) -> Vec<f64> {
    matrix.chunks_exact(x.len()).map(|row| dot(row, x)).collect()
}

fn dot(x: &[f64], y: &[f64]) -> f64 {
    x.iter().zip(y).map(|(a, b)| a * b).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Rosenbrock's valley upside down.
    struct Valley;

    impl Hill for Valley {
        fn height(&mut self, x: &[f64], slope: &mut [f64]) -> f64 {
            let bend = x[1] - x[0] * x[0];
            slope[0] = 2.0 * (1.0 - x[0]) + 400.0 * x[0] * bend;
            slope[1] = -200.0 * bend;
            -(1.0 - x[0]).powi(2) - 100.0 * bend * bend
        }
    }

    #[test]
    fn a_bent_valley_is_followed_to_its_end() {
        let top = climb(&mut Valley, &[-1.2, 1.0], None, ClimbOptions::default());
        assert!(top.converged && top.evaluations < 120, "{top:?}");
        // The curvature there is above 0.4: a slope of 1e-5 is a distance below 1e-4.
        assert!((top.theta[0] - 1.0).abs() < 1e-4 && (top.theta[1] - 1.0).abs() < 1e-4);
    }

    /// Height only on one side of a cliff.
    struct Cliff;

    impl Hill for Cliff {
        fn height(&mut self, x: &[f64], slope: &mut [f64]) -> f64 {
            slope[0] = 1.0 / x[0] - 1.0;
            if x[0] > 0.0 { x[0].ln() - x[0] } else { f64::NAN }
        }
    }

    #[test]
    fn a_cliff_is_not_stepped_over() {
        let top = climb(&mut Cliff, &[0.01], None, ClimbOptions::default());
        assert!(top.converged && (top.theta[0] - 1.0).abs() < 1e-4, "{top:?}");
    }
}
