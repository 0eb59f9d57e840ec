//! The video or audio taken of a session.

/// What a recording of the room holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum MediaKind {
    /// Pictures, with or without sound.
    Video,
    /// Sound alone.
    Audio,
}

/// A video or audio file beside a session: never read here, only played by a page.
#[derive(Debug, Clone, PartialEq)]
pub struct Media {
    /// What it holds.
    pub kind: MediaKind,
    /// Where it is, as the user or the manifest names it.
    pub path: String,
    /// Seconds to add to its own clock to get the session's: its first picture was taken then.
    pub offset_s: f64,
}

impl Media {
    /// The place in the file, seconds, that shows a moment of the session.
    pub fn at(&self, session_s: f64) -> f64 {
        session_s - self.offset_s
    }
}
