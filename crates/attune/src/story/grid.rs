use super::lane::Lane;

/// Where the two spent their time: low, middle or high of A (row) and of B (column).
///
/// High is above the person's line; low is as far below rest; middle lies between.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Grid {
    /// Seconds in each cell; row: A low, middle, high; column: B.
    pub seconds: [[f64; 3]; 3],
    /// Seconds to expect if each spent the same time as they did, without regard to the other.
    pub expected: [[f64; 3]; 3],
}

/// The grid of two lanes (10-s causal medians would hide quick visits: raw bins are counted).
pub(super) fn grid(lanes: &[Lane; 2], step_s: f64) -> Option<Grid> {
    let cell = |lane: &Lane, x: f64| match x {
        x if x > lane.line => 2,
        x if x < -lane.line => 0,
        _ => 1,
    };
    let mut seconds = [[0.0; 3]; 3];
    for (a, b) in lanes[0].activation.iter().zip(&lanes[1].activation) {
        if a.is_finite() && b.is_finite() {
            seconds[cell(&lanes[0], *a)][cell(&lanes[1], *b)] += step_s;
        }
    }
    let total: f64 = seconds.iter().flatten().sum();
    if total <= 0.0 {
        return None;
    }
    let row = |i: usize| seconds[i].iter().sum::<f64>();
    let column = |j: usize| seconds.iter().map(|r| r[j]).sum::<f64>();
    let expected = [0, 1, 2].map(|i| [0, 1, 2].map(|j| row(i) * column(j) / total));
    Some(Grid { seconds, expected })
}
