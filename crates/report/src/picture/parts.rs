//! What was each one's own and what was picked up, over time, with bands.

use attune::LoopFound;
use attune::dynamics::{Band, PersonDecomposition};

use super::scale::{Scale, padded, range};
use super::{LEFT, Listing, Picture, RIGHT, WIDTH, axis};
use crate::number::{clock, decimals, in_days, span};
use crate::svg::{Anchor, Svg, polyline};

/// Own and echoed parts of both people's activation, one panel each; the band of own is shaded,
/// that of the echo hatched.
pub fn parts(found: &LoopFound) -> Picture {
    let times = &found.parts.times_s;
    let (start, end) =
        (times.first().copied().unwrap_or(0.0), times.last().copied().unwrap_or(1.0));
    let time = Scale { from: (start, end.max(start + found.step_s)), to: (LEFT, RIGHT) };
    let persons = found.parts.persons.each_ref().map(|person| Columns::new(person, times, &time));
    let all = persons.iter().flat_map(Columns::all);
    let level = padded(range(all).unwrap_or((-1.0, 1.0)), 0.04);
    let mut svg = Svg::default();
    for (who, columns) in persons.iter().enumerate() {
        let top = TOP + who as f64 * (PANEL + BETWEEN);
        panel(&mut svg, columns, who, Scale { from: level, to: (top + PANEL, top) });
    }
    let bottom = TOP + 2.0 * PANEL + BETWEEN;
    axis::times(&mut svg, &time, bottom + 10.0);
    Picture {
        name: "parts",
        title: "What was each one's own, and what was picked up".into(),
        summary: summary(found, end - start),
        listing: listing(found),
        size: (WIDTH, bottom + 36.0),
        body: svg.finish(),
    }
}

const TOP: f64 = 24.0;
const PANEL: f64 = 104.0;
const BETWEEN: f64 = 30.0;
/// One point of a line for so many units of width: fine enough for the eye, and small pages.
const COLUMN: f64 = 3.0;

/// One person's two parts as they are drawn: means over columns of a few units of width.
struct Columns {
    x: Vec<f64>,
    own: [Vec<f64>; 3],
    echo: [Vec<f64>; 3],
}

impl Columns {
    fn new(person: &PersonDecomposition, times: &[f64], time: &Scale) -> Self {
        let wanted = ((RIGHT - LEFT) / COLUMN) as usize;
        let columns = wanted.min(times.len()).max(1);
        let cut = |k: usize| k * times.len() / columns;
        let mean = |series: &[f64]| -> Vec<f64> {
            (0..columns)
                .map(|k| {
                    let slice = &series[cut(k)..cut(k + 1)];
                    slice.iter().sum::<f64>() / slice.len() as f64
                })
                .collect()
        };
        let three = |part: &[f64], band: &Band| [mean(part), mean(&band.lo), mean(&band.hi)];
        Self {
            x: mean(times).into_iter().map(|t| time.at(t)).collect(),
            own: three(&person.parts.own, &person.bands[0]),
            echo: three(&person.parts.echo, &person.bands[2]),
        }
    }

    fn all(&self) -> impl Iterator<Item = f64> + '_ {
        self.own.iter().chain(&self.echo).flatten().copied()
    }
}

fn panel(svg: &mut Svg, columns: &Columns, who: usize, level: Scale) {
    axis::levels(svg, &level, 2);
    let y = |values: &[f64]| -> Vec<(f64, f64)> {
        columns.x.iter().zip(values).map(|(x, v)| (*x, level.at(*v))).collect()
    };
    let band = |[_, lo, hi]: &[Vec<f64>; 3]| -> String {
        let mut around = y(hi);
        around.extend(y(lo).into_iter().rev());
        polyline(around) + "z"
    };
    let (line, shade, letter, other, text) = if who == 0 {
        ("p-a", "p-a-band", "A", "B", "p-at")
    } else {
        ("p-b", "p-b-band", "B", "A", "p-bt")
    };
    svg.path(shade, &band(&columns.own));
    svg.path("p-hatched", &band(&columns.echo));
    svg.line("p-axis", (LEFT, level.at(0.0)), (RIGHT, level.at(0.0)));
    svg.path(line, &polyline(y(&columns.own[0])));
    svg.path("p-echo-line", &polyline(y(&columns.echo[0])));
    let top = level.to.1;
    svg.text(text, (LEFT, top - 8.0), Anchor::Start, letter);
    svg.text(
        "p-small",
        (LEFT + 16.0, top - 8.0),
        Anchor::Start,
        &format!("own, and picked up from {other} (hatched)"),
    );
}

fn summary(found: &LoopFound, length_s: f64) -> String {
    let told = |who: usize| {
        let shown = &found.parts.persons[who].parts;
        let mean = |part: &[f64]| part.iter().map(|x| x.abs()).sum::<f64>() / part.len() as f64;
        (mean(&shown.own), mean(&shown.echo))
    };
    if !found.verdict.gains_shown {
        // An average is a share; from so few stretches none is told.
        return format!(
            "Over {}: what was each one's own and what each picked up. The bands hold four of five \
             guesses.",
            span(length_s),
        );
    }
    let (a, b) = (told(0), told(1));
    format!(
        "Over {}: A's own part was on average {} of A's usual ups and downs and what A picked up {}; \
         B's own part {} of B's and what B picked up {}. The bands hold four of five guesses.",
        span(length_s),
        decimals(a.0, 2),
        decimals(a.1, 2),
        decimals(b.0, 2),
        decimals(b.1, 2),
    )
}

/// Twelve equal parts of the session at most: the mean of each part of each person.
fn listing(found: &LoopFound) -> Listing {
    let times = &found.parts.times_s;
    let n = times.len();
    let pieces = n.clamp(1, 12);
    let days =
        in_days(times.last().copied().unwrap_or(0.0) - times.first().copied().unwrap_or(0.0));
    let rows = (0..pieces).filter(|_| n > 0).map(|piece| {
        let (from, to) = (piece * n / pieces, (piece + 1) * n / pieces);
        let mut row =
            vec![format!("{} to {}", clock(times[from], days), clock(times[to - 1], days))];
        for person in &found.parts.persons {
            for part in [&person.parts.own, &person.parts.echo] {
                let mean = part[from..to].iter().sum::<f64>() / (to - from) as f64;
                row.push(decimals(mean, 2));
            }
        }
        row
    });
    Listing {
        head: vec!["time", "A, own", "A, from B", "B, own", "B, from A"],
        rows: rows.collect(),
    }
}
