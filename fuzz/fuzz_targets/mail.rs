//! Any bytes are a mail; reading one ends and does not panic.
#![no_main]

use libfuzzer_sys::fuzz_target;
use mail::limits::Limits;

fuzz_target!(|raw: &[u8]| {
    let limits = Limits::default();
    let _ = mail::parse::parse(raw, &limits);
    let _ = mail::parse::parse_envelope(raw, &limits);
});
