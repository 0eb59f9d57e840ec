//! An Analysis as sentences, pictures, tables and one HTML file.
//!
//! **Invariants.** Nothing here knows how a number was computed, and no sentence is stronger than
//! its verdict.
