//! One file beside the signals, read by what its first bytes say it is.

use std::io::Read;

use super::super::cell::decoded;
use super::super::error::ReadError;
use super::super::layout::Layout;
use super::super::problem::Problem;
use super::super::source::text;
use super::found::{Found, Mark, Utterance};
use super::sheet::Sheet;
use super::{
    boris_events, boris_project, elan, span_table, sub_rip, text_grid, tiers, turn_table, web_vtt,
};

/// The formats.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Format {
    Elan,
    TextGrid,
    BorisProject,
    WebVtt,
    SubRip,
    Table,
}

/// Reads coded behaviour.
pub(crate) fn spans(raw: impl Read, layout: &Layout) -> Result<Found<Mark>, ReadError> {
    let (text, notes) = whole(raw)?;
    let mut found = match Format::of(&text) {
        Format::Elan => tiers::marks(elan::read(&text)?),
        Format::TextGrid => tiers::marks(text_grid::read(&text)?),
        Format::BorisProject => boris_project::read(&text)?,
        Format::WebVtt | Format::SubRip => {
            let (is, flag) = ("a transcript", "turns");
            return Err(ReadError::new(Problem::OtherKindOfFile { is, flag }));
        }
        Format::Table => {
            let (text, first_line) = boris_events::below_preamble(&text);
            span_table::read(&Sheet::parse(text, first_line, layout)?)?
        }
    };
    found.notes.splice(0..0, notes);
    Ok(found)
}

/// Reads a transcript.
pub(crate) fn turns(raw: impl Read, layout: &Layout) -> Result<Found<Utterance>, ReadError> {
    let (text, notes) = whole(raw)?;
    let mut found = match Format::of(&text) {
        Format::Elan => tiers::talk(elan::read(&text)?),
        Format::TextGrid => tiers::talk(text_grid::read(&text)?),
        Format::WebVtt => web_vtt::read(&text)?,
        Format::SubRip => sub_rip::read(&text)?,
        Format::BorisProject => {
            let (is, flag) = ("a project of coded behaviour", "spans");
            return Err(ReadError::new(Problem::OtherKindOfFile { is, flag }));
        }
        Format::Table => turn_table::read(&Sheet::parse(&text, 1, layout)?)?,
    };
    found.notes.splice(0..0, notes);
    Ok(found)
}

/// A file's text, and what had to be assumed to decode it.
fn whole(raw: impl Read) -> Result<(String, Vec<String>), ReadError> {
    let mut text = text(raw)?;
    let mut bytes = Vec::new();
    text.reader.read_to_end(&mut bytes)?;
    Ok((decoded(&bytes).into_owned(), text.notes))
}

impl Format {
    fn of(text: &str) -> Self {
        let text = text.trim_start();
        let mut lines = text.lines().filter(|line| !line.trim().is_empty());
        if text.starts_with("<?xml") || text.starts_with("<ANNOTATION_DOCUMENT") {
            Self::Elan
        } else if text.starts_with("File type") || text.starts_with("\"ooTextFile") {
            Self::TextGrid
        } else if text.starts_with('{') {
            Self::BorisProject
        } else if text.starts_with("WEBVTT") {
            Self::WebVtt
        } else if lines.by_ref().take(2).any(|line| line.contains("-->")) {
            Self::SubRip
        } else {
            Self::Table
        }
    }
}
