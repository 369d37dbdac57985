//! The mails that are sent: plain ones, HTML with a file, replies, and hostile ones; every one different.

use std::{fmt::Write, sync::OnceLock};

/// The address they go to.
pub(super) const SUPPORT: &str = "support@desk.test";

const CUSTOMERS: usize = 2_000;
const DOMAINS: usize = 50;
/// The file that comes with every fourth mail, in bytes before base64.
const FILE: usize = 36_000;

/// Which mails are sent.
#[derive(Clone, Copy, Debug, Default, clap::ValueEnum, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Kind {
    /// Five plain ones, two with HTML and a file and one reply of eight.
    #[default]
    Mixed,
    /// Plain text of 1 KB.
    Plain,
    /// HTML beside its text, with a file of 36 KB.
    Html,
    /// Made to cost as much as possible, about 200 KB.
    Hostile,
}

impl Kind {
    /// The mail of this kind at this place of the stream.
    pub(super) fn letter(self, place: usize, answered: usize) -> Letter {
        match self {
            Self::Mixed => letter(place, answered),
            Self::Plain => plain(place),
            Self::Html => with_file(place),
            Self::Hostile => hostile(place),
        }
    }
}

/// A mail with its envelope sender.
pub(super) struct Letter {
    pub(super) from: String,
    pub(super) raw: Vec<u8>,
}

/// The mail at this place of the stream. Of eight, five are plain, two carry HTML and a file, one answers one of the
/// `answered` first mails, whose tickets are there already.
fn letter(place: usize, answered: usize) -> Letter {
    match place % 8 {
        2 | 6 => with_file(place),
        4 if answered > 0 => reply(place, place / 8 % answered),
        _ => plain(place),
    }
}

/// A plain mail of about 1 KB.
pub(super) fn plain(place: usize) -> Letter {
    let from = sender(place);
    let mut raw = head(place, &from, &subject(place), "");
    raw.push_str("Content-Type: text/plain; charset=utf-8\r\n\r\n");
    raw.push_str(&text(place, 900));
    Letter { from, raw: raw.into_bytes() }
}

/// A reply that quotes what it answers.
fn reply(place: usize, to: usize) -> Letter {
    let from = sender(to);
    let thread = format!("In-Reply-To: <{0}>\r\nReferences: <{0}>\r\n", message_id(to));
    let mut raw = head(place, &from, &format!("Re: {}", subject(to)), &thread);
    raw.push_str("Content-Type: text/plain; charset=utf-8\r\n\r\n");
    raw.push_str(&text(place, 300));
    raw.push_str("\r\nOn Mon, 2 Nov 2026 at 10:00, Support wrote:\r\n");
    for line in text(to, 600).lines() {
        let _ = write!(raw, "> {line}\r\n");
    }
    Letter { from, raw: raw.into_bytes() }
}

/// HTML beside its text, with a file: about 50 KB.
fn with_file(place: usize) -> Letter {
    let from = sender(place);
    let mut raw = head(place, &from, &subject(place), "");
    let body = text(place, 700);
    let html = format!(
        "<html><head><style>p {{ color: #333 }}</style></head><body><p>{}</p><ul><li>one</li><li>two</li></ul></body></html>",
        body.replace("\r\n", "<br>\r\n")
    );
    let _ = write!(
        raw,
        "Content-Type: multipart/mixed; boundary=\"m\"\r\n\r\n--m\r\nContent-Type: multipart/alternative; \
         boundary=\"a\"\r\n\r\n--a\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n{body}\r\n--a\r\nContent-Type: \
         text/html; charset=utf-8\r\n\r\n{html}\r\n--a--\r\n--m\r\nContent-Type: application/octet-stream; \
         name=\"log-{place}.bin\"\r\nContent-Disposition: attachment; filename=\"log-{place}.bin\"\r\n\
         Content-Transfer-Encoding: base64\r\n\r\n"
    );
    raw.push_str(&base64_of_noise(place));
    raw.push_str("--m--\r\n");
    Letter { from, raw: raw.into_bytes() }
}

