//! The way in: a path, or bytes, turned into a study.

use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};

use super::beside::{self, Beside, attach};
use super::error::ReadError;
use super::file::{Bytes, Recording, load, stem};
use super::folder;
use super::layout::Layout;
use super::manifest::{FILE_NAME, Manifest};
use super::problem::Problem;
use super::roles::Given;
use super::source::Hashing;
use super::study::Assembly;
use crate::Study;
use crate::quality::{Fault, FaultCode, Severity};

/// Reads recordings of two people.
///
/// `path` is a table; a folder with a file per dyad, or with an `attune.toml`; such a manifest
/// itself; or `-` for a table on standard input. Without signals, `path` is a coding or a
/// transcript, a folder of transcripts, or empty, and [`Layout::beside`] names them: sessions are
/// then made from what these say. What `layout` says goes before what a manifest
/// says; what neither says is taken from the headers where these leave no doubt, and noted in
/// [`Study::notes`].
///
/// # Errors
/// A [`ReadError`] names file, line and column, why it matters and what to try. Of several files,
/// one that cannot be read becomes a fault of the study as long as another one can.
pub fn read(path: &Path, layout: &Layout) -> Result<Study, ReadError> {
    let name = path.to_string_lossy().into_owned();
    layout.check().map_err(|error| error.in_file(&name))?;
    if name.is_empty() {
        let name = layout.beside.spans.iter().chain(&layout.beside.turns).next();
        let name = name.map_or_else(|| "study".to_owned(), |file| stem(file));
        return finished(Assembly::default(), name, layout, Vec::new());
    }
    if name == "-" {
        return table("standard input".to_owned(), Bytes::Stdin, layout);
    }
    let metadata = path.metadata().map_err(|error| ReadError::from(error).in_file(&name))?;
    if metadata.is_dir() {
        let manifest = path.join(FILE_NAME);
        if manifest.is_file() { study(&manifest, layout) } else { files_of(path, &name, layout) }
    } else if path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("toml")) {
        study(path, layout)
    } else if let Some(alone) = with(&[path.to_owned()], layout) {
        finished(Assembly::default(), stem(&name), &alone, Vec::new())
    } else {
        table(name, Bytes::Disk(path), layout)
    }
}

/// A layout with these files beside the signals, where each holds codes or talk and no signals.
fn with(files: &[PathBuf], layout: &Layout) -> Option<Layout> {
    let mut layout = layout.clone();
    for file in files {
        let holds = beside::is_alone(file, &layout)?;
        let name = file.to_string_lossy().into_owned();
        let Layout { beside, .. } = &mut layout;
        let lists = [(holds.spans, &mut beside.spans), (holds.turns, &mut beside.turns)];
        for (_, list) in lists.into_iter().filter(|(holds, _)| *holds) {
            list.push(name.clone());
        }
    }
    Some(layout)
}

/// Reads a table that is already in memory; `name` stands for it in messages, and its stem for
/// the dyad where nothing else names it.
///
/// # Errors
/// As [`read`].
///
/// # Example
/// ```
/// use attune_data::read::{Layout, read_bytes};
///
/// let table = "couple,t_s,dial_ann,dial_bo\n7,0,2.5,3.0\n7,2,2.6,NA\n";
/// let study = read_bytes("dial.csv", table.as_bytes(), &Layout::default())?;
/// let [ann, bo] = &study.sessions[0].people;
/// assert_eq!((ann.name.as_str(), study.channels()), ("ann", vec!["dial".to_owned()]));
/// assert_eq!(ann.series[0].values, [2.5, 2.6]);
/// assert!(bo.series[0].values[1].is_nan());
/// # Ok::<(), attune_data::read::ReadError>(())
/// ```
pub fn read_bytes(name: &str, bytes: &[u8], layout: &Layout) -> Result<Study, ReadError> {
    table(name.to_owned(), Bytes::Memory(bytes), layout)
}

/// One table.
fn table(name: String, bytes: Bytes<'_>, layout: &Layout) -> Result<Study, ReadError> {
    let study = stem(&name);
    let given = Given::default();
    let mut assembly = Assembly::default();
    let file = name.clone();
    assembly.add(load(Recording { name, bytes, layout: layout.clone(), given })?);
    finished(assembly, study, layout, Vec::new()).map_err(|error| error.in_file(file))
}

/// The study, with what lies beside its signals.
fn finished(
    assembly: Assembly,
    name: String,
    layout: &Layout,
    entries: Vec<Beside>,
) -> Result<Study, ReadError> {
    let mut study = assembly.finish(name, layout)?;
    if let Some(book) = &layout.beside.code_book {
        let (book, source) = beside::code_book(book)?;
        study.code_book = book;
        study.sources.extend(source);
    }
    if let Some(lexicon) = &layout.beside.lexicon {
        let (words, source) = beside::lexicon(lexicon)?;
        study.lexicon = words;
        study.lexicon_source = Some(source.clone());
        study.sources.push(source);
    }
    let mut all = vec![Beside { files: layout.beside.clone(), ..Beside::default() }];
    all.extend(entries);
    if study.sessions.is_empty() {
        beside::alone(&mut study, &all, layout);
    }
    attach(&mut study, &all, layout)?;
    beside::unknown_codes(&mut study);
    Ok(study)
}

