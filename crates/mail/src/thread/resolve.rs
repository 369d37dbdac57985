//! The decision: which thread a mail continues, or that it starts a new one.
//!
//! | evidence | participant | same organisation | staff | stranger |
//! |---|---|---|---|---|
//! | signed address | accept | accept, marked | accept, marked | accept, marked |
//! | thread headers | accept | accept, marked | accept | new, linked |
//! | marker | accept | accept, marked | accept | new, linked |
//! | key in the subject | accept | accept, marked | new, linked | new, linked |
//! | foreign key | accept | accept, marked | new, linked | new, linked |
//!
//! “Marked” means that the sender is not on the thread yet, which is shown. The same subject alone
//! never joins anything.

use serde::{Deserialize, Serialize};

use super::evidence::{Evidence, Kind, SenderFacts};

/// Where a mail belongs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Place {
    /// It continues this thread.
    Thread(i64),
    /// It starts a thread.
    New,
    /// It starts a thread that looks like a reply to this one.
    NewLinked(i64),
}

/// A decision with its reason, kept with the mail.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Decision {
    /// Where the mail belongs.
    pub place: Place,
    /// The evidence that decided, none for a new thread without any.
    pub kind: Option<Kind>,
    /// What the evidence was.
    pub detail: String,
    /// The sender was not on the thread.
    pub sender_is_new: bool,
    /// Somebody made up an id of ours: no reopening, no new watchers.
    pub forged: bool,
}

/// Which kinds of evidence an installation believes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Settings {
    /// Read keys in subjects.
    pub subject_keys: bool,
    /// Read keys of other systems.
    pub foreign_keys: bool,
}

impl Default for Settings {
    fn default() -> Self {
        Self { subject_keys: true, foreign_keys: true }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Verdict {
    Accept,
    AcceptMarked,
    Link,
}

/// One row of the table above.
const fn judge(kind: Kind, sender: SenderFacts) -> Verdict {
    match (kind, sender) {
        (_, SenderFacts { participant: true, .. }) => Verdict::Accept,
        (Kind::SignedAddress, _) | (_, SenderFacts { same_organization: true, .. }) => Verdict::AcceptMarked,
        (Kind::ThreadHeaders | Kind::Marker, SenderFacts { staff: true, .. }) => Verdict::Accept,
        _ => Verdict::Link,
    }
}

/// Decides. `evidence` may come in any order; `sender` tells what the sender is to a thread.
#[must_use]
pub fn resolve(
    evidence: &[Evidence],
    forged: bool,
    settings: Settings,
    sender: impl Fn(i64) -> SenderFacts,
) -> Decision {
    let mut believed: Vec<&Evidence> = evidence.iter().filter(|one| is_read(one.kind, settings)).collect();
    believed.sort_by_key(|one| one.kind);
    let judged: Vec<(&Evidence, Verdict)> =
        believed.into_iter().map(|one| (one, judge(one.kind, sender(one.thread)))).collect();
    let accepted = judged.iter().find(|(_, verdict)| *verdict != Verdict::Link);
    match accepted.or_else(|| judged.first()) {
        Some((one, verdict)) => Decision {
            place: if *verdict == Verdict::Link { Place::NewLinked(one.thread) } else { Place::Thread(one.thread) },
            kind: Some(one.kind),
            detail: one.detail.clone(),
            sender_is_new: *verdict != Verdict::Accept,
            forged,
        },
        None => Decision { place: Place::New, kind: None, detail: String::new(), sender_is_new: true, forged },
    }
}

const fn is_read(kind: Kind, settings: Settings) -> bool {
    match kind {
        Kind::SubjectKey => settings.subject_keys,
        Kind::ForeignKey => settings.foreign_keys,
        Kind::SignedAddress | Kind::ThreadHeaders | Kind::Marker => true,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PARTICIPANT: SenderFacts = SenderFacts { participant: true, same_organization: false, staff: false };
    const COLLEAGUE: SenderFacts = SenderFacts { participant: false, same_organization: true, staff: false };
    const STAFF: SenderFacts = SenderFacts { participant: false, same_organization: false, staff: true };
    const STRANGER: SenderFacts = SenderFacts { participant: false, same_organization: false, staff: false };

    fn one(kind: Kind, thread: i64) -> Evidence {
        Evidence { kind, thread, detail: String::new() }
    }

    #[test]
    fn the_table_of_evidence_and_senders() {
        use Place::{NewLinked, Thread};
        let table = [
            (Kind::SignedAddress, PARTICIPANT, Thread(7), false),
            (Kind::SignedAddress, COLLEAGUE, Thread(7), true),
            (Kind::SignedAddress, STAFF, Thread(7), true),
            (Kind::SignedAddress, STRANGER, Thread(7), true),
            (Kind::ThreadHeaders, PARTICIPANT, Thread(7), false),
            (Kind::ThreadHeaders, COLLEAGUE, Thread(7), true),
            (Kind::ThreadHeaders, STAFF, Thread(7), false),
            (Kind::ThreadHeaders, STRANGER, NewLinked(7), true),
            (Kind::Marker, PARTICIPANT, Thread(7), false),
            (Kind::Marker, COLLEAGUE, Thread(7), true),
            (Kind::Marker, STAFF, Thread(7), false),
            (Kind::Marker, STRANGER, NewLinked(7), true),
            (Kind::SubjectKey, PARTICIPANT, Thread(7), false),
            (Kind::SubjectKey, COLLEAGUE, Thread(7), true),
            (Kind::SubjectKey, STAFF, NewLinked(7), true),
            (Kind::SubjectKey, STRANGER, NewLinked(7), true),
            (Kind::ForeignKey, PARTICIPANT, Thread(7), false),
            (Kind::ForeignKey, COLLEAGUE, Thread(7), true),
            (Kind::ForeignKey, STAFF, NewLinked(7), true),
            (Kind::ForeignKey, STRANGER, NewLinked(7), true),
        ];
        for (kind, sender, place, is_new) in table {
            let decision = resolve(&[one(kind, 7)], false, Settings::default(), |_| sender);
            assert_eq!((decision.place, decision.sender_is_new), (place, is_new), "{kind:?} {sender:?}");
        }
    }

    #[test]
    fn the_first_evidence_that_passes_its_guard_wins() {
        let evidence = [one(Kind::SubjectKey, 3), one(Kind::ThreadHeaders, 1), one(Kind::Marker, 2)];
        let sender = |thread| if thread == 1 { STRANGER } else { PARTICIPANT };
        let decision = resolve(&evidence, false, Settings::default(), sender);
        assert_eq!((decision.place, decision.kind), (Place::Thread(2), Some(Kind::Marker)));
    }

    #[test]
    fn no_evidence_means_a_new_thread() {
        let decision = resolve(&[], true, Settings::default(), |_| PARTICIPANT);
        assert_eq!((decision.place, decision.forged), (Place::New, true));
        let off = Settings { subject_keys: false, foreign_keys: false };
        assert_eq!(resolve(&[one(Kind::SubjectKey, 3)], false, off, |_| PARTICIPANT).place, Place::New);
    }
}
