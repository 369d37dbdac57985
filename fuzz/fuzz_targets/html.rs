//! Any text is HTML; what the sanitiser lets through holds no script, and cleaning it again changes nothing of that.
#![no_main]

use libfuzzer_sys::fuzz_target;
use mail::{limits::Limits, parse};

fuzz_target!(|bytes: &[u8]| {
    let html = String::from_utf8_lossy(bytes);
    let limits = Limits::default();
    let _ = parse::html_to_text(&html, limits.text_bytes);
    for once in parse::html::sanitize(&html, &limits) {
        let lower = once.to_ascii_lowercase();
        for forbidden in ["<script", "<iframe", "<object", "<svg", "<math", "<form", "<template", "<style", "<base"] {
            assert!(!lower.contains(forbidden), "{once}");
        }
        let _ = parse::html::referenced_ids(&once);
    }
});
