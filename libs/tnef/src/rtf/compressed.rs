//! Compressed rich text: a dictionary of 4,096 bytes that begins with common words (MS-OXRTFCP).

use crate::reader::Reader;

/// The dictionary's first words (MS-OXRTFCP §2.1.2.1).
const FIRST_WORDS: &[u8; 207] =
    b"{\\rtf1\\ansi\\mac\\deff0\\deftab720{\\fonttbl;}{\\f0\\fnil \\froman \\fswiss \\fmodern \
\\fscript \\fdecor MS Sans SerifSymbolArialTimes New RomanCourier{\\colortbl\\red0\\green0\\blue0\r\n\\par \
\\pard\\plain\\f0\\fs20\\b\\i\\u\\tab\\tx";
const DICTIONARY: usize = 4_096;
/// `LZFu`: compressed (MS-OXRTFCP §2.1.3.1.2).
const COMPRESSED: u32 = 0x7546_5a4c;
/// `MELA`: as it is.
const UNCOMPRESSED: u32 = 0x414c_454d;
/// Size, raw size, kind and checksum.
const HEADER: usize = 16;

/// Unpacks at most `most` bytes; what is cut or damaged is unpacked as far as it goes. None when the bytes are
/// something else. The checksum is not asked: a text with a wrong sign is better than none.
#[must_use]
pub fn decompress(bytes: &[u8], most: usize) -> Option<Vec<u8>> {
    let mut reader = Reader::new(bytes);
    let _size = reader.u32()?;
    let raw_size = reader.length()?;
    let kind = reader.u32()?;
    let _checksum = reader.u32()?;
    let content = bytes.get(HEADER..)?;
    let most = most.min(raw_size);
    match kind {
        UNCOMPRESSED => Some(content.get(..most).unwrap_or(content).to_vec()),
        COMPRESSED => Some(expand(content, most)),
        _ => None,
    }
}

/// Wraps rich text without compressing it, which the format allows (MS-OXRTFCP §2.1.3.1.2); useful in tests.
#[must_use]
pub fn compress_plainly(rich: &[u8]) -> Vec<u8> {
    let size = u32::try_from(rich.len()).unwrap_or(u32::MAX);
    let header = [size.saturating_add(12), size, UNCOMPRESSED, 0].map(u32::to_le_bytes).concat();
    [header.as_slice(), rich].concat()
}

/// Each control byte says of eight items whether they are a byte or a place and length in the dictionary
/// (MS-OXRTFCP §2.2.2).
fn expand(content: &[u8], most: usize) -> Vec<u8> {
    let mut dictionary = [0_u8; DICTIONARY];
    dictionary.iter_mut().zip(FIRST_WORDS).for_each(|(place, word)| *place = *word);
    let mut writing = Writing { dictionary, at: FIRST_WORDS.len(), unpacked: Vec::new() };
    let mut reader = Reader::new(content);
    'unpacking: while let Some(control) = reader.byte() {
        for bit in 0..8 {
            let item = if control & (1 << bit) == 0 { writing.literal(&mut reader) } else { writing.copy(&mut reader) };
            if item.is_none() || writing.unpacked.len() >= most {
                break 'unpacking;
            }
        }
    }
    writing.unpacked.truncate(most);
    writing.unpacked
}

struct Writing {
    dictionary: [u8; DICTIONARY],
    at: usize,
    unpacked: Vec<u8>,
}

impl Writing {
    fn put(&mut self, byte: u8) {
        if let Some(place) = self.dictionary.get_mut(self.at) {
            *place = byte;
        }
        self.at = (self.at + 1) % DICTIONARY;
        self.unpacked.push(byte);
    }

    fn literal(&mut self, reader: &mut Reader<'_>) -> Option<()> {
        self.put(reader.byte()?);
        Some(())
    }

    /// Twelve bits of place, four of length; the writing place itself is the end.
    fn copy(&mut self, reader: &mut Reader<'_>) -> Option<()> {
        let (high, low) = (reader.byte()?, reader.byte()?);
        let item = usize::from(u16::from_be_bytes([high, low]));
        let (from, length) = (item >> 4, (item & 0xf) + 2);
        if from == self.at {
            return None;
        }
        for offset in 0..length {
            let byte = self.dictionary.get((from + offset) % DICTIONARY).copied().unwrap_or(0);
            self.put(byte);
        }
        Some(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The two examples of MS-OXRTFCP §3.1 and §3.2.
    #[test]
    fn the_examples_of_the_specification_unpack() {
        let simple = [
            0x2d, 0, 0, 0, 0x2b, 0, 0, 0, 0x4c, 0x5a, 0x46, 0x75, 0xf1, 0xc5, 0xc7, 0xa7, 0x03, 0, 0x0a, 0, 0x72, 0x63,
            0x70, 0x67, 0x31, 0x32, 0x35, 0x42, 0x32, 0x0a, 0xf3, 0x20, 0x68, 0x65, 0x6c, 0x09, 0, 0x20, 0x62, 0x77,
            0x05, 0xb0, 0x6c, 0x64, 0x7d, 0x0a, 0x80, 0x0f, 0xa0,
        ];
        assert_eq!(decompress(&simple, 1_000).unwrap(), b"{\\rtf1\\ansi\\ansicpg1252\\pard hello world}\r\n");
        let overlapping = [
            0x1a, 0, 0, 0, 0x1c, 0, 0, 0, 0x4c, 0x5a, 0x46, 0x75, 0xe2, 0xd4, 0x4b, 0x51, 0x41, 0, 0x04, 0x20, 0x57,
            0x58, 0x59, 0x5a, 0x0d, 0x6e, 0x7d, 0x01, 0x0e, 0xb0,
        ];
        assert_eq!(decompress(&overlapping, 1_000).unwrap(), b"{\\rtf1 WXYZWXYZWXYZWXYZWXYZ}");
    }

    #[test]
    fn what_is_not_compressed_is_taken_as_it_is_and_cut_at_the_limit() {
        assert_eq!(decompress(&compress_plainly(b"{\\rtf1 x}"), 1_000).unwrap(), b"{\\rtf1 x}");
        assert_eq!(decompress(&compress_plainly(b"{\\rtf1 x}"), 4).unwrap(), b"{\\rt");
        assert_eq!(decompress(b"short", 10), None);
        assert_eq!(decompress(&[0; 40], 10), None);
    }
}
