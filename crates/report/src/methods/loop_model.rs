//! The loop model: equations, priors, estimation, test, verdict.

use attune::{Analysis, LoopFound, pooled_loops};

use super::Reference;
use crate::number::{count, span};

/// What was fitted, how, and against what; nothing where the plan left the model out.
pub(super) fn paragraph(analysis: &Analysis) -> Option<String> {
    if !analysis.plan.loop_model {
        return None;
    }
    let found: Vec<&LoopFound> = analysis
        .dyads
        .iter()
        .filter_map(|dyad| dyad.loop_model.as_ref()?.found.as_deref())
        .collect();
    let recorded = analysis.dyads.iter().filter(|dyad| dyad.recorded()).count();
    let strangers = found.iter().find_map(|f| f.strangers.as_ref()).map(|test| test.null.len());
    let steps = found.iter().map(|f| f.step_s).fold(f64::NAN, f64::min);
    let steps = if steps.is_finite() {
        format!(" on samples every {}", span(steps))
    } else {
        String::new()
    };
    let text = format!(
        "In addition, a linear stochastic model of the loop between two people was fitted to {} of {}{steps} \
         (continuous-time state space model; {}): each person drifts back to an own set point at an own \
         rate k, picks up a share m (gain) of the other's displacement after a two-stage delay, and is \
         pushed by shocks, part of which reach both at once. Priors: log k around one return per {}, SD 1; \
         gains N(0, 0.6); log delay around ln 3, SD 0.6; shared shocks atanh ρ ~ N(0, 0.5). A linear trend \
         was removed where the plan detrends; movement was taken as ln(1 + x / mean). The top of the \
         posterior was climbed from three starts on the Kalman filter's likelihood with its analytic slope; \
         intervals come from draws of the normal approximation around it. The link was tested by the \
         penalised likelihood ratio of the gains, shared shocks kept in both models, against {}{}. It counts \
         as supported where p < .05 against the copies and p ≤ .05 against strangers where there are any; \
         nothing is claimed below 20 independent stretches (usable time over twice the return time, of two \
         return times their harmonic mean), and gains, shares and single directions are read from 60 on. A \
         link into one person is named where the stronger of the two stands out from the stronger one of \
         each copy, each by its rank among its own copies, and then by its own p (step-down min-p; {}). \
         Somebody is named as the one with whom \
         changes started only where nine in ten draws agree and the recording played backwards does not say \
         the same ({}). Each one's activation was split into own, returned, echoed, shared and remaining \
         parts by the disturbance smoother, with 80 % bands from 200 draws of states and parameters ({}).",
        found.len(),
        count(recorded, "recording", "recordings"),
        Reference::Driver2017.cite(),
        returns(&found),
        count(
            analysis.plan.loop_surrogates,
            "circularly shifted copy",
            "circularly shifted copies"
        ),
        strangers.map_or_else(String::new, |n| {
            format!(" and {}", count(n, "stranger pair", "stranger pairs"))
        }),
        Reference::Westfall1993.cite(),
        Reference::Haufe2013.cite(),
        Reference::Durbin2002.cite(),
    );
    let together = if pooled_loops(analysis).is_empty() {
        ""
    } else {
        " Gains of several sessions of a dyad (from 2) and of the dyads of a group (from 8) were put \
         together by a multivariate random-effects model (restricted maximum likelihood); what comes out \
         was not tested against chance. A change over sessions was looked for from 3 sessions on."
    };
    Some(text + together + exercises(&found))
}

/// How exercises in turns were read, where some were.
fn exercises(found: &[&LoopFound]) -> &'static str {
    match found.iter().any(|f| matches!(f.alternation, Some(Ok(_)))) {
        false => "",
        true => {
            " Exercises in turns were read by a transfer regression: each one's activation on the own \
             blocks through the own return and on the partner's through both returns and the delay, with \
             a level and a straight line, by generalised least squares (white sensor noise, a first-order \
             memory fitted by restricted likelihood). The partner's effect was compared, one-sided \
             (lower), with 999 other orders and times of the same blocks on what the regression leaves, \
             stretched to the standard deviation that effects have; the test is not exact. Of the two \
             directions one p has to be below .025."
        }
    }
}

/// The return times expected beforehand.
fn returns(found: &[&LoopFound]) -> String {
    let mut seconds: Vec<f64> = found.iter().map(|f| f.fit.options.return_time_s).collect();
    seconds.sort_by(f64::total_cmp);
    seconds.dedup_by(|a, b| (*a - *b).abs() < 1e-6 * *b);
    if seconds.is_empty() {
        return "20 s (4 s for movement, face and voice)".into();
    }
    seconds.into_iter().map(span).collect::<Vec<_>>().join(" or ")
}
