//! Which code of one person follows which code of the other.

use attune_coupling::Tail;
use attune_coupling::measure::{
    Code, LagSequential, SequentialOptions, TwoByTwo, lag_sequential, lag_sequential_test,
};

use super::entry::{Measure, Parameter, Takes, Value, count, output};
use super::pool::summed;
use super::sources::{ALLISON_1982, BAKEMAN_2011};
use crate::measure::{
    Codes, MeasureCaveat, MeasureError, MeasureInput, Measured, MeasuredTable, NO_LOG_ODDS,
    ONE_SIDED_CODE, Settings, Surrogates, Tests,
};
use crate::{Null, Scale};

pub(super) const MEASURE: Measure = Measure {
    name: "lag-sequential",
    also: &["lag-sequential-analysis"],
    column: "lsa",
    title: "Lag-sequential analysis",
    plain: "After one person did something, what the other tended to do next, beyond what they do anyway.",
    formula: "counts of given code and, lag moments later, target code; per cell Allison and Liker's z, the \
log odds ratio (half a count added where a cell is empty) and Yule's Q; where the same code cannot come next \
(--no-repeats), expected counts come from quasi-independence, z is approximate (conservative with fewer than \
5 codes), and log odds and Q are blank.",
    directed: true,
    nulls: &[Null::Shift],
    weakness: "z assumes independent moments, which codes are not: the p beside it comes from shifted copies. \
Time sequences and event sequences (--events) answer different questions: say which was used.",
    source: "Allison and Liker (1982), doi:10.1037/0033-2909.91.2.393; Bakeman and Quera (2011), \
doi:10.1017/CBO9781139017343.",
    cites: &[ALLISON_1982, BAKEMAN_2011],
    takes: Takes::Codes,
    scale: Scale::None,
    parameters: &[
        count("lag", (1, 0), "intervals", "From the given code to the target."),
        Parameter {
            name: "given",
            value: Value::Text,
            unit: "code",
            plain: "The code it starts from; without one, the highest, or the last by name.",
        },
        Parameter {
            name: "target",
            value: Value::Text,
            unit: "code",
            plain: "The code that follows; without one, the highest, or the last by name.",
        },
        Parameter {
            name: "events",
            value: Value::Flag,
            unit: "",
            plain: "Count events, not intervals: each run of the two people's codes becomes one.",
        },
        Parameter {
            name: "no-repeats",
            value: Value::Flag,
            unit: "",
            plain: "One person's code cannot be followed by the same code of the other's, by how it was coded: \
structural zeros, to be read by z; no log odds, Q or copies then.",
        },
    ],
    outputs: &[
        output(
            "log_odds_a_to_b",
            "log odds",
            "any",
            "How much likelier B's target is after A's given code; blank where either always or never occurs.",
        )
        .tested_for(
            Tail::TwoSided,
            "how B's target code went with A's given code before it",
            Some(0),
        )
        .becomes("log_odds_b_to_a"),
        output(
            "log_odds_b_to_a",
            "log odds",
            "any",
            "How much likelier A's target is after B's given code; blank where either always or never occurs.",
        )
        .tested_for(
            Tail::TwoSided,
            "how A's target code went with B's given code before it",
            Some(1),
        )
        .becomes("log_odds_a_to_b"),
        output(
            "z_a_to_b",
            "standard deviations",
            "any",
            "Allison and Liker's z, A given, B target; with --no-repeats approximate, and conservative with \
fewer than 5 codes.",
        )
        .becomes("z_b_to_a"),
        output(
            "z_b_to_a",
            "standard deviations",
            "any",
            "Allison and Liker's z, B given, A target; with --no-repeats approximate, and conservative with \
fewer than 5 codes.",
        )
        .becomes("z_a_to_b"),
        output("yule_q_a_to_b", "Q", "-1 to 1", "Yule's Q, A given, B target.")
            .becomes("yule_q_b_to_a"),
        output("yule_q_b_to_a", "Q", "-1 to 1", "Yule's Q, B given, A target.")
            .becomes("yule_q_a_to_b"),
        output(
            "n_a_to_b",
            "moments",
            "0 and more",
            "How often B's target came after A's given code.",
        )
        .becomes("n_b_to_a"),
        output(
            "n_b_to_a",
            "moments",
            "0 and more",
            "How often A's target came after B's given code.",
        )
        .becomes("n_a_to_b"),
        output(
            "expected_a_to_b",
            "moments",
            "0 and more",
            "How often it would come if both were independent.",
        )
        .becomes("expected_b_to_a"),
        output(
            "expected_b_to_a",
            "moments",
            "0 and more",
            "How often it would come if both were independent.",
        )
        .becomes("expected_a_to_b"),
        output(
            "largest_a_to_b",
            "standard deviations",
            "0 and more",
            "Largest z in size of all cells, A given; its copies make up for having looked at all of them.",
        )
        .tested_for(Tail::Upper, "how any code of B's went with any of A's before it", Some(0))
        .becomes("largest_b_to_a"),
        output(
            "largest_b_to_a",
            "standard deviations",
            "0 and more",
            "Largest z in size of all cells, B given; its copies make up for having looked at all of them.",
        )
        .tested_for(Tail::Upper, "how any code of A's went with any of B's before it", Some(1))
        .becomes("largest_a_to_b"),
    ],
    run,
    draw_null: Some(draw_null),
    figures: &[],
    pool: Some(pool),
};

