//! Two traces over time, with a ribbon where they went together beyond chance.

use attune::{Dyad, Verdict, Window};

use super::scale::{Scale, padded, range};
use super::{LEFT, Listing, Picture, RIGHT, WIDTH, axis, shortened};
use crate::number::{brief, clock, in_days, percent, span};
use crate::svg::{Anchor, Svg, polyline};
use crate::words::Strength;

/// The two people's recordings; shaded and hatched only where [`Window::beyond_chance`].
pub fn traces(dyad: &Dyad) -> Picture {
    drawn(dyad, None, true)
}

/// The same for a page that calls the two by their names, `first` (0 for A) before the other;
/// without `amounts` it holds no number but times, and its table says in words how each one's parts
/// lie against this person's own whole.
pub fn named_traces(dyad: &Dyad, names: [&str; 2], first: usize, amounts: bool) -> Picture {
    drawn(dyad, Some((names, first)), amounts)
}

fn drawn(dyad: &Dyad, named: Option<([&str; 2], usize)>, amounts: bool) -> Picture {
    let layout = Layout::new(dyad);
    let mut svg = Svg::default();
    let together = beyond_chance(dyad);
    for &(from, to) in &together {
        let (x0, x1) = (layout.time.at(from), layout.time.at(to));
        svg.rect("p-shade", (x0, TOP), (x1 - x0, layout.bottom - TOP));
    }
    for (at, scale) in layout.levels.iter().enumerate().filter(|_| amounts) {
        if at == 0 || layout.stacked {
            axis::levels(&mut svg, scale, if layout.stacked { 2 } else { 4 });
        }
    }
    if amounts && !dyad.unit.is_empty() {
        svg.text("p-small p-yields", (LEFT, TOP - 8.0), Anchor::Start, &dyad.unit);
    }
    if !amounts {
        svg.text("p-small p-yields", (LEFT - 7.0, TOP + 10.0), Anchor::End, "more");
        svg.text("p-small p-yields", (LEFT - 7.0, layout.bottom - 2.0), Anchor::End, "less");
    }
    // Who comes second lies on top.
    let first = named.map_or(0, |(_, first)| first);
    for who in [first, 1 - first] {
        person(&mut svg, dyad, &layout, who);
    }
    labels(&mut svg, dyad, &layout, named.map(|(names, _)| names));
    ribbon(&mut svg, dyad, &layout, &together);
    axis::times(&mut svg, &layout.time, layout.bottom + 26.0);
    Picture {
        name: "traces",
        title: format!("{}: two people over time", dyad.channel),
        summary: summary(dyad, &together),
        listing: if amounts { listing(dyad, &together) } else { in_words(dyad, &together) },
        size: (WIDTH, layout.bottom + 52.0),
        body: svg.finish(),
    }
}

const TOP: f64 = 22.0;
const PLOT: f64 = 190.0;
/// Of these two, the ribbon: how far below the plot, and how high.
const RIBBON: (f64, f64) = (8.0, 12.0);

struct Layout {
    time: Scale,
    levels: [Scale; 2],
    stacked: bool,
    restless: bool,
    bottom: f64,
}

impl Layout {
    fn new(dyad: &Dyad) -> Self {
        let (start, end) = session(dyad);
        let time = Scale { from: (start, end), to: (LEFT, RIGHT) };
        let of = |who: usize| range(dyad.people[who].trace.iter().copied()).unwrap_or((0.0, 1.0));
        let (a, b) = (of(0), of(1));
        let restless = (0..2).any(|who| restless(&dyad.people[who].trace, of(who)));
        let stacked = restless || !comparable(a, b);
        let bottom = TOP + PLOT + if stacked { 20.0 } else { 0.0 };
        let both = padded((a.0.min(b.0), a.1.max(b.1)), 0.04);
        let half = (bottom - TOP - 14.0) / 2.0;
        let levels = if stacked {
            [
                Scale { from: padded(a, 0.04), to: (TOP + half, TOP) },
                Scale { from: padded(b, 0.04), to: (bottom, bottom - half) },
            ]
        } else {
            [Scale { from: both, to: (bottom, TOP) }; 2]
        };
        Self { time, levels, stacked, restless, bottom }
    }
}

