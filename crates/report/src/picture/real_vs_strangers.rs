//! The sample as a whole: every real pair above the stranger pairs of the study.

use attune::{Analysis, ChannelResult, Dyad, Verdict};

use super::scale::{Scale, padded, range};
use super::{LEFT, Listing, Picture, RIGHT, WIDTH, axis};
use crate::number::{count, decimals};
use crate::svg::{Anchor, Svg, short};
use crate::words;

/// Stranger pairs as a histogram, real pairs as marks above it, one row per group; `None` for a
/// channel without strangers.
pub fn real_vs_strangers(analysis: &Analysis, channel: &str) -> Option<Picture> {
    let strangers: Vec<f64> = analysis
        .strangers
        .iter()
        .filter(|pair| pair.channel == channel && pair.mean_z.is_finite())
        .map(|pair| pair.mean_z)
        .collect();
    let results: Vec<&ChannelResult> =
        analysis.channels.iter().filter(|result| result.channel == channel).collect();
    let whole = results.iter().find(|result| result.group.is_none())?;
    let rows = rows(analysis, channel);
    let real = rows.iter().flat_map(|row| row.pairs.iter().map(|(z, _)| *z));
    let from = padded(range(strangers.iter().copied().chain(real))?, 0.04);
    let value = Scale { from, to: (LEFT, RIGHT) };

    let mut svg = Svg::default();
    let mut y = 20.0;
    for row in &rows {
        let tallest = swarm(&mut svg, &value, row, y);
        y += tallest + 22.0;
    }
    let floor = y + HISTOGRAM;
    histogram(&mut svg, &value, &strangers, floor);
    means(&mut svg, &value, whole, y, floor);
    axis::values(&mut svg, &value, floor);
    svg.text("p-small", (LEFT, floor + 42.0), Anchor::Start, "← less together");
    svg.text("p-small p-yields", ((LEFT + RIGHT) / 2.0, floor + 42.0), Anchor::Middle, "mean z");
    svg.text("p-small", (RIGHT, floor + 42.0), Anchor::End, "more together →");
    Some(Picture {
        name: "real_vs_strangers",
        title: format!("{channel}: real pairs and stranger pairs"),
        summary: summary(whole),
        listing: listing(&results),
        size: (WIDTH, floor + 52.0),
        body: svg.finish(),
    })
}

const HISTOGRAM: f64 = 96.0;
const STEP: f64 = 11.0;

struct Row<'a> {
    name: &'a str,
    /// mean_z and verdict, ascending.
    pairs: Vec<(f64, Verdict)>,
}

fn rows<'a>(analysis: &'a Analysis, channel: &str) -> Vec<Row<'a>> {
    let of = |group: Option<&str>| {
        let inside = |dyad: &&Dyad| {
            dyad.channel == channel && (group.is_none() || dyad.group.as_deref() == group)
        };
        let dyads = analysis.dyads.iter().filter(inside);
        let mut pairs: Vec<(f64, Verdict)> = dyads
            .filter_map(|d| d.synchrony.as_ref().map(|s| (s.mean_z, d.verdict)))
            .filter(|(z, _)| z.is_finite())
            .collect();
        pairs.sort_by(|a, b| a.0.total_cmp(&b.0));
        pairs
    };
    if analysis.study.groups.is_empty() {
        return vec![Row { name: "real pairs", pairs: of(None) }];
    }
    analysis.study.groups.iter().map(|group| Row { name: group, pairs: of(Some(group)) }).collect()
}

