//! Motion energy text: blank-separated columns, described by the file's name.

#![no_main]

use attune_data::read::{Layout, read_bytes};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let table = [b"\"s1\" \"s2\"\n", bytes].concat();
    let layout = Layout { rate_hz: Some(25.0), ..Layout::default() };
    if let Ok(study) = read_bytes("group_7_01.txt", &table, &layout) {
        attune_data::quality::check(&study);
    }
});
