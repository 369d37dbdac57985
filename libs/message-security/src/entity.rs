//! A MIME entity as exact bytes: what is signed is what stands there, not what it decodes to.

use std::borrow::Cow;

use mail_parser::{Message, MessageParser, MimeHeaders};

use crate::limits::{HEADER_BYTES, PARTS};

/// A header block and a body (RFC 2045 §2.4).
pub(crate) struct Entity<'a> {
    header: &'a [u8],
    body: &'a [u8],
    /// None when there is no field at all.
    fields: Option<Message<'a>>,
}

impl<'a> Entity<'a> {
    /// Splits at the first empty line.
    pub(crate) fn read(bytes: &'a [u8]) -> Self {
        let at = end_of_header(bytes);
        let (header, body) = (bytes.get(..at.0).unwrap_or(bytes), bytes.get(at.1..).unwrap_or_default());
        let known = header.get(..HEADER_BYTES).unwrap_or(header);
        let fields = MessageParser::new().parse_headers(known).filter(|message| !message.parts.is_empty());
        Self { header, body, fields }
    }

    pub(crate) const fn header(&self) -> &'a [u8] {
        self.header
    }

    pub(crate) const fn body(&self) -> &'a [u8] {
        self.body
    }

    /// The media type in lower case; `text/plain` when none is given (RFC 2045 §5.2).
    pub(crate) fn mime(&self) -> String {
        match self.fields.as_ref().and_then(MimeHeaders::content_type) {
            Some(kind) => format!("{}/{}", kind.ctype(), kind.subtype().unwrap_or_default()).to_ascii_lowercase(),
            None => "text/plain".to_owned(),
        }
    }

    /// A parameter of the content type.
    pub(crate) fn parameter(&self, name: &str) -> Option<&str> {
        self.fields.as_ref()?.content_type()?.attribute(name)
    }

    /// The name of the file that it is, in lower case.
    pub(crate) fn file_name(&self) -> String {
        self.fields.as_ref().and_then(MimeHeaders::attachment_name).unwrap_or_default().to_ascii_lowercase()
    }

    /// The first address in From, in lower case.
    pub(crate) fn from(&self) -> Option<String> {
        let first = self.fields.as_ref()?.from()?.first()?;
        Some(first.address()?.trim().to_lowercase())
    }

    /// The body with its transfer encoding removed.
    pub(crate) fn content(&self) -> Cow<'a, [u8]> {
        let encoding = self.fields.as_ref().and_then(MimeHeaders::content_transfer_encoding);
        let encoding = encoding.unwrap_or_default().trim().to_ascii_lowercase();
        match encoding.as_str() {
            "base64" => from_base64(self.body),
            "quoted-printable" => mail_parser::decoders::quoted_printable::quoted_printable_decode(self.body)
                .map_or(Cow::Borrowed(self.body), Cow::Owned),
            _ => Cow::Borrowed(self.body),
        }
    }

    /// The parts of a multipart, each from its first header line to its last byte; the line break before a boundary
    /// belongs to the boundary (RFC 2046 §5.1.1). None when it is no multipart or has too many parts.
    pub(crate) fn parts(&self) -> Option<Vec<&'a [u8]>> {
        if !self.mime().starts_with("multipart/") {
            return None;
        }
        let delimiter = format!("--{}", self.parameter("boundary")?);
        let mut parts = Vec::new();
        let mut start = None;
        for (from, next) in lines(self.body) {
            let Some(rest) = self.body.get(from..next)?.strip_prefix(delimiter.as_bytes()) else { continue };
            let rest = rest.trim_ascii();
            if !rest.is_empty() && rest != b"--" {
                continue;
            }
            if let Some(start) = start.take() {
                parts.push(self.body.get(start..without_break(self.body, from))?);
            }
            if rest == b"--" {
                return Some(parts);
            }
            if parts.len() >= PARTS {
                return None;
            }
            start = Some(next);
        }
        // Servers cut mails: the last boundary may be missing.
        parts.extend(start.and_then(|start| self.body.get(start..)));
        Some(parts)
    }
}

/// The fields that speak about the content of an entity rather than about the mail.
pub(crate) fn content_fields(header: &[u8]) -> Vec<u8> {
    fields_where(header, |name| name.starts_with(b"content-"))
}

/// The fields that speak about the mail; its MIME version is written anew with the content.
pub(crate) fn mail_fields(header: &[u8]) -> Vec<u8> {
    fields_where(header, |name| !name.starts_with(b"content-") && name != b"mime-version")
}

fn fields_where(header: &[u8], wanted: impl Fn(&[u8]) -> bool) -> Vec<u8> {
    let mut kept = Vec::with_capacity(header.len());
    let mut keeping = false;
    for (from, next) in lines(header) {
        let line = header.get(from..next).unwrap_or_default();
        if !matches!(line.first(), Some(b' ' | b'\t')) {
            let name = line.split(|&byte| byte == b':').next().unwrap_or_default();
            keeping = wanted(&name.trim_ascii().to_ascii_lowercase());
        }
        if keeping {
            kept.extend_from_slice(line.trim_ascii_end());
            kept.extend_from_slice(b"\r\n");
        }
    }
    kept
}

