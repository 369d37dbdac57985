//! Any text is an address field; what is read from it is bounded, once each, and cannot end a header line.
#![no_main]

use libfuzzer_sys::fuzz_target;
use mail::{
    limits::Limits,
    parse::{
        addresses::{self, plausible},
        headers::Headers,
    },
};
use mail_parser::HeaderName;

fuzz_target!(|bytes: &[u8]| {
    let mut field = b"To: ".to_vec();
    field.extend_from_slice(bytes);
    let limits = Limits::default();
    let (found, _) = addresses::of(&Headers::split(&field, &limits).headers, HeaderName::To, &limits);
    assert!(found.len() <= limits.addresses);
    for one in &found {
        assert!(!one.address.contains(['\r', '\n', '\0']) && !one.name.contains(['\r', '\n', '\0']));
        assert_eq!(plausible(&one.address).as_ref(), Some(&one.address));
    }
    let mut folded: Vec<String> = found.iter().map(addresses::MailAddress::fold).collect();
    folded.sort();
    folded.dedup();
    assert_eq!(folded.len(), found.len());
});
