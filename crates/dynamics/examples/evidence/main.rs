//! The loop model's proof: how well it recovers what was planted, and where it stays silent.
//!
//! `evidence recovery|honesty|real [--runs N] [--old PAGE] [LINE ...]` prints a page of the docs.
//! With lines named, only these are computed and the others are taken from the old page.

#![allow(clippy::print_stdout, clippy::print_stderr, clippy::unwrap_used)]

mod honesty;
mod page;
mod real;
mod recovery;

use page::Request;

fn main() -> std::process::ExitCode {
    let mut words = std::env::args().skip(1);
    let which = words.next().unwrap_or_default();
    let request = Request::from_words(words);
    let page = match which.as_str() {
        "recovery" => recovery::page(&request),
        "honesty" => honesty::page(&request),
        "real" => match real::page(&request) {
            Ok(page) => page,
            Err(missing) => {
                eprintln!("{missing}");
                return std::process::ExitCode::FAILURE;
            }
        },
        _ => "evidence recovery|honesty|real [--runs N] [--old PAGE] [LINE ...]".to_owned(),
    };
    println!("{}", page.trim_end());
    std::process::ExitCode::SUCCESS
}
