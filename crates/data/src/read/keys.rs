//! A table of a TOML file, read key by key, with no key left unread.

use std::ops::Range;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::error::ReadError;
use super::nearest::nearest;
use super::problem::Problem;

/// One table of a TOML text.
pub(crate) struct Keys<'a> {
    text: &'a str,
    table: &'a DeTable<'a>,
    at: Range<usize>,
}

impl<'a> Keys<'a> {
    /// A table that may hold the keys in `known` and no others.
    pub(crate) fn new(
        text: &'a str,
        table: &'a DeTable<'a>,
        at: Range<usize>,
        known: &'static [&'static str],
    ) -> Result<Self, ReadError> {
        let keys = Self { text, table, at };
        let unknown = table.keys().filter(|key| !known.contains(&key.get_ref().as_ref()));
        match unknown.min_by_key(|key| key.span().start) {
            Some(key) => {
                let near = nearest(key.get_ref(), known);
                let near = known.iter().find(|k| Some(**k) == near).copied();
                let key_name = key.get_ref().to_string();
                Err(keys.error(Problem::UnknownKey { key: key_name, near }, &key.span()))
            }
            None => Ok(keys),
        }
    }

    /// Text; a whole number will do.
    pub(crate) fn text(&self, key: &str) -> Result<Option<String>, ReadError> {
        let Some(value) = self.table.get(key) else { return Ok(None) };
        match value.get_ref() {
            DeValue::String(text) => Ok(Some(text.to_string())),
            DeValue::Integer(number) => Ok(Some(number.to_string())),
            _ => Err(self.wrong(key, "\"text\"", value)),
        }
    }

    /// A list of texts; one alone will do.
    pub(crate) fn texts(&self, key: &str) -> Result<Vec<String>, ReadError> {
        let Some(value) = self.table.get(key) else { return Ok(Vec::new()) };
        let DeValue::Array(list) = value.get_ref() else {
            return Ok(self.text(key)?.into_iter().collect());
        };
        let text = |item: &Spanned<DeValue<'_>>| match item.get_ref() {
            DeValue::String(text) => Ok(text.to_string()),
            DeValue::Integer(number) => Ok(number.to_string()),
            _ => Err(self.wrong(key, "[\"text\", \"text\"]", value)),
        };
        list.iter().map(text).collect()
    }

    /// A number.
    pub(crate) fn number(&self, key: &str) -> Result<Option<f64>, ReadError> {
        let Some(value) = self.table.get(key) else { return Ok(None) };
        let number = match value.get_ref() {
            DeValue::Integer(number) => number.to_string().parse().ok(),
            DeValue::Float(number) => number.to_string().parse().ok(),
            _ => None,
        };
        number.map(Some).ok_or_else(|| self.wrong(key, "a number", value))
    }

    /// true or false.
    pub(crate) fn flag(&self, key: &str) -> Result<Option<bool>, ReadError> {
        let Some(value) = self.table.get(key) else { return Ok(None) };
        match value.get_ref() {
            DeValue::Boolean(flag) => Ok(Some(*flag)),
            _ => Err(self.wrong(key, "true or false", value)),
        }
    }

    /// One of the words a type knows.
    pub(crate) fn word<T: std::str::FromStr>(
        &self,
        key: &str,
        wanted: &'static str,
    ) -> Result<Option<T>, ReadError> {
        let Some(word) = self.text(key)? else { return Ok(None) };
        word.parse().map(Some).map_err(|_| self.bad(key, wanted))
    }

    /// A table within this one.
    pub(crate) fn inner(
        &self,
        key: &str,
        known: &'static [&'static str],
    ) -> Result<Option<Keys<'a>>, ReadError> {
        let Some(value) = self.table.get(key) else { return Ok(None) };
        match value.get_ref() {
            DeValue::Table(table) => Keys::new(self.text, table, value.span(), known).map(Some),
            _ => Err(self.wrong(key, "a [table]", value)),
        }
    }

    /// The tables of a list of tables.
    pub(crate) fn list(
        &self,
        key: &str,
        known: &'static [&'static str],
    ) -> Result<Vec<Keys<'a>>, ReadError> {
        let Some(value) = self.table.get(key) else { return Ok(Vec::new()) };
        let DeValue::Array(list) = value.get_ref() else {
            return Err(self.wrong(key, "a list of [[tables]]", value));
        };
        let table = |item: &'a Spanned<DeValue<'a>>| match item.get_ref() {
            DeValue::Table(table) => Keys::new(self.text, table, item.span(), known),
            _ => Err(self.wrong(key, "a list of [[tables]]", value)),
        };
        list.iter().map(table).collect()
    }

    /// A text that has to be there.
    pub(crate) fn required(&self, key: &'static str) -> Result<String, ReadError> {
        self.text(key)?.ok_or_else(|| self.error(Problem::MissingKey { key }, &self.at))
    }

    /// An error about the value of a key.
    pub(crate) fn bad(&self, key: &str, wanted: &'static str) -> ReadError {
        let at = self.table.get(key).map_or_else(|| self.at.clone(), Spanned::span);
        self.error(Problem::BadValue { key: key.to_owned(), wanted }, &at)
    }

    /// An error about this table as a whole, or about one of its keys.
    pub(crate) fn problem(&self, key: Option<&str>, problem: Problem) -> ReadError {
        let value = key.and_then(|key| self.table.get(key));
        let at = value.map_or_else(|| self.at.clone(), Spanned::span);
        self.error(problem, &at)
    }

    fn wrong(&self, key: &str, wanted: &'static str, value: &Spanned<DeValue<'_>>) -> ReadError {
        self.error(Problem::BadValue { key: key.to_owned(), wanted }, &value.span())
    }

    fn error(&self, problem: Problem, at: &Range<usize>) -> ReadError {
        ReadError::new(problem).at_line(line_of(self.text, at.start))
    }
}

/// The line on which a byte of a text stands.
pub(crate) fn line_of(text: &str, byte: usize) -> u64 {
    let before = text.as_bytes().iter().take(byte);
    1 + before.filter(|b| **b == b'\n').count() as u64
}
