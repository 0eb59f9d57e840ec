//! docs/recovery.md: what is planted, and what is found.

use crate::page::{Request, head, percent};
use attune_dynamics::{Recovered, RecoveryRow, Stated, recover, recovery_rows};

pub(crate) fn page(request: &Request) -> String {
    let mut page = String::from(INTRODUCTION);
    page += &head(&[
        "planted",
        "runs",
        "gain into A: mean, error",
        "gain into B: mean, error",
        "return time: found, error of its logarithm",
        "loop gain: error",
        "echo share: true, found, error",
        "60-s share: error (r)",
        "stronger direction right",
        "detected into A / B",
        "95 % intervals hold: gain into A / B, return time",
        "beyond the allowed",
    ]);
    for row in recovery_rows() {
        let key = format!("{}, {} min", row.name, row.minutes);
        let usual = if row.minutes > 30.0 && row.name != "base" { 100 } else { 200 };
        page += &request.line(&key, || {
            let found = recover(&row, request.runs(usual), 7).unwrap();
            line(&row, &found)
        });
    }
    page + NOTES
}

fn line(row: &RecoveryRow, found: &Recovered) -> String {
    let stated = row.stated;
    let beside = |found: f64, of: fn(&Stated) -> f64| match stated.as_ref().map(of) {
        Some(stated) if !stated.is_nan() => {
            format!("{found:.2} (stated {stated:.2}, ratio {:.2})", found / stated)
        }
        _ => format!("{found:.2}"),
    };
    let share = |found: f64, of: fn(&Stated) -> f64| match stated.as_ref().map(of) {
        Some(stated) if !stated.is_nan() => {
            format!("{} (stated {})", percent(found), percent(stated))
        }
        _ => percent(found),
    };
    let unlinked = row.planted.two_people.gain == [0.0; 2];
    let echo = if unlinked {
        format!("{:.2}, {}", found.echo_share[0], beside(found.echo_share[1], |s| s.echo_share))
    } else {
        format!(
            "{:.2}, {:.2}, {}",
            found.echo_share[0],
            found.echo_share[1],
            beside(found.echo_share_rmse, |s| s.echo_share)
        )
    };
    let missed: Vec<String> = found
        .judged(row)
        .iter()
        .filter(|judged| !judged.holds())
        .map(|j| format!("{} {:.3} (allowed {:.3} to {:.3})", j.what, j.found, j.least, j.most))
        .collect();
    let window_r = if unlinked {
        "–".to_owned()
    } else {
        format!(
            "{}; r {}",
            beside(found.window_share_rmse, |s| s.window_share_rmse),
            beside(found.window_share_r, |s| s.window_share_r)
        )
    };
    [
        if found.failed == 0 {
            format!("{}", found.runs)
        } else {
            format!("{} ({} without a fit)", found.runs, found.failed)
        },
        format!("{:.2}, {}", found.gain_mean[0], beside(found.gain_rmse[0], |s| s.gain_rmse[0])),
        format!("{:.2}, {}", found.gain_mean[1], beside(found.gain_rmse[1], |s| s.gain_rmse[1])),
        format!(
            "{:.1} s{}, {}",
            found.return_time_s,
            stated.map_or(String::new(), |s| format!(" (stated {:.1})", s.return_time_s)),
            beside(found.return_time_log_rmse, |s| s.return_time_log_rmse)
        ),
        beside(found.loop_gain_rmse, |s| s.loop_gain_rmse),
        echo,
        window_r,
        if unlinked {
            "–".to_owned()
        } else {
            share(found.direction_right, |s| s.direction_right)
        },
        format!(
            "{} / {}",
            share(found.detected[0], |s| s.detected[0]),
            share(found.detected[1], |s| s.detected[1])
        ),
        format!(
            "{:.1} / {:.1}, {:.1} %{}",
            100.0 * found.gain_held[0],
            100.0 * found.gain_held[1],
            100.0 * found.return_time_held,
            if row.well_specified { "" } else { " (other model planted)" }
        ),
        if missed.is_empty() { "nothing".to_owned() } else { missed.join("; ") },
    ]
    .join(" | ")
}

const INTRODUCTION: &str = "\
# What the loop model recovers

Simulated pairs with a planted loop, fitted blind, compared with the truth. Planted unless said otherwise: return time 20 s, A picks up B by .6, B picks up A by .3 (loop gain .18), pure delay of 3 s, shared shocks .2, one sample per second, two channels each (noise .7 and 1.0 where the activation varies by 1), 10 % missing. The integrator takes steps of 0.1 s with a pure delay and shares nothing with the fit. Every error is a root mean square error.

Beside each figure stands the one stated when the model was designed, by a prototype that shares no code with this one, and the ratio of the two. An error may be 1.25 times the stated one where that rests on 20 runs or more (base 10 min, fast, independent, hidden cause 10 min), 1.6 times elsewhere: the stated ones rest on 4 to 36 runs each. Where the planted model is the fitted one (up to the shape of the delay), 95 % intervals must hold the truth in 90 to 99.5 % of at least 200 runs. Regenerate with `cargo xtask recover` (named lines only: `cargo xtask recover recovery base fast`).

";

const NOTES: &str = "
*Detected*: likelihood ratio of the link above 3.84. *Echo share*: of A, over the whole recording; in the lines without a link, what is found where the truth is 0. *Stronger direction*: the larger of the two long-run shares at 60 s. A hidden common cause makes the fit find links that are not there, and a longer recording makes it surer: hence the caveat that every directional sentence carries.
";
