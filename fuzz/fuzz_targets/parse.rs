//! Any text: no panic, no hang, and errors and typed tree are in order.

#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| syntax::fuzz::check_text(text));
