//! Files that programs before MIME wrote into the text: `begin 644 name`, lines of code, `end`.

use std::borrow::Cow;

use super::{charset, lines};

/// The most files taken out of one text.
const FILES: usize = 100;

/// A file found in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// The name as given.
    pub name: String,
    /// The content.
    pub bytes: Vec<u8>,
}

/// The content of the first block, for a part that is uuencoded as a whole.
#[must_use]
pub fn first(body: &[u8]) -> Option<Vec<u8>> {
    let mut rest = body;
    while let Some(line) = lines::lines(rest).next() {
        if name(line.content).is_some() {
            return block(rest.get(line.next..)?).map(|(bytes, _)| bytes);
        }
        rest = rest.get(line.next..)?;
    }
    None
}

/// Takes the blocks out of a text: what remains, and the files. A block must be whole; anything else is text.
#[must_use]
pub fn extract(text: &[u8]) -> (Cow<'_, [u8]>, Vec<Found>) {
    if !text.windows(6).any(|start| start == b"begin ") {
        return (Cow::Borrowed(text), Vec::new());
    }
    let (mut remains, mut files) = (Vec::with_capacity(text.len()), Vec::new());
    let mut rest = text;
    while let Some(line) = lines::lines(rest).next() {
        let (own, after) = rest.split_at_checked(line.next).unwrap_or((rest, &[]));
        let name = name(line.content).filter(|_| files.len() < FILES);
        match name.and_then(|name| Some((name, block(after)?))) {
            Some((name, (bytes, length))) => {
                files.push(Found { name, bytes });
                rest = after.get(length..).unwrap_or_default();
            }
            None => {
                remains.extend_from_slice(own);
                rest = after;
            }
        }
    }
    (Cow::Owned(remains), files)
}

/// The name in a line `begin <mode> <name>`.
fn name(line: &[u8]) -> Option<String> {
    let line = charset::decode(line.strip_prefix(b"begin ")?, None);
    let (mode, name) = line.split_once(' ')?;
    let is_mode = (3..=4).contains(&mode.len()) && mode.bytes().all(|digit| (b'0'..=b'7').contains(&digit));
    (is_mode && !name.trim().is_empty()).then(|| name.trim().to_owned())
}

/// The bytes of a block and its length up to the line after `end`.
fn block(body: &[u8]) -> Option<(Vec<u8>, usize)> {
    let mut bytes = Vec::new();
    for line in lines::lines(body) {
        let content = line.content.trim_ascii_end();
        if content == b"end" {
            return (!bytes.is_empty()).then_some((bytes, line.next));
        }
        bytes.extend(code(content)?);
    }
    None
}

/// One line: its first sign tells how many bytes follow. Spaces at its end, which are zeros, may be lost.
fn code(line: &[u8]) -> Option<Vec<u8>> {
    let Some((&length, signs)) = line.split_first() else { return Some(Vec::new()) };
    let length = usize::from(value(length)?);
    let needed = length.div_ceil(3) * 4;
    if signs.len() > needed + 4 {
        return None;
    }
    let values = signs.iter().map(|&sign| value(sign)).collect::<Option<Vec<u8>>>()?;
    let sextet = |at: usize| u32::from(values.get(at).copied().unwrap_or(0));
    let mut bytes = Vec::with_capacity(length + 2);
    for group in (0..needed).step_by(4) {
        let bits = sextet(group) << 18 | sextet(group + 1) << 12 | sextet(group + 2) << 6 | sextet(group + 3);
        bytes.extend_from_slice(bits.to_be_bytes().get(1..)?);
    }
    bytes.truncate(length);
    Some(bytes)
}

/// The six bits of a sign; both space and backtick are zero.
const fn value(sign: u8) -> Option<u8> {
    match sign {
        b' '..=b'`' => Some((sign - b' ') & 0x3f),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const CAT: &str = "begin 644 cat.txt\n#0V%T\n`\nend\n";

    #[test]
    fn blocks_are_taken_out_of_the_text() {
        let whole = format!("See file.\n\n{CAT}\nBye\n");
        let (text, files) = extract(whole.as_bytes());
        assert_eq!(&*text, b"See file.\n\n\nBye\n");
        assert_eq!(files, [Found { name: "cat.txt".into(), bytes: b"Cat".to_vec() }]);
        assert_eq!(first(CAT.as_bytes()).as_deref(), Some(b"Cat".as_slice()));
    }

    #[test]
    fn what_is_no_whole_block_stays_text() {
        for text in [
            "begin 644 a\nwords of a person\nend\n",
            "begin 644 a\n#0V%T\n",
            "begin with this\nend\n",
            "begin 644 a\nend\n",
        ] {
            let (remains, files) = extract(text.as_bytes());
            assert_eq!((&*remains, files.len()), (text.as_bytes(), 0), "{text}");
        }
    }
}
