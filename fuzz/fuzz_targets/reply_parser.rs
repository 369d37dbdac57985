//! The pieces of any mail, put together, are the mail, and something of it is seen; read once as text and once as HTML.
#![no_main]

use libfuzzer_sys::fuzz_target;
use reply_parser::{Part, Settings, Split};

fuzz_target!(|bytes: &[u8]| {
    let mail = String::from_utf8_lossy(bytes);
    let forward = bytes.len() % 2 == 0;
    let settings = Settings { marker: Some("## Please write above this line ##"), forward };
    whole(&mail, &reply_parser::text(&mail, &settings));
    whole(&mail, &reply_parser::html(&mail, &settings));
});

fn whole(mail: &str, split: &Split) {
    let mut position = 0;
    for piece in &split.pieces {
        assert!(!piece.source.is_empty() && mail[position..].starts_with(piece.source));
        position += piece.source.len();
    }
    assert_eq!(position, mail.len());
    let is_seen = |part| matches!(part, Part::Visible | Part::Forwarded);
    assert!(mail.is_empty() || split.pieces.iter().any(|piece| is_seen(piece.part)));
}
