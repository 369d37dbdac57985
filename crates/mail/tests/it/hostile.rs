//! Whatever arrives: no panic, bounded work, and the same result however lines end.

use std::time::{Duration, Instant};

use mail::{
    Limits, Parsed, parse,
    parse::{Problem, html::sanitize, html_to_text, parse_envelope},
};
use proptest::prelude::*;

use crate::corpus::{names, raw};

/// What must hold of every result, whatever came in.
fn check(name: &str, bytes: &[u8]) -> Parsed {
    let mail = parse(bytes, &Limits::default());
    let texts = [&mail.text, &mail.visible_text, &mail.quoted_text, &mail.subject];
    assert!(texts.iter().all(|text| !text.contains('\0') && text.len() <= Limits::default().text_bytes), "{name}");
    let is_safe = |file: &parse::Attachment| !file.name.is_empty() && !file.name.contains(['/', '\\', '\0']);
    assert!(mail.attachments.iter().all(is_safe), "{name}");
    let held: usize = mail.attachments.iter().map(|file| file.bytes.len()).sum();
    assert!(held <= bytes.len() * 20, "{name} holds {held} bytes in files");
    mail
}

/// Small numbers in a row that looks random and is always the same.
struct Dice(u64);

impl Dice {
    fn below(&mut self, most: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % most.max(1)
    }
}

#[test]
fn every_mail_of_the_corpus_cut_anywhere_is_read() {
    for name in names() {
        let bytes = raw(&name);
        let step = (bytes.len() / 60).max(1);
        for end in (0..bytes.len()).step_by(step) {
            check(&name, &bytes[..end]);
            let _ = parse_envelope(&bytes[..end], &Limits::default());
        }
    }
}

#[test]
fn every_mail_of_the_corpus_with_wrong_bytes_is_read() {
    let mut dice = Dice(1);
    for name in names() {
        let whole = raw(&name);
        for _ in 0..if whole.is_empty() { 0 } else { 20 } {
            let mut bytes = whole.clone();
            for _ in 0..=dice.below(8) {
                let at = dice.below(bytes.len());
                bytes[at] = u8::try_from(dice.below(256)).unwrap();
            }
            check(&name, &bytes);
        }
    }
}

#[test]
fn lines_may_end_in_lf_crlf_or_cr() {
    for name in names() {
        let Ok(bytes) = String::from_utf8(raw(&name)) else { continue };
        let lf = bytes.replace("\r\r\n", "\n").replace("\r\n", "\n").replace('\r', "\n");
        let told = |mail: Parsed| {
            let files: Vec<_> =
                mail.attachments.into_iter().map(|file| (file.name, file.mime, file.bytes, file.inline)).collect();
            (
                mail.subject,
                mail.text,
                mail.html,
                mail.visible_text,
                mail.message_id,
                mail.references,
                files,
                mail.machine,
                mail.problems,
            )
        };
        let expected = told(check(&name, lf.as_bytes()));
        assert_eq!(told(check(&name, lf.replace('\n', "\r\n").as_bytes())), expected, "{name} in CRLF");
        assert_eq!(told(check(&name, lf.replace('\n', "\r").as_bytes())), expected, "{name} in CR");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]

    #[test]
    fn arbitrary_bytes_are_read(bytes in proptest::collection::vec(any::<u8>(), 0..2_000)) {
        check("anything", &bytes);
    }

    #[test]
    fn two_mails_glued_together_are_read(
        first in any::<prop::sample::Index>(), second in any::<prop::sample::Index>(), cut in any::<prop::sample::Index>(),
    ) {
        let names = names();
        let (mut bytes, tail) = (raw(&names[first.index(names.len())]), raw(&names[second.index(names.len())]));
        bytes.truncate(cut.index(bytes.len() + 1));
        bytes.extend(tail);
        check("two mails", &bytes);
    }
}

