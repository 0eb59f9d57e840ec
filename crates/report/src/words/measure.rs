//! What a further measure says, never more than its copies allow.

use attune::catalogue::{Output, Takes};
use attune::measure::Tail;
use attune::measure::{MeasureError, MeasureResult, MeasureTest};
use attune::{Analysis, Measure, Null};

use crate::number::{decimals, p_value};

/// Below this many independent stretches a recording cannot tell.
const NEEDED_N_EFF: f64 = 20.0;
/// The level of a single test.
const ALPHA: f64 = 0.05;
/// The level of the false discovery rate over dyads.
const FDR: f64 = 0.10;

/// Why nothing is claimed of a measure of one dyad, whatever its numbers are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Silence {
    /// It could not be taken.
    NotTaken,
    /// Something is wrong with the recording.
    Faulty,
    /// It was not set beside chance.
    Untested,
    /// Too few independent stretches.
    TooShort,
    /// Too few copies for any of its numbers.
    FewCopies,
}

/// Why nothing may be claimed of this dyad; `None` where its copies may speak.
pub(crate) fn silence(
    measure: &Measure,
    result: &MeasureResult,
    n_eff: f64,
    faulty: bool,
) -> Option<Silence> {
    // What is counted in turns does not depend on how slow a channel beside them is.
    let of_turns = matches!(measure.takes, Takes::Turns | Takes::TurnsAndAmounts);
    if result.outcome.is_err() {
        Some(Silence::NotTaken)
    } else if faulty {
        Some(Silence::Faulty)
    } else if result.tests.is_empty() {
        Some(Silence::Untested)
    } else if n_eff < NEEDED_N_EFF && !of_turns {
        Some(Silence::TooShort)
    } else if !result.tests.iter().any(may_stand_out) {
        Some(Silence::FewCopies)
    } else {
        None
    }
}

/// Whether there are copies, and enough of them for a p below the level.
pub(crate) fn may_stand_out(test: &MeasureTest) -> bool {
    test.p.is_finite() && !too_few(test)
}

/// Whether a tested number stood out from its copies.
pub(crate) fn stands_out(test: &MeasureTest) -> bool {
    may_stand_out(test) && test.p < ALPHA
}

/// What a measure of one dyad says in plain words: each tested number beside its copies, or why
/// there is nothing to say. `fault` is what is wrong with the recording, if anything forbids a claim.
pub fn measure_sentence(
    measure: &Measure,
    result: &MeasureResult,
    n_eff: f64,
    fault: Option<&str>,
) -> String {
    match (silence(measure, result, n_eff, fault.is_some()), &result.outcome) {
        (Some(Silence::NotTaken), Err(error)) => return format!("Can't tell: {error}."),
        (Some(Silence::Faulty), _) => {
            let fault = fault.unwrap_or_default();
            return format!("Can't tell. {fault} No claim is made from this recording.");
        }
        (Some(Silence::Untested), _) => {
            return match &result.no_test {
                Some(error) => format!("Not set beside chance, so nothing is claimed: {error}."),
                None => slopes(measure, result).unwrap_or_else(|| {
                    "Not set beside chance, so nothing is claimed: these numbers only describe."
                        .into()
                }),
            };
        }
        (Some(Silence::TooShort), _) => {
            return format!(
                "Can't tell: the recording holds about {} independent stretches, and fewer than 20 are too \
                 few to tell a link from chance.",
                decimals(n_eff, 0),
            );
        }
        _ => {}
    }
    let said: Vec<String> = result
        .tests
        .iter()
        .filter_map(|test| Some(one(measure.output(test.output)?, test)))
        .collect();
    let mut out = said.join(" ");
    if result.tests.len() > 1 && result.tests.iter().any(|test| test.p < ALPHA) {
        out += &format!(
            " With {} numbers tested, one in 20 would stand out by chance alone.",
            result.tests.len()
        );
    }
    out
}

