//! The decision table: place of the reference × sender × setting → result.

use thread_resolver::{
    Decision, Evidence, Kind, Place, Sender, Settings, Target,
    Verdict::{self, Forged, Joins, JoinsMarked, LeadsNowhere, Links, NotRead},
    resolve,
};

const PARTICIPANT: Sender = Sender { participant: true, same_organization: false, staff: false };
const COLLEAGUE: Sender = Sender { participant: false, same_organization: true, staff: false };
const STAFF: Sender = Sender { participant: false, same_organization: false, staff: true };
const STRANGER: Sender = Sender { participant: false, same_organization: false, staff: false };

const ALL_ON: Settings = Settings { subject_keys: true, foreign_keys: true };
const KEYS_OFF: Settings = Settings { subject_keys: false, foreign_keys: false };

const SEVEN: Target = Target::Thread(7);

fn evidence(kind: Kind, target: Target) -> Evidence {
    Evidence { kind, target, detail: String::new() }
}

/// What one piece of evidence alone leads to.
fn alone(kind: Kind, target: Target, sender: Sender, settings: Settings) -> (Place, Verdict) {
    let decision = resolve(&[evidence(kind, target)], settings, |_| sender);
    (decision.place, decision.examined[0].verdict)
}

#[test]
fn the_table_of_references_senders_and_settings() {
    use Kind::{ForeignKey, Marker, SignedAddress, SubjectKey, ThreadHeaders};
    use Place::{New, NewLinked, Thread};
    #[rustfmt::skip]
    let table = [
        // place of the reference          sender        setting   place         why
        // 1. a signed reply address or VERP recipient: accept, and mark who is not on the ticket
        (SignedAddress, SEVEN,             PARTICIPANT,  ALL_ON,   Thread(7),    Joins),
        (SignedAddress, SEVEN,             COLLEAGUE,    ALL_ON,   Thread(7),    JoinsMarked),
        (SignedAddress, SEVEN,             STAFF,        ALL_ON,   Thread(7),    JoinsMarked),
        (SignedAddress, SEVEN,             STRANGER,     ALL_ON,   Thread(7),    JoinsMarked),
        (SignedAddress, SEVEN,             STRANGER,     KEYS_OFF, Thread(7),    JoinsMarked),
        (SignedAddress, Target::Nothing,   PARTICIPANT,  ALL_ON,   New,          LeadsNowhere),
        // 2. In-Reply-To and References: participant, the organisation's domain, or staff; else new and linked
        (ThreadHeaders, SEVEN,             PARTICIPANT,  ALL_ON,   Thread(7),    Joins),
        (ThreadHeaders, SEVEN,             COLLEAGUE,    ALL_ON,   Thread(7),    JoinsMarked),
        (ThreadHeaders, SEVEN,             STAFF,        ALL_ON,   Thread(7),    Joins),
        (ThreadHeaders, SEVEN,             STRANGER,     ALL_ON,   NewLinked(7), Links),
        (ThreadHeaders, SEVEN,             PARTICIPANT,  KEYS_OFF, Thread(7),    Joins),
        (ThreadHeaders, Target::Nothing,   PARTICIPANT,  ALL_ON,   New,          LeadsNowhere),
        // … and an id of ours must have the right code
        (ThreadHeaders, Target::Forged,    PARTICIPANT,  ALL_ON,   New,          Forged),
        (ThreadHeaders, Target::Forged,    STAFF,        ALL_ON,   New,          Forged),
        (ThreadHeaders, Target::Forged,    STRANGER,     ALL_ON,   New,          Forged),
        // 3. the hidden marker in the quoted part
        (Marker,        SEVEN,             PARTICIPANT,  ALL_ON,   Thread(7),    Joins),
        (Marker,        SEVEN,             COLLEAGUE,    ALL_ON,   Thread(7),    JoinsMarked),
        (Marker,        SEVEN,             STAFF,        ALL_ON,   Thread(7),    Joins),
        (Marker,        SEVEN,             STRANGER,     ALL_ON,   NewLinked(7), Links),
        (Marker,        SEVEN,             PARTICIPANT,  KEYS_OFF, Thread(7),    Joins),
        // 4. the key in the subject can be guessed: participant or same organisation
        (SubjectKey,    SEVEN,             PARTICIPANT,  ALL_ON,   Thread(7),    Joins),
        (SubjectKey,    SEVEN,             COLLEAGUE,    ALL_ON,   Thread(7),    JoinsMarked),
        (SubjectKey,    SEVEN,             STAFF,        ALL_ON,   NewLinked(7), Links),
        (SubjectKey,    SEVEN,             STRANGER,     ALL_ON,   NewLinked(7), Links),
        (SubjectKey,    SEVEN,             PARTICIPANT,  KEYS_OFF, New,          NotRead),
        (SubjectKey,    SEVEN,             STRANGER,     KEYS_OFF, New,          NotRead),
        // 5. a key of the partner's own system
        (ForeignKey,    SEVEN,             PARTICIPANT,  ALL_ON,   Thread(7),    Joins),
        (ForeignKey,    SEVEN,             COLLEAGUE,    ALL_ON,   Thread(7),    JoinsMarked),
        (ForeignKey,    SEVEN,             STAFF,        ALL_ON,   NewLinked(7), Links),
        (ForeignKey,    SEVEN,             STRANGER,     ALL_ON,   NewLinked(7), Links),
        (ForeignKey,    SEVEN,             PARTICIPANT,  KEYS_OFF, New,          NotRead),
    ];
    for (kind, target, sender, settings, place, verdict) in table {
        let found = alone(kind, target, sender, settings);
        assert_eq!(found, (place, verdict), "{kind:?} {target:?} {sender:?} {settings:?}");
    }
}

