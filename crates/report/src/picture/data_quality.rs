//! Where there is data: each person's present stretches, gaps left blank.

use attune::Dyad;

use super::scale::Scale;
use super::traces::session;
use super::{LEFT, Listing, Picture, RIGHT, WIDTH, axis};
use crate::number::{clock, in_days, percent, span};
use crate::svg::{Anchor, Svg};

/// Present stretches of both people; `None` where hardly anything is missing, or nothing is there.
pub fn data_quality(dyad: &Dyad) -> Option<Picture> {
    if dyad.n == 0 || dyad.people.iter().all(|person| person.usable_share >= 0.995) {
        return None;
    }
    let (start, end) = session(dyad);
    let time = Scale { from: (start, end + dyad.step_s), to: (LEFT, RIGHT) };
    let mut svg = Svg::default();
    for (who, class, letter) in [(0, "p-at", "A"), (1, "p-bt", "B")] {
        let y = 14.0 + 26.0 * who as f64;
        let fill = if who == 0 { "p-af" } else { "p-bf" };
        for (from, to) in stretches(&dyad.people[who].trace) {
            let at = |sample: usize| time.at(start + sample as f64 * dyad.step_s);
            svg.rect(fill, (at(from), y), ((at(to) - at(from)).max(1.0), 12.0));
        }
        svg.text(class, (LEFT - 8.0, y + 10.5), Anchor::End, letter);
        let share = percent(dyad.people[who].usable_share);
        svg.text("p-small", (RIGHT + 8.0, y + 10.0), Anchor::Start, &share);
    }
    axis::times(&mut svg, &time, 70.0);
    Some(Picture {
        name: "data_quality",
        title: format!("{}: where there is data", dyad.channel),
        summary: format!(
            "A has {} of the samples, B {}; both together {}. Gaps stay gaps.",
            percent(dyad.people[0].usable_share),
            percent(dyad.people[1].usable_share),
            span(dyad.usable_s),
        ),
        listing: listing(dyad, in_days(end - start)),
        size: (WIDTH, 96.0),
        body: svg.finish(),
    })
}

/// Runs of present samples, as `from..to`.
fn stretches(trace: &[f64]) -> Vec<(usize, usize)> {
    let mut out: Vec<(usize, usize)> = Vec::new();
    for at in (0..trace.len()).filter(|at| trace[*at].is_finite()) {
        match out.last_mut() {
            Some(last) if last.1 == at => last.1 = at + 1,
            _ => out.push((at, at + 1)),
        }
    }
    out
}

/// The longest gaps of each person.
fn listing(dyad: &Dyad, days: bool) -> Listing {
    let mut gaps = Vec::new();
    for (person, letter) in dyad.people.iter().zip(["A", "B"]) {
        let present = stretches(&person.trace);
        let starts = std::iter::once(0).chain(present.iter().map(|run| run.1));
        let ends = present.iter().map(|run| run.0).chain([person.trace.len()]);
        gaps.extend(starts.zip(ends).filter(|(from, to)| to > from).map(|gap| (letter, gap)));
    }
    gaps.sort_by_key(|(_, (from, to))| std::cmp::Reverse(to - from));
    let at = |sample: usize| clock(dyad.start_s + sample as f64 * dyad.step_s, days);
    let rows = gaps.into_iter().take(12).map(|(letter, (from, to))| {
        vec![letter.to_owned(), at(from), at(to), span((to - from) as f64 * dyad.step_s)]
    });
    Listing { head: vec!["whose gap", "from", "to", "how long"], rows: rows.collect() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn runs_of_present_samples() {
        let nan = f64::NAN;
        assert_eq!(stretches(&[1.0, nan, 2.0, 3.0, nan]), [(0, 1), (2, 4)]);
        assert!(stretches(&[nan]).is_empty());
    }
}
