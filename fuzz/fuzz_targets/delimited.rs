//! Text tables: separators, decimal commas, quotes, encodings, calendar times.

#![no_main]

use attune_data::read::{Layout, read_bytes};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    // The first byte chooses how the table is described.
    let Some((choice, bytes)) = bytes.split_first() else { return };
    let names = |list: &[&str]| list.iter().map(|name| name.to_string()).collect::<Vec<_>>();
    let rate = Layout { rate_hz: Some(25.0), ..Layout::default() };
    let layout = match choice % 5 {
        0 => Layout::default(),
        1 => rate,
        2 => Layout { a: names(&["a"]), b: names(&["b"]), missing: names(&["-9"]), ..rate },
        3 => Layout { person: Some("p".into()), value: names(&["a"]), ..rate },
        _ => Layout {
            person: Some("p".into()),
            channel_column: Some("c".into()),
            value: names(&["a"]),
            ..rate
        },
    };
    if let Ok(study) = read_bytes("fuzz.csv", bytes, &layout) {
        attune_data::quality::check(&study);
    }
});
