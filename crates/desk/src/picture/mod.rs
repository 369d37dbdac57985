//! Remote pictures in mails are fetched by us and not by the reader's browser, so that their server learns neither
//! who reads nor when, and only when the reader asked for them.
//!
//! A picture's address carries a code for its message: only what stands in a mail can be fetched, so that nobody can
//! use us to fetch anything else.

mod fetch;
pub(crate) mod store;

pub use fetch::get;

use keys::{Keys, SHORTEST_MAC};

const PURPOSE: &str = "desk.picture";

/// Our address for a picture that stands in a message; `url` is the sender's.
#[must_use]
pub fn address(keys: &Keys, message: i64, url: &str) -> String {
    let code = keys.mac_text(PURPOSE, &signed(message, url), SHORTEST_MAC);
    format!("/pictures/{message}?code={code}&url={}", mail::outbox::encode(url))
}

fn is_right(keys: &Keys, message: i64, url: &str, code: &str) -> bool {
    keys.verify_text(PURPOSE, &signed(message, url), code)
}

fn signed(message: i64, url: &str) -> Vec<u8> {
    format!("{message}\n{url}").into_bytes()
}

/// The media type of a picture by its first bytes; vector graphics hold script and are none.
fn kind(bytes: &[u8]) -> Option<&'static str> {
    let starts = |start: &[u8]| bytes.starts_with(start);
    if starts(b"\x89PNG\r\n\x1a\n") {
        Some("image/png")
    } else if starts(b"\xff\xd8\xff") {
        Some("image/jpeg")
    } else if starts(b"GIF87a") || starts(b"GIF89a") {
        Some("image/gif")
    } else if starts(b"RIFF") && bytes.get(8..12) == Some(b"WEBP") {
        Some("image/webp")
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_good_for_its_message_and_its_picture_only() {
        let keys = Keys::from_bytes([7; 32]);
        let url = "https://t.example/p.gif?a=1&b=2";
        let address = address(&keys, 12, url);
        let code = address.split("code=").nth(1).unwrap().split('&').next().unwrap();
        assert!(address.starts_with("/pictures/12?") && !address.contains("://") && !address.contains("&b"));
        assert!(is_right(&keys, 12, url, code));
        assert!(!is_right(&keys, 13, url, code) && !is_right(&keys, 12, "https://t.example/", code));
        assert!(!is_right(&Keys::from_bytes([8; 32]), 12, url, code) && !is_right(&keys, 12, url, ""));
    }

    #[test]
    fn only_pictures_of_pixels_are_pictures() {
        assert_eq!(kind(b"\x89PNG\r\n\x1a\n\0"), Some("image/png"));
        assert_eq!(kind(b"RIFF\0\0\0\0WEBPVP8 "), Some("image/webp"));
        for other in [b"<svg xmlns=".as_slice(), b"<html>", b"", b"RIFF", b"GIF8", b"%PDF-1.7"] {
            assert_eq!(kind(other), None);
        }
    }
}