/// What the test of each person's own slope says, where a measure comes with one and needs no copies.
fn slopes(measure: &Measure, result: &MeasureResult) -> Option<String> {
    measure.output("p_a")?;
    let found = result.outcome.as_ref().ok()?;
    let of = |person: &str, mean: f64, p: f64| {
        let p_text = p_value("p", p);
        match (p < ALPHA, mean > 0.0) {
            (true, true) => format!("Some sign: {person}'s line goes up ({p_text})."),
            (true, false) => format!("Some sign: {person}'s line goes down ({p_text})."),
            _ => {
                format!("Can't tell: {person}'s line may be a walk that leads nowhere ({p_text}).")
            }
        }
    };
    let p = [found.value("p_a"), found.value("p_b")];
    p.iter().all(|p| p.is_finite()).then(|| {
        let a = of("A", found.value("mean_a"), p[0]);
        let b = of("B", found.value("mean_b"), p[1]);
        format!("{a} {b} Each is of one person alone, and says nothing of a link between the two.")
    })
}

/// What a plan's further measures have no numbers or no p of: one sentence per measure and reason, with
/// how many rows it holds for.
pub fn measures_missing(analysis: &Analysis) -> Vec<String> {
    let mut found: Vec<(String, String, usize)> = Vec::new();
    let measures = &analysis.plan.measures;
    for (at, choice) in analysis.plan.measures.iter().enumerate() {
        for result in analysis.dyads.iter().filter_map(|dyad| dyad.measures.get(at)) {
            let missing = match (&result.outcome, &result.no_test) {
                (Err(MeasureError::OfTheSession), _) => continue,
                (Err(error), _) => format!("could not be taken: {error}"),
                (Ok(_), Some(error)) => format!("could not be set beside copies: {error}"),
                _ => continue,
            };
            let name = choice.measure.name;
            // One measure may be asked for twice, set differently.
            let again = measures.iter().filter(|other| other.measure == choice.measure).count() > 1;
            let name = if again { format!("{name} (number {})", at + 1) } else { name.to_owned() };
            match found.iter_mut().find(|known| (&known.0, &known.1) == (&name, &missing)) {
                Some((_, _, times)) => *times += 1,
                None => found.push((name, missing, 1)),
            }
        }
    }
    let all = analysis.dyads.len();
    let said = |(name, missing, times): (String, String, usize)| {
        format!("{name}, {times} of {all}: {missing}.")
    };
    found.into_iter().map(said).collect()
}

/// Copies that gave a number.
pub(crate) fn copies_made(test: &MeasureTest) -> usize {
    test.distribution.iter().filter(|x| x.is_finite()).count()
}

/// So few copies that even the rarest value cannot come below the level: of both sides the rarest copy
/// of the other side counts too.
fn too_few(test: &MeasureTest) -> bool {
    let rarest = if test.tail == Tail::TwoSided { 2.0 } else { 1.0 };
    rarest / (copies_made(test) + 1) as f64 >= ALPHA
}

/// One tested output in one sentence.
fn one(output: &Output, test: &MeasureTest) -> String {
    let thing = output.tested.map_or(output.name, |tested| tested.thing);
    let n = copies_made(test);
    let copies = copies(test.null, n);
    if !test.p.is_finite() {
        return format!("Can't tell: {thing} could not be set beside {copies}.");
    }
    if n > 0 && too_few(test) {
        return format!(
            "Can't tell: {thing} could be set beside {n} {copies} only ({}), and so few can never stand for \
             chance; what helps is more copies (--surrogates 199) or, where the recording has room for no \
             more, a longer one.",
            p_value("p", test.p)
        );
    }
    if test.p < ALPHA {
        let passed = |side: fn(&f64, &f64) -> bool| {
            test.distribution.iter().filter(|copy| side(&test.observed, copy)).count()
        };
        let (above, below) = (passed(f64::gt), passed(f64::lt));
        // Of both sides, the one on which it lies; its p counts the other side's extremes too.
        let (stands_out, copies_passed, letter) = match test.tail {
            Tail::Upper => ("was larger than", above, "p"),
            Tail::Lower => ("was smaller than", below, "p"),
            Tail::TwoSided if above >= below => ("was larger than", above, "two-sided p"),
            Tail::TwoSided => ("was smaller than", below, "two-sided p"),
        };
        let many = if test.q >= FDR {
            format!(
                "; with this many dyads tested, some reach as much by chance ({})",
                p_value("q", test.q)
            )
        } else {
            String::new()
        };
        return format!(
            "Some sign: {thing} {stands_out} in {copies_passed} of {n} {copies} ({}){many}.",
            p_value(letter, test.p)
        );
    }
    format!(
        "Can't tell: {thing} was nothing out of the ordinary for {n} {copies} ({}).",
        p_value("p", test.p)
    )
}

