//! Every file format turned into a [`crate::Study`].
//!
//! [`read`] takes a path and a [`Layout`]; [`read_bytes`] takes what is already in memory. What a
//! file is follows from its first bytes, not from its ending:
//!
//! | format | recognised by | file |
//! |---|---|---|
//! | CSV, TSV, semicolons with decimal commas, blanks | being text | `delimited` |
//! | motion energy text (MEA) | two blank-separated columns of numbers | `mea` |
//! | Parquet | `PAR1` | `parquet` |
//! | any of the text formats, gzipped | `1f 8b` | `source` |
//! | a study of several files | `attune.toml` | [`manifest`] |
//! | coded behaviour, transcripts, video beside the signals | [`FilesBeside`] | `beside` |
//!
//! **Faithful, not judging.** A reader keeps what the file says: rows in their order, time that
//! runs backwards, rows that stand there twice. [`crate::quality::check`] names these. Only what
//! cannot be kept as numbers is an error, with file, line and column, and never with the content
//! of a cell.
//!
//! **Memory.** A table is read once, front to back, straight into one column of numbers per
//! channel; columns nobody asked for are not kept, ids are kept once each.
//!
//! # Adding a format
//!
//! 1. Write `read/<format>.rs` with one function from bytes to a `Table`. It describes its
//!    columns in a `Head` (names, and whether they look like numbers, times or names), hands that
//!    to `choose`, gets back what each column is to be used as, and fills only those.
//! 2. Recognise it by its first bytes in `file.rs` and call the function there.
//! 3. Test it: a file of each column type in `tests/it/<format>.rs`, a line in
//!    `tests/it/never_panics.rs`, and a target in `fuzz/`.

mod beside;
mod buckets;
mod cell;
mod clock;
mod code_book;
mod delimited;
mod dialect;
mod draft;
mod error;
mod file;
mod folder;
mod headers;
mod keys;
pub mod layout;
pub mod manifest;
mod mea;
mod natural;
mod nearest;
mod open;
mod pairs;
mod parquet;
mod picker;
mod problem;
mod quietly;
mod records;
mod roles;
mod scalar;
mod source;
mod study;
mod table;

pub use beside::{FilesBeside, add_spans, add_turns};
pub use error::{Place, ReadError};
pub use layout::{Layout, TimeUnit};
pub use manifest::{Manifest, RecordingEntry};
pub use open::{read, read_bytes};
pub use problem::Problem;
