//! A list of words with their valence, as the user supplies it.

use std::fs::File;
use std::io::Read;

use super::super::cell::decoded;
use super::super::error::ReadError;
use super::super::problem::Problem;
use super::super::source::{Hashing, text};
use crate::Source;

/// The words of a lexicon with their valence, in the file's order.
pub(crate) fn lexicon(name: &str) -> Result<(Vec<(String, f64)>, Source), ReadError> {
    let read = || -> Result<(Vec<(String, f64)>, Source), ReadError> {
        let mut raw = Hashing::new(File::open(name)?);
        let mut bytes = Vec::new();
        text(&mut raw)?.reader.read_to_end(&mut bytes)?;
        Ok((words(&decoded(&bytes))?, raw.finish(name)?))
    };
    read().map_err(|error| error.in_file(name))
}

/// A word, a tab and a number on each line; what follows is left alone.
fn words(text: &str) -> Result<Vec<(String, f64)>, ReadError> {
    let lines = text.lines().zip(1..).filter(|(line, _)| !line.trim().is_empty());
    let word = |(line, number): (&str, u64)| {
        let mut cells = line.trim().split('\t');
        let word = cells.next().filter(|word| !word.is_empty());
        let valence = cells.next().and_then(|cell| cell.trim().parse().ok());
        let valence = valence.filter(|valence: &f64| valence.is_finite());
        let (format, wanted) = ("lexicon", "a word, a tab and a number were expected");
        let damaged = || ReadError::new(Problem::Malformed { format, wanted }).at_line(number);
        Ok((word.ok_or_else(damaged)?.to_owned(), valence.ok_or_else(damaged)?))
    };
    lines.map(word).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_and_mistakes() {
        let read = words("kind\t2.4\t0.5\n:(\t-1.9\n").unwrap_or_else(|error| panic!("{error}"));
        assert_eq!(read, [("kind".to_owned(), 2.4), (":(".to_owned(), -1.9)]);
        let error = words("kind\t2.4\nunkind\n").expect_err("no number").to_string();
        assert!(error.contains("line 2") && !error.contains("unkind"), "{error}");
    }
}
