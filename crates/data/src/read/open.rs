//! The way in: a path, or bytes, turned into a study.

use std::path::Path;

use super::error::ReadError;
use super::file::{Bytes, Recording, load, stem};
use super::folder;
use super::layout::Layout;
use super::roles::Given;
use super::study::Assembly;
use crate::Study;
use crate::quality::{Fault, FaultCode};

/// Reads recordings of two people.
///
/// `path` is a table; a folder with a file per dyad; or `-` for a table on standard input. What
/// `layout` does not say is taken from the headers where these leave no doubt, and noted in
/// [`Study::notes`].
///
/// # Errors
/// A [`ReadError`] names file, line and column, why it matters and what to try. In a folder, a
/// file that cannot be read becomes a fault of the study as long as another one can.
pub fn read(path: &Path, layout: &Layout) -> Result<Study, ReadError> {
    let name = path.to_string_lossy().into_owned();
    layout.check().map_err(|error| error.in_file(&name))?;
    if name == "-" {
        return one("standard input".to_owned(), Bytes::Stdin, layout);
    }
    let metadata = path.metadata().map_err(|error| ReadError::from(error).in_file(&name))?;
    if !metadata.is_dir() {
        return one(name, Bytes::Disk(path), layout);
    }
    let (files, others) = folder::recordings(path).map_err(|error| error.in_file(&name))?;
    let mut assembly = Assembly::default();
    if others > 0 {
        assembly.note(format!("files in the folder that are no tables, left alone: {others}"));
    }
    let recordings = files.iter().map(|file| on_disk(file, layout.clone(), Given::default()));
    add_all(&mut assembly, recordings)?;
    Ok(assembly.finish(stem(&name), layout))
}

/// Reads a table that is already in memory; `name` stands for it in messages, and its stem for
/// the dyad where nothing else names it.
///
/// # Errors
/// As [`read`].
pub fn read_bytes(name: &str, bytes: &[u8], layout: &Layout) -> Result<Study, ReadError> {
    one(name.to_owned(), Bytes::Memory(bytes), layout)
}

fn one(name: String, bytes: Bytes<'_>, layout: &Layout) -> Result<Study, ReadError> {
    let study = stem(&name);
    let given = Given::default();
    let mut assembly = Assembly::default();
    assembly.add(load(Recording { name, bytes, layout: layout.clone(), given })?);
    Ok(assembly.finish(study, layout))
}

fn on_disk(file: &Path, layout: Layout, given: Given) -> Recording<'_> {
    let name = file.to_string_lossy().into_owned();
    Recording { name, bytes: Bytes::Disk(file), layout, given }
}

/// Adds files one by one; a file that cannot be read is a fault, unless none can.
fn add_all<'a>(
    assembly: &mut Assembly,
    recordings: impl Iterator<Item = Recording<'a>>,
) -> Result<(), ReadError> {
    let mut first = None;
    for recording in recordings {
        let dyad = recording.given.dyad.clone().unwrap_or_else(|| stem(&recording.name));
        match load(recording) {
            Ok(loaded) => assembly.add(loaded),
            Err(error) => {
                let message = format!("{}; try: {}", error.what(), error.try_this());
                assembly.fault(Fault::new(FaultCode::FileUnreadable, message).of_dyad(&dyad));
                first.get_or_insert(error);
            }
        }
    }
    match first {
        Some(error) if assembly.is_empty() => Err(error),
        _ => Ok(()),
    }
}
