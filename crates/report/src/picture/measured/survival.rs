//! How long things last: a Kaplan–Meier curve beside chance.

use super::super::scale::{Scale, round_numbers, round_times};
use super::super::{LEFT, Listing, Picture, RIGHT, WIDTH, axis};
use crate::number::{brief, percent, span};
use crate::svg::{Anchor, Svg, polyline};

/// What is drawn.
pub(super) struct Lasting<'d> {
    pub(super) things: &'static str,
    pub(super) seconds: &'d [f64],
    pub(super) shares: &'d [f64],
    pub(super) chance: &'d [(f64, f64)],
    pub(super) cut_off: &'d [f64],
    pub(super) lasted: &'d [f64],
    pub(super) median: f64,
    pub(super) horizon: f64,
    pub(super) copies: usize,
}

/// A line of steps that falls, a small upright stroke where one was cut off, the copies' middle 95 %
/// shaded, the horizon dotted, and under the axis how many still last.
pub(super) fn picture(title: String, of: &Lasting<'_>) -> Picture {
    let mut svg = Svg::default();
    let end = of.seconds.last().copied().unwrap_or(0.0).max(of.horizon).max(1e-9);
    let time = Scale { from: (0.0, end), to: (LEFT, RIGHT) };
    let level = Scale { from: (0.0, 1.0), to: (BOTTOM, TOP) };
    for (share, text) in
        [(0.0, "0 %"), (0.25, "25 %"), (0.5, "50 %"), (0.75, "75 %"), (1.0, "100 %")]
    {
        let y = level.at(share);
        svg.line("p-rule", (LEFT, y), (RIGHT, y));
        svg.text("p-small", (LEFT - 7.0, y + 4.0), Anchor::End, text);
    }
    svg.path("p-band p-core", &band(of, (&time, &level)));
    // Long ones are read as clock times.
    let long = end > 300.0;
    let ticks: Vec<f64> = if long {
        axis::times(&mut svg, &time, BOTTOM);
        round_times(time.from, 8).into_iter().map(|(t, _)| t).collect()
    } else {
        axis::values(&mut svg, &time, BOTTOM);
        round_numbers(time.from, 7)
    };
    svg.line("p-edge", (time.at(of.horizon), TOP), (time.at(of.horizon), BOTTOM));
    let label = (time.at(of.horizon) + 4.0, TOP + 10.0);
    if label.0 < RIGHT - 60.0 {
        svg.text("p-small", label, Anchor::Start, "horizon");
    }
    let steps = steps(of.seconds, of.shares);
    svg.path("p-ink", &polyline(steps.iter().map(|(t, share)| (time.at(*t), level.at(*share)))));
    for at in of.cut_off {
        let y = level.at(share_at(of, *at));
        if y.is_finite() {
            svg.line("p-ink", (time.at(*at), y - 5.0), (time.at(*at), y + 5.0));
        }
    }
    for (at, tick) in ticks.into_iter().enumerate() {
        let still = of.lasted.iter().filter(|lasted| **lasted >= tick).count();
        let class = axis::thinned("p-small", at);
        svg.text(class, (time.at(tick), BOTTOM + 36.0), Anchor::Middle, &still.to_string());
    }
    let unit = if long { "time" } else { "seconds" };
    svg.text("p-small", (RIGHT + 18.0, BOTTOM + 18.0), Anchor::Start, unit);
    svg.text("p-small", (RIGHT + 18.0, BOTTOM + 36.0), Anchor::Start, "still last");
    let heading = format!("share of {} that last longer", of.things);
    svg.text("p-small", (LEFT, TOP - 10.0), Anchor::Start, &heading);
    svg.rect("p-band", (RIGHT - 178.0, TOP - 20.0), (14.0, 11.0));
    svg.text("p-small", (RIGHT - 158.0, TOP - 10.0), Anchor::Start, "95 of 100 shifted copies");
    Picture {
        name: "survival",
        title,
        summary: summary(of),
        listing: listing(of),
        size: (WIDTH, BOTTOM + 50.0),
        body: svg.finish(),
    }
}

const TOP: f64 = 30.0;
const BOTTOM: f64 = 250.0;

/// Both corners of every step, so that the line stays level between ends.
fn steps(seconds: &[f64], shares: &[f64]) -> Vec<(f64, f64)> {
    let mut corners: Vec<(f64, f64)> = Vec::new();
    for (t, share) in seconds.iter().zip(shares) {
        if let Some((_, before)) = corners.last().copied() {
            corners.push((*t, before));
        }
        corners.push((*t, *share));
    }
    corners
}

