//! The heat map of time and lag.

use attune::{Dyad, LagMap, Synchrony, Verdict};

use super::png::{Rgba, data_address};
use super::scale::{Scale, label, round_numbers};
use super::traces::session;
use super::{LEFT, Listing, Picture, RIGHT, WIDTH, axis};
use crate::number::{clock, decimals, in_days, lag, percent};
use crate::svg::{Anchor, Svg, polyline};

/// Pearson r of every window and lag; blank where too few samples. `None` where nothing could be
/// computed.
pub fn lag_map(dyad: &Dyad) -> Option<Picture> {
    let synchrony = dyad.synchrony.as_ref()?;
    let map = &synchrony.map;
    let (start, end) = session(dyad);
    let time = Scale { from: (start, end), to: (LEFT, RIGHT) };
    let (first, last) = (*map.lag_s.first()?, *map.lag_s.last()?);
    let lag_step = if map.lag_s.len() > 1 { map.lag_s[1] - map.lag_s[0] } else { 1.0 };
    let lags = Scale { from: (first - lag_step / 2.0, last + lag_step / 2.0), to: (BOTTOM, TOP) };
    let window = synchrony.windows.first()?;
    let half = (window.t1 - window.t0) / 2.0;
    let step = if map.t0.len() > 1 { map.t0[1] - map.t0[0] } else { 2.0 * half };

    let mut svg = Svg::default();
    svg.rect("p-track", (LEFT, TOP), (RIGHT - LEFT, BOTTOM - TOP));
    let (columns, rows, pixels) = pixels(map);
    let (t0, t1) = (map.t0.first()? + half - step / 2.0, map.t0.last()? + half + step / 2.0);
    let (x0, x1) = (time.at(t0).max(LEFT), time.at(t1).min(RIGHT));
    svg.rect("p-paper", (x0, TOP), (x1 - x0, BOTTOM - TOP));
    svg.image(&data_address(columns, &pixels, &palette()), (x0, TOP), (x1 - x0, BOTTOM - TOP));
    debug_assert_eq!(pixels.len(), columns * rows);
    svg.line("p-axis", (LEFT, lags.at(0.0)), (RIGHT, lags.at(0.0)));
    for value in round_numbers((first, last), 5) {
        let y = lags.at(value);
        svg.text("p-small", (LEFT - 7.0, y + 4.0), Anchor::End, &label(value));
    }
    svg.text("p-small", (LEFT, TOP - 9.0), Anchor::Start, "lag, s (above 0: A's movement first)");
    if dyad.verdict != Verdict::CannotTell {
        svg.path("p-peaks", &peaks(synchrony, &time, &lags));
    }
    legend(&mut svg);
    axis::times(&mut svg, &time, BOTTOM);
    Some(Picture {
        name: "lag_map",
        title: format!("{}: correlation by time and lag", dyad.channel),
        summary: summary(dyad, synchrony, in_days(end - start)),
        listing: listing(synchrony, in_days(end - start)),
        size: (WIDTH, BOTTOM + 28.0),
        body: svg.finish(),
    })
}

const TOP: f64 = 26.0;
const BOTTOM: f64 = 216.0;
/// More cells than this are averaged with their neighbours, so that 80 pairs stay small; the file
/// has them all.
const MOST: (usize, usize) = (240, 61);
/// Levels of colour on each side of zero.
const LEVELS: u8 = 25;

/// Palette indices, one row per lag from the top, one column per window.
fn pixels(map: &LagMap) -> (usize, usize, Vec<u8>) {
    let (windows, lags) = (map.t0.len(), map.lag_s.len());
    let (columns, rows) = (windows.clamp(1, MOST.0), lags.clamp(1, MOST.1));
    let mut out = Vec::with_capacity(columns * rows);
    for row in (0..rows).rev() {
        let (l0, l1) = (row * lags / rows, (row + 1) * lags / rows);
        for column in 0..columns {
            let (w0, w1) = (column * windows / columns, (column + 1) * windows / columns);
            let cells = (w0..w1).flat_map(|w| &map.row(w)[l0..l1]).filter(|r| r.is_finite());
            let (sum, n) = cells.fold((0.0, 0.0), |(sum, n), r| (sum + r, n + 1.0));
            out.push(if n == 0.0 { 0 } else { index(sum / n) });
        }
    }
    (columns, rows, out)
}

fn index(r: f64) -> u8 {
    let level = (r.clamp(-1.0, 1.0) * f64::from(LEVELS)).round();
    // 0 is "no data"; 1 is r = -1.
    (level + f64::from(LEVELS) + 1.0) as u8
}

