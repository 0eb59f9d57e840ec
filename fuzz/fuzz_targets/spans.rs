//! Coded behaviour: tables, 0/1 grids, BORIS, ELAN, TextGrid, chosen by the first byte.

#![no_main]

use attune_data::read::{Layout, add_spans, read_bytes};
use libfuzzer_sys::fuzz_target;

const HEADS: [&[u8]; 5] = [
    b"",
    b"{\"observations\":",
    b"<?xml version=\"1.0\"?><ANNOTATION_DOCUMENT>",
    b"File type = \"ooTextFile\"\nObject class = \"TextGrid\"\n",
    b"Observation id,Subject,Behavior,Behavior type,Time\n",
];

fuzz_target!(|bytes: &[u8]| {
    let Some((choice, rest)) = bytes.split_first() else { return };
    let bytes = [HEADS[usize::from(*choice) % HEADS.len()], rest].concat();
    let layout = Layout::default();
    let mut study = read_bytes("7.csv", b"t_s,ann,bo\n0,1,2\n9,2,3\n", &layout).expect("a study");
    if add_spans(&mut study, "7_ann", &bytes, &layout).is_ok() {
        attune_data::quality::check(&study);
    }
});
