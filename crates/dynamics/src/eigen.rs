/// A complex number: real and imaginary part.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Complex {
    pub(crate) re: f64,
    pub(crate) im: f64,
}

impl Complex {
    const ZERO: Self = Self { re: 0.0, im: 0.0 };

    fn plus(self, other: Self) -> Self {
        Self { re: self.re + other.re, im: self.im + other.im }
    }

    fn minus(self, other: Self) -> Self {
        Self { re: self.re - other.re, im: self.im - other.im }
    }

    fn times(self, other: Self) -> Self {
        Self {
            re: self.re * other.re - self.im * other.im,
            im: self.re * other.im + self.im * other.re,
        }
    }

    fn scaled(self, by: f64) -> Self {
        Self { re: self.re * by, im: self.im * by }
    }

    fn conjugate(self) -> Self {
        Self { re: self.re, im: -self.im }
    }

    fn size(self) -> f64 {
        self.re.hypot(self.im)
    }

    fn square_root(self) -> Self {
        let size = self.size();
        if size == 0.0 {
            return Self::ZERO;
        }
        let re = (0.5 * (size + self.re.abs())).sqrt();
        let im = 0.5 * self.im.abs() / re;
        let (re, im) = if self.re >= 0.0 { (re, im) } else { (im, re) };
        Self { re, im: if self.im < 0.0 { -im } else { im } }
    }
}

/// The eigenvalues of a small real square matrix, given row by row; largest real part first.
///
/// Householder reduction to Hessenberg form, then shifted QR steps in complex arithmetic.
/// Not a number where an entry is not.
pub(crate) fn eigenvalues(matrix: &[f64], n: usize) -> Vec<Complex> {
    if matrix.iter().any(|x| !x.is_finite()) {
        return vec![Complex { re: f64::NAN, im: f64::NAN }; n];
    }
    let mut h: Vec<Complex> =
        hessenberg(matrix, n).into_iter().map(|re| Complex { re, im: 0.0 }).collect();
    let scale = matrix.iter().fold(0.0f64, |most, x| most.max(x.abs()));
    let mut end = n;
    let mut steps = 0;
    while end > 1 {
        let last = end - 1;
        let small = |h: &[Complex], i: usize| {
            let neighbours = h[(i - 1) * n + i - 1].size() + h[i * n + i].size();
            h[i * n + i - 1].size() <= f64::EPSILON * neighbours.max(f64::EPSILON * scale)
        };
        if small(&h, last) {
            h[last * n + last - 1] = Complex::ZERO;
            end -= 1;
            steps = 0;
            continue;
        }
        let start = (1..last).rev().find(|&i| small(&h, i)).unwrap_or(0);
        steps += 1;
        // Every tenth step an odd shift breaks a cycle.
        let shift = if steps % 10 == 0 {
            h[last * n + last].plus(Complex { re: h[last * n + last - 1].size(), im: 0.0 })
        } else {
            shift(&h, n, last)
        };
        qr_step(&mut h, n, start, end, shift);
    }
    let mut values: Vec<Complex> = (0..n).map(|i| h[i * n + i]).collect();
    values.sort_by(|a, b| b.re.total_cmp(&a.re).then(b.im.total_cmp(&a.im)));
    values
}

fn hessenberg(matrix: &[f64], n: usize) -> Vec<f64> {
    let mut h = matrix.to_vec();
    for column in 0..n.saturating_sub(2) {
        let below: Vec<f64> = (column + 1..n).map(|i| h[i * n + column]).collect();
        let length = below.iter().map(|x| x * x).sum::<f64>().sqrt();
        if length == 0.0 {
            continue;
        }
        let mut mirror = below;
        mirror[0] += if mirror[0] >= 0.0 { length } else { -length };
        let norm = mirror.iter().map(|x| x * x).sum::<f64>();
        for j in 0..n {
            let along: f64 =
                mirror.iter().enumerate().map(|(i, m)| m * h[(column + 1 + i) * n + j]).sum();
            for (i, m) in mirror.iter().enumerate() {
                h[(column + 1 + i) * n + j] -= 2.0 * along / norm * m;
            }
        }
        for i in 0..n {
            let along: f64 =
                mirror.iter().enumerate().map(|(j, m)| m * h[i * n + column + 1 + j]).sum();
            for (j, m) in mirror.iter().enumerate() {
                h[i * n + column + 1 + j] -= 2.0 * along / norm * m;
            }
        }
        for i in column + 2..n {
            h[i * n + column] = 0.0;
        }
    }
    h
}

