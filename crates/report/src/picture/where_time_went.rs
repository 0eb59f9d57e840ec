//! Where the two spent their time: three levels of each, three by three.

use super::{Listing, Picture, WIDTH};
use crate::number::span;
use crate::svg::{Anchor, Svg};

/// Time spent in each of nine places: `seconds[b][a]`, levels from low over usual to high, each
/// person measured against this person's own usual.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct TimeGrid {
    /// Seconds in each place.
    pub seconds: [[f64; 3]; 3],
}

/// The grid: A from left to right, B from bottom to top; the darker, the more time.
pub fn where_time_went(of: &TimeGrid, what: &str) -> Picture {
    let mut svg = Svg::default();
    let all: f64 = of.seconds.iter().flatten().sum();
    let most = of.seconds.iter().flatten().copied().fold(0.0, f64::max);
    for b in 0..3 {
        for a in 0..3 {
            let seconds = of.seconds[b][a];
            let (x, y) = (GRID.0 + CELL.0 * a as f64, GRID.1 + CELL.1 * (2 - b) as f64);
            svg.rect(shade(seconds, most), (x, y), (CELL.0 - 3.0, CELL.1 - 3.0));
            let middle = (x + CELL.0 / 2.0, y + CELL.1 / 2.0 + 4.0);
            if seconds > 0.0 {
                svg.text("p-strong", middle, Anchor::Middle, &span(seconds));
            } else {
                svg.text("p-small", middle, Anchor::Middle, "–");
            }
        }
    }
    for (level, word) in LEVELS.iter().enumerate() {
        let x = GRID.0 + CELL.0 * (level as f64 + 0.5);
        let y = GRID.1 + CELL.1 * (2.5 - level as f64) + 4.0;
        svg.text("p-at", (x, GRID.1 + 3.0 * CELL.1 + 18.0), Anchor::Middle, &format!("A {word}"));
        svg.text("p-bt", (GRID.0 - 10.0, y), Anchor::End, &format!("B {word}"));
    }
    Picture {
        name: "where-time-went",
        title: format!("Where the two spent their time: {what}"),
        summary: summary(of, all),
        listing: listing(of),
        size: (WIDTH, GRID.1 + 3.0 * CELL.1 + 30.0),
        body: svg.finish(),
    }
}

const LEVELS: [&str; 3] = ["lower", "as usual", "higher"];
const GRID: (f64, f64) = (150.0, 8.0);
const CELL: (f64, f64) = (140.0, 62.0);

/// Four steps of grey: more steps could not be told apart.
fn shade(seconds: f64, most: f64) -> &'static str {
    if seconds <= 0.0 {
        return "p-cell0";
    }
    match seconds / most {
        share if share < 0.34 => "p-cell1",
        share if share < 0.67 => "p-cell2",
        _ => "p-cell3",
    }
}

fn summary(of: &TimeGrid, all: f64) -> String {
    if all <= 0.0 {
        return "Nothing was recorded of both at once.".into();
    }
    let both = |level: usize| of.seconds[level][level];
    format!(
        "Of {} recorded of both, {} with both higher than their own usual, {} with both as usual, \
         {} with both lower; the rest apart.",
        span(all),
        span(both(2)),
        span(both(1)),
        span(both(0)),
    )
}

fn listing(of: &TimeGrid) -> Listing {
    let rows = (0..3).rev().map(|b| {
        let cells = (0..3).map(|a| span(of.seconds[b][a]));
        std::iter::once(format!("B {}", LEVELS[b])).chain(cells).collect()
    });
    Listing { head: vec!["B", "A lower", "A as usual", "A higher"], rows: rows.collect() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_diagonal_is_told_in_words() {
        let mut grid = TimeGrid::default();
        grid.seconds[2][2] = 60.0;
        grid.seconds[1][1] = 240.0;
        grid.seconds[0][2] = 300.0;
        let picture = where_time_went(&grid, "heart");
        assert!(picture.summary.starts_with(
            "Of 10 min recorded of both, 60 s with both higher than their own usual, 4 min"
        ));
        assert_eq!(picture.listing.rows[2], ["B lower", "0 s", "0 s", "5 min"]);
    }
}