/// The session's first and last moment on the grid.
pub(super) fn session(dyad: &Dyad) -> (f64, f64) {
    let length = dyad.step_s * dyad.n.saturating_sub(1) as f64;
    if dyad.start_s.is_finite() && length > 0.0 {
        (dyad.start_s, dyad.start_s + length)
    } else {
        (0.0, 1.0)
    }
}

/// Whether a line goes up and down so much that another on top of it could not be read: more than
/// fifteen times the picture's width of vertical way.
fn restless(trace: &[f64], (lo, hi): (f64, f64)) -> bool {
    let way: f64 = trace.windows(2).map(|w| (w[1] - w[0]).abs()).filter(|d| d.is_finite()).sum();
    way / (hi - lo) * PLOT > 15.0 * (RIGHT - LEFT)
}

/// Whether two ranges can share an axis without one of them becoming a flat line.
fn comparable(a: (f64, f64), b: (f64, f64)) -> bool {
    let (wide, narrow) = ((a.1 - a.0).max(b.1 - b.0), (a.1 - a.0).min(b.1 - b.0));
    let both = a.1.max(b.1) - a.0.min(b.0);
    both <= 0.0 || (narrow * 4.0 >= wide && both <= 1.8 * wide)
}

/// Stretches of windows beyond chance, joined where they overlap. Where the recording does not
/// allow an answer, it does not allow one for its parts either.
pub(super) fn beyond_chance(dyad: &Dyad) -> Vec<(f64, f64)> {
    if dyad.verdict == Verdict::CannotTell {
        return Vec::new();
    }
    let windows = dyad.synchrony.iter().flat_map(|synchrony| &synchrony.windows);
    joined(windows.filter(|window| window.beyond_chance))
}

fn joined<'a>(windows: impl Iterator<Item = &'a Window>) -> Vec<(f64, f64)> {
    let mut out: Vec<(f64, f64)> = Vec::new();
    for window in windows {
        match out.last_mut() {
            Some(last) if window.t0 <= last.1 + 1e-9 => last.1 = last.1.max(window.t1),
            _ => out.push((window.t0, window.t1)),
        }
    }
    out
}

fn person(svg: &mut Svg, dyad: &Dyad, layout: &Layout, who: usize) {
    let trace = &dyad.people[who].trace;
    let time = |at: usize| layout.time.at(dyad.start_s + dyad.step_s * at as f64);
    let level = |at: usize| layout.levels[who].at(trace[at]);
    let points: Vec<(f64, f64)> = if trace.len() as f64 > 2.0 * (RIGHT - LEFT) {
        extremes(trace, (RIGHT - LEFT) as usize)
            .into_iter()
            .map(|at| point(at, &time, &level))
            .collect()
    } else {
        (0..trace.len()).map(|at| (time(at), level(at))).collect()
    };
    let class = match (who, layout.restless) {
        (0, false) => "p-a",
        (0, true) => "p-a p-thin",
        (_, false) => "p-b",
        (_, true) => "p-b p-thin",
    };
    svg.path(class, &polyline(points));
    for at in marks(trace, who) {
        let place = (time(at), level(at));
        if who == 0 {
            svg.circle("p-am", place, 3.6);
        } else {
            svg.square("p-bm", place, 3.2);
        }
    }
}

fn point(
    at: Option<usize>,
    time: &dyn Fn(usize) -> f64,
    level: &dyn Fn(usize) -> f64,
) -> (f64, f64) {
    at.map_or((f64::NAN, f64::NAN), |at| (time(at), level(at)))
}

/// The lowest and highest sample of each column of pixels, in order of time; `None` where a column
/// has no sample.
fn extremes(trace: &[f64], columns: usize) -> Vec<Option<usize>> {
    let mut out = Vec::with_capacity(2 * columns);
    for column in 0..columns {
        let (from, to) = (column * trace.len() / columns, (column + 1) * trace.len() / columns);
        let present = || (from..to).filter(|at| trace[*at].is_finite());
        let lowest = present().min_by(|i, j| trace[*i].total_cmp(&trace[*j]));
        let highest = present().max_by(|i, j| trace[*i].total_cmp(&trace[*j]));
        match (lowest, highest) {
            (Some(low), Some(high)) if low == high => out.push(Some(low)),
            (Some(low), Some(high)) => out.extend([Some(low.min(high)), Some(low.max(high))]),
            _ => out.push(None),
        }
    }
    out
}

