//! One recording that stands for both people.

use super::paired::{changes, has_distinct, paired};
use super::{Fault, FaultCode};
use crate::{Kind, Series, Session};

/// Series that hardly change are the same by chance; this many changes are not.
const FEW_CHANGES: usize = 2;
const MANY_CHANGES: usize = 10;
/// Fewest samples to call two series identical, to find a shift, to find a scale.
const FEWEST: usize = 5;
const FEWEST_SHIFTED: usize = 60;
const FEWEST_SCALED: usize = 20;
/// Codes with a few values each can be turned into one another by a line; amounts cannot.
const DISTINCT_SCALED: usize = 5;

/// The channels in which both people's series are one.
pub(super) fn check(session: &Session) -> Vec<Fault> {
    let [a, b] = &session.people;
    // What both were exposed to is one recording, and should be.
    let theirs = a.series.iter().filter(|s| s.kind != Kind::Input);
    let pairs = theirs.filter_map(|s| Some((s, b.channel(&s.channel)?)));
    pairs.filter_map(|(a, b)| Some(one_recording(a, b)?.of_channel(&a.channel))).collect()
}

fn one_recording(a: &Series, b: &Series) -> Option<Fault> {
    let (x, y) = paired(a, b);
    let n = x.len();
    if n >= FEWEST && changes(&x) >= FEW_CHANGES && x == y {
        let message = format!("both people's series are identical ({n} of {n} samples)");
        return Some(Fault::new(FaultCode::IdenticalSeries, message));
    }
    if let Some((shift, n)) = shift(&a.values, &b.values) {
        let (later, by) = (if shift > 0 { "second" } else { "first" }, shift.unsigned_abs());
        let message = format!(
            "both people's series are identical but for a shift: the {later} person's lies {by} \
             samples later ({n} of {n} samples)"
        );
        return Some(Fault::new(FaultCode::IdenticalShifted, message));
    }
    let amounts = a.kind != Kind::Code
        && n >= FEWEST_SCALED
        && changes(&x) >= MANY_CHANGES
        && has_distinct(x.iter().copied(), DISTINCT_SCALED);
    if amounts && let Some((slope, intercept)) = line(&x, &y) {
        let message = format!(
            "both people's series are identical but for unit and zero point: the second is \
             {slope:.4} times the first {} {:.4} ({n} of {n} samples)",
            if intercept < 0.0 { "minus" } else { "plus" },
            intercept.abs()
        );
        return Some(Fault::new(FaultCode::IdenticalScaled, message));
    }
    None
}

/// By how many samples `b` lies later than `a`, and over how many samples they are then equal;
/// `None` if no shift makes them so over at least half of the shorter one.
///
/// Only shifts that match a rare sample of the shorter one are tried, so that the cost stays near
/// `n`.
fn shift(a: &[f64], b: &[f64]) -> Option<(i64, usize)> {
    if a.len() > b.len() {
        return shift(b, a).map(|(later, n)| (-later, n));
    }
    if a.len() < FEWEST_SHIFTED {
        return None;
    }
    let fewest = FEWEST_SHIFTED.max(a.len() / 2);
    // Half of the series, wherever it lies, always covers what is near one of these.
    let thirds = [a.len() / 3, 2 * a.len() / 3];
    for anchor in thirds.into_iter().flat_map(|around| rare_near(a, around)) {
        for at in (0..b.len()).filter(|at| b[*at] == a[anchor]) {
            let shift = at as i64 - anchor as i64;
            if shift != 0
                && let Some(n) = equal_samples(a, b, shift, fewest)
            {
                return Some((shift, n));
            }
        }
    }
    None
}

/// Samples near `around` whose values are the rarest there; several, since the other person may
/// lack one of them.
fn rare_near(a: &[f64], around: usize) -> Vec<usize> {
    const REACH: usize = 100;
    const ANCHORS: usize = 3;
    let reach = REACH.min(a.len() / 12);
    let near = around - reach..around + reach;
    let count = |i: &usize| near.clone().filter(|j| a[*j] == a[*i]).count();
    let mut rare: Vec<usize> = near.clone().filter(|i| a[*i].is_finite()).collect();
    rare.sort_by_key(count);
    rare.truncate(ANCHORS);
    rare
}

/// How many samples both have where `b` is moved back by `shift`, if all of them are equal, they
/// are at least `fewest`, and they change.
fn equal_samples(a: &[f64], b: &[f64], shift: i64, fewest: usize) -> Option<usize> {
    let (from_a, from_b) =
        if shift > 0 { (0, shift as usize) } else { (shift.unsigned_abs() as usize, 0) };
    let (mut n, mut changed, mut last) = (0, 0, f64::NAN);
    for (x, y) in a.get(from_a..)?.iter().zip(b.get(from_b..)?) {
        if x.is_nan() || y.is_nan() {
            continue;
        }
        if x != y {
            return None;
        }
        changed += usize::from(n > 0 && *x != last);
        (n, last) = (n + 1, *x);
    }
    (n >= fewest && changed >= MANY_CHANGES).then_some(n)
}

