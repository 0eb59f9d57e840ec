//! One person's words against another program's numbers.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::print_stdout)]

#[cfg(test)]
mod words;
