//! Any bytes are read as winmail.dat and as rich text; what comes out stays within the limits.
#![no_main]

use libfuzzer_sys::fuzz_target;
use tnef::{Limits, rtf};

fuzz_target!(|bytes: &[u8]| {
    let limits = Limits { files: 20, bytes: 1 << 20, nesting: 3 };
    if let Some(contents) = tnef::read(bytes, &limits) {
        assert!(contents.files.len() <= limits.files);
        assert!(contents.files.iter().map(|file| file.bytes.len()).sum::<usize>() <= limits.bytes);
    }
    if let Some(rich) = rtf::decompress(bytes, limits.bytes) {
        let _ = rtf::unwrap(&rich);
    }
    let _ = rtf::unwrap(bytes);
});
