//! Any bytes: no panic, and never more than the limits allow.

use proptest::prelude::*;
use tnef::{Limits, read, rtf};

const LIMITS: Limits = Limits { files: 5, bytes: 10_000, nesting: 2 };

fn unpacked(bytes: &[u8]) -> usize {
    read(bytes, &LIMITS).map_or(0, |contents| {
        assert!(contents.files.len() <= LIMITS.files);
        contents.files.iter().map(|file| file.bytes.len()).sum()
    })
}

proptest! {
    #[test]
    fn any_attributes_are_read(parts in prop::collection::vec((
        prop::sample::select(vec![0x0006_9007_u32, 0x0002_800c, 0x0006_9003, 0x0006_9002, 0x0001_8010, 0x0006_800f, 0x0006_9005]),
        prop::collection::vec(any::<u8>(), 0..80),
        any::<bool>(),
    ), 0..20)) {
        let mut bytes = vec![0x78, 0x9f, 0x3e, 0x22, 0, 0];
        for (id, data, honest) in parts {
            bytes.push(2);
            bytes.extend(id.to_le_bytes());
            let length = if honest { data.len() } else { data.len() * 1_000 };
            bytes.extend(u32::try_from(length).unwrap().to_le_bytes());
            bytes.extend(&data);
            bytes.extend([0, 0]);
        }
        prop_assert!(unpacked(&bytes) <= LIMITS.bytes);
    }

    #[test]
    fn any_properties_are_read(data in prop::collection::vec(any::<u8>(), 0..300)) {
        let mut bytes = vec![0x78, 0x9f, 0x3e, 0x22, 0, 0, 1, 0x03, 0x90, 0x06, 0x00];
        bytes.extend(u32::try_from(data.len()).unwrap().to_le_bytes());
        bytes.extend(data);
        let _ = read(&bytes, &LIMITS);
    }

    #[test]
    fn any_compressed_text_unpacks_to_the_limit_at_most(data in prop::collection::vec(any::<u8>(), 0..500), most in 0_usize..2_000) {
        let mut bytes = [[0xff; 4], [0xff, 0xff, 0, 0], *b"LZFu", [0; 4]].concat();
        bytes.extend(data);
        prop_assert!(rtf::decompress(&bytes, most).unwrap().len() <= most);
    }

    #[test]
    fn any_rich_text_is_unwrapped(rich in "(\\{|\\}|\\\\(\\*|'[0-9a-f]{2}|u-?[0-9]{1,5} ?|htmltag|htmlrtf0?|fromhtml1|f[0-9]|fcharset134|uc[0-9]|bin[0-9]|par)|[a-zé ]){0,80}") {
        let _ = rtf::unwrap(rich.as_bytes());
    }
}

#[test]
fn a_hundred_thousand_open_groups_end_the_reading() {
    let _ = rtf::unwrap("{".repeat(100_000).as_bytes());
    let _ = rtf::unwrap("{\\f1".repeat(100_000).as_bytes());
}