/// The canonical form of what is signed: every line ends with CR LF (RFC 8551 §3.1.1, RFC 3156 §5).
pub(crate) fn canonical(bytes: &[u8]) -> Cow<'_, [u8]> {
    let is_lone = |at: usize| at == 0 || bytes.get(at - 1) != Some(&b'\r');
    if !bytes.iter().enumerate().any(|(at, &byte)| byte == b'\n' && is_lone(at)) {
        return Cow::Borrowed(bytes);
    }
    let mut out = Vec::with_capacity(bytes.len() + bytes.len() / 32);
    for (at, &byte) in bytes.iter().enumerate() {
        if byte == b'\n' && is_lone(at) {
            out.push(b'\r');
        }
        out.push(byte);
    }
    Cow::Owned(out)
}

/// Base64 as mails bring it: whatever is no letter of it is passed over.
pub(crate) fn from_base64(bytes: &[u8]) -> Cow<'static, [u8]> {
    use base64::{
        Engine as _,
        alphabet::STANDARD,
        engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig},
    };
    const LENIENT: GeneralPurpose = GeneralPurpose::new(
        &STANDARD,
        GeneralPurposeConfig::new()
            .with_decode_padding_mode(DecodePaddingMode::Indifferent)
            .with_decode_allow_trailing_bits(true),
    );
    let letters: Vec<u8> =
        bytes.iter().copied().filter(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'/')).collect();
    Cow::Owned(LENIENT.decode(letters).unwrap_or_default())
}

/// Where each line starts and where the next one starts.
pub(crate) fn lines(bytes: &[u8]) -> impl Iterator<Item = (usize, usize)> + '_ {
    let mut from = 0;
    std::iter::from_fn(move || {
        let rest = bytes.get(from..).filter(|rest| !rest.is_empty())?;
        let length = rest.iter().position(|&byte| byte == b'\n').map_or(rest.len(), |at| at + 1);
        let line = (from, from + length);
        from += length;
        Some(line)
    })
}

/// Where the header ends and where the body begins.
fn end_of_header(bytes: &[u8]) -> (usize, usize) {
    for (from, next) in lines(bytes) {
        if matches!(bytes.get(from..next), Some(b"\n" | b"\r\n")) {
            return (from, next);
        }
    }
    (bytes.len(), bytes.len())
}

fn without_break(bytes: &[u8], end: usize) -> usize {
    let head = bytes.get(..end).unwrap_or_default();
    let head = head.strip_suffix(b"\n").unwrap_or(head);
    head.strip_suffix(b"\r").unwrap_or(head).len()
}

#[cfg(test)]
mod tests {
    use super::*;

    const MAIL: &[u8] =
        b"From: Kim <Kim@Outside.test>\r\nSubject: a\r\n folded\r\nContent-Type: multipart/signed;\r\n \
        boundary=\"b 1\"; protocol=\"application/pgp-signature\"\r\nMIME-Version: 1.0\r\n\r\npreamble\r\n--b 1\r\n\
        Content-Type: text/plain\r\n\r\none \r\n\r\n--b 1 \r\n\r\ntwo\r\n--b 1--\r\nepilogue\r\n";

    #[test]
    fn parts_are_the_exact_bytes_between_boundaries() {
        let entity = Entity::read(MAIL);
        assert_eq!(entity.mime(), "multipart/signed");
        assert_eq!(entity.from().as_deref(), Some("kim@outside.test"));
        let parts = entity.parts().unwrap();
        assert_eq!(parts, [&b"Content-Type: text/plain\r\n\r\none \r\n"[..], b"\r\ntwo"]);
    }

    #[test]
    fn fields_about_the_content_are_told_from_fields_about_the_mail() {
        let header = Entity::read(MAIL).header();
        let mail = String::from_utf8(mail_fields(header)).unwrap();
        assert_eq!(mail, "From: Kim <Kim@Outside.test>\r\nSubject: a\r\n folded\r\n");
        assert!(content_fields(header).starts_with(b"Content-Type: multipart/signed;\r\n boundary"));
    }

    #[test]
    fn line_ends_become_canonical_once() {
        assert_eq!(&*canonical(b"a\nb\r\n\nc"), b"a\r\nb\r\n\r\nc");
        assert!(matches!(canonical(b"a\r\n"), Cow::Borrowed(_)));
    }

    #[test]
    fn base64_of_mails_is_read_whatever_stands_between() {
        assert_eq!(&*from_base64(b"aGVs\r\n bG8\n=\r\n"), b"hello");
    }
}
