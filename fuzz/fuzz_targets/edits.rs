//! Any text and any sequence of edits: the tree equals that of the text read afresh.

#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|input: (&str, Vec<(u16, u8, String)>)| {
    let (text, edits) = input;
    syntax::fuzz::check_edits(text, &edits);
});
