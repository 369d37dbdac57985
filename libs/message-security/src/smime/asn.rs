//! ASN.1 as it stands in mails: elements are looked at by their exact bytes, so that what was signed is what is
//! verified; BER (indefinite lengths, strings in pieces, X.690 §8) becomes DER first.

use std::borrow::Cow;

use crate::limits::{ASN1_DEPTH, ASN1_ELEMENTS};

pub(super) const INTEGER: u8 = 0x02;
pub(super) const OCTETS: u8 = 0x04;
pub(super) const OBJECT: u8 = 0x06;
pub(super) const SEQUENCE: u8 = 0x30;
pub(super) const SET: u8 = 0x31;
/// `[0]`, primitive and constructed.
pub(super) const PLAIN_0: u8 = 0x80;
pub(super) const CONTEXT_0: u8 = 0xa0;
pub(super) const CONTEXT_1: u8 = 0xa1;
pub(super) const CONTEXT_2: u8 = 0xa2;
const OCTETS_IN_PIECES: u8 = 0x24;
const CONSTRUCTED: u8 = 0x20;
const INDEFINITE: u8 = 0x80;

/// One element: its tag, all its bytes, and its content.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Element<'a> {
    pub tag: u8,
    pub whole: &'a [u8],
    pub content: &'a [u8],
}

impl<'a> Element<'a> {
    /// The element that `der` starts with, and what follows it.
    pub fn first(der: &'a [u8]) -> Option<(Self, &'a [u8])> {
        let head = Head::read(der)?;
        let end = head.size.checked_add(head.length?)?;
        let element = Self { tag: head.tag, whole: der.get(..end)?, content: der.get(head.size..end)? };
        Some((element, der.get(end..)?))
    }

    /// The only element of `der`, with this tag; bytes after it are passed over, because mails end with line breaks.
    pub fn only(der: &'a [u8], tag: u8) -> Option<Self> {
        Self::first(der).map(|(element, _)| element).filter(|element| element.tag == tag)
    }

    /// The elements within this one.
    pub fn children(&self) -> Option<Vec<Self>> {
        let mut rest = self.content;
        let mut children = Vec::new();
        while !rest.is_empty() {
            let (child, after) = Self::first(rest)?;
            children.push(child);
            if children.len() > ASN1_ELEMENTS {
                return None;
            }
            rest = after;
        }
        Some(children)
    }
}

/// An element's tag, the length of its content when that is given, and the bytes that say so.
struct Head {
    tag: u8,
    length: Option<usize>,
    size: usize,
}

impl Head {
    fn read(bytes: &[u8]) -> Option<Self> {
        let (&tag, &first) = (bytes.first()?, bytes.get(1)?);
        // Tags of several bytes do not occur in these formats.
        if tag & 0x1f == 0x1f {
            return None;
        }
        if first < INDEFINITE {
            return Some(Self { tag, length: Some(usize::from(first)), size: 2 });
        }
        if first == INDEFINITE {
            return (tag & CONSTRUCTED != 0).then_some(Self { tag, length: None, size: 2 });
        }
        let count = usize::from(first & 0x7f);
        if count > 4 {
            return None;
        }
        let length = bytes.get(2..2 + count)?.iter().fold(0, |length, &byte| length << 8 | usize::from(byte));
        Some(Self { tag, length: Some(length), size: 2 + count })
    }
}

/// The DER of the element that `ber` starts with; none when it is damaged or past a limit.
pub(super) fn to_der(ber: &[u8]) -> Option<Cow<'_, [u8]>> {
    let mut elements = 0;
    let (piece, _) = piece(ber, ASN1_DEPTH, &mut elements)?;
    Some(piece.bytes)
}

/// An element as DER: borrowed as long as it was DER already.
struct Piece<'a> {
    tag: u8,
    bytes: Cow<'a, [u8]>,
}

impl Piece<'_> {
    fn content(&self) -> Option<&[u8]> {
        Element::first(&self.bytes).map(|(element, _)| element.content)
    }
}

fn piece<'a>(bytes: &'a [u8], depth: usize, elements: &mut usize) -> Option<(Piece<'a>, usize)> {
    *elements += 1;
    if depth == 0 || *elements > ASN1_ELEMENTS {
        return None;
    }
    let head = Head::read(bytes)?;
    if head.tag & CONSTRUCTED == 0 {
        let end = head.size.checked_add(head.length?)?;
        return Some((Piece { tag: head.tag, bytes: Cow::Borrowed(bytes.get(..end)?) }, end));
    }
    let (children, end) = pieces(bytes, &head, depth, elements)?;
    let is_der = head.length.is_some()
        && head.tag != OCTETS_IN_PIECES
        && children.iter().all(|child| matches!(child.bytes, Cow::Borrowed(_)));
    if is_der {
        return Some((Piece { tag: head.tag, bytes: Cow::Borrowed(bytes.get(..end)?) }, end));
    }
    let tag = if head.tag == OCTETS_IN_PIECES { OCTETS } else { head.tag };
    let content = if tag == OCTETS { joined(&children)? } else { listed(&children)? };
    Some((Piece { tag, bytes: Cow::Owned(element(tag, &content)) }, end))
}