/// The eigenvalue of the last two by two block that is closer to its corner (Wilkinson).
fn shift(h: &[Complex], n: usize, last: usize) -> Complex {
    let (a, b) = (h[(last - 1) * n + last - 1], h[(last - 1) * n + last]);
    let (c, d) = (h[last * n + last - 1], h[last * n + last]);
    let half = a.minus(d).scaled(0.5);
    let root = half.times(half).plus(b.times(c)).square_root();
    let mean = a.plus(d).scaled(0.5);
    let (one, other) = (mean.plus(root), mean.minus(root));
    if one.minus(d).size() < other.minus(d).size() { one } else { other }
}

/// One shifted QR step on the rows and columns `start..end`, by Givens rotations.
fn qr_step(h: &mut [Complex], n: usize, start: usize, end: usize, shift: Complex) {
    for i in start..end {
        h[i * n + i] = h[i * n + i].minus(shift);
    }
    let mut rotations = Vec::with_capacity(end - start);
    for k in start..end - 1 {
        let (x, y) = (h[k * n + k], h[(k + 1) * n + k]);
        let length = x.size().hypot(y.size());
        let (c, s) = if length == 0.0 {
            (Complex { re: 1.0, im: 0.0 }, Complex::ZERO)
        } else {
            (x.scaled(1.0 / length), y.scaled(1.0 / length))
        };
        for j in k..end {
            let (x, y) = (h[k * n + j], h[(k + 1) * n + j]);
            h[k * n + j] = c.conjugate().times(x).plus(s.conjugate().times(y));
            h[(k + 1) * n + j] = c.times(y).minus(s.times(x));
        }
        rotations.push((c, s));
    }
    for (k, (c, s)) in (start..).zip(rotations) {
        for i in start..(k + 2).min(end) {
            let (x, y) = (h[i * n + k], h[i * n + k + 1]);
            h[i * n + k] = x.times(c).plus(y.times(s));
            h[i * n + k + 1] = y.times(c.conjugate()).minus(x.times(s.conjugate()));
        }
    }
    for i in start..end {
        h[i * n + i] = h[i * n + i].plus(shift);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_states_as_in_the_notes() {
        let values = eigenvalues(&[-0.05, 0.03, 0.024, -0.08], 2);
        assert!((values[0].re + 0.034_259_148).abs() < 1e-9);
        assert!((values[1].re + 0.095_740_852).abs() < 1e-9);
    }

    #[test]
    fn a_companion_matrix_has_the_roots_of_its_polynomial() {
        // (x − 1)(x + 2)(x² + 4x + 13): roots 1, −2, −2 ± 3i.
        let c = [-5.0, -15.0, -5.0, 26.0];
        let m =
            [c[0], c[1], c[2], c[3], 1.0, 0.0, 0.0, 0.0, 0.0, 1.0, 0.0, 0.0, 0.0, 0.0, 1.0, 0.0];
        let values = eigenvalues(&m, 4);
        assert!((values[0].re - 1.0).abs() < 1e-10 && values[0].im.abs() < 1e-10);
        for value in &values[1..] {
            assert!((value.re + 2.0).abs() < 1e-10);
        }
        let turning: f64 = values.iter().map(|v| v.im.abs()).sum();
        assert!((turning - 6.0).abs() < 1e-9);
    }

    #[test]
    fn trace_and_squares_are_kept_for_many_sizes() {
        let mut draws = crate::random::Draws::new(5, 0);
        for n in 1..=12 {
            let m: Vec<f64> = (0..n * n).map(|_| draws.normal()).collect();
            let values = eigenvalues(&m, n);
            let trace: f64 = (0..n).map(|i| m[i * n + i]).sum();
            let squares: f64 = (0..n * n).map(|k| m[k] * m[k % n * n + k / n]).sum();
            let sum: f64 = values.iter().map(|v| v.re).sum();
            let of_squares: f64 = values.iter().map(|v| v.re * v.re - v.im * v.im).sum();
            assert!((sum - trace).abs() < 1e-10 && (of_squares - squares).abs() < 1e-9, "{n}");
        }
    }
}