/// Slope and intercept of the line that turns `x` into `y`, where it does so within rounding.
///
/// Rounding to two decimals of a series with a spread of one leaves 1 - |r| near 4e-6. Two
/// series that merely both rise can come as close, which is why the changes from sample to
/// sample have to agree as well.
fn line(x: &[f64], y: &[f64]) -> Option<(f64, f64)> {
    const SAME: f64 = 1.0 - 1e-5;
    const SAME_CHANGES: f64 = 0.99;
    let (r, slope, intercept) = regression(x, y)?;
    let steps = |v: &[f64]| v.windows(2).map(|pair| pair[1] - pair[0]).collect::<Vec<f64>>();
    let (r_steps, ..) = regression(&steps(x), &steps(y))?;
    (r.abs() >= SAME && r_steps.abs() >= SAME_CHANGES).then_some((slope, intercept))
}

/// Pearson r, slope and intercept; `None` where one series is constant.
fn regression(x: &[f64], y: &[f64]) -> Option<(f64, f64, f64)> {
    let n = x.len() as f64;
    let mean = |v: &[f64]| v.iter().sum::<f64>() / n;
    let (mx, my) = (mean(x), mean(y));
    let (mut xx, mut yy, mut xy) = (0.0, 0.0, 0.0);
    for (x, y) in x.iter().zip(y) {
        xx += (x - mx) * (x - mx);
        yy += (y - my) * (y - my);
        xy += (x - mx) * (y - my);
    }
    let slope = xy / xx;
    (xx > 0.0 && yy > 0.0).then(|| (xy / (xx * yy).sqrt(), slope, my - slope * mx))
}

#[cfg(test)]
mod tests {
    use super::super::testing::{noise, series};
    use super::*;

    fn code(a: Vec<f64>, b: Vec<f64>) -> Option<FaultCode> {
        one_recording(&series(a), &series(b)).map(|fault| fault.code)
    }

    #[test]
    fn the_same_file_twice_is_seen_through_missing_samples() {
        let mut a = noise(200, 1);
        let mut b = a.clone();
        a[3] = f64::NAN;
        b[70] = f64::NAN;
        let fault = one_recording(&series(a), &series(b)).unwrap();
        assert_eq!(fault.code, FaultCode::IdenticalSeries);
        assert_eq!(fault.message, "both people's series are identical (198 of 198 samples)");
    }

    #[test]
    fn two_people_are_not_one() {
        assert_eq!(code(noise(500, 1), noise(500, 2)), None);
        // Two people at rest are flat, not one.
        assert_eq!(code(vec![0.0; 300], vec![0.0; 300]), None);
        // Two ramps correlate perfectly and are not one recording.
        let ramp = |slope: f64, seed| -> Vec<f64> {
            noise(300, seed).iter().enumerate().map(|(i, e)| slope * i as f64 + 0.1 * e).collect()
        };
        assert_eq!(code(ramp(10.0, 3), ramp(12.0, 4)), None);
    }

    #[test]
    fn a_shift_either_way_is_found() {
        let long = noise(1000, 5);
        let at = |from: usize, to: usize| long[from..to].to_vec();
        for (a, b, want) in [
            (at(0, 900), at(37, 937), "the first person's lies 37 samples later"),
            (at(37, 937), at(0, 900), "the second person's lies 37 samples later"),
            (at(400, 1000), at(0, 1000), "the second person's lies 400 samples later"),
            (at(0, 600), at(280, 880), "the first person's lies 280 samples later"),
            (at(700, 1000), at(0, 880), "the second person's lies 700 samples later"),
        ] {
            let fault = one_recording(&series(a), &series(b)).unwrap();
            assert_eq!(fault.code, FaultCode::IdenticalShifted);
            assert!(fault.message.contains(want), "{}", fault.message);
        }
        // An overlap of less than half is left alone.
        assert_eq!(code(at(0, 500), at(400, 900)), None);
    }

    #[test]
    fn a_change_of_unit_is_found_even_rounded_and_turned_over() {
        let a = noise(400, 6);
        let scaled =
            |slope: f64| a.iter().map(|x| ((slope * x + 3.0) * 1e3).round() / 1e3).collect();
        assert_eq!(code(a.clone(), scaled(2.0)), Some(FaultCode::IdenticalScaled));
        assert_eq!(code(a.clone(), scaled(-0.5)), Some(FaultCode::IdenticalScaled));
        let almost = a.iter().zip(noise(400, 7)).map(|(x, e)| x + 0.05 * e).collect();
        assert_eq!(code(a, almost), None);
    }

    #[test]
    fn taking_turns_is_not_one_recording() {
        let speaks: Vec<f64> = noise(300, 8).iter().map(|x| f64::from(*x > 0.0)).collect();
        let listens: Vec<f64> = speaks.iter().map(|x| 1.0 - x).collect();
        assert_eq!(code(speaks, listens), None);
    }
}
