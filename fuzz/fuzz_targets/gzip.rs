//! Compressed tables: whatever follows the two bytes that say gzip.

#![no_main]

use attune_data::read::{Layout, read_bytes};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let compressed = [&[0x1f, 0x8b], bytes].concat();
    drop(read_bytes("fuzz.csv.gz", &compressed, &Layout::default()));
});
