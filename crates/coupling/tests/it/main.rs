//! Laws, oracles, other programs' numbers and real recordings.

mod laws;
mod oracle;
mod reference;
