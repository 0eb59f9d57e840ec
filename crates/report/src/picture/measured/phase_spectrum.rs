//! Coherence and, where it is beyond chance, phase: two panels over one axis of frequencies.

use std::f64::consts::{FRAC_PI_2, PI, TAU};

use super::super::scale::{Scale, range};
use super::super::{LEFT, Listing, Picture, RIGHT, WIDTH, axis};
use crate::number::{brief, count, decimals};
use crate::svg::{Anchor, Svg, polyline};

/// Above, the coherence and the line beyond which it is beyond chance, with a filled mark at each such
/// frequency; below, the phase of these with its interval, and nothing elsewhere.
pub(super) fn picture(
    title: String,
    (hz, coherence): (&[f64], &[f64]),
    phase: &[Option<(f64, f64)>],
    (chance, copies): (f64, usize),
) -> Picture {
    let mut svg = Svg::default();
    let across = range(hz.iter().copied()).filter(|(lo, hi)| lo < hi).unwrap_or((0.0, 1.0));
    let across = Scale { from: across, to: (LEFT, RIGHT) };
    let beyond: Vec<Beyond> = phase
        .iter()
        .enumerate()
        .filter_map(|(k, phase)| {
            let (phase, error) = (*phase)?;
            Some(Beyond { hz: hz[k], coherence: coherence[k], phase, error })
        })
        .collect();
    let highest = coherence.iter().copied().chain([chance]).filter(|c| c.is_finite());
    let highest = highest.fold(0.1, f64::max);
    let level = Scale { from: (0.0, (1.15 * highest).min(1.0)), to: (MIDDLE, TOP) };
    axis::levels(&mut svg, &level, 4);
    svg.line("p-axis", (LEFT, MIDDLE), (RIGHT, MIDDLE));
    svg.path(
        "p-ink p-thin",
        &polyline(hz.iter().zip(coherence).map(|(x, y)| (across.at(*x), level.at(*y)))),
    );
    if chance.is_finite() {
        let y = level.at(chance);
        svg.line("p-dim p-broken", (LEFT, y), (RIGHT, y));
        svg.text("p-small", (RIGHT + 6.0, y + 4.0), Anchor::Start, "chance");
    }
    svg.text(
        "p-small",
        (LEFT, TOP - 10.0),
        Anchor::Start,
        "coherence on the stretch tested (ends trimmed until they meet)",
    );
    let turn = Scale { from: (-PI, PI), to: (BOTTOM, LOWER) };
    for (at, text) in [(-PI, "−π"), (-FRAC_PI_2, "−π/2"), (0.0, "0"), (FRAC_PI_2, "π/2"), (PI, "π")]
    {
        let y = turn.at(at);
        svg.line(if at == 0.0 { "p-axis" } else { "p-rule" }, (LEFT, y), (RIGHT, y));
        svg.text("p-small", (LEFT - 7.0, y + 4.0), Anchor::End, text);
    }
    axis::values(&mut svg, &across, BOTTOM + 8.0);
    for found in &beyond {
        let x = across.at(found.hz);
        svg.circle("p-mark", (x, level.at(found.coherence)), 4.0);
        let (low, high) = (found.phase - found.error, found.phase + found.error);
        // An interval that leads over the edge goes on at the other one.
        for by in [-TAU, 0.0, TAU] {
            let (from, to) = ((low + by).max(-PI), (high + by).min(PI));
            if from < to {
                svg.line("p-ink", (x, turn.at(from)), (x, turn.at(to)));
            }
        }
        svg.circle("p-mark", (x, turn.at(found.phase)), 4.0);
    }
    if beyond.is_empty() {
        let place = ((LEFT + RIGHT) / 2.0, turn.at(FRAC_PI_2 / 2.0));
        svg.text(
            "p-small",
            place,
            Anchor::Middle,
            "no frequency is beyond chance: no phase to show",
        );
    }
    svg.text("p-small", (LEFT, LOWER - 10.0), Anchor::Start, "phase, rad (stroke: 95 %)");
    svg.text("p-at", (RIGHT, LOWER - 10.0), Anchor::End, "A ahead ↑");
    svg.text("p-bt", (RIGHT, BOTTOM + 48.0), Anchor::End, "B ahead ↓");
    let middle = (LEFT + RIGHT) / 2.0;
    svg.text("p-small", (middle, BOTTOM + 48.0), Anchor::Middle, "frequency, Hz");
    Picture {
        name: "phase_spectrum",
        title,
        summary: summary(&beyond, hz.len(), (chance, copies)),
        listing: listing(&beyond),
        size: (WIDTH, BOTTOM + 60.0),
        body: svg.finish(),
    }
}

