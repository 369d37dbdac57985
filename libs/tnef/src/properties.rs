//! Properties of a message or of a file: typed values with numbers for names (MS-OXTNEF §2.1.3.4).

use crate::{codepage, reader::Reader};

/// The most properties read of one object; Outlook writes fewer than two hundred.
const MOST: u32 = 5_000;
/// Numbers from here on have a name before their value.
const FIRST_NAMED: u16 = 0x8000;
/// Flag of a type: several values.
const MULTIPLE: u16 = 0x1000;

/// One property and its first value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Property<'a> {
    pub(crate) id: u16,
    pub(crate) value: Value<'a>,
}

/// The values that matter here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Value<'a> {
    /// A whole number.
    Number(u32),
    /// A text in the message's code page.
    Narrow(&'a [u8]),
    /// A text in UTF-16.
    Wide(&'a [u8]),
    /// Bytes.
    Bytes(&'a [u8]),
    /// Another object, without the mark of its kind.
    Object(&'a [u8]),
    /// Anything else.
    Other,
}

impl Value<'_> {
    /// The value as a text, if it is one.
    pub(crate) fn text(&self, page: Option<u32>) -> Option<String> {
        let text = match self {
            Self::Narrow(bytes) => codepage::decode(without_end(bytes), page),
            Self::Wide(bytes) => codepage::utf16(bytes),
            _ => return None,
        };
        (!text.is_empty()).then_some(text)
    }
}

/// A text ends at its first zero.
pub(crate) fn without_end(bytes: &[u8]) -> &[u8] {
    bytes.split(|&byte| byte == 0).next().unwrap_or_default()
}

/// The properties up to the first one that is damaged.
pub(crate) fn read(bytes: &[u8]) -> Vec<Property<'_>> {
    let mut reader = Reader::new(bytes);
    let count = reader.u32().unwrap_or(0).min(MOST);
    (0..count).map_while(|_| property(&mut reader)).collect()
}

fn property<'a>(reader: &mut Reader<'a>) -> Option<Property<'a>> {
    let (kind, id) = (reader.u16()?, reader.u16()?);
    if id >= FIRST_NAMED {
        skip_name(reader)?;
    }
    let several = kind & MULTIPLE != 0;
    let value = match kind & !MULTIPLE {
        // Two bytes are padded to four.
        0x0002 | 0x000b => number(reader, several, 2)?,
        0x0003 | 0x0004 | 0x000a => number(reader, several, 4)?,
        0x0005 | 0x0006 | 0x0007 | 0x0014 | 0x0040 => fixed(reader, several, 8)?,
        0x0048 => fixed(reader, several, 16)?,
        kind @ (0x000d | 0x001e | 0x001f | 0x0102) => variable(reader, kind)?,
        _ => return None,
    };
    Some(Property { id, value })
}

/// A named property says its set and its number or name first.
fn skip_name(reader: &mut Reader<'_>) -> Option<()> {
    reader.take(16)?;
    if reader.u32()? == 0 {
        reader.u32()?;
        return Some(());
    }
    let length = reader.length()?;
    reader.take(padded(length)?).map(drop)
}

fn number<'a>(reader: &mut Reader<'a>, several: bool, width: usize) -> Option<Value<'a>> {
    if several {
        return fixed(reader, several, width.next_multiple_of(4));
    }
    let number = reader.u32()?;
    Some(Value::Number(if width == 2 { number & 0xffff } else { number }))
}

fn fixed<'a>(reader: &mut Reader<'a>, several: bool, width: usize) -> Option<Value<'a>> {
    let count = if several { reader.length()? } else { 1 };
    reader.take(count.checked_mul(width)?)?;
    Some(Value::Other)
}

/// Texts, bytes and objects: how many, then each with its length, padded to four bytes.
fn variable<'a>(reader: &mut Reader<'a>, kind: u16) -> Option<Value<'a>> {
    let count = reader.u32()?;
    let mut first = None;
    for _ in 0..count {
        let length = reader.length()?;
        let value = reader.take(length)?;
        reader.take_most(padded(length)? - length);
        first.get_or_insert(value);
    }
    let bytes = first.unwrap_or_default();
    Some(match kind {
        0x001e => Value::Narrow(bytes),
        0x001f => Value::Wide(bytes),
        // The first sixteen bytes name the interface of the object (MS-OXTNEF §2.1.3.4).
        0x000d => Value::Object(bytes.get(16..).unwrap_or_default()),
        _ => Value::Bytes(bytes),
    })
}

const fn padded(length: usize) -> Option<usize> {
    length.checked_next_multiple_of(4)
}