fn pieces<'a>(bytes: &'a [u8], head: &Head, depth: usize, elements: &mut usize) -> Option<(Vec<Piece<'a>>, usize)> {
    let end = head.length.map(|length| head.size.checked_add(length)).map_or(Some(None), |end| end.map(Some))?;
    let mut at = head.size;
    let mut children = Vec::new();
    loop {
        let rest = bytes.get(at..end.unwrap_or(bytes.len()))?;
        match end {
            Some(end) if at == end => return Some((children, end)),
            None if rest.starts_with(&[0, 0]) => return Some((children, at + 2)),
            _ => {}
        }
        let (child, used) = piece(rest, depth - 1, elements)?;
        children.push(child);
        at += used;
    }
}

/// The content of a string that came in pieces.
fn joined(children: &[Piece<'_>]) -> Option<Vec<u8>> {
    let mut content = Vec::new();
    for child in children {
        content.extend_from_slice(child.content().filter(|_| child.tag == OCTETS)?);
    }
    Some(content)
}

/// The content of a list. The encrypted content of an envelope is `[0] IMPLICIT OCTET STRING` (RFC 5652 §6.1) and
/// may come in pieces, too: it is the `[0]` after an object identifier and a sequence.
fn listed(children: &[Piece<'_>]) -> Option<Vec<u8>> {
    let mut content = Vec::new();
    for (at, child) in children.iter().enumerate() {
        let before: Vec<u8> = children.iter().take(at).map(|child| child.tag).collect();
        let inner = Element::only(&child.bytes, CONTEXT_0).and_then(|element| element.children());
        match inner {
            Some(parts) if before == [OBJECT, SEQUENCE] && parts.iter().all(|part| part.tag == OCTETS) => {
                let whole: Vec<u8> = parts.iter().flat_map(|part| part.content.iter().copied()).collect();
                content.extend_from_slice(&element(PLAIN_0, &whole));
            }
            _ => content.extend_from_slice(&child.bytes),
        }
    }
    Some(content)
}

/// An element with the shortest length (X.690 §10.1).
pub(super) fn element(tag: u8, content: &[u8]) -> Vec<u8> {
    let length = content.len();
    let mut out = Vec::with_capacity(length + 6);
    out.push(tag);
    if let Ok(short) = u8::try_from(length)
        && short < INDEFINITE
    {
        out.push(short);
    } else {
        let bytes = length.to_be_bytes();
        let skipped = bytes.iter().take_while(|&&byte| byte == 0).count();
        let count = u8::try_from(bytes.len() - skipped).unwrap_or(8);
        out.push(INDEFINITE | count);
        out.extend(bytes.iter().skip(skipped));
    }
    out.extend_from_slice(content);
    out
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn pieces_of_indefinite_length_become_one_string() {
        // SEQUENCE { OCTET STRING in pieces "ab", "c" }, both of indefinite length.
        let ber = [0x30, 0x80, 0x24, 0x80, 0x04, 2, b'a', b'b', 0x04, 1, b'c', 0, 0, 0, 0];
        assert_eq!(to_der(&ber).as_deref(), Some(&[0x30, 5, 0x04, 3, b'a', b'b', b'c'][..]));
    }

    #[test]
    fn the_encrypted_content_becomes_one_string() {
        let ber = [0x30, 0x80, 0x06, 1, 42, 0x30, 0, 0xa0, 0x80, 0x04, 1, 1, 0x04, 1, 2, 0, 0, 0, 0];
        assert_eq!(to_der(&ber).as_deref(), Some(&[0x30, 9, 0x06, 1, 42, 0x30, 0, 0x80, 2, 1, 2][..]));
    }

    #[test]
    fn der_stays_as_it_is() {
        let der = element(SEQUENCE, &element(OCTETS, &[7; 300]));
        assert!(matches!(to_der(&der), Some(Cow::Borrowed(same)) if same == der));
    }

    proptest! {
        #[test]
        fn any_bytes_are_der_or_nothing(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
            if let Some(der) = to_der(&bytes) {
                prop_assert!(der.len() <= bytes.len() + 4);
                let again = to_der(&der).map(Cow::into_owned);
                prop_assert_eq!(again.as_deref(), Some(&*der));
            }
        }

        #[test]
        fn elements_are_read_as_they_were_written(tag in 0u8..31, content in proptest::collection::vec(any::<u8>(), 0..70_000)) {
            let der = element(tag, &content);
            let (read, rest) = Element::first(&der).unwrap();
            prop_assert_eq!((read.tag, read.content, rest.len()), (tag, &content[..], 0));
        }
    }
}
