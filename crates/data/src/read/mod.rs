//! Every file format turned into a [`crate::Study`].

mod buckets;
mod cell;
mod clock;
mod delimited;
mod dialect;
mod draft;
mod error;
mod file;
mod folder;
mod headers;
pub mod layout;
mod mea;
mod natural;
mod open;
mod pairs;
mod parquet;
mod records;
mod roles;
mod scalar;
mod source;
mod study;
mod table;

pub use error::{Place, Problem, ReadError};
pub use layout::{Layout, TimeUnit};
pub use open::{read, read_bytes};