/// Purple to clear to orange, told apart in every common colour blindness; darker where positive,
/// so that the sign survives a grey print.
fn palette() -> Vec<Rgba> {
    const DOWN: [u8; 3] = [118, 99, 178];
    const UP: [u8; 3] = [166, 74, 8];
    // "No data" is as grey as the track around the map.
    let mut out = vec![[139, 147, 150, 70]];
    for level in -i32::from(LEVELS)..=i32::from(LEVELS) {
        let strength = f64::from(level.abs()) / f64::from(LEVELS);
        let [r, g, b] = if level < 0 { DOWN } else { UP };
        let full = if level < 0 { 215.0 } else { 255.0 };
        out.push([r, g, b, (full * strength.powf(0.85)).round() as u8]);
    }
    out
}

/// A dot at the best lag of windows beyond chance; no more dots than can be told apart.
fn peaks(synchrony: &Synchrony, time: &Scale, lags: &Scale) -> String {
    let every = synchrony.windows.len().div_ceil(MOST.0).max(1);
    let beyond = synchrony.windows.iter().step_by(every).filter(|window| window.beyond_chance);
    let places = beyond.map(|w| (time.at((w.t0 + w.t1) / 2.0), lags.at(w.best_lag_s)));
    // A missing point between two breaks the line, so that every point stands alone.
    polyline(places.flat_map(|place| [place, (f64::NAN, f64::NAN)]))
}

fn legend(svg: &mut Svg) {
    let x = RIGHT + 16.0;
    let (top, bottom) = (TOP + 8.0, BOTTOM - 8.0);
    let column: Vec<u8> = (0..=2 * LEVELS).rev().map(|level| level + 1).collect();
    svg.image(&data_address(1, &column, &palette()), (x, top), (10.0, bottom - top));
    for (text, y) in [
        ("1", top),
        ("r", (top + bottom) / 2.0 - 22.0),
        ("0", (top + bottom) / 2.0),
        ("−1", bottom),
    ] {
        svg.text("p-small", (x + 15.0, y + 4.0), Anchor::Start, text);
    }
}

fn summary(dyad: &Dyad, synchrony: &Synchrony, days: bool) -> String {
    let usable: Vec<_> = synchrony.windows.iter().filter(|w| w.best_r.is_finite()).collect();
    let Some(peak) = usable.iter().max_by(|v, w| v.best_r.total_cmp(&w.best_r)) else {
        return "No window had enough samples of both people.".into();
    };
    let beyond = usable.iter().filter(|window| window.beyond_chance).count();
    let marked = if dyad.verdict == Verdict::CannotTell {
        String::new()
    } else {
        let share = percent(beyond as f64 / usable.len() as f64);
        format!(" {share} of windows belong to a run beyond chance (dotted).")
    };
    format!(
        "{} windows; the largest r is {} in the window from {} at a lag of {}.{marked} Single cells \
         are not tested.",
        usable.len(),
        decimals(peak.best_r, 2),
        clock(peak.t0, days),
        lag(peak.best_lag_s),
    )
}

/// A dozen windows, evenly spread; the page lists all of them elsewhere, the file too.
fn listing(synchrony: &Synchrony, days: bool) -> Listing {
    let every = synchrony.windows.len().div_ceil(12).max(1);
    let rows = synchrony.windows.iter().step_by(every).map(|w| {
        vec![clock(w.t0, days), decimals(w.best_r, 2), lag(w.best_lag_s), decimals(w.mean_z, 2)]
    });
    Listing { head: vec!["window from", "largest r", "at lag", "mean z"], rows: rows.collect() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_palette_is_a_mirror_with_no_data_apart() {
        let palette = palette();
        assert_eq!(palette.len(), usize::from(2 * LEVELS + 2));
        assert_eq!(index(-1.0), 1);
        assert_eq!(index(1.0), 2 * LEVELS + 1);
        assert_eq!(palette[usize::from(index(0.0))][3], 0);
        assert_eq!(palette[usize::from(index(1.0))][3], 255);
    }

    #[test]
    fn large_maps_are_averaged_and_blank_cells_stay_blank() {
        let (windows, lags) = (2000, 401);
        let mut r = vec![0.5; windows * lags];
        r[..lags * 100].fill(f64::NAN);
        let map = LagMap {
            t0: (0..windows).map(|w| w as f64).collect(),
            lag_s: (0..lags).map(|l| l as f64).collect(),
            r,
        };
        let (columns, rows, pixels) = pixels(&map);
        assert_eq!((columns, rows), MOST);
        assert_eq!(pixels[0], 0);
        assert_eq!(pixels[columns - 1], index(0.5));
    }
}
