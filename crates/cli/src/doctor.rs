//! `attune doctor`: what this program can do here.

use crate::demo::browser;
use crate::failure::{Code, Failure};
use crate::terminal;

/// Prints what is here.
pub(crate) fn run() -> Result<Code, Failure> {
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    let page = browser()
        .map_or("none found: reports are written, not opened".to_owned(), |name| name.to_owned());
    let text = format!(
        "attune {}\nthreads          {threads}\nreading          csv, tsv, gzip, parquet, motion-energy text, attune.toml\nbeside signals   BORIS, ELAN, Praat TextGrid, WebVTT, SRT, csv\n\
         writing          csv, tsv, jsonl, parquet, svg, html\nbrowser          {page}\nnetwork use      none\n",
        attune::VERSION
    );
    terminal::print_text(&text).map(|()| Code::Done)
}
