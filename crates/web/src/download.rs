//! Foreign files are handed out so that a browser saves them and never runs them in our origin.

use axum::{body::Body, response::Response};
use http::{HeaderValue, header};

/// What a browser may show itself; everything else is saved.
const INLINE: [&str; 5] = ["image/png", "image/jpeg", "image/gif", "image/webp", "text/plain"];

/// A response that hands out a file under its name (RFC 6266).
pub fn download(body: impl Into<Body>, name: &str, mime: &str) -> Response {
    let bare = mime.split(';').next().unwrap_or("").trim().to_ascii_lowercase();
    let shown = INLINE.contains(&bare.as_str());
    let content_type = match bare.as_str() {
        "text/plain" => HeaderValue::from_static("text/plain; charset=utf-8"),
        known => HeaderValue::from_str(known)
            .ok()
            .filter(|_| is_media_type(known))
            .unwrap_or(HeaderValue::from_static("application/octet-stream")),
    };
    let mut response = Response::new(body.into());
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, content_type);
    headers.insert(header::CONTENT_DISPOSITION, disposition(if shown { "inline" } else { "attachment" }, name));
    headers.insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    headers.insert(header::CONTENT_SECURITY_POLICY, HeaderValue::from_static("sandbox; default-src 'none'"));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("private, max-age=3600"));
    response
}

fn is_media_type(text: &str) -> bool {
    let part = |part: &str| {
        !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"!#$&-^_.+".contains(&byte))
    };
    text.len() <= 127 && text.split_once('/').is_some_and(|(left, right)| part(left) && part(right))
}

/// `Content-Disposition` with a plain fallback and the full name (RFC 6266, RFC 8187).
fn disposition(how: &str, name: &str) -> HeaderValue {
    let name = printable(name);
    let plain: String = name
        .chars()
        .map(|character| match character {
            '"' | '\\' | '%' => '_',
            ' '..='~' => character,
            _ => '_',
        })
        .collect();
    let mut full = String::new();
    for byte in name.bytes() {
        if byte.is_ascii_alphanumeric() || b"!#$&+-.^_`|~".contains(&byte) {
            full.push(char::from(byte));
        } else {
            full.push_str(&format!("%{byte:02X}"));
        }
    }
    HeaderValue::from_str(&format!("{how}; filename=\"{plain}\"; filename*=UTF-8''{full}"))
        .unwrap_or(HeaderValue::from_static("attachment"))
}

/// The name without folders, control characters and characters that hide or turn text around.
fn printable(name: &str) -> String {
    let last = name.rsplit(['/', '\\']).next().unwrap_or("");
    let hidden = |character: char| {
        character.is_control()
            || matches!(character, '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{FEFF}')
    };
    let shown: String = last.chars().filter(|character| !hidden(*character)).take(150).collect();
    let shown = shown.trim_matches(['.', ' ']).to_owned();
    if shown.is_empty() { "file".to_owned() } else { shown }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headers(name: &str, mime: &str) -> (String, String) {
        let response = download("x", name, mime);
        let text = |name| response.headers().get(name).unwrap().to_str().unwrap().to_owned();
        assert_eq!(text(header::CONTENT_SECURITY_POLICY), "sandbox; default-src 'none'");
        assert_eq!(text(header::X_CONTENT_TYPE_OPTIONS), "nosniff");
        (text(header::CONTENT_TYPE), text(header::CONTENT_DISPOSITION))
    }

    #[test]
    fn only_plain_pictures_and_text_are_shown() {
        for mime in ["image/svg+xml", "text/html", "application/pdf", "text/xml", "nonsense", "a/b\r\nx: y", ""] {
            let (_, disposition) = headers("a", mime);
            assert!(disposition.starts_with("attachment;"), "{mime}");
        }
        assert_eq!(headers("a.png", "image/PNG").0, "image/png");
        assert_eq!(headers("a.txt", "text/plain; charset=utf-7").0, "text/plain; charset=utf-8");
        assert_eq!(headers("a", "a/b\r\nx: y").0, "application/octet-stream");
        assert!(headers("a.png", "image/png").1.starts_with("inline;"));
    }

    #[test]
    fn names_are_data_only() {
        assert_eq!(
            headers("../../etc/数据 \"1\".txt", "a/b").1,
            "attachment; filename=\"__ _1_.txt\"; filename*=UTF-8''%E6%95%B0%E6%8D%AE%20%221%22.txt"
        );
        assert!(headers("inv\u{202E}fdp.exe\r\n", "a/b").1.contains("filename=\"invfdp.exe\""));
        assert!(headers("\u{200B}..", "a/b").1.contains("filename=\"file\""));
    }
}
