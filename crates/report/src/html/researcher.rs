//! The researcher's part of a pair: lag curve, heat map, tests, windows.

use attune::{Analysis, Dyad, Null, Synchrony};
use maud::{Markup, PreEscaped, html};

use super::dyad::part;
use super::figure::{self, Legend};
use super::loop_part;
use super::measures;
use crate::methods::parameters;
use crate::number::{clock, decimals, in_days, lag, p_value, percent, span};
use crate::picture::{self, Listing};
use crate::words;

pub(super) fn details(analysis: &Analysis, at: usize, single: bool) -> Markup {
    let dyad = &analysis.dyads[at];
    html! {
        details .researcher {
            summary { "For researchers" }
            p { (figure::unbroken(&words::dyad_for_researchers(dyad))) }
            (reasons(dyad))
            p .aside { "Parameters: " (parameters(analysis)) ". " a href="#methods" { "All of them" } }
            @if let Some(synchrony) = &dyad.synchrony {
                (part(single, "Numbers"))
                (figure::listing(&numbers(dyad, synchrony), "Estimates"))
                (part(single, "Tests of mean z, upper tail"))
                (figure::listing(&tests(synchrony), "Tests"))
                @if let Some(picture) = picture::lag_curve(dyad) {
                    (part(single, "Lag curve"))
                    (figure::figure(&picture, &format!("l{at}"), Legend::None))
                }
                @if let Some(picture) = picture::lag_map(dyad) {
                    (part(single, "Correlation by time and lag"))
                    (figure::figure(&without_listing(picture), &format!("m{at}"), Legend::None))
                }
                (part(single, "Windows"))
                (windows(dyad, synchrony))
            }
            (measures::measures(analysis, at, single))
            (loop_part::researcher(dyad, single))
        }
    }
}

fn reasons(dyad: &Dyad) -> Markup {
    html! {
        @if !dyad.reasons.is_empty() {
            ul {
                @for reason in &dyad.reasons {
                    li { (words::reason(reason)) " " code { (words::reason_code(reason)) } }
                }
            }
        }
    }
}

fn numbers(dyad: &Dyad, found: &Synchrony) -> Listing {
    let number = |name: &str, value: String| vec![name.to_owned(), value];
    let interval = &found.mean_z_interval;
    Listing {
        head: vec!["estimate", "value"],
        rows: vec![
            number(
                "mean z (primary)",
                format!(
                    "{} [{}, {}]",
                    decimals(found.mean_z, 3),
                    decimals(interval.lo, 3),
                    decimals(interval.hi, 3)
                ),
            ),
            number("mean |z| (descriptive)", decimals(found.mean_abs_z, 3)),
            number("strength while synchronised", decimals(found.facets.while_synchronised, 3)),
            number("how often (5 % by chance)", percent(found.facets.how_often)),
            number("time beyond chance as a cluster", span(found.beyond_chance_s)),
            number(
                "best lag (max-T)",
                format!("{}, {}", lag(found.best_lag_s), p_value("p", found.p_best_lag)),
            ),
            number("independent stretches (n_eff)", decimals(dyad.n_eff, 1)),
            number(
                "time constants, A and B",
                format!(
                    "{} and {}",
                    seconds(dyad.people[0].time_constant_s),
                    seconds(dyad.people[1].time_constant_s)
                ),
            ),
            number(
                "usable, grid points, step",
                format!("{}, {}, {}", span(dyad.usable_s), dyad.n, span(dyad.step_s)),
            ),
        ],
    }
}

fn seconds(time: f64) -> String {
    if time.is_finite() { span(time) } else { "–".into() }
}

fn tests(found: &Synchrony) -> Listing {
    let mut rows: Vec<Vec<String>> = found
        .tests
        .iter()
        .map(|test| {
            vec![
                words::null_title(test.null).to_owned(),
                decimals(test.observed, 3),
                p_value("p", test.p),
                test.distribution.len().to_string(),
            ]
        })
        .collect();
    if found.tests.iter().any(|test| test.null == Null::Shift) {
        let q = p_value("q", found.q);
        rows.push(vec![
            "the shift test over all pairs (Benjamini-Hochberg)".into(),
            String::new(),
            q,
            String::new(),
        ]);
    }
    if let Some(percentile) = found.stranger_percentile {
        rows.push(vec![
            "stranger pairs".into(),
            decimals(found.mean_z, 3),
            format!("percentile {}", decimals(percentile, 1)),
            found.n_strangers.to_string(),
        ]);
    }
    Listing { head: vec!["against", "observed", "result", "how many"], rows }
}

/// The windows' table stands below the map and says the same in full.
fn without_listing(mut picture: picture::Picture) -> picture::Picture {
    picture.listing = Listing::default();
    picture
}

/// At most this many windows are on the page, so that many pairs stay quick to open.
const MOST_WINDOWS: usize = 60;

/// Written by hand rather than through the templates: thousands of these rows are on a page, and
/// HTML lets a cell end where the next begins.
fn windows(dyad: &Dyad, found: &Synchrony) -> Markup {
    let days = in_days(dyad.step_s * dyad.n as f64);
    let every = found.windows.len().div_ceil(MOST_WINDOWS).max(1);
    let mut rows = String::new();
    for window in found.windows.iter().step_by(every) {
        rows += &format!(
            "<tr><th scope=row>{}<td>{}<td>{}<td>{}<td>{}<td>{}",
            clock(window.t0, days),
            decimals(window.mean_z, 2),
            decimals(window.best_r, 2),
            lag(window.best_lag_s),
            decimals(window.null_pct, 0),
            if window.beyond_chance { "yes" } else { "" },
        );
    }
    html! {
        @if every > 1 {
            p .aside { "One of every " (every) " windows; all " (found.windows.len()) " are in windows.csv." }
        }
        div .wide tabindex="0" role="group" aria-label="Windows" {
            table {
                caption .hidden { "Windows" }
                thead {
                    tr {
                        th scope="col" { "from" } th scope="col" { "mean z" } th scope="col" { "largest r" }
                        th scope="col" { "at lag" } th scope="col" { "percentile of chance" }
                        th scope="col" { "beyond chance" }
                    }
                }
                tbody { (PreEscaped(rows)) }
            }
        }
    }
}
