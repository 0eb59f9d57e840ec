//! Praat TextGrids, long and short.
//!
//! Praat itself reads both forms alike: free-standing numbers, quoted strings and `<flags>`
//! count, everything else is decoration. So does this reader.

use super::super::error::ReadError;
use super::super::problem::Problem;
use super::found::Found;
use super::tiers::{Label, Tier};

/// Reads a TextGrid. Intervals without a label are silence and are no spans; the label of a
/// point may be empty.
pub(crate) fn read(text: &str) -> Result<Found<Tier>, ReadError> {
    let mut tokens = Tokens { rest: text, line: 1 };
    tokens.text("the file type was expected")?;
    if tokens.text("the object class was expected")? != "TextGrid" {
        return Err(tokens.malformed("only TextGrids hold tiers"));
    }
    tokens.number("the start was expected")?;
    tokens.number("the end was expected")?;
    let mut found = Found::default();
    if !tokens.flag()? {
        return Ok(found);
    }
    let tiers = tokens.number("the number of tiers was expected")?;
    let mut seen = 0.0;
    while seen < tiers {
        found.items.push(tier(&mut tokens)?);
        seen += 1.0;
    }
    Ok(found)
}

fn tier(tokens: &mut Tokens<'_>) -> Result<Tier, ReadError> {
    let class = tokens.text("a tier's class was expected")?;
    let intervals = match class.as_str() {
        "IntervalTier" => true,
        "TextTier" => false,
        _ => return Err(tokens.malformed("a tier of intervals or of points was expected")),
    };
    let mut tier = Tier { name: tokens.text("a tier's name was expected")?, ..Tier::default() };
    tokens.number("a tier's start was expected")?;
    tokens.number("a tier's end was expected")?;
    let labels = tokens.number("the number of labels was expected")?;
    let mut seen = 0.0;
    while seen < labels {
        let start_s = tokens.number("a label's time was expected")?;
        let end_s =
            if intervals { tokens.number("an interval's end was expected")? } else { start_s };
        let text = tokens.text("a label in double quotes was expected")?.trim().to_owned();
        if !intervals || !text.is_empty() {
            tier.labels.push(Label { start_s, end_s, text });
        }
        seen += 1.0;
    }
    Ok(tier)
}

/// What counts in a TextGrid, one thing after the other.
struct Tokens<'a> {
    rest: &'a str,
    line: u64,
}

enum Token {
    Number(f64),
    Text(String),
    Flag(bool),
}

impl Tokens<'_> {
    fn number(&mut self, wanted: &'static str) -> Result<f64, ReadError> {
        match self.next(wanted)? {
            Token::Number(number) => Ok(number),
            _ => Err(self.malformed(wanted)),
        }
    }

    fn text(&mut self, wanted: &'static str) -> Result<String, ReadError> {
        match self.next(wanted)? {
            Token::Text(text) => Ok(text),
            _ => Err(self.malformed(wanted)),
        }
    }

    fn flag(&mut self) -> Result<bool, ReadError> {
        const WANTED: &str = "whether there are tiers was expected";
        match self.next(WANTED)? {
            Token::Flag(flag) => Ok(flag),
            _ => Err(self.malformed(WANTED)),
        }
    }

    fn malformed(&self, wanted: &'static str) -> ReadError {
        ReadError::new(Problem::Malformed { format: "TextGrid", wanted }).at_line(self.line)
    }

    fn next(&mut self, wanted: &'static str) -> Result<Token, ReadError> {
        loop {
            let skipped = self.rest.len() - self.rest.trim_start().len();
            self.skip(skipped);
            let Some(first) = self.rest.chars().next() else { return Err(self.malformed(wanted)) };
            if first == '"' {
                return self.quoted().ok_or_else(|| self.malformed("a closing quote was expected"));
            }
            let end = if first == '!' {
                self.rest.find('\n').unwrap_or(self.rest.len())
            } else {
                self.rest.find(char::is_whitespace).unwrap_or(self.rest.len())
            };
            let word = &self.rest[..end];
            let token = match word {
                "<exists>" => Some(Token::Flag(true)),
                "<absent>" => Some(Token::Flag(false)),
                _ => word.parse().ok().filter(|n: &f64| n.is_finite()).map(Token::Number),
            };
            self.skip(end);
            if let Some(token) = token {
                return Ok(token);
            }
        }
    }

    /// A quoted string, in which two quotes stand for one.
    fn quoted(&mut self) -> Option<Token> {
        let mut text = String::new();
        let mut at = 1;
        loop {
            let close = at + self.rest[at..].find('"')?;
            text.push_str(&self.rest[at..close]);
            at = close + 1;
            if !self.rest[at..].starts_with('"') {
                break;
            }
            text.push('"');
            at += 1;
        }
        self.skip(at);
        Some(Token::Text(text))
    }

    fn skip(&mut self, bytes: usize) {
        let (passed, rest) = self.rest.split_at(bytes);
        self.line += passed.bytes().filter(|b| *b == b'\n').count() as u64;
        self.rest = rest;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const LONG: &str = "File type = \"ooTextFile\"\nObject class = \"TextGrid\"\n\nxmin = 0 \nxmax = 4 \n\
        tiers? <exists> \nsize = 2 \nitem []: \n    item [1]:\n        class = \"IntervalTier\" \n        \
        name = \"ann\" \n        xmin = 0 \n        xmax = 4 \n        intervals: size = 2 \n        \
        intervals [1]:\n            xmin = 0 \n            xmax = 1.5 \n            text = \"\" \n        \
        intervals [2]:\n            xmin = 1.5 \n            xmax = 4 \n            text = \"a \"\"b\"\" 7 !\" \n    \
        item [2]:\n        class = \"TextTier\" \n        name = \"nods\" \n        xmin = 0 \n        xmax = 4 \n        \
        points: size = 1 \n        points [1]:\n            number = 2.25 \n            mark = \"nod\" \n";
    const SHORT: &str = "File type = \"ooTextFile\"\nObject class = \"TextGrid\"\n\n0\n4\n<exists>\n2\n\
        \"IntervalTier\"\n\"ann\"\n0\n4\n2\n0\n1.5\n\"\"\n1.5\n4\n\"a \"\"b\"\" 7 !\"\n\
        \"TextTier\"\n\"nods\"\n0\n4\n1\n2.25\n\"nod\"\n";

    #[test]
    fn long_and_short_are_the_same() {
        let long = read(LONG).expect("readable").items;
        let short = read(SHORT).expect("readable").items;
        assert_eq!(format!("{long:?}"), format!("{short:?}"));
        assert_eq!(
            long[0].labels,
            [Label { start_s: 1.5, end_s: 4.0, text: "a \"b\" 7 !".into() }]
        );
        assert_eq!(long[1].labels, [Label { start_s: 2.25, end_s: 2.25, text: "nod".into() }]);
    }

    #[test]
    fn a_file_cut_short_is_named_by_its_line() {
        let cut: String = SHORT.lines().take(13).map(|line| format!("{line}\n")).collect();
        let error = read(&cut).expect_err("cut short");
        assert!(error.to_string().contains("line 14"), "{error}");
    }
}
