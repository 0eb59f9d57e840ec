//! Parquet files: best begun from a corpus of small valid ones.

#![no_main]

use attune_data::read::{Layout, read_bytes};
use libfuzzer_sys::fuzz_target;

fuzz_target!(init: {
    // The decoder may panic on a damaged file; the reader has to catch that. The fuzzer's own
    // hook would end the process before it can. A panic that escapes is still reported.
    std::panic::set_hook(Box::new(|_| {}));
}, |bytes: &[u8]| {
    let file = [b"PAR1", bytes].concat();
    if let Ok(study) = read_bytes("fuzz.parquet", &file, &Layout::default()) {
        attune_data::quality::check(&study);
    }
});