/// Where the marks that tell the two apart without colour sit: on every sample where there are
/// few, else here and there, A's between B's.
fn marks(trace: &[f64], who: usize) -> Vec<usize> {
    let present: Vec<usize> = (0..trace.len()).filter(|at| trace[*at].is_finite()).collect();
    if present.len() <= 40 {
        return present;
    }
    let wanted = (0..10).map(|k| (trace.len() * (2 * k + who)) / 20 + trace.len() / 80);
    wanted.filter(|at| *at < trace.len() && trace[*at].is_finite()).collect()
}

/// Names at the ends of the lines, moved apart where they would collide.
fn labels(svg: &mut Svg, dyad: &Dyad, layout: &Layout, named: Option<[&str; 2]>) {
    let last = |who: usize| {
        let value = dyad.people[who].trace.iter().rev().find(|x| x.is_finite());
        value.map(|value| layout.levels[who].at(*value))
    };
    let (Some(a), Some(b)) = (last(0), last(1)) else { return };
    let (mut a, mut b) = (a, b);
    let apart = 17.0 - (a - b).abs();
    if apart > 0.0 {
        let (up, down) = if a <= b { (&mut a, &mut b) } else { (&mut b, &mut a) };
        *up -= apart / 2.0;
        *down += apart / 2.0;
        // The lower one must not run into the ribbon's own name.
        let below = (*down - (layout.bottom - 8.0)).max(0.0);
        *up -= below;
        *down -= below;
    }
    for (who, class, letter, y) in [(0, "p-at", "A", a), (1, "p-bt", "B", b)] {
        if let Some(names) = named {
            // A narrow page has no room for names here; its key has them.
            let class = format!("{class} p-yields");
            svg.text(&class, (RIGHT + 8.0, y + 4.5), Anchor::Start, &shortened(names[who], 9));
            continue;
        }
        svg.text(class, (RIGHT + 8.0, y + 4.5), Anchor::Start, letter);
        let person = &dyad.people[who];
        let name = if person.name.is_empty() { &person.role } else { &person.name };
        if name != letter {
            svg.text(
                "p-small p-yields",
                (RIGHT + 21.0, y + 4.5),
                Anchor::Start,
                &shortened(name, 8),
            );
        }
    }
}

/// The strip below: a track where windows could be looked at, hatched where beyond chance.
fn ribbon(svg: &mut Svg, dyad: &Dyad, layout: &Layout, together: &[(f64, f64)]) {
    let (y, height) = (layout.bottom + RIBBON.0, RIBBON.1);
    if dyad.verdict == Verdict::CannotTell {
        return;
    }
    let windows = dyad.synchrony.iter().flat_map(|synchrony| &synchrony.windows);
    for (from, to) in joined(windows.filter(|window| window.mean_z.is_finite())) {
        let (x0, x1) = (layout.time.at(from), layout.time.at(to));
        svg.rect("p-track", (x0, y + 4.0), (x1 - x0, height - 8.0));
    }
    for &(from, to) in together {
        let (x0, x1) = (layout.time.at(from), layout.time.at(to));
        svg.rect("p-echo", (x0, y), (x1 - x0, height));
        svg.rect("p-hatched", (x0, y), (x1 - x0, height));
    }
    svg.text("p-small p-yields", (RIGHT + 8.0, y + 10.0), Anchor::Start, "together");
}

fn summary(dyad: &Dyad, together: &[(f64, f64)]) -> String {
    let all = format!("Both people's {} over {}", dyad.channel, span(dyad.step_s * dyad.n as f64));
    let claimed = dyad.synchrony.as_ref().filter(|_| dyad.verdict != Verdict::CannotTell);
    let Some(synchrony) = claimed else {
        return format!("{all}; nothing is marked, because no claim is made from this recording.");
    };
    let long = span(synchrony.beyond_chance_s);
    match together.len() {
        0 => format!("{all}; no stretch in which they went together beyond chance."),
        _ if Strength::of(dyad) == Strength::CantTell => format!(
            "{all}; {long} in all stand out from chance, which is not enough for a claim about the \
             whole recording.",
        ),
        1 => format!("{all}; they went together beyond chance in one stretch of {long}."),
        n => format!("{all}; they went together beyond chance in {n} stretches, {long} in all."),
    }
}

