//! The pieces of any mail, put together, are the mail; read once as text and once as HTML.
#![no_main]

use libfuzzer_sys::fuzz_target;
use reply_parser::{Settings, Split};

fuzz_target!(|input: (&str, bool)| {
    let (mail, forward) = input;
    let settings = Settings { marker: Some("## Please write above this line ##"), forward };
    whole(mail, &reply_parser::text(mail, &settings));
    whole(mail, &reply_parser::html(mail, &settings));
});

fn whole(mail: &str, split: &Split) {
    let mut position = 0;
    for piece in &split.pieces {
        assert!(!piece.source.is_empty() && mail[position..].starts_with(piece.source));
        position += piece.source.len();
    }
    assert_eq!(position, mail.len());
}
