//! Recordings of two people: what they are, how they are read, and what is wrong with them.
//!
//! Everything later in the house sees recordings only through the plain types of this crate:
//! a [`Study`] holds [`Session`]s; a session holds two [`Person`]s, the [`Span`]s that were marked,
//! the [`Turn`]s at talk and the [`Media`] beside it; a person holds [`Series`].
//! Times are seconds from the session's start; a missing sample is `NaN`.
//!
//! **Invariants.** Only [`read`] touches the outside world. Nothing here knows any statistic of
//! two people. No message ever quotes what a text cell said.

pub mod align;
pub mod code_book;
pub mod media;
pub mod person;
pub mod quality;
pub mod read;
pub mod session;
pub mod signal;
pub mod span;
pub mod time;
pub mod turn;

pub use code_book::CodeBook;
pub use media::{Media, MediaKind};
pub use person::Person;
pub use quality::{Fault, FaultCode, Severity};
pub use session::{Session, Source, Study};
pub use signal::{Kind, Series};
pub use span::{Span, Who};
pub use time::Timeline;
pub use turn::{Said, Turn};