#[test]
fn the_same_subject_alone_is_no_evidence() {
    // 6. Nothing in the input of the decision is a subject; without evidence everybody starts a thread.
    for sender in [PARTICIPANT, COLLEAGUE, STAFF, STRANGER] {
        let decision = resolve(&[], ALL_ON, |_| sender);
        assert_eq!((decision.place, decision.kind, decision.examined.len()), (Place::New, None, 0));
    }
}

/// Threads 1 and 2 are the sender's, thread 9 is somebody else's.
fn decide(kinds: &[(Kind, Target)]) -> Decision {
    let evidence: Vec<Evidence> = kinds.iter().map(|(kind, target)| evidence(*kind, *target)).collect();
    resolve(&evidence, ALL_ON, |thread| if thread == 9 { STRANGER } else { PARTICIPANT })
}

#[test]
fn the_first_evidence_that_passes_its_guard_wins() {
    use Kind::{Marker, SignedAddress, SubjectKey, ThreadHeaders};
    use Target::{Forged, Nothing, Thread};
    #[rustfmt::skip]
    let table: &[(&str, &[(Kind, Target)], Place, Option<Kind>)] = &[
        ("the more certain kind wins, in whatever order it comes",
            &[(SubjectKey, Thread(2)), (ThreadHeaders, Thread(1))], Place::Thread(1), Some(ThreadHeaders)),
        ("within one kind the first wins: In-Reply-To before References, the last reference before the first",
            &[(ThreadHeaders, Thread(2)), (ThreadHeaders, Thread(1))], Place::Thread(2), Some(ThreadHeaders)),
        ("what does not pass its guard gives way to what does",
            &[(SignedAddress, Nothing), (ThreadHeaders, Thread(9)), (Marker, Thread(1))], Place::Thread(1), Some(Marker)),
        ("a forged id gives way to other evidence",
            &[(ThreadHeaders, Forged), (SubjectKey, Thread(1))], Place::Thread(1), Some(SubjectKey)),
        ("when nothing passes, the first that points to a thread is linked",
            &[(ThreadHeaders, Nothing), (Marker, Thread(9)), (SubjectKey, Thread(9))], Place::NewLinked(9), Some(Marker)),
    ];
    for (why, kinds, place, kind) in table {
        let decision = decide(kinds);
        assert_eq!((decision.place, decision.kind), (*place, *kind), "{why}");
    }
}

#[test]
fn every_decision_tells_what_was_examined_up_to_the_one_that_decided() {
    let decision = decide(&[
        (Kind::ThreadHeaders, Target::Forged),
        (Kind::Marker, Target::Thread(9)),
        (Kind::SubjectKey, Target::Thread(1)),
        (Kind::ForeignKey, Target::Thread(2)),
    ]);
    let examined: Vec<_> = decision.examined.iter().map(|one| (one.kind, one.thread, one.verdict)).collect();
    assert_eq!(
        examined,
        [(Kind::ThreadHeaders, None, Forged), (Kind::Marker, Some(9), Links), (Kind::SubjectKey, Some(1), Joins)]
    );
}

#[test]
fn what_a_decision_allows() {
    use Kind::{ForeignKey, Marker, SignedAddress, SubjectKey, ThreadHeaders};
    const FORGED: (Kind, Target) = (ThreadHeaders, Target::Forged);
    #[rustfmt::skip]
    let table: &[(&[(Kind, Target)], bool, bool, bool, bool)] = &[
        // evidence                         machine  belongs   reopens  brings watchers
        (&[(SignedAddress, SEVEN)],         false,   true,     true,    true),
        (&[(ThreadHeaders, SEVEN)],         false,   true,     true,    true),
        (&[(Marker, SEVEN)],                false,   true,     true,    true),
        // a key can be guessed, so nobody is let in by it
        (&[(SubjectKey, SEVEN)],            false,   true,     true,    false),
        (&[(ForeignKey, SEVEN)],            false,   true,     true,    false),
        // whoever merely wrote once opens the ticket to nobody else
        (&[(SignedAddress, SEVEN)],         false,   false,    true,    false),
        // machines neither reopen nor bring people along
        (&[(SignedAddress, SEVEN)],         true,    true,     false,   false),
        (&[],                               true,    false,    false,   false),
        // forged headers: no reopening, no new watchers, whatever else the mail shows
        (&[FORGED, (SignedAddress, SEVEN)], false,   true,     false,   false),
        (&[FORGED, (SubjectKey, SEVEN)],    false,   true,     false,   false),
        (&[FORGED],                         false,   false,    false,   false),
        // a thread of one's own
        (&[],                               false,   false,    true,    true),
    ];
    for (kinds, machine, belongs, reopens, watchers) in table {
        let decision = decide(kinds);
        assert_eq!(decision.may_reopen(*machine), *reopens, "{kinds:?} machine {machine}");
        assert_eq!(decision.may_bring_watchers(*machine, *belongs), *watchers, "{kinds:?} belongs {belongs}");
    }
}

#[test]
fn a_decision_stored_before_the_reasons_were_kept_can_still_be_read() {
    let stored = r#"{"place":{"thread":7},"kind":"marker","detail":"","sender_is_new":false,"forged":false}"#;
    let decision: Decision = serde_json::from_str(stored).unwrap();
    assert_eq!((decision.place, decision.examined.len()), (Place::Thread(7), 0));
    let again: Decision = serde_json::from_str(&serde_json::to_string(&decision).unwrap()).unwrap();
    assert_eq!(again, decision);
}
