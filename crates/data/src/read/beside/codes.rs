//! The code book that was asked for, and the codes it does not know.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::Read;

use super::super::error::ReadError;
use super::super::problem::{Problem, shown};
use super::super::source::Hashing;
use crate::{CodeBook, Source, Study};

/// A code book by its built-in name, else from a file.
pub(crate) fn code_book(name: &str) -> Result<(CodeBook, Option<Source>), ReadError> {
    if let Some((name, text)) = CodeBook::BUILT_IN.iter().find(|(known, _)| *known == name) {
        return CodeBook::parse(name, text).map(|book| (book, None));
    }
    let read = || -> Result<(CodeBook, Option<Source>), ReadError> {
        let mut raw = Hashing::new(File::open(name)?);
        let mut text = Vec::new();
        raw.read_to_end(&mut text)?;
        let text = String::from_utf8(text).map_err(|_| ReadError::new(Problem::Toml))?;
        Ok((CodeBook::parse(name, &text)?, Some(raw.finish(name)?)))
    };
    read().map_err(|error| error.in_file(name))
}

/// Notes the codes that the code book does not know and that may be shown, with how often each
/// stands; where the others stand was noted when they were read.
pub(crate) fn unknown_codes(study: &mut Study) {
    const MOST: usize = 12;
    let mut unknown: BTreeMap<&str, usize> = BTreeMap::new();
    for span in study.sessions.iter().flat_map(|session| &session.spans) {
        if study.plain_codes.contains(&span.code) && !study.code_book.knows(&span.code) {
            *unknown.entry(&span.code).or_default() += 1;
        }
    }
    if unknown.is_empty() {
        return;
    }
    let mut most: Vec<(&str, usize)> = unknown.into_iter().collect();
    most.sort_by_key(|(_, n)| std::cmp::Reverse(*n));
    let named = most.iter().take(MOST).map(|(code, n)| format!("{} ({n})", shown(code)));
    let mut list = named.collect::<Vec<_>>().join(", ");
    if most.len() > MOST {
        list += &format!(" and {} more", most.len() - MOST);
    }
    study.notes.push(format!(
        "codes that the code book does not know, kept without a family: {list} (attune codebook \
         prints one to edit)"
    ));
}
