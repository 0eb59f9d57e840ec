//! A path whose last part may hold stars, as the files it stands for.

use std::path::{Path, PathBuf};

use super::super::error::ReadError;
use super::super::folder;
use super::super::problem::Problem;

/// The files a path stands for, in natural order.
pub(crate) fn expand(path: &str) -> Result<Vec<PathBuf>, ReadError> {
    let whole = Path::new(path);
    let last = whole.file_name().map(|name| name.to_string_lossy().into_owned());
    let Some(pattern) = last.filter(|last| last.contains(['*', '?']) && !whole.exists()) else {
        return Ok(vec![whole.to_owned()]);
    };
    let parent = whole.parent().filter(|parent| !parent.as_os_str().is_empty());
    let parent = parent.unwrap_or(Path::new("."));
    let found = folder::matching(parent, &pattern).map_err(|e| e.in_file(parent.display()))?;
    if found.is_empty() {
        return Err(ReadError::new(Problem::NoMatch { pattern: path.to_owned() }).in_file(path));
    }
    Ok(found)
}
