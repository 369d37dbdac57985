//! Any text is read for ids and keys, and any evidence is decided; strangers join only by a signed address.
#![no_main]

use libfuzzer_sys::fuzz_target;
use mail::{identity::subject_key, parse::ids};
use thread_resolver::{Evidence, Kind, Place, Sender, Settings, Target, foreign_keys, resolve};

fuzz_target!(|bytes: &[u8]| {
    let text = String::from_utf8_lossy(bytes);
    for id in ids::in_text(&text) {
        assert!(!id.is_empty() && !id.contains([' ', '\n', '<', '>']));
    }
    assert!(subject_key::keys(&text).len() <= 5 && foreign_keys(&text).len() <= 3);

    let evidence: Vec<Evidence> = bytes.iter().map(|byte| evidence(*byte)).collect();
    let settings = Settings { subject_keys: bytes.len() % 2 == 0, foreign_keys: bytes.len() % 3 == 0 };
    let decision = resolve(&evidence, settings, |_| Sender::default());
    if matches!(decision.place, Place::Thread(_)) {
        assert_eq!(decision.kind, Some(Kind::SignedAddress));
    }
    let sender =
        |thread: i64| Sender { participant: thread % 2 == 0, same_organization: thread % 3 == 0, staff: false };
    let decision = resolve(&evidence, settings, sender);
    assert_eq!(decision.forged, evidence.iter().any(|one| one.target == Target::Forged));
});

fn evidence(byte: u8) -> Evidence {
    let target = match byte / 32 {
        0 => Target::Nothing,
        1 => Target::Forged,
        _ => Target::Thread(i64::from(byte / 8)),
    };
    Evidence { kind: Kind::ALL[usize::from(byte) % Kind::ALL.len()], target, detail: String::new() }
}
