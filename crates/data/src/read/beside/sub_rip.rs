//! SRT: numbered blocks of subtitles.

use super::super::error::ReadError;
use super::super::problem::Problem;
use super::cues::{blocks, cue, line};
use super::found::{Found, Utterance};

/// Reads SRT. A speaker may stand before a colon; a block without times continues the one before
/// it, as the blank line between them was part of the text.
pub(crate) fn read(text: &str) -> Result<Found<Utterance>, ReadError> {
    let mut found = Found::default();
    let mut last = None;
    for (first, lines) in blocks(text) {
        let (cue, fresh) = match cue(first, &lines)? {
            Some(cue) => (cue, true),
            None => match last.take() {
                Some(cue) => (super::cues::Cue { lines, ..cue }, false),
                None => {
                    let (format, wanted) = ("SRT", "a line with two times was expected");
                    return Err(
                        ReadError::new(Problem::Malformed { format, wanted }).at_line(first)
                    );
                }
            },
        };
        for (i, text) in cue.lines.iter().enumerate() {
            found.items.extend(line(&cue, &plain(text), !fresh || i > 0));
        }
        last = Some(cue);
    }
    Ok(found)
}

/// A line without the marks for slanted, bold, underlined and coloured type.
fn plain(line: &str) -> String {
    const MARKS: [&str; 4] = ["i", "b", "u", "font"];
    let mut out = String::new();
    let mut rest = line;
    while let Some((before, after)) = rest.split_once('<') {
        out.push_str(before);
        let inner = after.split_once('>');
        let is_mark = |tag: &str| {
            let name = tag.trim_start_matches('/').split(' ').next().unwrap_or_default();
            MARKS.contains(&name.to_lowercase().as_str())
        };
        match inner.filter(|(tag, _)| is_mark(tag)) {
            Some((_, after)) => rest = after,
            None => {
                out.push('<');
                rest = after;
            }
        }
    }
    out + rest
}

#[cfg(test)]
mod tests {
    use super::super::found::Whose;
    use super::*;

    #[test]
    fn blocks_lines_and_times() {
        let text = "1\r\n00:00:01,000 --> 00:00:02,500\r\n<i>Ann: so</i>\r\nand so\r\n\r\n\
                    and on\r\n\r\n2\r\n00:00:02,000 --> 00:00:03,000\r\n- 1 < 2\r\n";
        let found = read(text).expect("readable").items;
        let times: Vec<_> = found.iter().map(|u| (u.start_s, u.end_s, u.continues)).collect();
        assert_eq!(
            times,
            [(1.0, 2.5, false), (1.0, 2.5, true), (1.0, 2.5, true), (2.0, 3.0, false)]
        );
        assert_eq!(found[0].whose, Whose::Prefix { label: "Ann".into(), rest: "so".into() });
        assert_eq!(found[3].said.as_ref().map(|s| s.text()), Some("1 < 2"));
    }

    #[test]
    fn a_broken_time_is_named_by_its_line() {
        let error = read("1\n00:00:01,000 --> soon\nwords\n").expect_err("broken");
        assert_eq!(error.place, Some(super::super::super::error::Place::Line(2)));
    }
}