const TOP: f64 = 26.0;
const MIDDLE: f64 = 186.0;
const LOWER: f64 = 226.0;
const BOTTOM: f64 = 366.0;

/// A frequency at which the coherence is beyond chance.
struct Beyond {
    hz: f64,
    coherence: f64,
    phase: f64,
    error: f64,
}

impl Beyond {
    /// Who is ahead; nobody where the interval holds 0 or the half turn, of which neither side is first.
    fn ahead(&self) -> &'static str {
        let size = self.phase.abs();
        if size <= self.error || size + self.error >= PI {
            "cannot tell"
        } else if self.phase > 0.0 {
            "A"
        } else {
            "B"
        }
    }
}

fn summary(beyond: &[Beyond], all: usize, (chance, copies): (f64, usize)) -> String {
    let all = count(all, "frequency", "frequencies");
    if !chance.is_finite() {
        return format!(
            "With {} nothing can be told from chance, so that no phase is shown; what helps is more of them.",
            count(copies, "copy", "copies")
        );
    }
    let line = format!(
        "above {}, which the highest coherence of {} copies with one recording's phases thrown anew reaches in \
         5 of 100",
        decimals(chance, 3),
        copies
    );
    let Some(most) = beyond.iter().max_by(|p, q| p.coherence.total_cmp(&q.coherence)) else {
        return format!(
            "Of {all} none is beyond chance ({line}): without a steady distance a phase says nothing, and none \
             is shown."
        );
    };
    let seconds = decimals(most.phase.abs() / (TAU * most.hz), 2);
    let who = match most.ahead() {
        "A" => format!("A is ahead by {seconds} s or whole periods more"),
        "B" => format!("B is ahead by {seconds} s or whole periods more"),
        _ => "who is ahead cannot be told".to_owned(),
    };
    format!(
        "Of {all} {} beyond chance ({line}). The steadiest is {} Hz: there the phase is {} ± {} rad, {who}. \
         What both were given, a pacer or a film, does the same.",
        count(beyond.len(), "is", "are"),
        brief(most.hz),
        decimals(most.phase, 2),
        decimals(most.error, 2),
    )
}

fn listing(beyond: &[Beyond]) -> Listing {
    let row = |found: &Beyond| {
        vec![
            brief(found.hz),
            decimals(found.coherence, 3),
            decimals(found.phase, 2),
            decimals(found.error, 2),
            decimals(found.phase / (TAU * found.hz), 2),
            found.ahead().to_owned(),
        ]
    };
    let mut rows: Vec<Vec<String>> = beyond.iter().take(60).map(row).collect();
    if rows.is_empty() {
        rows.push([&["none"][..], &[""; 5]].concat().into_iter().map(str::to_owned).collect());
    }
    Listing {
        head: vec!["frequency, Hz", "coherence", "phase, rad", "±", "A ahead by, s", "ahead"],
        rows,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nobody_is_called_ahead_within_the_interval() {
        let at = |phase, error| Beyond { hz: 0.1, coherence: 0.9, phase, error }.ahead();
        assert_eq!([at(0.5, 0.2), at(-0.5, 0.2)], ["A", "B"]);
        assert_eq!([at(0.1, 0.2), at(3.0, 0.2)], ["cannot tell"; 2]);
    }

    #[test]
    fn without_anything_beyond_chance_no_phase_is_drawn() {
        let (hz, coherence) = ([0.1, 0.2], [0.3, 0.2]);
        let none = picture("t".into(), (&hz, &coherence), &[None, None], (0.5, 199));
        assert!(none.summary.contains("none is beyond chance"), "{}", none.summary);
        assert!(!none.body.contains("p-mark"));
        let some = picture("t".into(), (&hz, &coherence), &[Some((3.0, 0.4)), None], (0.25, 199));
        assert!(
            some.summary.starts_with("Of 2 frequencies 1 is beyond chance"),
            "{}",
            some.summary
        );
        // The interval leads over the edge: two pieces.
        assert_eq!(some.body.matches("class=\"p-ink\"").count(), 2);
        let few = picture("t".into(), (&hz, &coherence), &[None, None], (f64::INFINITY, 9));
        assert!(few.summary.starts_with("With 9 copies nothing"), "{}", few.summary);
    }
}
