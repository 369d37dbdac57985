//! Our message ids carry an authentication code, so that nobody can pretend to answer a mail we never sent.

use base::World;
use keys::{Keys, SHORTEST_MAC};

const PURPOSE: &str = "mail.message-id";

/// A new id without brackets: `<random>.<code>@<domain>`. Made once when a mail is queued, so that every
/// attempt to send it carries the same one.
#[must_use]
pub fn new(keys: &Keys, world: &World, domain: &str) -> String {
    let mut random = [0; 12];
    world.random.fill(&mut random);
    let unique = hex::encode(random);
    let code = code(keys, &unique, domain);
    format!("{unique}.{code}@{}", domain.to_lowercase())
}

/// Whether we made this id: its code is right.
#[must_use]
pub fn is_ours(id: &str, keys: &Keys) -> bool {
    parts(id).is_some_and(|(unique, code, domain)| keys.verify_text(PURPOSE, signed(unique, domain).as_bytes(), code))
}

/// Whether an id looks like one of ours but its code is wrong: somebody made it up.
#[must_use]
pub fn is_forged(id: &str, domains: &[String], keys: &Keys) -> bool {
    let ours = parts(id).is_some_and(|(_, _, domain)| domains.iter().any(|known| known.eq_ignore_ascii_case(domain)));
    ours && !is_ours(id, keys)
}

fn parts(id: &str) -> Option<(&str, &str, &str)> {
    let (local, domain) = id.trim_matches(['<', '>']).rsplit_once('@')?;
    let (unique, code) = local.split_once('.')?;
    let fits = unique.len() == 24 && unique.bytes().all(|byte| byte.is_ascii_hexdigit()) && code.len() == SHORTEST_MAC;
    fits.then_some((unique, code, domain))
}

fn signed(unique: &str, domain: &str) -> String {
    format!("{}@{}", unique.to_ascii_lowercase(), domain.to_lowercase())
}

fn code(keys: &Keys, unique: &str, domain: &str) -> String {
    keys.mac_text(PURPOSE, signed(unique, domain).as_bytes(), SHORTEST_MAC)
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use base::{ManualClock, SeededRandom, Timestamp};

    use super::*;

    fn world() -> World {
        World { clock: Arc::new(ManualClock::new(Timestamp(0))), random: Arc::new(SeededRandom::new(1)) }
    }

    #[test]
    fn our_ids_are_known_again_and_forged_ones_are_seen() {
        let keys = Keys::from_bytes([7; 32]);
        let id = new(&keys, &world(), "Desk.Example");
        let domains = ["desk.example".to_owned()];
        assert!(is_ours(&id, &keys) && is_ours(&format!("<{id}>"), &keys) && is_ours(&id.to_uppercase(), &keys));
        assert!(!is_forged(&id, &domains, &keys));
        let forged = id.replacen(|c: char| c.is_ascii_digit(), "f", 1);
        assert!(!is_ours(&forged, &keys) && is_forged(&forged, &domains, &keys));
        assert!(!is_forged("abc@desk.example", &domains, &keys), "other programs may share our domain");
        assert!(!is_ours(&id.replace("desk.example", "evil.example"), &keys));
    }
}