/// What the copies of a null are, in plain words: so many of them, whose number is not said.
fn copies(null: Null, n: usize) -> String {
    let copies = if n == 1 { "copy" } else { "copies" };
    let with = match null {
        Null::Shift => "one recording moved in time",
        Null::Segment => "the segments paired anew",
        Null::Phase => "one recording made up anew from the same slow and quick movement",
        Null::Iaaft => "one recording's values put in a new order of the same rhythm",
    };
    format!("{copies} with {with}")
}

#[cfg(test)]
mod tests {
    use attune::MEASURES;
    use attune::measure::{Measured, Settings};

    use super::*;
    use crate::words::lint;

    fn result(measure: &'static Measure, p: f64, q: f64) -> MeasureResult {
        let tests = measure.outputs.iter().filter_map(|output| {
            let tail = output.tested?.tail;
            let distribution = vec![0.0; 99];
            Some(MeasureTest {
                output: output.name,
                null: Null::Shift,
                tail,
                observed: 1.0,
                p,
                q,
                distribution,
            })
        });
        MeasureResult {
            name: measure.name,
            settings: Settings::defaults(measure),
            outcome: Ok(Measured::default()),
            tests: tests.collect(),
            no_test: None,
            drawings: Vec::new(),
        }
    }

    /// What counts as equally rare on the other side is in the p, not in the copies passed.
    #[test]
    fn of_two_sides_the_copies_on_its_own_are_counted() {
        let apim = attune::catalogue::measure("lagged-regression").unwrap();
        let mut found = result(apim, 0.02, f64::NAN);
        found.tests.truncate(1);
        let mut says = |observed| {
            found.tests[0].observed = observed;
            measure_sentence(apim, &found, 60.0, None)
        };
        let above = says(47.7);
        assert!(above.contains("was larger than in 99 of 99 copies"), "{above}");
        assert!(above.contains("(two-sided p = 0.020)"), "{above}");
        let below = says(-47.7);
        assert!(below.contains("was smaller than in 99 of 99 copies"), "{below}");
    }

    #[test]
    fn no_sentence_is_stronger_than_its_copies_or_uses_a_banned_word() {
        for measure in MEASURES {
            let says = |p, q, n_eff| measure_sentence(measure, &result(measure, p, q), n_eff, None);
            let of_turns = matches!(measure.takes, Takes::Turns | Takes::TurnsAndAmounts);
            let few = if of_turns { "Some sign: " } else { "Can't tell: " };
            for (sentence, begins) in [
                (says(0.01, f64::NAN, 60.0), "Some sign: "),
                (says(0.40, f64::NAN, 60.0), "Can't tell: "),
                (says(0.01, f64::NAN, 12.0), few),
            ] {
                assert_eq!(lint(&sentence), Vec::<&str>::new(), "{sentence}");
                let untested = sentence.starts_with("Not set beside chance");
                assert!(untested || sentence.starts_with(begins), "{sentence}");
            }
            let many = says(0.01, 0.30, 60.0);
            assert!(many.contains("some reach as much by chance") || many.starts_with("Not set"));
        }
    }
}
