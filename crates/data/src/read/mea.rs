//! Motion energy text, as MEA writes and rMEA reads it.
//!
//! Two blank-separated columns of numbers under a quoted header, one row per video frame, no
//! time: the rate has to be said. Names of three parts, `group_dyad_session.txt`, tell where the
//! file belongs, as rMEA's own reader has it.

use super::headers::Meaning;
use super::layout::Layout;
use super::roles::Given;
use super::table::Look;
use crate::Kind;

/// Whether a blank-separated table is motion energy: two columns of numbers, none of them a time.
pub(crate) fn is_motion_energy(names: &[String], looks: &[Look]) -> bool {
    names.len() == 2
        && looks.iter().all(|look| *look == Look::Number)
        && !names.iter().any(|name| Meaning::Time.fits(name))
}

/// Fills in what a motion-energy file is and what its name says, where nothing else says it;
/// returns what was assumed.
pub(crate) fn describe(stem: &str, layout: &mut Layout, given: &mut Given) -> Vec<String> {
    let mut notes = Vec::new();
    if layout.kinds.is_empty() {
        layout.kinds = vec![Kind::Motion];
        notes.push("two blank-separated columns of numbers are taken as motion energy".to_owned());
    }
    let parts: Vec<&str> = stem.split('_').collect();
    if let [group, dyad, session] = parts[..]
        && given.dyad.is_none()
        && parts.iter().all(|part| !part.is_empty())
    {
        given.dyad = Some(dyad.to_owned());
        given.group.get_or_insert_with(|| group.to_owned());
        given.session.get_or_insert_with(|| session.to_owned());
        notes.push("group, dyad and session taken from the file's name".to_owned());
    }
    notes
}
