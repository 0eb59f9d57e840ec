//! `attune.toml`.

#![no_main]

use attune_data::read::Manifest;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    if let Err(error) = Manifest::parse("attune.toml", text) {
        assert_eq!(error.to_string().lines().count(), 3);
    }
});
