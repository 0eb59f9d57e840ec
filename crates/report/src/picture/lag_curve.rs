//! The lag curve: mean z at every lag, beside what shifted copies reach.

use attune::Dyad;

use super::scale::{Scale, label, padded, range, round_numbers};
use super::{LEFT, Listing, Picture, RIGHT, WIDTH, axis};
use crate::number::{decimals, lag, p_value};
use crate::svg::{Anchor, Svg, polyline};

/// Mean z over windows at each lag with the 5th to 95th percentile of shifted copies; `None` where
/// nothing could be computed.
pub fn lag_curve(dyad: &Dyad) -> Option<Picture> {
    let synchrony = dyad.synchrony.as_ref()?;
    let curve = &synchrony.lag_curve;
    let (first, last) = (*curve.lag_s.first()?, *curve.lag_s.last()?);
    let values = curve.mean_z.iter().chain(&curve.chance_lo).chain(&curve.chance_hi);
    let (lo, hi) = range(values.copied().chain([0.0]))?;
    let level = Scale { from: padded((lo, hi), 0.08), to: (BOTTOM, TOP) };
    let time =
        Scale { from: if first < last { (first, last) } else { (-1.0, 1.0) }, to: (LEFT, RIGHT) };

    let mut svg = Svg::default();
    axis::levels(&mut svg, &level, 4);
    let place = |(l, z): (&f64, &f64)| (time.at(*l), level.at(*z));
    let upper: Vec<_> = curve.lag_s.iter().zip(&curve.chance_hi).map(place).collect();
    let lower: Vec<_> = curve.lag_s.iter().zip(&curve.chance_lo).map(place).collect();
    let outline = upper.iter().chain(lower.iter().rev()).copied();
    let outline = outline.filter(|(_, y)| y.is_finite());
    svg.path("p-band", &(polyline(outline) + "z"));
    svg.path("p-edge", &polyline(upper));
    svg.path("p-edge", &polyline(lower));
    svg.line("p-axis", (LEFT, level.at(0.0)), (RIGHT, level.at(0.0)));
    svg.line("p-axis", (time.at(0.0), TOP), (time.at(0.0), BOTTOM));
    svg.path("p-ink", &polyline(curve.lag_s.iter().zip(&curve.mean_z).map(place)));
    for (at, value) in round_numbers(time.from, 8).into_iter().enumerate() {
        let x = time.at(value);
        svg.line("p-axis", (x, BOTTOM), (x, BOTTOM + 4.0));
        let class = axis::thinned("p-small", at);
        svg.text(class, (x, BOTTOM + 18.0), Anchor::Middle, &label(value));
    }
    svg.text("p-small", (LEFT, TOP - 9.0), Anchor::Start, "mean z");
    svg.text("p-small", (LEFT, BOTTOM + 42.0), Anchor::Start, "← B's movement first");
    svg.text("p-small p-yields", ((LEFT + RIGHT) / 2.0, BOTTOM + 42.0), Anchor::Middle, "lag, s");
    svg.text("p-small", (RIGHT, BOTTOM + 42.0), Anchor::End, "A's movement first →");

    let rows = (0..curve.lag_s.len()).map(|i| {
        vec![
            lag(curve.lag_s[i]),
            decimals(curve.mean_z[i], 3),
            decimals(curve.chance_lo[i], 3),
            decimals(curve.chance_hi[i], 3),
        ]
    });
    Some(Picture {
        name: "lag_curve",
        title: format!("{}: lag curve", dyad.channel),
        summary: format!(
            "Mean z is largest at a lag of {} ({} against all lags of shifted copies); the band is the \
             5th to 95th percentile of shifted copies at each lag. A best lag is not a leader.",
            lag(synchrony.best_lag_s),
            p_value("p", synchrony.p_best_lag),
        ),
        listing: Listing {
            head: vec!["lag", "mean z", "chance, 5th percentile", "chance, 95th percentile"],
            rows: thinned(rows.collect()),
        },
        size: (WIDTH, BOTTOM + 52.0),
        body: svg.finish(),
    })
}

const TOP: f64 = 24.0;
const BOTTOM: f64 = 204.0;

/// At most about forty rows: the table on the page is for reading, the file has them all.
fn thinned(rows: Vec<Vec<String>>) -> Vec<Vec<String>> {
    let every = rows.len().div_ceil(41);
    rows.into_iter().step_by(every.max(1)).collect()
}
