//! What a null hypothesis is called.

use attune::{NULLS, Null};

/// The field's term for a null, from the catalogue.
pub fn null_title(null: Null) -> &'static str {
    NULLS.iter().find(|entry| entry.null == null).map_or(null.name(), |entry| entry.title)
}
