//! Reading what the user named, with errors and exit codes as the command line promises them.

use std::path::Path;

use attune_data::read::{self, Layout, ReadError};
use attune_data::{Kind, Study};

use crate::failure::Failure;

/// Reads a study.
pub(crate) fn study(path: &Path, layout: &Layout) -> Result<Study, Failure> {
    read::read(path, layout).map_err(|error| failure(&error))
}

/// The reader's three parts are kept as they are; only the exit code is ours.
pub(crate) fn failure(error: &ReadError) -> Failure {
    let text = error.to_string();
    let failure = if error.is_usage() { Failure::usage } else { Failure::unreadable };
    failure(text)
}

/// The kind most channels have; decides the default plan.
pub(crate) fn main_kind(study: &Study) -> Kind {
    let first = study.sessions.iter().find_map(|session| {
        let name = *session.shared_channels().first()?;
        session.people[0].channel(name)
    });
    first.map_or(Kind::Other, |series| series.kind)
}