fn run(input: &MeasureInput, settings: &Settings) -> Result<Measured, MeasureError> {
    let codes = input.codes()?;
    let (options, cell) = (options(&codes, settings), cell(&codes, settings)?);
    let (a, b) = (&codes.a, &codes.b);
    let (ab, ba) = (lag_sequential(a, b, &options)?, lag_sequential(b, a, &options)?);
    let values = vec![
        ("log_odds_a_to_b", ab.log_odds[cell]),
        ("log_odds_b_to_a", ba.log_odds[cell]),
        ("z_a_to_b", ab.z[cell]),
        ("z_b_to_a", ba.z[cell]),
        ("yule_q_a_to_b", ab.yule_q[cell]),
        ("yule_q_b_to_a", ba.yule_q[cell]),
        ("n_a_to_b", ab.counts[cell]),
        ("n_b_to_a", ba.counts[cell]),
        ("expected_a_to_b", ab.expected[cell]),
        ("expected_b_to_a", ba.expected[cell]),
        ("largest_a_to_b", largest(&ab)),
        ("largest_b_to_a", largest(&ba)),
    ];
    let tables = vec![
        table("a_to_b", "A's code given, B's code after it.", &codes, &ab),
        table("b_to_a", "B's code given, A's code after it.", &codes, &ba),
    ];
    let caveats = [("A", "B", &ab), ("B", "A", &ba)]
        .into_iter()
        .flat_map(|(given, target, found)| one_sided(&codes, cell, found, [given, target]));
    let caveats =
        settings.flag("no-repeats").then(no_log_odds).into_iter().chain(caveats).collect();
    Ok(Measured { values, tables, caveats })
}

/// Why log odds and Q are blank where the same code cannot come next.
fn no_log_odds() -> MeasureCaveat {
    let text = "log odds and Yule's Q are blank, since cells that cannot be filled would count as evidence in \
them: read z, which is approximate, and conservative with fewer than 5 codes";
    MeasureCaveat { code: NO_LOG_ODDS, text: text.to_owned() }
}

/// The largest z in size.
fn largest(found: &LagSequential) -> f64 {
    found.z.iter().map(|z| z.abs()).fold(f64::NAN, f64::max)
}

/// What always or never occurs in the chosen cell's direction: nothing goes with it, so that log odds,
/// z and Q are blank.
fn one_sided(
    codes: &Codes,
    cell: usize,
    found: &LagSequential,
    [given, target]: [&str; 2],
) -> Vec<MeasureCaveat> {
    let n = codes.len();
    let total: f64 = found.counts.iter().sum();
    let row: f64 = found.counts[cell / n * n..][..n].iter().sum();
    let column: f64 = found.counts.iter().skip(cell % n).step_by(n).sum();
    let sides = [
        (given, cell / n, row, "given", "what comes after it"),
        (target, cell % n, column, "target", "what it comes after"),
    ];
    let said = |(person, code, count, flag, what): (&str, usize, f64, &str, &str)| {
        let how = match count {
            0.0 => "never",
            count if count == total => "always",
            _ => return None,
        };
        let text = format!(
            "{given} then {target}: {person} {how} shows code {} in the moments compared, so that nothing can \
             be said of {what}; name another code with --{flag}, or leave this dyad out",
            codes.label(code)
        );
        Some(MeasureCaveat { code: ONE_SIDED_CODE, text })
    };
    sides.into_iter().filter_map(said).collect()
}