#[test]
fn a_mail_past_the_size_keeps_its_head() {
    let mut bytes = b"From: a@b.example\nSubject: big\n\nfirst words\n".to_vec();
    bytes.extend(std::iter::repeat_n(b'x', 200_000));
    let mail = parse(&bytes, &Limits { size: 100_000, text_bytes: 1_000, ..Limits::default() });
    assert!(mail.problems.contains(&Problem::TooLarge) && mail.problems.contains(&Problem::TextCut));
    assert!(mail.text.starts_with("first words") && mail.text.len() <= 1_000);
    assert_eq!(mail.subject, "big");
}

/// Hundreds of kilobytes of each, made to cost as much as possible. The time allowed is generous: tests run without
/// optimisation and beside one another, and what is not bounded takes minutes.
const HTML_BOMBS: [&str; 25] = [
    "<div>",
    "<div></x>",
    "<b>",
    "<b><p>",
    "<p><b a=1></p>",
    "<a>",
    "<table>",
    "<table><tr><td>",
    "<i></i>",
    "<a <a <a",
    "<p a=\"",
    "<",
    "</",
    "<!--",
    "<blockquote>",
    "<font size=1><p>",
    "<svg><p>",
    "<select><option>",
    "<a><div></a>",
    "&amp",
    "&nbsp;",
    "&amp;</x>",
    "<button>",
    "<nobr>",
    "<table><b>x",
];

#[test]
fn hostile_html_ends_soon() {
    let limits = Limits::default();
    let mut bombs: Vec<(String, String)> =
        HTML_BOMBS.iter().map(|piece| ((*piece).to_owned(), piece.repeat(400_000 / piece.len()))).collect();
    let numbered = |make: &dyn Fn(usize) -> String| (0..40_000).map(make).collect::<String>();
    bombs.push(("attributes".to_owned(), format!("<p{}>", numbered(&|n| format!(" a{n}=1")))));
    bombs.push(("bare attributes".to_owned(), format!("<p{}>", numbered(&|n| format!(" a{n}")))));
    bombs.push((
        "hidden attributes".to_owned(),
        format!("<!-- <p a=\" --><p{}>", numbered(&|n| format!(" a{n}=\">\""))),
    ));
    bombs.push(("formatting".to_owned(), numbered(&|n| format!("<p><b a={n}>"))));
    bombs.push(("outside cells".to_owned(), format!("<table>{}", "<i></i>".repeat(56_000))));
    bombs.push(("text outside cells".to_owned(), format!("<table>{}", "x<tr>".repeat(56_000))));
    bombs.push(("style".to_owned(), format!("<p style=\"{}\">", "color:red;".repeat(40_000))));
    bombs.push(("links".to_owned(), "<a href=x>".repeat(40_000)));
    bombs.push(("pictures".to_owned(), "<img src=https://x.example/a>".repeat(14_000)));
    for (name, html) in bombs {
        let started = now();
        let cleaned = sanitize(&html, &limits);
        let text = html_to_text(&html, limits.text_bytes);
        let took = now().duration_since(started);
        assert!(took < Duration::from_secs(20), "{name}: {took:?}");
        assert!(
            cleaned.is_none_or(|html| html.len() <= limits.html_bytes * 2) && text.len() <= 2 * limits.text_bytes,
            "{name}"
        );
    }
}

#[expect(clippy::disallowed_methods, reason = "how long the work really takes is what is tested")]
fn now() -> Instant {
    Instant::now()
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
    let headers = [
        "X-A: b\n".repeat(200_000),
        format!("Subject: {}\n\n", "=?".repeat(100_000)),
        format!("Subject: {}\n\n", "=?utf-8?Q?".repeat(25_000)),
        format!("Content-Type: a/b{}\n\n", "; a=\"".repeat(50_000)),
        format!("Content-Type: a/b{}\n\n", "; a*0=b".repeat(35_000)),
        format!("To: {}\n\n", "a@b.example, ".repeat(20_000)),
    ];
    for header in headers {
        let started = now();
        let _ = parse(header.as_bytes(), &limits);
        let took = now().duration_since(started);
        assert!(took < Duration::from_secs(20), "{}: {took:?}", &header[..40]);
    }
}
