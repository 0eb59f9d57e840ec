//! Sums of logarithms as logarithms of products.
//!
//! Σ atanh r = ½ ln Π (1 + r) / (1 − r): one multiplication per cell in place of one logarithm.
//! A product is kept as mantissa and exponent, so that it can neither overflow nor vanish.

/// The smallest factor: Fisher z of a correlation of ±1 comes out at the cap,
/// ½ ln(2 / SMALLEST) = 10.
pub(super) const SMALLEST: f64 = 2.0 / 485_165_195.409_790_3;

/// How many factors, each from [`SMALLEST`] to 2, a plain product can take before it has to be
/// [normalised](ProductLog::times): 32 of the smallest make 1e-268.
pub(super) const MAX_FACTORS: usize = 32;

const MANTISSA_BITS: u32 = 52;
const ONE: u64 = 1023 << MANTISSA_BITS;
const MANTISSA: u64 = (1 << MANTISSA_BITS) - 1;

/// A positive product, `mantissa · 2^exponent` with the mantissa from 1 to below 2.
#[derive(Debug, Clone, Copy)]
pub(super) struct ProductLog {
    mantissa: f64,
    exponent: f64,
}

impl ProductLog {
    pub(super) const ONE: Self = Self { mantissa: 1.0, exponent: 0.0 };

    /// The product with one more positive factor; exact up to one rounding.
    #[inline(always)]
    pub(super) fn times(self, factor: f64) -> Self {
        let (m, e) = normalised(self.mantissa * factor);
        Self { mantissa: m, exponent: self.exponent + e }
    }

    #[inline(always)]
    pub(super) fn times_product(self, other: Self) -> Self {
        let product = self.times(other.mantissa);
        Self { exponent: product.exponent + other.exponent, ..product }
    }

    /// ½ ln(self / other): Σ atanh r over the cells whose 1 + r and 1 − r were multiplied.
    pub(super) fn half_log_ratio(self, other: Self) -> f64 {
        let mantissas = log_of_mantissa(self.mantissa) - log_of_mantissa(other.mantissa);
        0.5 * (mantissas + (self.exponent - other.exponent) * std::f64::consts::LN_2)
    }
}

/// Mantissa, from 1 to below 2, and exponent of a positive normal number.
#[inline(always)]
pub(super) fn normalised(x: f64) -> (f64, f64) {
    let bits = x.to_bits();
    let mantissa = f64::from_bits(bits & MANTISSA | ONE);
    // Positive and normal: the upper bits are the biased exponent alone.
    (mantissa, (bits >> MANTISSA_BITS) as f64 - 1023.0)
}

/// ln m for m from 1 to 2, the same bits on every machine: 2 atanh(s) with s = (m − c) / (m + c)
/// and c = 1 or 2, so that |s| ≤ 0.172, as a series up to s²³.
fn log_of_mantissa(m: f64) -> f64 {
    let (centre, offset) =
        if m > std::f64::consts::SQRT_2 { (2.0, std::f64::consts::LN_2) } else { (1.0, 0.0) };
    let s = (m - centre) / (m + centre);
    let square = s * s;
    let series = (1..=11).rev().fold(0.0, |tail, k| (tail + 1.0 / f64::from(2 * k + 1)) * square);
    offset + 2.0 * (s + s * series)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn logarithms_agree_with_the_library() {
        for k in 0..=1000 {
            let m = 1.0 + f64::from(k) / 1000.0;
            // Two roundings of a number below 1.
            assert!((log_of_mantissa(m) - m.ln()).abs() < 3e-16, "{m}");
        }
    }

    #[test]
    fn a_sum_of_z_is_one_logarithm() {
        let cells: Vec<f64> = (0..500).map(|k| (f64::from(k) * 0.731).sin() * 0.95).collect();
        let product =
            |sign: f64| cells.iter().fold(ProductLog::ONE, |p, r| p.times(1.0 + sign * r));
        let sum: f64 = cells.iter().map(|r| r.atanh()).sum();
        assert!((product(1.0).half_log_ratio(product(-1.0)) - sum).abs() < 1e-12);
    }

    #[test]
    fn the_cap_is_ten_and_many_of_them_do_not_vanish() {
        let up = (0..MAX_FACTORS).fold(1.0, |p, _| p * 2.0);
        let down = (0..MAX_FACTORS).fold(1.0, |p, _| p * SMALLEST);
        assert!(down > f64::MIN_POSITIVE);
        let (up, down) = (ProductLog::ONE.times(up), ProductLog::ONE.times(down));
        let z = up.half_log_ratio(down) / MAX_FACTORS as f64;
        assert!((z - 10.0).abs() < 1e-14);
        let twice = up.times_product(up).half_log_ratio(down.times_product(down));
        assert!((twice / 64.0 - 10.0).abs() < 1e-13);
    }
}