/// A tree of HTML that is never closed, two thousand parts, parts in parts, and a header field without end.
fn hostile(place: usize) -> Letter {
    let from = sender(place);
    let (fields, body) = match place % 4 {
        0 => ("Content-Type: text/html\r\n".to_owned(), "<table><b><p a=1 b=2>x</i>".repeat(8_000)),
        1 => (
            "Content-Type: multipart/mixed; boundary=b\r\n".to_owned(),
            "--b\r\n\r\nwords of one part\r\n".repeat(8_000),
        ),
        2 => {
            let level = |n| format!("--b{n}\r\nContent-Type: multipart/mixed; boundary=b{}\r\n\r\n", n + 1);
            ("Content-Type: multipart/mixed; boundary=b0\r\n".to_owned(), (0..3_000).map(level).collect())
        }
        _ => (format!("X-Words: {}\r\n", "=?utf-8?Q?a?=\r\n ".repeat(12_000)), "Hello.\r\n".to_owned()),
    };
    let raw = head(place, &from, &subject(place), &fields) + "\r\n" + &body;
    Letter { from, raw: raw.into_bytes() }
}

fn head(place: usize, from: &str, subject: &str, more: &str) -> String {
    format!(
        "From: Customer {} <{from}>\r\nTo: Support <{SUPPORT}>\r\nSubject: {subject}\r\nMessage-ID: <{}>\r\nDate: Mon, 2 Nov \
         2026 {:02}:{:02}:{:02} +0000\r\nMIME-Version: 1.0\r\n{more}",
        place % CUSTOMERS,
        message_id(place),
        place / 3_600 % 24,
        place / 60 % 60,
        place % 60,
    )
}

fn message_id(place: usize) -> String {
    format!("bench-{place}@{}", domain(place))
}

fn sender(place: usize) -> String {
    format!("customer{}@{}", place % CUSTOMERS, domain(place))
}

fn domain(place: usize) -> String {
    format!("company{}.test", place % CUSTOMERS % DOMAINS)
}

fn subject(place: usize) -> String {
    format!("{} case {place}", WORDS.get(place % WORDS.len()).copied().unwrap_or("Question"))
}

const WORDS: [&str; 24] = [
    "invoice",
    "printer",
    "login",
    "export",
    "update",
    "licence",
    "server",
    "report",
    "backup",
    "network",
    "password",
    "screen",
    "customer",
    "database",
    "order",
    "payment",
    "crash",
    "mobile",
    "browser",
    "certificate",
    "import",
    "calendar",
    "reminder",
    "warehouse",
];

/// About `length` bytes of words in lines.
fn text(place: usize, length: usize) -> String {
    let mut state = place as u64 ^ 0x9e37_79b9_7f4a_7c15;
    let mut text = format!("Hello, our reference is R{place}.\r\n");
    let mut line = 0;
    while text.len() < length {
        let word = usize::try_from(next(&mut state) % WORDS.len() as u64).unwrap_or(0);
        text.push_str(WORDS.get(word).copied().unwrap_or("word"));
        line += 1;
        text.push_str(if line % 10 == 0 { "\r\n" } else { " " });
    }
    text.push_str("\r\n");
    text
}

/// Lines of base64 that differ in the first one only: making them must not take time from the server.
fn base64_of_noise(place: usize) -> String {
    static NOISE: OnceLock<String> = OnceLock::new();
    format!("{place:0>76}\r\n{}", NOISE.get_or_init(noise))
}

fn noise() -> String {
    const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut state = 1;
    let mut text = String::with_capacity(FILE * 3 / 2);
    for _ in 0..FILE * 4 / 3 / 76 {
        for _ in 0..76 {
            let digit = usize::try_from(next(&mut state) >> 58).unwrap_or(0);
            text.push(char::from(DIGITS.get(digit).copied().unwrap_or(b'A')));
        }
        text.push_str("\r\n");
    }
    text
}

/// A fixed sequence that looks random (Knuth's MMIX constants).
fn next(state: &mut u64) -> u64 {
    *state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
    *state
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_have_the_sizes_that_are_stated() {
        let sizes: Vec<usize> = (0..8).map(|place| letter(place, 1).raw.len()).collect();
        assert!(
            sizes.iter().enumerate().all(|(place, size)| match place {
                2 | 6 => (45_000..56_000).contains(size),
                _ => (900..1_600).contains(size),
            }),
            "{sizes:?}"
        );
        assert_ne!(letter(2, 0).raw, letter(10, 0).raw);
    }
}
