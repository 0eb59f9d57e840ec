//! Timed blocks of text, as WebVTT and SRT share them.

use super::super::error::ReadError;
use super::super::problem::Problem;
use super::found::{Key, Utterance, Whose};
use super::seconds::clock;
use crate::Said;

/// One timed block.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Cue<'a> {
    pub(crate) start_s: f64,
    pub(crate) end_s: f64,
    /// Its lines of text.
    pub(crate) lines: Vec<&'a str>,
}

/// The blocks of lines that no blank line parts, each with the number of its first line.
pub(crate) fn blocks(text: &str) -> Vec<(u64, Vec<&str>)> {
    let mut blocks: Vec<(u64, Vec<&str>)> = Vec::new();
    let mut open = false;
    for (line, number) in text.lines().zip(1..) {
        if line.trim().is_empty() {
            open = false;
        } else if open && let Some((_, lines)) = blocks.last_mut() {
            lines.push(line);
        } else {
            blocks.push((number, vec![line]));
            open = true;
        }
    }
    blocks
}

/// A block as a cue: its times stand on its first line or, below a name or number, on its
/// second. `None` for a block without times.
pub(crate) fn cue<'a>(first: u64, lines: &[&'a str]) -> Result<Option<Cue<'a>>, ReadError> {
    let Some(at) = lines.iter().take(2).position(|line| line.contains("-->")) else {
        return Ok(None);
    };
    let wrong = || ReadError::new(Problem::NotASecond).at_line(first + at as u64);
    let (start, rest) = lines[at].split_once("-->").ok_or_else(wrong)?;
    // What follows the end time says where on the screen the cue stands.
    let end = rest.split_whitespace().next().ok_or_else(wrong)?;
    let (start_s, end_s) = (clock(start).ok_or_else(wrong)?, clock(end).ok_or_else(wrong)?);
    Ok(Some(Cue { start_s, end_s, lines: lines[at + 1..].to_vec() }))
}

/// A cue's line as something said, with what stands before its colon as a possible speaker.
pub(crate) fn line(cue: &Cue<'_>, line: &str, continues: bool) -> Option<Utterance> {
    let said = line.trim().trim_start_matches("- ").trim_start_matches(">>").trim();
    if said.is_empty() {
        return None;
    }
    Some(Utterance {
        key: Key::default(),
        whose: prefix(said),
        start_s: cue.start_s,
        end_s: cue.end_s,
        said: Some(Said::new(said)),
        continues,
        tier: None,
    })
}

/// What stands before a colon, where it is short enough for a name.
fn prefix(said: &str) -> Whose {
    const LONGEST: usize = 40;
    const WORDS: usize = 4;
    let Some((label, rest)) = said.split_once(':') else { return Whose::Unsaid };
    let label = label.trim().trim_matches(|c| "[]()*".contains(c)).trim();
    let name = label.chars().any(char::is_alphanumeric)
        && label.chars().count() <= LONGEST
        && label.split_whitespace().count() <= WORDS;
    if !name {
        return Whose::Unsaid;
    }
    Whose::Prefix { label: label.to_owned(), rest: rest.trim().to_owned() }
}
