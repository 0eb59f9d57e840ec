//! The edge between two basins: where standings on one side settle to one rest, and on the other
//! side to another.

use super::ThresholdLoop;

const MOST_STEPS: usize = 20_000;

/// The standings that end at a saddle: its stable direction, followed backwards both ways.
/// `None` where the point has no such direction.
pub(super) fn separatrix(two: &ThresholdLoop, saddle: [f64; 2]) -> Option<Vec<[f64; 2]>> {
    let [k, l] = two.return_rate;
    let into_a = k * two.influence[0].slope(saddle[1]);
    let into_b = l * two.influence[1].slope(saddle[0]);
    // Eigenvalues of [[−k, into_a], [into_b, −l]]; at a saddle one is above 0 and one below.
    let half = -0.5 * (k + l);
    let root = (0.25 * (k - l) * (k - l) + into_a * into_b).sqrt();
    let falling = half - root;
    if root.is_nan() || falling >= 0.0 {
        return None;
    }
    // (A + k) v_A = into_a v_B with the eigenvalue for A.
    let direction = [into_a, falling + k];
    let size = direction[0].hypot(direction[1]);
    if !(size > 0.0) {
        return None;
    }
    let ceiling = two.influence[0].bend.cap.max(two.influence[1].bend.cap);
    let h = -0.02 / (k.max(l) * two.steepest());
    let follow = |sign: f64| -> Vec<[f64; 2]> {
        let small = sign * 1e-6 * ceiling / size;
        let mut x = [saddle[0] + small * direction[0], saddle[1] + small * direction[1]];
        let mut line = vec![x];
        for _ in 0..MOST_STEPS {
            x = two.step(x, h);
            if !two.within_reach(x) {
                break;
            }
            line.push(x);
        }
        line
    };
    let mut line = follow(-1.0);
    line.reverse();
    line.push(saddle);
    line.extend(follow(1.0));
    Some(line)
}
