//! From numbers to a verdict: the rule, in one place.

use crate::{Reason, Rung, Verdict};

/// Below this many independent stretches a recording cannot tell.
pub(crate) const NEEDED_N_EFF: f64 = 20.0;
/// From this many usable dyads on, stranger pairs count for the verdict.
pub(crate) const NEEDED_DYADS: usize = 8;
/// The percentile among stranger pairs that counts as beyond them.
pub(crate) const NEEDED_PERCENTILE: f64 = 95.0;

/// What the verdict of a link between two series rests on.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Evidence {
    pub(crate) p_shift: f64,
    pub(crate) q: f64,
    pub(crate) alpha: f64,
    pub(crate) fdr: f64,
    /// Percentile among stranger pairs and how many pairs; `None` where there are none.
    pub(crate) strangers: Option<(f64, usize)>,
    /// Usable dyads of the study.
    pub(crate) dyads: usize,
    pub(crate) n_eff: f64,
}

/// A link between two series, decided.
///
/// Supported: p and q below their levels and, in a study of at least 8 dyads, at the 95th
/// percentile of stranger pairs or beyond. Weak: one of the two criteria, or p without q. Not
/// seen: neither. Cannot tell: fewer than 20 independent stretches, whatever the rest says.
pub(crate) fn decide(evidence: &Evidence) -> (Verdict, Rung, Vec<Reason>) {
    let Evidence { p_shift: p, q, .. } = *evidence;
    let shifted = p < evidence.alpha;
    let survives = shifted && q < evidence.fdr;
    let mut reasons =
        vec![if shifted { Reason::BeyondShifted { p } } else { Reason::NotBeyondShifted { p } }];
    if shifted && !survives {
        reasons.push(Reason::NotBeyondMultipleTests { q });
    }
    let strangers = evidence.strangers.filter(|_| evidence.dyads >= NEEDED_DYADS);
    let beyond_strangers = strangers.map(|(percentile, pairs)| {
        let beyond = percentile >= NEEDED_PERCENTILE;
        reasons.push(if beyond {
            Reason::BeyondStrangers { percentile, pairs }
        } else {
            Reason::NotBeyondStrangers { percentile, pairs }
        });
        beyond
    });
    if beyond_strangers.is_none() {
        reasons.push(Reason::NoStrangers { dyads: evidence.dyads });
    }
    let rung = match (shifted, beyond_strangers) {
        (true, Some(true)) => Rung::BeyondSameTask,
        (true, _) => Rung::Link,
        (false, _) => Rung::None,
    };
    // A time constant that cannot be told leaves n_eff missing, which is not enough either.
    let enough = evidence.n_eff >= NEEDED_N_EFF;
    if !enough {
        let n_eff = evidence.n_eff;
        reasons.insert(0, Reason::TooFewIndependentStretches { n_eff, needed: NEEDED_N_EFF });
        return (Verdict::CannotTell, Rung::None, reasons);
    }
    let verdict = match (survives, beyond_strangers) {
        (true, Some(true)) => Verdict::Supported,
        // Where strangers should count and were not compared (an interruption), p alone is weak.
        (true, None) if evidence.dyads < NEEDED_DYADS => Verdict::Supported,
        _ if shifted || beyond_strangers == Some(true) => Verdict::Weak,
        _ => Verdict::NotSeen,
    };
    (verdict, rung, reasons)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(p_shift: f64, q: f64, percentile: Option<f64>, n_eff: f64, expected: (Verdict, u8)) {
        let strangers = percentile.map(|p| (p, 342));
        let dyads = if percentile.is_some() { 19 } else { 3 };
        let evidence = Evidence { p_shift, q, alpha: 0.05, fdr: 0.10, strangers, dyads, n_eff };
        let (verdict, rung, reasons) = decide(&evidence);
        assert_eq!((verdict, rung.number()), expected, "{evidence:?} {reasons:?}");
        assert!(!reasons.is_empty());
    }

    #[test]
    fn the_rule_case_by_case() {
        use Verdict::*;
        check(0.001, 0.02, Some(99.0), 40.0, (Supported, 2));
        check(0.001, 0.02, Some(90.0), 40.0, (Weak, 1));
        check(0.200, 0.40, Some(97.0), 40.0, (Weak, 0));
        check(0.200, 0.40, Some(50.0), 40.0, (NotSeen, 0));
        // Beyond both nulls but not when all tests are counted: no more than weak.
        check(0.040, 0.20, Some(97.0), 40.0, (Weak, 2));
        check(0.040, 0.20, Some(50.0), 40.0, (Weak, 1));
        // A single couple has no strangers.
        check(0.001, 0.001, None, 40.0, (Supported, 1));
        check(0.300, 0.300, None, 40.0, (NotSeen, 0));
        // Nineteen dyads have strangers, but they were not compared.
        let evidence = Evidence {
            p_shift: 0.001,
            q: 0.001,
            alpha: 0.05,
            fdr: 0.10,
            strangers: None,
            dyads: 19,
            n_eff: 40.0,
        };
        assert_eq!(decide(&evidence).0, Weak);
        // Too short, or a time constant that cannot be told.
        check(0.001, 0.001, Some(99.0), 19.0, (CannotTell, 0));
        check(0.001, 0.001, Some(99.0), f64::NAN, (CannotTell, 0));
    }
}
