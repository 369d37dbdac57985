//! For any evidence, any senders and any settings.

use std::collections::HashMap;

use proptest::prelude::*;
use thread_resolver::{
    Decision, Evidence, Kind, MOST_EXAMINED, Place, Sender, Settings, Target, Verdict, foreign_keys, resolve,
};

fn target() -> impl Strategy<Value = Target> {
    prop_oneof![6 => (0_i64..6).prop_map(Target::Thread), 1 => Just(Target::Nothing), 1 => Just(Target::Forged)]
}

fn evidence() -> impl Strategy<Value = Vec<Evidence>> {
    let one = (prop::sample::select(Kind::ALL.to_vec()), target(), "[a-z]{0,4}")
        .prop_map(|(kind, target, detail)| Evidence { kind, target, detail });
    prop::collection::vec(one, 0..30)
}

fn senders() -> impl Strategy<Value = HashMap<i64, Sender>> {
    let sender = any::<(bool, bool, bool)>().prop_map(|(participant, same_organization, staff)| Sender {
        participant,
        same_organization,
        staff,
    });
    prop::collection::hash_map(0_i64..6, sender, 0..6)
}

fn settings() -> impl Strategy<Value = Settings> {
    any::<(bool, bool)>().prop_map(|(subject_keys, foreign_keys)| Settings { subject_keys, foreign_keys })
}

fn decide(evidence: &[Evidence], settings: Settings, senders: &HashMap<i64, Sender>) -> Decision {
    resolve(evidence, settings, |thread| senders.get(&thread).copied().unwrap_or_default())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    #[test]
    fn a_stranger_joins_only_by_a_signed_address(evidence in evidence(), settings in settings()) {
        let decision = resolve(&evidence, settings, |_| Sender::default());
        if let Place::Thread(_) = decision.place {
            prop_assert_eq!(decision.kind, Some(Kind::SignedAddress));
            prop_assert!(decision.sender_is_new);
        }
    }

    #[test]
    fn nobody_joins_a_thread_that_no_evidence_points_to(
        evidence in evidence(), settings in settings(), senders in senders(),
    ) {
        let decision = decide(&evidence, settings, &senders);
        if let Place::Thread(thread) | Place::NewLinked(thread) = decision.place {
            let deciding = evidence.iter().find(|one| one.target == Target::Thread(thread) && Some(one.kind) == decision.kind);
            prop_assert!(deciding.is_some_and(|one| settings.read(one.kind)));
        }
    }

    #[test]
    fn one_forged_id_anywhere_stops_reopening_and_watchers(
        evidence in evidence(), settings in settings(), senders in senders(),
    ) {
        let decision = decide(&evidence, settings, &senders);
        prop_assert_eq!(decision.forged, evidence.iter().any(|one| one.target == Target::Forged));
        prop_assert!(!decision.forged || !decision.may_reopen(false) && !decision.may_bring_watchers(false, true));
    }

    #[test]
    fn the_order_of_the_kinds_does_not_matter(
        evidence in evidence(), settings in settings(), senders in senders(),
    ) {
        let mut by_kind = evidence.clone();
        by_kind.sort_by_key(|one| std::cmp::Reverse(one.kind));
        prop_assert_eq!(decide(&by_kind, settings, &senders), decide(&evidence, settings, &senders));
    }

    #[test]
    fn reasons_end_with_the_one_that_joined(evidence in evidence(), settings in settings(), senders in senders()) {
        let decision = decide(&evidence, settings, &senders);
        prop_assert!(decision.examined.len() <= MOST_EXAMINED);
        let joined = |verdict| matches!(verdict, Verdict::Joins | Verdict::JoinsMarked);
        prop_assert!(!decision.examined.iter().rev().skip(1).any(|one| joined(one.verdict)));
    }

    #[test]
    fn a_colleague_goes_where_a_participant_goes(evidence in evidence(), settings in settings()) {
        let as_colleague = resolve(&evidence, settings, |_| Sender { same_organization: true, ..Sender::default() });
        let as_participant = resolve(&evidence, settings, |_| Sender { participant: true, ..Sender::default() });
        prop_assert_eq!(as_colleague.place, as_participant.place);
    }

    #[test]
    fn foreign_keys_of_any_subject_are_few_and_each_once(subject in ".{0,80}") {
        let found = foreign_keys(&subject);
        prop_assert!(found.len() <= 3);
        let distinct: std::collections::HashSet<_> = found.iter().collect();
        prop_assert_eq!(distinct.len(), found.len());
    }
}