fn options(codes: &Codes, settings: &Settings) -> SequentialOptions {
    SequentialOptions {
        codes: codes.len(),
        lag: settings.count("lag") as isize,
        events: settings.flag("events"),
        no_repeats: settings.flag("no-repeats"),
    }
}

/// The cell of the given code and the target.
fn cell(codes: &Codes, settings: &Settings) -> Result<usize, MeasureError> {
    let place = |flag: &'static str| match settings.word(flag) {
        "" => Ok(codes.len().saturating_sub(1)),
        name => codes.find(name).ok_or(MeasureError::NoSuchCode { flag, codes: codes.len() }),
    };
    Ok(place("given")? * codes.len() + place("target")?)
}

/// What stands of each cell, and where its log odds do.
const COLUMNS: [&str; 5] = ["count", "expected", "z", "log_odds", "yule_q"];
const LOG_ODDS: usize = 3;

/// Between the given code and the target in a row's name.
const THEN: &str = " then ";

fn table(
    name: &'static str,
    plain: &'static str,
    codes: &Codes,
    found: &LagSequential,
) -> MeasuredTable {
    let n = codes.len();
    let row = |cell: usize| {
        let name = format!("{}{THEN}{}", codes.label(cell / n), codes.label(cell % n));
        let values = [&found.counts, &found.expected, &found.z, &found.log_odds, &found.yule_q];
        (name, values.map(|of| of[cell]).to_vec())
    };
    MeasuredTable {
        name,
        plain,
        row: "given_then_target",
        columns: COLUMNS.map(str::to_owned).to_vec(),
        rows: (0..n * n).map(row).collect(),
    }
}

/// Log odds, Yule's Q and count of every cell of all dyads' moments together.
fn pool(dyads: &[&Measured]) -> Vec<(String, f64)> {
    let mut out = Vec::new();
    for (name, given, target) in [("a_to_b", "A", "B"), ("b_to_a", "B", "A")] {
        let Some(sum) = summed(dyads, name) else { continue };
        let codes = |row: &(String, Vec<f64>)| -> (String, String, f64) {
            let (given, target) = row.0.split_once(THEN).unwrap_or_default();
            (given.to_owned(), target.to_owned(), row.1[0])
        };
        let cells: Vec<_> = sum.rows.iter().map(codes).collect();
        // Where the same code cannot come next there are no log odds to put together.
        if sum.rows.iter().all(|(_, row)| row[LOG_ODDS].is_nan()) {
            continue;
        }
        // Two codes make four cells that say the same with other signs.
        let shown = if cells.len() == 4 { &cells[3..] } else { &cells[..] };
        for (from, to, count) in shown {
            let of = |same_given: bool, same_target: bool| -> f64 {
                let fits = |cell: &&(String, String, f64)| {
                    (cell.0 == *from) == same_given && (cell.1 == *to) == same_target
                };
                cells.iter().filter(fits).map(|cell| cell.2).sum()
            };
            let table = TwoByTwo {
                both: *count,
                given_only: of(true, false),
                target_only: of(false, true),
                neither: of(false, false),
            };
            let cell = format!("{given} {from} then {target} {to}");
            out.push((format!("log_odds({cell})"), table.log_odds()));
            out.push((format!("yule_q({cell})"), table.yule_q()));
            out.push((format!("n({cell})"), *count));
        }
    }
    out
}

fn draw_null(input: &MeasureInput, settings: &Settings, surrogates: &Surrogates) -> Tests {
    if settings.flag("no-repeats") {
        let suits = "a run without no-repeats, since moved codes would come after themselves";
        return Err(MeasureError::NullDoesNotSuit { null: "shift", suits: suits.to_owned() });
    }
    let codes = input.codes()?;
    let (options, cell) = (options(&codes, settings), cell(&codes, settings)?);
    let test = |given: &[Code], target: &[Code]| {
        let mut tests = lag_sequential_test(given, target, &options, &surrogates.shift())?;
        Ok::<_, MeasureError>((tests.cells.swap_remove(cell), tests.largest))
    };
    let ((ab, largest_ab), (ba, largest_ba)) =
        (test(&codes.a, &codes.b)?, test(&codes.b, &codes.a)?);
    Ok(vec![
        ("log_odds_a_to_b", ab),
        ("log_odds_b_to_a", ba),
        ("largest_a_to_b", largest_ab),
        ("largest_b_to_a", largest_ba),
    ])
}