/// The tables of a folder.
fn files_of(path: &Path, name: &str, layout: &Layout) -> Result<Study, ReadError> {
    let (files, others) = match folder::recordings(path) {
        Ok(found) => found,
        Err(error) => {
            let marked = folder::marked(path).map_err(|error| error.in_file(name))?;
            let alone = with(&marked, layout).filter(|_| !marked.is_empty());
            let alone = alone.ok_or_else(|| error.in_file(name))?;
            return finished(Assembly::default(), title(path), &alone, Vec::new());
        }
    };
    if let Some(alone) = with(&files, layout) {
        return finished(Assembly::default(), title(path), &alone, Vec::new());
    }
    let mut assembly = Assembly::default();
    if others > 0 {
        assembly.note(format!("files in the folder that are no tables, left alone: {others}"));
    }
    let entry = |file| (file, layout.clone(), Given::default());
    add_all(&mut assembly, files.into_iter().map(entry))?;
    finished(assembly, title(path), layout, Vec::new()).map_err(|error| error.in_file(name))
}

/// The files a manifest names.
fn study(path: &Path, flags: &Layout) -> Result<Study, ReadError> {
    let name = path.to_string_lossy().into_owned();
    let in_manifest = |error: ReadError| error.in_file(&name);
    let mut raw = Hashing::new(File::open(path).map_err(|error| in_manifest(error.into()))?);
    let mut text = Vec::new();
    raw.read_to_end(&mut text).map_err(|error| in_manifest(error.into()))?;
    let text = String::from_utf8(text).map_err(|_| in_manifest(ReadError::new(Problem::Toml)))?;
    let mut manifest = Manifest::parse(&name, &text)?;
    let folder = path.parent().unwrap_or(Path::new(""));
    manifest.layout.beside = manifest.layout.beside.within(folder);
    let layout = flags.over(&manifest.layout);

    let mut entries: Vec<(PathBuf, Layout, Given)> = Vec::new();
    let mut beside = Vec::new();
    for entry in manifest.recordings {
        if !entry.beside.is_empty() {
            let dyad = entry.dyad.clone().or_else(|| entry.file.as_deref().map(stem));
            let files = entry.beside.within(folder);
            beside.push(Beside { files, dyad, session: entry.session.clone() });
        }
        let given = Given {
            dyad: entry.dyad,
            session: entry.session,
            group: entry.group,
            person: entry.person,
        };
        if let Some(file) = entry.file {
            entries.push((folder.join(file), flags.over(&entry.layout), given));
        }
    }
    let mut files = Vec::new();
    for pattern in &manifest.files {
        let found = matching(folder, pattern).map_err(in_manifest)?;
        if found.is_empty() {
            let pattern = pattern.clone();
            return Err(in_manifest(ReadError::new(Problem::NoMatch { pattern })));
        }
        files.extend(found.into_iter().filter(|file| !files.contains(file)).collect::<Vec<_>>());
    }
    if let Some(inner) = &manifest.folder {
        let inner = folder.join(inner);
        let found = folder::recordings(&inner).map_err(|error| error.in_file(inner.display()))?;
        files.extend(found.0);
    }
    entries.extend(files.into_iter().map(|file| (file, layout.clone(), Given::default())));

    let mut assembly = Assembly::default();
    assembly.source(raw.finish(&name).map_err(|error| in_manifest(error.into()))?);
    add_all(&mut assembly, entries.into_iter())?;
    let title = manifest.name.unwrap_or_else(|| title(folder));
    finished(assembly, title, &layout, beside).map_err(in_manifest)
}

/// The files a manifest's pattern stands for: its last part may have stars, the rest names a
/// folder.
fn matching(folder: &Path, pattern: &str) -> Result<Vec<PathBuf>, ReadError> {
    let (inner, pattern) = pattern.rsplit_once('/').unwrap_or(("", pattern));
    let inner = folder.join(inner);
    let inner = if inner.as_os_str().is_empty() { Path::new(".").to_owned() } else { inner };
    folder::matching(&inner, pattern).map_err(|error| error.in_file(inner.display()))
}

/// Adds files one by one; a file that cannot be read is a fault, unless none can. A table that
/// is no recording (a list of the people, say) is left alone with a warning.
fn add_all(
    assembly: &mut Assembly,
    files: impl Iterator<Item = (PathBuf, Layout, Given)>,
) -> Result<(), ReadError> {
    let mut errors = Vec::new();
    for (file, layout, given) in files {
        let name = file.to_string_lossy().into_owned();
        let dyad = given.dyad.clone().unwrap_or_else(|| stem(&name));
        match load(Recording { name, bytes: Bytes::Disk(&file), layout, given }) {
            Ok(loaded) => assembly.add(loaded),
            Err(error) => {
                assembly.fault(if error.is_no_recording() {
                    let message = format!("left alone, as it is no recording: {}", error.what());
                    Fault::new(FaultCode::FileUnreadable, message).with_severity(Severity::Warning)
                } else {
                    let message = format!("{}; try: {}", error.what(), error.try_this());
                    Fault::new(FaultCode::FileUnreadable, message).of_dyad(&dyad)
                });
                errors.push(error);
            }
        }
    }
    if !assembly.is_empty() {
        return Ok(());
    }
    // Where nothing could be read, what is wrong with a recording says more than that another
    // file is none.
    let telling = errors.iter().position(|error| !error.is_no_recording()).unwrap_or(0);
    errors.into_iter().nth(telling).map_or(Ok(()), Err)
}

/// A folder's name, for a study that has none of its own.
fn title(folder: &Path) -> String {
    let whole = folder.canonicalize().unwrap_or_else(|_| folder.to_owned());
    whole.file_name().map_or_else(|| "study".to_owned(), |name| name.to_string_lossy().into_owned())
}
