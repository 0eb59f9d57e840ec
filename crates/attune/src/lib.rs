//! Plan in, Analysis out: what two people's recordings say about the loop between them.
//!
//! **Invariants.** No HTML, SQL, HTTP or Python here. Every claim carries estimate, interval,
//! null, caveats, provenance and verdict.
