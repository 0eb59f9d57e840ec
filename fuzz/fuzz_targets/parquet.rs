//! Parquet files: best begun from a corpus of small valid ones.

#![no_main]

use attune_data::read::{Layout, read_bytes};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let file = [b"PAR1", bytes].concat();
    if let Ok(study) = read_bytes("fuzz.parquet", &file, &Layout::default()) {
        attune_data::quality::check(&study);
    }
});
