//! Any bytes, read as an editor reads them: the tree prints back as the text.

#![no_main]

use libfuzzer_sys::fuzz_target;
use syntax::{Defines, parse};

fuzz_target!(|bytes: &[u8]| {
    let text = String::from_utf8_lossy(bytes);
    syntax::fuzz::check_lossless(&text, &parse(&text, &Defines::empty()));
});
