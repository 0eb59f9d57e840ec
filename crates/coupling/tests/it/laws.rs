//! What must hold whatever the recording.