/// The outline of the copies' range, as far as it is known.
fn band(of: &Lasting<'_>, (time, level): (&Scale, &Scale)) -> String {
    let known: Vec<(f64, (f64, f64))> = of
        .seconds
        .iter()
        .copied()
        .zip(of.chance.iter().copied())
        .take_while(|(_, (low, high))| low.is_finite() && high.is_finite())
        .collect();
    if known.len() < 2 {
        return String::new();
    }
    let times: Vec<f64> = known.iter().map(|(t, _)| *t).collect();
    let edge = |side: fn(&(f64, f64)) -> f64| {
        let shares: Vec<f64> = known.iter().map(|(_, range)| side(range)).collect();
        steps(&times, &shares)
    };
    let (upper, lower) = (edge(|range| range.1), edge(|range| range.0));
    let outline = upper.into_iter().chain(lower.into_iter().rev());
    polyline(outline.map(|(t, share)| (time.at(t), level.at(share)))) + "z"
}

/// The share at the last time not after this one; `NaN` where nothing is known.
fn share_at(of: &Lasting<'_>, at: f64) -> f64 {
    last_before(of.seconds, at).map_or(f64::NAN, |k| of.shares[k])
}

fn last_before(seconds: &[f64], at: f64) -> Option<usize> {
    seconds.partition_point(|t| *t <= at).checked_sub(1)
}

fn summary(of: &Lasting<'_>) -> String {
    let (things, n) = (of.things, of.lasted.len());
    if n == 0 {
        return format!(
            "No {things} were seen to begin, so that nothing can be said of how long they last."
        );
    }
    let half = if of.median.is_finite() {
        format!("half of them had ended after {}", span(of.median))
    } else {
        "fewer than half of them were seen to end".to_owned()
    };
    let cut_off = match of.cut_off.len() {
        0 => String::new(),
        cut => format!(" ({cut} cut off by a gap or the end)"),
    };
    // Beyond the longest one only what had ended by then is known.
    let within = last_before(of.seconds, of.horizon).map(|k| (of.shares[k], of.chance[k]));
    let ended = match within {
        Some((share, (low, high))) if share.is_finite() && low.is_finite() => format!(
            "; {} had within {}, beside {} to {} in the middle 95 of 100 copies ({} in all) with one person's \
             codes moved in time",
            percent(1.0 - share),
            span(of.horizon),
            percent(1.0 - high),
            percent(1.0 - low),
            of.copies,
        ),
        _ => String::new(),
    };
    format!("Of {n} {things} seen to begin{cut_off} {half}{ended}. There is no target.")
}

fn listing(of: &Lasting<'_>) -> Listing {
    let row = |k: usize| {
        let share = |share: f64| if share.is_finite() { percent(share) } else { String::new() };
        let still = of.lasted.iter().filter(|lasted| **lasted >= of.seconds[k]).count();
        vec![
            brief(of.seconds[k]),
            share(of.shares[k]),
            share(of.chance[k].0),
            share(of.chance[k].1),
            still.to_string(),
        ]
    };
    Listing {
        head: vec!["seconds", "last longer", "copies from", "copies to", "still last"],
        rows: super::thinned((0..of.seconds.len()).map(row).collect()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const LASTING: Lasting<'static> = Lasting {
        things: "mismatches",
        seconds: &[0.0, 2.0, 4.0],
        shares: &[1.0, 0.5, 0.5],
        chance: &[(1.0, 1.0), (0.4, 0.8), (0.2, 0.6)],
        cut_off: &[4.0],
        lasted: &[2.0, 4.0],
        median: 2.0,
        horizon: 3.0,
        copies: 199,
    };

    #[test]
    fn the_line_falls_in_steps() {
        let corners = steps(LASTING.seconds, LASTING.shares);
        assert_eq!(corners, [(0.0, 1.0), (2.0, 1.0), (2.0, 0.5), (4.0, 0.5), (4.0, 0.5)]);
    }

    #[test]
    fn the_sentence_says_what_the_curve_shows() {
        let drawn = picture("t".into(), &LASTING);
        assert_eq!(
            drawn.summary,
            "Of 2 mismatches seen to begin (1 cut off by a gap or the end) half of them had ended after 2 s; \
             50 % had within 3 s, beside 20 % to 60 % in the middle 95 of 100 copies (199 in all) with one \
             person's codes moved in time. There is no target."
        );
        assert_eq!(drawn.listing.rows[1], ["2", "50 %", "40 %", "80 %", "2"]);
        let none = Lasting { seconds: &[0.0], shares: &[1.0], chance: &[(1.0, 1.0)], ..LASTING };
        let none = picture("t".into(), &Lasting { lasted: &[], cut_off: &[], ..none });
        assert!(none.summary.starts_with("No mismatches"), "{}", none.summary);
    }
}
