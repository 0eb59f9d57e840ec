use super::*;

/// With a soft ceiling of 3 nothing would hold the two up: it starts to bend too early.
fn pair(gain: f64, corner: f64) -> ThresholdLoop {
    let cap = if corner == 0.0 { 3.0 } else { 4.0 };
    let bend = Threshold { steep_gain: 1.8, threshold: 1.0, corner, cap };
    ThresholdLoop { return_rate: [0.05; 2], influence: [Influence { gain, bend }; 2] }
}

/// The worked example of the notes (2.7): calm at 0, spiral at (3, 3), the edge through 1.625.
#[test]
fn the_basins_of_the_notes() {
    let both = pair(0.5, 0.0);
    let landscape = both.landscape().unwrap();
    let expected = [(0.0, true), (1.625, false), (3.0, true)];
    assert_eq!(landscape.points.len(), 3);
    for (point, (at, stable)) in landscape.points.iter().zip(expected) {
        assert!((point.at[0] - at).abs() < 1e-9 && (point.at[1] - at).abs() < 1e-9, "{point:?}");
        assert_eq!(point.stable, stable);
    }
    // The edge passes through (3, .231): with B at rest A has come down too far by the time B is up,
    // and both calm down; with B a little higher they do not.
    for (from, to) in [
        ([1.5, 1.5], 0.0),
        ([1.7, 1.7], 3.0),
        ([3.0, 0.5], 3.0),
        ([3.0, 0.0], 0.0),
        ([3.0, 0.24], 3.0),
        ([3.0, 0.22], 0.0),
    ] {
        let end = both.settles_at(from).unwrap();
        assert!((end[0] - to).abs() < 1e-9 && (end[1] - to).abs() < 1e-9, "{from:?} {end:?}");
    }
}

/// With equal people the edge near the saddle runs along x_A + x_B = 3.25: the distance of the
/// diagonal point (c, c) is √2 |1.625 − c|.
#[test]
fn the_edge_is_as_far_as_the_closed_form_says() {
    let landscape = pair(0.5, 0.0).landscape().unwrap();
    assert_eq!(landscape.edges.len(), 1);
    for c in [1.5, 1.7] {
        let found = landscape.distance_to_edge([c, c]).unwrap();
        let expected = std::f64::consts::SQRT_2 * (1.625 - c).abs();
        assert!((found - expected).abs() < 1e-6, "{c}: {found} {expected}");
    }
    // Points on either side of the edge end in different basins.
    let both = pair(0.5, 0.0);
    let edge = &landscape.edges[0];
    for place in [edge.len() / 4, edge.len() / 2, 3 * edge.len() / 4] {
        let [a, b] = edge[place];
        let (low, high) =
            (both.settles_at([a - 0.05, b - 0.05]), both.settles_at([a + 0.05, b + 0.05]));
        assert!(low.unwrap()[0].abs() < 1e-6 && high.unwrap()[0] > 2.9, "{a} {b}");
    }
}

#[test]
fn a_smooth_corner_keeps_the_basins_and_moves_the_points() {
    let both = pair(0.5, 0.1);
    let points = both.landscape().unwrap().points;
    let stable: Vec<bool> = points.iter().map(|p| p.stable).collect();
    assert_eq!(stable, [true, false, true]);
    // 4 tanh(ψ/4) crosses the diagonal a little beyond 1.8 and below 3.3 (worked by hand).
    assert!(points[0].at[0].abs() < 1e-2);
    assert!((1.7..1.9).contains(&points[1].at[0]) && (3.2..3.3).contains(&points[2].at[0]));
    for influence in [both.influence[0], pair(0.5, 0.0).influence[0]] {
        for c in [-2.0, 0.3, 1.2, 1.9] {
            let numeric = (influence.arriving(c + 1e-6) - influence.arriving(c - 1e-6)) / 2e-6;
            // Central differences of a function of size 1.
            assert!((influence.slope(c) - numeric).abs() < 1e-6, "{c}");
        }
    }
}

#[test]
fn without_a_steep_part_there_is_one_basin() {
    let mut both = pair(0.5, 0.0);
    for influence in &mut both.influence {
        influence.bend.steep_gain = 0.5;
    }
    let landscape = both.landscape().unwrap();
    assert_eq!((landscape.points.len(), landscape.edges.len()), (1, 0));
    assert_eq!(landscape.distance_to_edge([2.0, 2.0]), None);
    assert!(both.settles_at([3.0, 3.0]).unwrap()[0].abs() < 1e-9);
}

/// Exchanging the two mirrors points and basins.
#[test]
fn exchanging_the_people_mirrors_the_landscape() {
    let mut one = pair(0.5, 0.1);
    one.influence[1].bend.threshold = 0.7;
    one.return_rate[1] = 0.1;
    let mut other = one;
    other.influence.swap(0, 1);
    other.return_rate.swap(0, 1);
    let (a, b) = (one.landscape().unwrap(), other.landscape().unwrap());
    assert_eq!(a.points.len(), b.points.len());
    for (p, q) in a.points.iter().zip(&b.points) {
        // Bisections over A and over B end a rounding apart.
        assert!((p.at[0] - q.at[1]).abs() < 1e-9 && (p.at[1] - q.at[0]).abs() < 1e-9);
        assert_eq!(p.stable, q.stable);
    }
    let at = [1.2, 0.9];
    let (d, e) = (a.distance_to_edge(at), b.distance_to_edge([at[1], at[0]]));
    assert!((d.unwrap() - e.unwrap()).abs() < 1e-4);
    assert!(one.landscape().is_ok() && pair(f64::NAN, 0.0).landscape().is_err());
    assert!(one.settles_at([f64::INFINITY, 0.0]).is_err());
}
