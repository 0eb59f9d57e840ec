//! A folder with a file per dyad.

use std::fs;
use std::path::{Path, PathBuf};

use super::error::ReadError;
use super::file::{ENDINGS, MARKED};
use super::natural::natural;
use super::problem::Problem;

/// The files of a folder that may be recordings, in natural order, and how many others there are.
pub(crate) fn recordings(folder: &Path) -> Result<(Vec<PathBuf>, usize), ReadError> {
    let mut files = list(folder)?;
    let all = files.len();
    files.retain(|path| {
        let name = name(path).to_lowercase();
        let plain = name.strip_suffix(".gz").unwrap_or(&name);
        ENDINGS.iter().any(|ending| plain.ends_with(ending))
    });
    if files.is_empty() {
        return Err(ReadError::new(Problem::EmptyFolder));
    }
    let others = all - files.len();
    Ok((files, others))
}

/// The files of a folder that codings and transcripts are mostly kept in, in natural order.
pub(crate) fn marked(folder: &Path) -> Result<Vec<PathBuf>, ReadError> {
    let mut files = list(folder)?;
    files.retain(|path| MARKED.iter().any(|ending| name(path).to_lowercase().ends_with(ending)));
    Ok(files)
}

/// The files of a folder whose name fits a pattern, in natural order.
pub(crate) fn matching(folder: &Path, pattern: &str) -> Result<Vec<PathBuf>, ReadError> {
    let mut files = list(folder)?;
    files.retain(|path| fits(pattern, &name(path)));
    Ok(files)
}

/// The files of a folder, in natural order, without hidden ones and folders.
fn list(folder: &Path) -> Result<Vec<PathBuf>, ReadError> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if !name(&path).starts_with('.') && path.is_file() {
            files.push(path);
        }
    }
    files.sort_by(|a, b| natural(&name(a), &name(b)));
    Ok(files)
}

fn name(path: &Path) -> String {
    path.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default()
}

/// Whether a name fits a pattern in which `*` stands for any characters and `?` for one.
fn fits(pattern: &str, name: &str) -> bool {
    let (pattern, name): (Vec<char>, Vec<char>) =
        (pattern.chars().collect(), name.chars().collect());
    let (mut p, mut n) = (0, 0);
    // Where to go on if the last star has to swallow one character more.
    let mut star: Option<(usize, usize)> = None;
    while n < name.len() {
        match pattern.get(p) {
            Some('*') => {
                star = Some((p, n));
                p += 1;
            }
            Some(c) if *c == '?' || *c == name[n] => (p, n) = (p + 1, n + 1),
            _ => match star {
                Some((at, swallowed)) => {
                    (p, n) = (at + 1, swallowed + 1);
                    star = Some((at, swallowed + 1));
                }
                None => return false,
            },
        }
    }
    pattern[p..].iter().all(|c| *c == '*')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patterns() {
        assert!(fits("*.csv", "a.csv") && fits("*", "x") && fits("a?c", "abc"));
        assert!(fits("a*b*c", "aXbYbZc") && !fits("a*b", "abc") && !fits("?", ""));
    }
}
