//! Talk goes to standard error, data to standard output; colour only where it is wanted.

use std::io::Write;

use clap::ValueEnum;

use crate::failure::Failure;

/// When to use colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Color {
    /// On a terminal, unless NO_COLOR is set.
    Auto,
    /// Always.
    Always,
    /// Never.
    Never,
}

/// Sets the choice for everything printed from here on.
pub(crate) fn apply(color: Color) {
    match color {
        Color::Auto => {}
        Color::Always => anstream::ColorChoice::Always.write_global(),
        Color::Never => anstream::ColorChoice::Never.write_global(),
    }
}

/// Says something to the person at the terminal. A closed standard error is nobody listening.
pub(crate) fn say(text: &str) {
    writeln!(anstream::stderr(), "{text}").ok();
}

/// Writes data to standard output. A reader that has gone (`| head`) is not an error.
pub(crate) fn print(data: &[u8]) -> Result<(), Failure> {
    let mut out = std::io::stdout().lock();
    match out.write_all(data).and_then(|()| out.flush()) {
        Err(error) if error.kind() != std::io::ErrorKind::BrokenPipe => Err(cut_short(&error)),
        _ => Ok(()),
    }
}

fn cut_short(error: &std::io::Error) -> Failure {
    Failure::device(format!("cannot write to standard output: {error}"))
        .why("what was printed so far may be cut short")
        .try_this("free some space, or send the output elsewhere")
}

/// Writes text to standard output, in colour where that is wanted.
pub(crate) fn print_text(text: &str) -> Result<(), Failure> {
    match write!(anstream::stdout(), "{text}") {
        Err(error) if error.kind() != std::io::ErrorKind::BrokenPipe => Err(cut_short(&error)),
        _ => Ok(()),
    }
}
