//! The readers and the quality check on whole files.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::print_stdout)]

#[cfg(test)]
mod bad_input;
#[cfg(test)]
mod beside;
#[cfg(test)]
mod faults;
#[cfg(test)]
mod manifest;
#[cfg(test)]
mod never_panics;
#[cfg(test)]
mod parquet;
#[cfg(test)]
mod real;
#[cfg(test)]
mod shapes;
