//! "You among 100 stranger pairs": chance as dots one can count.

use attune::{Analysis, Dyad, Null, Synchrony};

use super::dots::{representatives, stacked};
use super::scale::{Scale, padded, quantile, range};
use super::{LEFT, Listing, Picture, RIGHT, WIDTH, axis};
use crate::number::{brief, decimals};
use crate::svg::{Anchor, Svg};
use crate::words::Counts;

/// These two among stranger pairs, or among copies moved in time where there are no strangers;
/// `None` where nothing could be computed.
pub fn strangers(analysis: &Analysis, dyad: &Dyad) -> Option<Picture> {
    let synchrony = dyad.synchrony.as_ref()?;
    let beside = Beside::new(analysis, dyad, synchrony)?;
    let mut dots = representatives(&beside.values, 100);
    let near = within_reach(&dots);
    let (lo, hi) = padded(range(near.into_iter().chain([beside.own]))?, 0.05);
    for dot in &mut dots {
        *dot = dot.clamp(lo, hi);
    }
    let value = Scale { from: (lo, hi), to: (LEFT, RIGHT) };
    let column = 11.5 * (hi - lo) / (RIGHT - LEFT);
    let places = stacked(&dots, column);
    let tallest = places.iter().map(|(_, height)| height + 1).max().unwrap_or(1).max(6);
    let floor = TOP + tallest as f64 * DOT;

    let mut svg = Svg::default();
    for (x, height) in places {
        svg.circle("p-chance", (value.at(x), floor - DOT * (height as f64 + 0.5)), 4.6);
    }
    let x = value.at(beside.own);
    svg.line("p-ink", (x, TOP - 8.0), (x, floor));
    svg.diamond("p-mark", (x, TOP - 10.0), 7.5);
    let anchor = if x > (LEFT + RIGHT) / 2.0 { Anchor::End } else { Anchor::Start };
    let aside = if anchor == Anchor::End { -12.0 } else { 12.0 };
    svg.text("p-strong", (x + aside, TOP - 5.5), anchor, "these two");
    axis::values(&mut svg, &value, floor + 4.0);
    svg.text("p-small", (LEFT, floor + 46.0), Anchor::Start, "← less together");
    svg.text("p-small", (RIGHT, floor + 46.0), Anchor::End, "more together →");
    svg.text("p-small p-yields", ((LEFT + RIGHT) / 2.0, floor + 46.0), Anchor::Middle, "mean z");
    Some(Picture {
        name: "strangers",
        title: format!("These two among {}", beside.who(dots.len())),
        summary: beside.summary(dots.len()),
        listing: beside.listing(),
        size: (WIDTH, floor + 56.0),
        body: svg.finish(),
    })
}

const TOP: f64 = 30.0;
const DOT: f64 = 11.0;

/// A stray pair or two far out must not press all others into one column: dots further from
/// the middle nine tenths than these are wide are drawn at the edge.
fn within_reach(dots: &[f64]) -> Vec<f64> {
    if dots.len() < 20 {
        return dots.to_vec();
    }
    let (low, high) = (quantile(dots, 0.05), quantile(dots, 0.95));
    let reach = (high - low).max(f64::MIN_POSITIVE);
    let near = |dot: &&f64| **dot > low - reach && **dot < high + reach;
    dots.iter().filter(near).copied().collect()
}

/// The pair's own number and the chance it is set beside.
struct Beside {
    own: f64,
    values: Vec<f64>,
    counts: Counts,
    strangers: bool,
}

impl Beside {
    fn new(analysis: &Analysis, dyad: &Dyad, synchrony: &Synchrony) -> Option<Self> {
        let pairs = analysis.strangers.iter().filter(|pair| pair.channel == dyad.channel);
        let values: Vec<f64> = pairs.map(|pair| pair.mean_z).collect();
        if let (false, Some(counts)) = (values.is_empty(), Counts::strangers(synchrony)) {
            return Some(Self { own: synchrony.mean_z, values, counts, strangers: true });
        }
        let test = synchrony.tests.iter().find(|test| test.null == Null::Shift)?;
        let counts = Counts::shifted(synchrony)?;
        let values = test.distribution.clone();
        Some(Self { own: test.observed, values, counts, strangers: false })
    }

    fn who(&self, dots: usize) -> String {
        if self.strangers {
            format!("{dots} stranger pairs")
        } else {
            format!("{dots} copies moved in time")
        }
    }

    fn summary(&self, dots: usize) -> String {
        let Counts { below, of } = self.counts;
        let of_whom = if self.strangers {
            "stranger pairs went together less than these two"
        } else {
            "copies with one recording moved in time went together less than these two recordings"
        };
        let stand = if self.values.len() > dots {
            format!(
                " Each dot stands for {} of {}.",
                ratio(self.values.len(), dots),
                self.values.len()
            )
        } else {
            String::new()
        };
        format!("{below} of {of} {of_whom}.{stand}")
    }

    fn listing(&self) -> Listing {
        let mut sorted: Vec<f64> = self.values.iter().copied().filter(|x| x.is_finite()).collect();
        sorted.sort_by(f64::total_cmp);
        let place =
            |name: &str, share: f64| vec![name.to_owned(), decimals(quantile(&sorted, share), 3)];
        Listing {
            head: vec!["who", "mean z"],
            rows: vec![
                vec!["these two".into(), decimals(self.own, 3)],
                place("chance, lowest", 0.0),
                place("chance, 5 of 100 below", 0.05),
                place("chance, middle", 0.5),
                place("chance, 95 of 100 below", 0.95),
                place("chance, 99 of 100 below", 0.99),
                place("chance, highest", 1.0),
            ],
        }
    }
}

fn ratio(all: usize, dots: usize) -> String {
    let each = all as f64 / dots as f64;
    if all.is_multiple_of(dots) {
        decimals(each, 0)
    } else {
        format!("about {}", brief((10.0 * each).round() / 10.0))
    }
}
