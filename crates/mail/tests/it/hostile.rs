//! Whatever arrives: no panic, bounded work.

use mail::{
    Limits, parse,
    parse::{Problem, parse_envelope},
};
use proptest::prelude::*;

use crate::corpus::{names, raw};

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]

    #[test]
    fn arbitrary_bytes_are_read(bytes in proptest::collection::vec(any::<u8>(), 0..2_000)) {
        let mail = parse(&bytes, &Limits::default());
        prop_assert!(!mail.text.contains('\0'));
        let _ = parse_envelope(&bytes, &Limits::default());
    }

    #[test]
    fn mutated_and_truncated_mails_are_read(
        which in any::<prop::sample::Index>(),
        cut in any::<prop::sample::Index>(),
        changes in proptest::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 0..8),
    ) {
        let names = names();
        let mut bytes = raw(&names[which.index(names.len())]);
        if !bytes.is_empty() {
            for (at, byte) in changes {
                let at = at.index(bytes.len());
                bytes[at] = byte;
            }
            bytes.truncate(cut.index(bytes.len()) + 1);
        }
        let mail = parse(&bytes, &Limits::default());
        prop_assert!(mail.attachments.iter().all(|one| !one.name.contains(['/', '\\', '\0'])));
    }
}

#[test]
fn a_mail_past_the_size_keeps_its_head() {
    let mut bytes = b"From: a@b.example\nSubject: big\n\nfirst words\n".to_vec();
    bytes.extend(std::iter::repeat_n(b'x', 200_000));
    let mail = parse(&bytes, &Limits { size: 100_000, text_bytes: 1_000, ..Limits::default() });
    assert!(mail.problems.contains(&Problem::TooLarge) && mail.problems.contains(&Problem::TextCut));
    assert!(mail.text.starts_with("first words") && mail.text.len() <= 1_000);
}

#[test]
fn html_that_costs_too_much_is_shown_as_text() {
    let bomb: String = (0..60_000).map(|n| format!("<p><b a={n}>x</p>")).collect();
    let mail = parse(format!("From: a@b.example\nContent-Type: text/html\n\n{bomb}").as_bytes(), &Limits::default());
    assert_eq!(mail.html, None);
    assert!(mail.problems.contains(&Problem::HtmlTooComplex) && mail.text.contains('x'));
}

#[test]
fn large_mails_of_empty_parts_lines_and_words_are_bounded() {
    let limits = Limits::default();
    let parts = [b"Content-Type: multipart/mixed; boundary=b\n\n".to_vec(), b"--b\n\n".repeat(400_000)].concat();
    assert!(parse(&parts, &limits).problems.contains(&Problem::TooManyParts));
    let words = format!("Subject: {}\n\n", "=?utf-8?Q?a?= ".repeat(100_000));
    assert!(parse(words.as_bytes(), &limits).subject.chars().count() <= 1_000);
    let fields = "X-A: b\n".repeat(200_000);
    let _ = parse(fields.as_bytes(), &limits);
    let open = format!("Subject: {}\n\n", "=?".repeat(100_000));
    let _ = parse(open.as_bytes(), &limits);
}