/// One mark per pair, stacked where they would overlap; returns the height used.
fn swarm(svg: &mut Svg, value: &Scale, row: &Row<'_>, top: f64) -> f64 {
    svg.text("p-small", (LEFT, top), Anchor::Start, row.name);
    let mut placed: Vec<(f64, usize)> = Vec::new();
    for (z, _) in &row.pairs {
        let x = value.at(*z);
        let taken =
            |level: usize| placed.iter().any(|(px, pl)| *pl == level && (x - px).abs() < STEP);
        let level = (0..).find(|level| !taken(*level)).unwrap_or(0);
        placed.push((x, level));
    }
    let tallest = placed.iter().map(|(_, level)| level + 1).max().unwrap_or(1) as f64 * STEP;
    let floor = top + 8.0 + tallest;
    for ((x, level), (_, verdict)) in placed.iter().zip(&row.pairs) {
        mark(svg, *verdict, (*x, floor - STEP * (*level as f64 + 0.5)));
    }
    tallest
}

/// Filled: supported. Ringed dot: weak. Hollow: the rest.
fn mark(svg: &mut Svg, verdict: Verdict, place: (f64, f64)) {
    match verdict {
        Verdict::Supported => svg.circle("p-mark", place, 5.4),
        Verdict::Weak => {
            svg.circle("p-ring", place, 4.6);
            svg.circle("p-mark p-core", place, 2.0);
        }
        Verdict::NotSeen | Verdict::CannotTell => svg.circle("p-faint", place, 4.6),
    }
}

fn histogram(svg: &mut Svg, value: &Scale, strangers: &[f64], floor: f64) {
    const BINS: usize = 48;
    let width = (value.from.1 - value.from.0) / BINS as f64;
    let mut counts = [0usize; BINS];
    for z in strangers {
        let bin = ((z - value.from.0) / width).floor().max(0.0) as usize;
        counts[bin.min(BINS - 1)] += 1;
    }
    let most = counts.iter().copied().max().unwrap_or(1).max(1) as f64;
    let mut d = format!("M{} {}", short(LEFT), short(floor));
    for (bin, count) in counts.iter().enumerate() {
        let y = floor - (HISTOGRAM - 14.0) * *count as f64 / most;
        let right = value.at(value.from.0 + width * (bin + 1) as f64);
        d += &format!("V{}H{}", short(y), short(right));
    }
    d += &format!("V{}z", short(floor));
    svg.path("p-band", &d);
    svg.text("p-small", (LEFT, floor - HISTOGRAM + 22.0), Anchor::Start, "stranger pairs");
}

fn means(svg: &mut Svg, value: &Scale, whole: &ChannelResult, top: f64, floor: f64) {
    let (real, strangers) = (value.at(whole.real_mean), value.at(whole.stranger_mean));
    svg.line("p-edge", (strangers, top - 6.0), (strangers, floor));
    svg.line("p-ink", (real, 16.0), (real, floor));
    // On the side away from the strangers, unless the words would leave the picture there.
    const WORDS: f64 = 130.0;
    let left = real < strangers || real + WORDS > RIGHT;
    let (aside, anchor) = if left { (-6.0, Anchor::End) } else { (6.0, Anchor::Start) };
    svg.text("p-small p-strong", (real + aside, floor - 8.0), anchor, "mean of real pairs");
}

fn summary(whole: &ChannelResult) -> String {
    format!(
        "Mean z of {} is {} on average, of {} {}; {}. Each mark is one real pair.",
        count(whole.n_real, "real pair", "real pairs"),
        decimals(whole.real_mean, 3),
        count(whole.n_pseudo, "stranger pair", "stranger pairs"),
        decimals(whole.stranger_mean, 3),
        words::effect(whole),
    )
}

fn listing(results: &[&ChannelResult]) -> Listing {
    let rows = results.iter().map(|result| {
        vec![
            result.group.clone().unwrap_or_else(|| "all pairs".into()),
            decimals(result.d, 2),
            format!("{} to {}", decimals(result.interval.lo, 2), decimals(result.interval.hi, 2)),
            format!("{} ({})", decimals(result.real_mean, 3), result.n_real),
            format!("{} ({})", decimals(result.stranger_mean, 3), result.n_pseudo),
        ]
    });
    Listing {
        head: vec![
            "pairs",
            "d",
            "95 % interval",
            "mean z of real pairs (how many)",
            "mean z of stranger pairs (how many)",
        ],
        rows: rows.collect(),
    }
}
