//! Code books.

#![no_main]

use attune_data::CodeBook;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    match CodeBook::parse("codes.toml", text) {
        Ok(book) => drop(book.families("x")),
        Err(error) => assert_eq!(error.to_string().lines().count(), 3),
    }
});
