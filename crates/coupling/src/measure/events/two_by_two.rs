//! Two events, each there or not: four counts and what they say.

/// How often a target came after a given event, and not.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct TwoByTwo {
    /// Given there, target there.
    pub both: f64,
    /// Given there, target not.
    pub given_only: f64,
    /// Given not, target there.
    pub target_only: f64,
    /// Neither.
    pub neither: f64,
}

impl TwoByTwo {
    /// All four together.
    pub fn total(&self) -> f64 {
        self.both + self.given_only + self.target_only + self.neither
    }

    /// Allison and Liker's z: how far the joint count sticks out of what independence expects.
    ///
    /// z = (a − (a + b)(a + c)/n) / √((a + b) p (1 − p)(1 − (a + b)/n)), p = (a + c)/n.
    ///
    /// In plain words: did the target come after the given event more often than it comes anyway?
    ///
    /// # Inputs
    /// Counts, in any number.
    ///
    /// # Returns
    /// Standard deviations; grows with the number of moments, so compare dyads by
    /// [`yule_q`](Self::yule_q) or [`log_odds`](Self::log_odds). `NaN` where an event always or
    /// never occurs.
    ///
    /// # Missing data
    /// Counts hold none.
    ///
    /// # Null
    /// z is normal only for independent moments, which codes never are: use circular shifts.
    ///
    /// # Errors
    /// None.
    ///
    /// # Example
    /// ```
    /// use attune_coupling::measure::TwoByTwo;
    /// let table = TwoByTwo { both: 30.0, given_only: 20.0, target_only: 25.0, neither: 75.0 };
    /// assert!((table.z() - 4.193296085).abs() < 1e-9);
    /// ```
    ///
    /// # Source
    /// Allison & Liker 1982.
    pub fn z(&self) -> f64 {
        let (n, given) = (self.total(), self.both + self.given_only);
        let p = (self.both + self.target_only) / n;
        (self.both - given * p) / (given * p * (1.0 - p) * (1.0 - given / n)).sqrt()
    }

    /// Log odds ratio ln(ad / bc); half a count is added to every cell where one is empty.
    ///
    /// In plain words: how much likelier the target is after the given event than otherwise.
    ///
    /// # Inputs
    /// Counts, in any number.
    ///
    /// # Returns
    /// Natural logarithm, 0 where both are independent; comparable between dyads. `NaN` where an event
    /// always or never occurs: half a count would make a number of nothing.
    ///
    /// # Missing data
    /// Counts hold none.
    ///
    /// # Null
    /// Circular shifts of one person's codes.
    ///
    /// # Errors
    /// None.
    ///
    /// # Example
    /// ```
    /// use attune_coupling::measure::TwoByTwo;
    /// let table = TwoByTwo { both: 30.0, given_only: 20.0, target_only: 25.0, neither: 75.0 };
    /// assert!((table.log_odds() - 1.504077397).abs() < 1e-9);
    /// ```
    ///
    /// # Source
    /// Haldane 1956 and Anscombe 1956 for the half; Bakeman & Quera 2011.
    pub fn log_odds(&self) -> f64 {
        let [a, b, c, d] = [self.both, self.given_only, self.target_only, self.neither];
        if [a + b, c + d, a + c, b + d].contains(&0.0) {
            return f64::NAN;
        }
        let half = if [a, b, c, d].contains(&0.0) { 0.5 } else { 0.0 };
        (((a + half) * (d + half)) / ((b + half) * (c + half))).ln()
    }

    /// Yule's Q = (ad − bc) / (ad + bc).
    ///
    /// In plain words: the odds ratio, bent so that it runs from −1 over 0 to 1.
    ///
    /// # Inputs
    /// Counts, in any number.
    ///
    /// # Returns
    /// −1 to 1; `NaN` where an event always or never occurs.
    ///
    /// # Missing data
    /// Counts hold none.
    ///
    /// # Null
    /// Circular shifts of one person's codes.
    ///
    /// # Errors
    /// None.
    ///
    /// # Example
    /// ```
    /// use attune_coupling::measure::TwoByTwo;
    /// let table = TwoByTwo { both: 30.0, given_only: 20.0, target_only: 25.0, neither: 75.0 };
    /// assert!((table.yule_q() - 0.636363636).abs() < 1e-9);
    /// ```
    ///
    /// # Source
    /// Yule 1912.
    pub fn yule_q(&self) -> f64 {
        let (with, against) = (self.both * self.neither, self.given_only * self.target_only);
        (with - against) / (with + against)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn swapping_given_and_target_changes_nothing_but_their_names() {
        let one = TwoByTwo { both: 3.0, given_only: 0.0, target_only: 4.0, neither: 9.0 };
        let other = TwoByTwo { given_only: 4.0, target_only: 0.0, ..one };
        assert!((one.z() - other.z()).abs() < 1e-12);
        assert_eq!(one.log_odds(), other.log_odds());
        assert!((one.log_odds() - (3.5_f64 * 9.5 / (0.5 * 4.5)).ln()).abs() < 1e-12);
        assert_eq!(one.yule_q(), 1.0);
    }

    #[test]
    fn an_event_that_never_occurs_has_no_association() {
        let never = TwoByTwo { both: 0.0, given_only: 0.0, target_only: 4.0, neither: 9.0 };
        assert!(never.z().is_nan() && never.yule_q().is_nan() && never.log_odds().is_nan());
        let always = TwoByTwo { both: 4.0, given_only: 0.0, target_only: 9.0, neither: 0.0 };
        assert!(always.z().is_nan() && always.yule_q().is_nan() && always.log_odds().is_nan());
    }
}
