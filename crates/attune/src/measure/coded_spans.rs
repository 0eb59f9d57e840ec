//! Marked spans as a code per interval, for measures that take a column of codes of each person.

use attune_data::{Session, Span, Who};

/// Both people's codes, interval by interval.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct CodedSpans {
    /// A's codes and B's, as places in `names`.
    pub(super) columns: [Vec<f64>; 2],
    /// [`NONE`], then every code that either shows, by name.
    pub(super) names: Vec<String>,
    /// Intervals of a person with several codes.
    pub(super) several: usize,
}

/// What a person shows whom nobody gave a code.
pub(super) const NONE: &str = "none";

/// Whether either person was coded.
pub(super) fn any(session: &Session) -> bool {
    session.spans.iter().any(is_code)
}

/// The codes of `intervals` intervals of `step_s` seconds from `start` on: of each person the code
/// that covers most of it, the first by name of equals; any code goes before none.
pub(super) fn coded_spans(
    session: &Session,
    (start, step_s): (f64, f64),
    intervals: usize,
) -> CodedSpans {
    let mut names: Vec<&str> =
        session.spans.iter().filter(|span| is_code(span)).map(|span| span.code.as_str()).collect();
    names.sort_unstable();
    names.dedup();
    let mut several = 0;
    let columns = [Who::A, Who::B].map(|who| {
        // Per interval and code: how long it was shown; a moment counts, for no time.
        let mut shown: Vec<Vec<(usize, f64)>> = vec![Vec::new(); intervals];
        for span in session.spans.iter().filter(|span| is_code(span) && span.who == who) {
            let code = names.binary_search(&span.code.as_str()).unwrap_or_default() + 1;
            let (from, to) = ((span.start_s - start) / step_s, (span.end_s - start) / step_s);
            let first = from.floor().max(0.0) as usize;
            let past = if to > from { to.ceil() } else { to.floor() + 1.0 };
            for (at, shown) in shown.iter_mut().enumerate().take(past.max(0.0) as usize).skip(first)
            {
                let long = to.min(at as f64 + 1.0) - from.max(at as f64);
                match shown.iter_mut().find(|(known, _)| *known == code) {
                    Some((_, sum)) => *sum += long,
                    None => shown.push((code, long)),
                }
            }
        }
        several += shown.iter().filter(|codes| codes.len() > 1).count();
        let longest = |codes: &Vec<(usize, f64)>| {
            let by = |x: &&(usize, f64), y: &&(usize, f64)| x.1.total_cmp(&y.1).then(y.0.cmp(&x.0));
            codes.iter().max_by(by).map_or(0.0, |(code, _)| *code as f64)
        };
        shown.iter().map(longest).collect()
    });
    let names = [NONE].into_iter().chain(names).map(str::to_owned).collect();
    CodedSpans { columns, names, several }
}

/// Whether somebody gave one of the two people a code; what happened to both is no code of either.
fn is_code(span: &Span) -> bool {
    let known = [Span::APART, Span::PACING, Span::EXCLUDED, NONE];
    span.who != Who::Both && !known.contains(&span.code.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;
    use attune_data::Person;

    fn span(who: Who, start_s: f64, end_s: f64, code: &str) -> Span {
        Span { who, start_s, end_s, code: code.to_owned() }
    }

    #[test]
    fn the_longest_code_of_an_interval_is_taken() {
        let person =
            |name: &str| Person { name: name.to_owned(), role: String::new(), series: Vec::new() };
        let session = Session {
            dyad: "1".to_owned(),
            session: None,
            group: None,
            people: [person("a"), person("b")],
            turns: Vec::new(),
            media: Vec::new(),
            coded_s: None,
            spans: vec![
                span(Who::A, 0.0, 2.3, "warm"),
                span(Who::A, 2.3, 3.0, "cold"),
                span(Who::B, 1.5, 1.5, "warm"),
                span(Who::B, 3.0, 9.0, "late"),
                span(Who::Both, 0.0, 4.0, Span::APART),
                span(Who::A, -5.0, -4.0, "warm"),
            ],
        };
        let found = coded_spans(&session, (0.0, 1.0), 5);
        assert_eq!(found.names, ["none", "cold", "late", "warm"]);
        assert_eq!(found.columns[0], [3.0, 3.0, 1.0, 0.0, 0.0]);
        assert_eq!(found.columns[1], [0.0, 3.0, 0.0, 2.0, 2.0]);
        assert_eq!(found.several, 1);
        assert!(any(&session));
    }
}
