//! Any bytes are a mail; reading one ends and does not panic, and says the same for LF and CRLF.
#![no_main]

use libfuzzer_sys::fuzz_target;
use mail::limits::Limits;

fuzz_target!(|raw: &[u8]| {
    let limits = Limits::default();
    let mail = mail::parse::parse(raw, &limits);
    let envelope = mail::parse::parse_envelope(raw, &limits);
    assert_eq!(mail.message_id, envelope.message_id);
    if let Some(report) = &mail.bounce {
        assert!(!report.recipients.is_empty());
    }
});