/// A part of a session: when, each person's mean, and how much was together beyond chance.
struct Part {
    when: String,
    means: [f64; 2],
    together: f64,
}

/// So many equal parts of the session at most.
fn parts(dyad: &Dyad, together: &[(f64, f64)], most: usize) -> Vec<Part> {
    let (start, end) = session(dyad);
    let days = in_days(end - start);
    let parts = dyad.n.clamp(1, most);
    let part = |part: usize| {
        let (from, to) = (part * dyad.n / parts, (part + 1) * dyad.n / parts);
        let (t0, t1) = (start + from as f64 * dyad.step_s, start + to as f64 * dyad.step_s);
        let overlap = |&(s, e): &(f64, f64)| (e.min(t1) - s.max(t0)).max(0.0);
        Part {
            when: format!("{} to {}", clock(t0, days), clock(t1, days)),
            means: [0, 1].map(|who| mean(dyad.people[who].trace.get(from..to).unwrap_or_default())),
            together: together.iter().map(overlap).sum::<f64>() / (t1 - t0),
        }
    };
    (0..parts).map(part).collect()
}

fn mean(values: &[f64]) -> f64 {
    let present = || values.iter().filter(|x| x.is_finite());
    present().sum::<f64>() / present().count() as f64
}

/// Twelve equal parts of the session at most: each person's mean, and how much was together.
fn listing(dyad: &Dyad, together: &[(f64, f64)]) -> Listing {
    let told = dyad.verdict != Verdict::CannotTell;
    let rows = parts(dyad, together, 12).into_iter().map(|part| {
        let share = if told { percent(part.together) } else { "–".into() };
        vec![part.when, brief(part.means[0]), brief(part.means[1]), share]
    });
    Listing {
        head: vec!["time", "A, mean", "B, mean", "together beyond chance"],
        rows: rows.collect(),
    }
}

/// A part counts as higher or lower than usual from this far off the person's own whole on,
/// standard deviations of this person's own.
const OFF_USUAL: f64 = 0.5;

/// Six equal parts at most: how each lies against this person's own whole, in words.
fn in_words(dyad: &Dyad, together: &[(f64, f64)]) -> Listing {
    let whole = dyad.people.each_ref().map(|person| {
        let level = mean(&person.trace);
        let squares: Vec<f64> = person.trace.iter().map(|x| (x - level) * (x - level)).collect();
        (level, mean(&squares).sqrt())
    });
    let against = |who: usize, value: f64| match (value - whole[who].0) / whole[who].1 {
        z if z > OFF_USUAL => "higher than usual",
        z if z < -OFF_USUAL => "lower than usual",
        z if z.is_finite() => "about as usual",
        _ => "nothing to go by",
    };
    let share = |part: &Part| match part.together {
        _ if dyad.verdict == Verdict::CannotTell => "can't tell",
        share if share > 0.9 => "all the time",
        share if share > 0.5 => "most of the time",
        share if share > 0.0 => "some of the time",
        _ => "not more than chance",
    };
    let rows = parts(dyad, together, 6).into_iter().map(|part| {
        let [a, b] = [0, 1].map(|who| against(who, part.means[who]).to_owned());
        let share = share(&part).to_owned();
        vec![part.when, a, b, share]
    });
    Listing { head: vec!["time", "A", "B", "went together"], rows: rows.collect() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_peak_survives_and_gaps_stay_gaps() {
        let mut trace = vec![0.0; 1000];
        trace[503] = 9.0;
        trace[200..400].fill(f64::NAN);
        let kept = extremes(&trace, 100);
        assert!(kept.contains(&Some(503)));
        assert_eq!(kept.iter().filter(|at| at.is_none()).count(), 20);
    }

    #[test]
    fn very_different_ranges_get_an_axis_each() {
        assert!(comparable((0.0, 5.0), (1.0, 4.0)));
        assert!(!comparable((0.0, 5.0), (0.0, 0.5)));
        assert!(!comparable((60.0, 70.0), (100.0, 110.0)));
        assert!(comparable((2.0, 2.0), (2.0, 2.0)));
    }
}
