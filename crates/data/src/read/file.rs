//! One file, whatever its format, read into columns.

use std::fs::File;
use std::io::{self, BufReader, Cursor, Read};
use std::path::Path;

use super::draft::Loaded;
use super::error::ReadError;
use super::layout::Layout;
use super::problem::Problem;
use super::roles::{Given, Roles};
use super::source::{Hashing, text};
use super::table::Head;
use super::{delimited, mea, parquet};

/// A file to read, and what is known about it.
#[derive(Debug, Clone)]
pub(crate) struct Recording<'a> {
    /// As the user named it.
    pub(crate) name: String,
    /// Where its bytes are.
    pub(crate) bytes: Bytes<'a>,
    /// How its columns are to be taken.
    pub(crate) layout: Layout,
    /// What the manifest says about it.
    pub(crate) given: Given,
}

/// Where a file's bytes are.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Bytes<'a> {
    /// On disk.
    Disk(&'a Path),
    /// In memory.
    Memory(&'a [u8]),
    /// Coming in from another program.
    Stdin,
}

/// Reads one file.
pub(crate) fn load(recording: Recording<'_>) -> Result<Loaded, ReadError> {
    let name = recording.name.clone();
    let read = || match recording.bytes {
        Bytes::Memory(bytes) => from(bytes, None, recording),
        Bytes::Stdin => from(io::stdin().lock(), None, recording),
        Bytes::Disk(path) => {
            let file = File::open(path)?;
            from(BufReader::with_capacity(256 * 1024, file), Some(path), recording)
        }
    };
    read().map_err(|error: ReadError| error.in_file(name))
}

/// Reads a file by what its first bytes say it is, whatever its ending.
fn from(
    mut bytes: impl Read,
    path: Option<&Path>,
    recording: Recording<'_>,
) -> Result<Loaded, ReadError> {
    let Recording { name, mut layout, mut given, .. } = recording;
    let stem = stem(&name);
    let said = layout.clone();
    let mut roles: Option<Roles> = None;
    let mut choose = |head: &Head| {
        let mut notes = Vec::new();
        if head.motion_energy {
            notes = mea::describe(&stem, &mut layout, &mut given);
        }
        let mut resolved = Roles::resolve(&layout, head, &given)?;
        resolved.notes.append(&mut notes);
        Ok(roles.insert(resolved).uses(head.names.len()))
    };
    let mut magic = Vec::new();
    bytes.by_ref().take(parquet::MAGIC.len() as u64).read_to_end(&mut magic)?;
    let mut raw = Hashing::new(Cursor::new(&magic).chain(bytes));
    let table = if magic != parquet::MAGIC {
        delimited::read(text(&mut raw)?, &said, &mut choose)?
    } else if let Some(path) = path.filter(|path| path.is_file()) {
        parquet::read(File::open(path)?, &said, &mut choose)?
    } else {
        let mut whole = Vec::new();
        raw.read_to_end(&mut whole)?;
        parquet::read(bytes::Bytes::from(whole), &said, &mut choose)?
    };
    let source = raw.finish(&name)?;
    let roles = roles.ok_or_else(|| ReadError::new(Problem::Empty))?;
    Ok(Loaded { table, roles, given, stem, layout, source })
}

/// A file's name without folder and endings.
pub(crate) fn stem(name: &str) -> String {
    let file = Path::new(name).file_name().map_or(name.into(), |n| n.to_string_lossy());
    let mut stem: &str = &file;
    for ending in ENDINGS.iter().chain(&MARKED).chain(&[".gz"]) {
        // The compressed ending comes off first and uncovers the other.
        stem = strip(stem, ".gz");
        stem = strip(stem, ending);
    }
    stem.to_owned()
}

/// The endings of files that may be recordings.
pub(crate) const ENDINGS: [&str; 6] = [".csv", ".tsv", ".txt", ".tab", ".parquet", ".dat"];

/// The endings that codings and transcripts mostly have.
pub(crate) const MARKED: [&str; 5] = [".vtt", ".srt", ".eaf", ".textgrid", ".boris"];

fn strip<'a>(name: &'a str, ending: &str) -> &'a str {
    let at = name.len().saturating_sub(ending.len());
    match name.get(at..) {
        Some(tail) if at > 0 && tail.eq_ignore_ascii_case(ending) => &name[..at],
        _ => name,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_called_by_its_stem() {
        assert_eq!(stem("study/007.csv"), "007");
        assert_eq!(stem("Gaze.CSV.gz"), "Gaze");
        assert_eq!(stem("a.b.tsv"), "a.b");
        assert_eq!(stem("talk/7.TextGrid"), "7");
        assert_eq!(stem("ü"), "ü");
        assert_eq!(stem(".csv"), ".csv");
    }
}
