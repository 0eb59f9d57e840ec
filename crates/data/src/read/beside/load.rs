//! One file beside the signals, read by what its first bytes say it is.

use std::io::Read;

use super::super::cell::decoded;
use super::super::error::ReadError;
use super::super::layout::Layout;
use super::super::problem::Problem;
use super::super::source::text;
use super::columns::Part;
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

/// What a file holds that is no signal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Holds {
    /// Coded behaviour.
    pub(crate) spans: bool,
    /// Talk.
    pub(crate) turns: bool,
}

/// Whether a file holds codes or talk in place of signals; `None` for one that may hold signals,
/// or cannot be read. Of a table only the beginning is looked at.
pub(crate) fn holds(raw: impl Read, layout: &Layout) -> Option<Holds> {
    const HEAD: u64 = 64 * 1024;
    let mut text = text(raw).ok()?;
    let mut bytes = Vec::new();
    text.reader.by_ref().take(HEAD).read_to_end(&mut bytes).ok()?;
    let cut = bytes.len() as u64 == HEAD;
    let (spans, turns) = match Format::of(&decoded(&bytes)) {
        Format::WebVtt | Format::SubRip => (false, true),
        Format::BorisProject => (true, false),
        format @ (Format::Elan | Format::TextGrid) => {
            text.reader.read_to_end(&mut bytes).ok()?;
            let whole = decoded(&bytes);
            let tiers =
                if format == Format::Elan { elan::read(&whole) } else { text_grid::read(&whole) };
            let (talk, codes) = tiers::kinds(&tiers.ok()?.items);
            (codes, talk)
        }
        Format::Table => {
            let text = decoded(&bytes);
            // A row that was cut off in the middle says nothing.
            let end = if cut { text.rfind('\n').unwrap_or(text.len()) } else { text.len() };
            let (text, first_line) = boris_events::below_preamble(&text[..end]);
            columns_hold(&Sheet::parse(text, first_line, layout).ok()?)?
        }
    };
    Some(Holds { spans, turns })
}

/// Whether a table's columns hold (codes, talk), and no numbers beside their times.
fn columns_hold(sheet: &Sheet) -> Option<(bool, bool)> {
    if boris_events::is(sheet) {
        return Some((true, false));
    }
    sheet.columns.of(Part::Start)?;
    let filled = |at: usize| {
        sheet.rows.iter().map(move |(_, row)| row[at].as_str()).filter(|c| !c.is_empty())
    };
    let numbers =
        |at: usize| filled(at).next().is_some() && filled(at).all(|c| c.parse::<f64>().is_ok());
    let timing = [
        Part::Start,
        Part::End,
        Part::Duration,
        Part::Person,
        Part::Dyad,
        Part::Session,
        Part::Observation,
    ];
    let counted = |at: usize| ["interval", "index", "row", ""].contains(&sheet.columns.plain(at));
    let signal = |at: usize| !sheet.columns.is_any(at, &timing) && !counted(at) && numbers(at);
    if (0..sheet.names.len()).any(signal) {
        return None;
    }
    let person = sheet.columns.of(Part::Person);
    let worded = |at: Option<usize>| at.filter(|at| Some(*at) != person && !numbers(*at));
    let said = worded(sheet.columns.of(Part::Text));
    let code = worded(sheet.columns.of(Part::Code)).filter(|at| Some(*at) != said);
    match (code, said, person) {
        (Some(_), _, _) => Some((true, false)),
        (None, Some(_), Some(_)) => Some((false, true)),
        _ => None,
    }
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
