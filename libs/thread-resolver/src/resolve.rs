//! The decision: evidence is judged from the most certain kind to the least; the first that joins wins.

use crate::{Decision, Evidence, Examined, Kind, MOST_EXAMINED, Place, Sender, Settings, Target, Verdict};

/// Decides where a mail belongs. Within one kind the order of `evidence` counts (In-Reply-To before References, the last
/// reference first); the kinds may come in any order. `sender` tells what the sender is to a thread.
#[must_use]
pub fn resolve(evidence: &[Evidence], settings: Settings, sender: impl Fn(i64) -> Sender) -> Decision {
    let mut ordered: Vec<&Evidence> = evidence.iter().collect();
    ordered.sort_by_key(|one| one.kind);
    let mut decision = Decision {
        place: Place::New,
        kind: None,
        detail: String::new(),
        sender_is_new: true,
        forged: evidence.iter().any(|one| one.target == Target::Forged),
        examined: Vec::new(),
    };
    for one in ordered {
        let (thread, verdict) = judge(one, settings, &sender);
        if decision.examined.len() < MOST_EXAMINED {
            decision.examined.push(Examined { kind: one.kind, thread, detail: one.detail.clone(), verdict });
        }
        let place = match (thread, verdict) {
            (Some(thread), Verdict::Joins | Verdict::JoinsMarked) => Place::Thread(thread),
            (Some(thread), Verdict::Links) if decision.place == Place::New => Place::NewLinked(thread),
            _ => continue,
        };
        decision.place = place;
        decision.kind = Some(one.kind);
        decision.detail.clone_from(&one.detail);
        decision.sender_is_new = verdict != Verdict::Joins;
        if matches!(place, Place::Thread(_)) {
            break;
        }
    }
    decision
}

fn judge(evidence: &Evidence, settings: Settings, sender: impl Fn(i64) -> Sender) -> (Option<i64>, Verdict) {
    match evidence.target {
        Target::Forged => (None, Verdict::Forged),
        Target::Nothing => (None, Verdict::LeadsNowhere),
        Target::Thread(thread) if settings.read(evidence.kind) => (Some(thread), guard(evidence.kind, sender(thread))),
        Target::Thread(thread) => (Some(thread), Verdict::NotRead),
    }
}

/// One row of the table in the crate's description.
const fn guard(kind: Kind, sender: Sender) -> Verdict {
    match (kind, sender) {
        (_, Sender { participant: true, .. }) => Verdict::Joins,
        (Kind::SignedAddress, _) | (_, Sender { same_organization: true, .. }) => Verdict::JoinsMarked,
        (Kind::ThreadHeaders | Kind::Marker, Sender { staff: true, .. }) => Verdict::Joins,
        _ => Verdict::Links,
    }
}
