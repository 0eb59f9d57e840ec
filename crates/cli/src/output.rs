//! The output folder: every file is written whole or not at all.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::fs;
use std::io::{self, ErrorKind, Write};
use std::path::{Path, PathBuf};

use crate::failure::Failure;

/// A folder that this program may write into.
#[derive(Debug, Clone)]
pub(crate) struct Folder {
    path: PathBuf,
    /// What was written, where it is only kept in memory.
    kept: Option<RefCell<BTreeMap<String, Vec<u8>>>>,
}

impl Folder {
    /// Creates the folder, or takes an empty one, or one of an earlier run of ours; anything else
    /// only with `force`.
    pub(crate) fn create(path: &Path, force: bool) -> Result<Self, Failure> {
        let no_folder = |error: io::Error| unwritable(path, &error, NOTHING_YET);
        fs::create_dir_all(path).map_err(no_folder)?;
        let mut entries = fs::read_dir(path).map_err(no_folder)?;
        let ours = ["run.json", "truth.json", "multiverse.json"];
        let ours = ours.iter().any(|name| path.join(name).is_file());
        if entries.next().is_some() && !ours && !force {
            return Err(Failure::usage(format!("the folder {} is not empty", path.display()))
                .why("files of the same names would be overwritten")
                .try_this("another folder, or --force"));
        }
        let folder = Self { path: path.to_path_buf(), kept: None };
        folder.probe()?;
        Ok(folder)
    }

    /// A folder that is only kept in memory, to compare what would be written.
    pub(crate) fn in_memory() -> Self {
        Self { path: PathBuf::new(), kept: Some(RefCell::default()) }
    }

    /// What was written into a folder in memory, by name.
    pub(crate) fn kept(&self) -> BTreeMap<String, Vec<u8>> {
        self.kept.as_ref().map(|kept| kept.borrow().clone()).unwrap_or_default()
    }

    /// The folder's path.
    pub(crate) fn path(&self) -> &Path {
        &self.path
    }

    /// Writes a file, through a temporary one beside it, so that a full disk or an interruption
    /// never leaves half a file under the real name.
    pub(crate) fn write(&self, name: &str, bytes: &[u8]) -> Result<(), Failure> {
        if let Some(kept) = &self.kept {
            kept.borrow_mut().insert(name.to_owned(), bytes.to_vec());
            return Ok(());
        }
        let path = self.path.join(name);
        let parent = path.parent().unwrap_or(&self.path).to_path_buf();
        let partial = path.with_extension("part");
        let written = fs::create_dir_all(&parent)
            .and_then(|()| fs::File::create(&partial))
            .and_then(|mut file| file.write_all(bytes))
            .and_then(|()| fs::rename(&partial, &path));
        written.map_err(|error| {
            fs::remove_file(&partial).ok();
            unwritable(&path, &error, "what was written before it is whole; this file is not")
        })
    }

    /// Removes what an earlier run left under a folder name of ours.
    pub(crate) fn clear(&self, name: &str) {
        if self.kept.is_none() {
            fs::remove_dir_all(self.path.join(name)).ok();
        }
    }

    /// Finds out before the work, not after it, whether the folder may be written to.
    fn probe(&self) -> Result<(), Failure> {
        let probe = self.path.join(".attune-probe");
        let written = fs::write(&probe, b"");
        fs::remove_file(&probe).ok();
        written.map_err(|error| unwritable(&self.path, &error, NOTHING_YET))
    }
}

/// Writes one file that was named, whole or not at all.
pub(crate) fn write_file(path: &Path, bytes: &[u8]) -> Result<(), Failure> {
    let partial = path.with_extension("part");
    let written = fs::write(&partial, bytes).and_then(|()| fs::rename(&partial, path));
    written.map_err(|error| {
        fs::remove_file(&partial).ok();
        unwritable(path, &error, "this file is not there")
    })
}

/// A file name made from a dyad's or channel's id: what a file system might not like is replaced.
pub(crate) fn file_name(id: &str) -> String {
    let safe = |c: char| if c.is_alphanumeric() || "-_.".contains(c) { c } else { '_' };
    let name: String = id.chars().map(safe).collect();
    if name.trim_matches('.').is_empty() { "_".to_owned() } else { name }
}

const NOTHING_YET: &str = "the results would have nowhere to go; nothing was computed";

fn unwritable(path: &Path, error: &io::Error, why: &str) -> Failure {
    let try_this = match error.kind() {
        ErrorKind::StorageFull | ErrorKind::FileTooLarge | ErrorKind::QuotaExceeded => {
            "free some space and run it again: the same plan and seed give the same result"
        }
        ErrorKind::PermissionDenied => "a folder that you may write to (-o)",
        ErrorKind::NotADirectory | ErrorKind::AlreadyExists => {
            "another folder (-o): this name is taken by a file"
        }
        _ => "another folder (-o)",
    };
    Failure::device(format!("cannot write {}: {error}", path.display())).why(why).try_this(try_this)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_become_file_names_that_cannot_leave_the_folder() {
        assert_eq!(file_name("11"), "11");
        assert_eq!(file_name("../x/ö y"), ".._x_ö_y");
        assert_eq!(file_name(".."), "_");
    }

    #[test]
    fn a_folder_with_other_files_is_not_touched() {
        let place = tempfile::tempdir().unwrap();
        fs::write(place.path().join("thesis.doc"), "years of work").unwrap();
        assert!(Folder::create(place.path(), false).is_err());
        let folder = Folder::create(place.path(), true).unwrap();
        folder.write("a/b.txt", b"x").unwrap();
        assert_eq!(fs::read(place.path().join("a/b.txt")).unwrap(), b"x");
        assert!(!place.path().join("a/b.part").exists());
    }
}
