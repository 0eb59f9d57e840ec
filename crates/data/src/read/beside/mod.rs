//! What lies beside the signals: coded behaviour, transcripts, video and audio.
//!
//! | format | holds | recognised by | file |
//! |---|---|---|---|
//! | CSV, TSV of spans or points | spans | its headers | `span_table` |
//! | CSV, TSV of 0/1 columns on a grid of intervals | spans | columns of 0 and 1 | `interval_grid` |
//! | BORIS events, one row a start or stop | spans | its headers | `boris_events` |
//! | BORIS project | spans | `{` | `boris_project` |
//! | ELAN `.eaf` | spans or turns | `<ANNOTATION_DOCUMENT` | `elan` |
//! | Praat TextGrid, long or short | spans or turns | `ooTextFile` | `text_grid` |
//! | WebVTT | turns | `WEBVTT` | `web_vtt` |
//! | SRT | turns | `-->` | `sub_rip` |
//! | CSV, TSV of turns | turns | its headers | `turn_table` |
//!
//! Where there are no signals at all, `alone` makes the sessions from what these files say.
//!
//! A reader gives back what the file says, with the names it uses for people; `attach` finds the
//! session (`place`) and who is A and who is B (`speakers`), moves everything onto the session's
//! clock and names what could not be kept. Nobody is guessed at, and nothing that was said or
//! coded enters a message.

mod alone;
mod attach;
mod boris_events;
mod boris_project;
mod codes;
mod columns;
mod cues;
mod elan;
mod expand;
mod files_beside;
mod found;
mod interval_grid;
mod lexicon;
mod load;
mod place;
mod seconds;
mod sheet;
mod span_table;
mod speakers;
mod sub_rip;
mod text_grid;
mod tiers;
mod turn_table;
mod web_vtt;

pub(crate) use alone::{alone, is_alone};
pub(crate) use attach::{Beside, attach};
pub use attach::{add_spans, add_turns};
pub(crate) use codes::{code_book, unknown_codes};
pub use files_beside::FilesBeside;
pub(crate) use files_beside::KEYS;
pub(crate) use lexicon::lexicon;
