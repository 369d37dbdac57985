//! Who a mail is from: our own signatures at a receiver, and what SPF, DKIM, DMARC and ARC of others prove.

use std::{net::IpAddr, time::Duration};

use mail::{
    authentication::{
        Alignment, Authentication, Dns, Facts, Policy, Standing, Verdict, check,
        dkim_key::{self, DkimKey},
    },
    outbox::{Draft, compose},
};
use mail_auth::{
    ArcOutput, AuthenticatedMessage, AuthenticationResults, DkimResult,
    arc::ArcSealer,
    common::{crypto::Ed25519Key, headers::HeaderWriter},
};
use peers::NameServer;

use crate::rig::{Rig, SUPPORT, admin, apart};

const PEER: &str = "192.0.2.9";

fn dns_of(server: &NameServer) -> Dns {
    Dns::at(&[server.address()]).unwrap()
}

/// Handed to our listener by `PEER`.
fn by_smtp(envelope_from: &str) -> Facts {
    let peer = PEER.parse::<IpAddr>().ok();
    Facts { peer, hello: Some("mx.bank.example".into()), envelope_from: Some(envelope_from.into()), server: None }
}

fn letter(from: &str) -> Vec<u8> {
    format!("From: {from}\r\nTo: {SUPPORT}\r\nSubject: Hello\r\nMessage-ID: <1@bank.example>\r\n\r\nHello\r\n")
        .into_bytes()
}

async fn judge(server: &NameServer, facts: Facts, raw: &[u8]) -> Authentication {
    check(dns_of(server), facts, raw.to_vec()).await
}

/// Keys for `desk.example`, made and published.
async fn published(rig: &Rig, server: &NameServer) -> Vec<DkimKey> {
    let (store, keys) = (rig.door.store.clone(), rig.door.keys.clone());
    let new = dkim_key::generate().unwrap();
    let add = move |tx: &mut store::Tx<'_>| dkim_key::add(tx, &admin(), &keys, ("desk.example", "s1"), new);
    let made = store.write(add).await.unwrap();
    for key in &made {
        assert!(dkim_key::look_up(&dns_of(server), key).await.is_some(), "nothing is published yet");
        server.txt(&key.record_name(), &key.record_text());
        assert_eq!(dkim_key::look_up(&dns_of(server), key).await, None);
        let key = key.clone();
        store.write(move |tx| dkim_key::note_looked_up(tx, &admin(), &key, None)).await.unwrap();
    }
    made
}

fn signers_of(rig: &Rig, domain: &'static str) -> dkim_key::Signers {
    let keys = rig.door.keys.clone();
    apart(|| rig.door.store.read_blocking(move |tx| dkim_key::signers_of(tx, &keys, domain))).unwrap()
}

fn draft() -> Draft {
    let address = |address: &str| mail::MailAddress { name: String::new(), address: address.to_owned() };
    Draft {
        from: address(SUPPORT),
        to: vec![address("ann@bank.example")],
        cc: vec![],
        reply_to: None,
        subject: "答复".into(),
        text: "Hello\n".into(),
        html: Some("<p>Hello</p>".into()),
        message_id: "1.2@desk.example".into(),
        in_reply_to: None,
        references: vec![],
        date: base::Timestamp::from_seconds(1_772_465_400),
        marker: None,
        automatic: None,
        instance: None,
        files: vec![],
    }
}

#[tokio::test]
async fn mail_that_we_sign_is_proved_at_a_receiver_and_a_changed_one_is_not() {
    let (rig, server) = (Rig::new(), NameServer::start().unwrap());
    server.txt("_dmarc.desk.example", "v=DMARC1; p=reject");
    let keys = published(&rig, &server).await;
    assert_eq!(
        keys.iter().map(DkimKey::record_name).collect::<Vec<_>>(),
        ["s1._domainkey.desk.example", "s1-ed25519._domainkey.desk.example"]
    );
    let signers = signers_of(&rig, "Desk.example");
    let raw = compose(&draft(), &std::collections::HashMap::new()).unwrap();
    let signed = dkim_key::sign(raw, signers).unwrap();
    let found = judge(&server, Facts::default(), &signed).await;
    let verdicts: Vec<_> = found.dkim.iter().map(|one| (one.verdict, one.domain.as_str())).collect();
    assert_eq!(verdicts, [(Verdict::Pass, "desk.example"); 2], "{found:?}");
    assert_eq!((found.dmarc.verdict, found.dmarc.aligned), (Verdict::Pass, Some(Alignment::Dkim)));
    assert!(found.proves(SUPPORT) && !found.proves("ceo@desk.example"));
    let changed = String::from_utf8(signed.clone()).unwrap().replace("Hello", "Hallo");
    let found = judge(&server, by_smtp("x@evil.example"), changed.as_bytes()).await;
    assert_eq!((found.standing(), found.dmarc.policy), (Standing::Disproved, Policy::Reject), "{found:?}");
    // A second From above the signed one would be the one that people see.
    let doubled = [b"From: ceo@desk.example\r\n".as_slice(), &signed].concat();
    let found = judge(&server, Facts::default(), &doubled).await;
    assert_eq!(found.author, None);
    assert!(!found.proves("ceo@desk.example") && !found.proves(SUPPORT), "{found:?}");
}

#[tokio::test]
async fn a_key_signs_only_when_its_record_was_seen_and_never_for_another_domain() {
    let (rig, server) = (Rig::new(), NameServer::start().unwrap());
    let (keys, new) = (rig.door.keys.clone(), dkim_key::generate().unwrap());
    let add = move |tx: &mut store::Tx<'_>| dkim_key::add(tx, &admin(), &keys, ("desk.example", "s1"), new);
    let made = rig.door.store.write(add).await.unwrap();
    let sign = |domain: &'static str| dkim_key::sign(letter("a@b.example"), signers_of(&rig, domain)).unwrap();
    assert_eq!(sign("desk.example"), letter("a@b.example"));
    server.txt(&made[0].record_name(), "v=DKIM1; k=rsa; p=AAAA");
    let problem = dkim_key::look_up(&dns_of(&server), &made[0]).await;
    assert_eq!(problem.as_deref(), Some("the record holds another key"));
    let (key, store) = (made[0].clone(), rig.door.store.clone());
    store.write(move |tx| dkim_key::note_looked_up(tx, &admin(), &key, None)).await.unwrap();
    assert!(sign("desk.example").starts_with(b"DKIM-Signature: "));
    assert_eq!(sign("other.example"), letter("a@b.example"));
    let sealed = apart(|| {
        store.read_blocking(|tx| tx.query("SELECT sealed FROM mail_dkim_key", &[], |row| row.get::<String>(0))).unwrap()
    });
    assert!(sealed.iter().all(|text| text.len() > 100 && !text.contains("PRIVATE")));
    let again = dkim_key::generate().unwrap();
    let keys = rig.door.keys.clone();
    let twice = move |tx: &mut store::Tx<'_>| dkim_key::add(tx, &admin(), &keys, ("desk.example", "s1"), again);
    assert!(store.write(twice).await.is_err(), "a name is used once");
}

#[tokio::test]
async fn the_table_of_spf_and_dmarc() {
    let server = NameServer::start().unwrap();
    server.txt("bank.example", &format!("v=spf1 ip4:{PEER} -all"));
    server.txt("_dmarc.bank.example", "v=DMARC1; p=reject");
    server.txt("evil.example", &format!("v=spf1 ip4:{PEER} -all"));
    server.txt("shop.example", "v=spf1 ip4:198.51.100.1 ~all");
    server.txt("_dmarc.shop.example", "v=DMARC1; p=quarantine");
    server.txt("_dmarc.list.example", "v=DMARC1; p=none");
    let table = [
        // From, envelope sender, SPF, DMARC, standing
        ("ann@bank.example", "ann@bank.example", Verdict::Pass, Verdict::Pass, Standing::Proven),
        ("ann@mail.bank.example", "ann@bank.example", Verdict::Pass, Verdict::Pass, Standing::Proven),
        ("ann@bank.example", "x@evil.example", Verdict::Pass, Verdict::Fail, Standing::Disproved),
        ("ann@shop.example", "ann@shop.example", Verdict::SoftFail, Verdict::Fail, Standing::Disproved),
        ("ann@list.example", "ann@list.example", Verdict::None, Verdict::Fail, Standing::Unproven),
        ("ann@none.example", "ann@none.example", Verdict::None, Verdict::None, Standing::Unproven),
        // A domain without a policy is proved by SPF for exactly that domain, and by none beside it.
        ("ann@evil.example", "ann@evil.example", Verdict::Pass, Verdict::None, Standing::Proven),
        ("ann@sub.evil.example", "ann@evil.example", Verdict::Pass, Verdict::None, Standing::Unproven),
    ];
    for (from, envelope, spf, dmarc, standing) in table {
        let found = judge(&server, by_smtp(envelope), &letter(from)).await;
        let seen = (found.spf.as_ref().unwrap().verdict, found.dmarc.verdict, found.standing());
        assert_eq!(seen, (spf, dmarc, standing), "{from} by {envelope}: {found:?}");
    }
    server.txt("mx.bank.example", &format!("v=spf1 ip4:{PEER} -all"));
    let found = judge(&server, by_smtp(""), &letter("mailer-daemon@mx.bank.example")).await;
    assert_eq!(found.spf.unwrap().domain, "mx.bank.example", "without an envelope sender the server's name counts");
}

#[tokio::test]
async fn fetched_mail_is_disproved_by_nothing_because_its_way_is_unknown() {
    let server = NameServer::start().unwrap();
    server.txt("_dmarc.bank.example", "v=DMARC1; p=reject");
    let found = judge(&server, Facts::default(), &letter("ann@bank.example")).await;
    assert_eq!((found.dmarc.verdict, found.standing()), (Verdict::Unchecked, Standing::Unproven));
    assert_eq!(server.questions(), 0, "nothing can be known, so nothing is asked");
}

#[tokio::test]
async fn results_count_only_from_our_own_server_and_only_in_fetched_mail() {
    let server = NameServer::start().unwrap();
    server.txt("_dmarc.bank.example", "v=DMARC1; p=reject");
    server.txt("evil.example", &format!("v=spf1 ip4:{PEER} -all"));
    let results = |name: &str, dmarc: &str| {
        let field = format!(
            "Authentication-Results: {name};\r\n\tspf=pass smtp.mailfrom=ann@bank.example;\r\n\tdmarc={dmarc} (p=REJECT) header.from=bank.example\r\n"
        );
        [field.into_bytes(), letter("ann@bank.example")].concat()
    };
    let fetched = |name: &str| Facts { server: Some(name.into()), ..Facts::default() };
    let ours = judge(&server, fetched("mx.ours.example"), &results("mx.ours.example", "pass")).await;
    assert_eq!((ours.standing(), ours.dmarc.aligned), (Standing::Proven, Some(Alignment::Server)), "{ours:?}");
    let failed = judge(&server, fetched("mx.ours.example"), &results("mx.ours.example", "fail")).await;
    assert_eq!((failed.standing(), failed.dmarc.policy), (Standing::Disproved, Policy::Reject), "{failed:?}");
    let forged = judge(&server, fetched("mx.ours.example"), &results("mx.evil.example", "pass")).await;
    assert_eq!((forged.standing(), forged.server), (Standing::Unproven, None));
    let over_smtp = judge(&server, by_smtp("x@evil.example"), &results("mx.ours.example", "pass")).await;
    assert_eq!(over_smtp.standing(), Standing::Disproved, "{over_smtp:?}");
}

#[tokio::test]
async fn a_dns_that_fails_leaves_senders_unproven() {
    let server = NameServer::start().unwrap();
    server.fail("bank.example");
    let found = judge(&server, by_smtp("ann@bank.example"), &letter("ann@bank.example")).await;
    assert_eq!(found.spf.as_ref().unwrap().verdict, Verdict::TempError, "{found:?}");
    assert_eq!((found.dmarc.verdict, found.standing()), (Verdict::TempError, Standing::Unproven));
}

#[tokio::test]
async fn a_dns_that_is_silent_is_asked_once_and_then_left_alone() {
    let server = NameServer::start().unwrap();
    server.be_silent();
    let dns = dns_of(&server);
    let (facts, raw) = (by_smtp("ann@bank.example"), letter("ann@bank.example"));
    let first = tokio::time::timeout(Duration::from_secs(30), check(dns.clone(), facts.clone(), raw.clone())).await;
    assert_eq!(first.unwrap().standing(), Standing::Unproven);
    let asked = server.questions();
    let again = tokio::time::timeout(Duration::from_secs(1), check(dns, facts, raw)).await.unwrap();
    assert_eq!((again.dmarc.verdict, server.questions()), (Verdict::TempError, asked));
}

#[tokio::test]
async fn attack_a_senders_slow_name_server_keeps_nobody_else_from_being_checked() {
    let server = NameServer::start().unwrap();
    server.ignore("slow.example");
    server.txt("_dmarc.bank.example", "v=DMARC1; p=reject");
    let dns = dns_of(&server);
    let slow = check(dns.clone(), by_smtp("x@slow.example"), letter("x@slow.example")).await;
    assert_eq!((slow.dmarc.verdict, slow.standing()), (Verdict::TempError, Standing::Unproven));
    let forged = check(dns, by_smtp("x@evil.example"), letter("ann@bank.example")).await;
    assert_eq!(forged.standing(), Standing::Disproved, "{forged:?}");
}

#[tokio::test]
async fn a_sealed_chain_is_shown_with_its_last_server() {
    let server = NameServer::start().unwrap();
    let private = Ed25519Key::generate_pkcs8().unwrap();
    let key = || Ed25519Key::from_pkcs8_der(&private).unwrap();
    let public = {
        use base64::{Engine as _, engine::general_purpose::STANDARD};
        STANDARD.encode(key().public_key())
    };
    server.txt("arc._domainkey.list.example", &format!("v=DKIM1; k=ed25519; p={public}"));
    let raw = letter("ann@bank.example");
    let message = AuthenticatedMessage::parse(&raw).unwrap();
    let results = AuthenticationResults::new("mx.list.example").with_dkim_results(&[], "ann@bank.example");
    let chain = ArcOutput::default().with_result(DkimResult::None);
    let sealed = ArcSealer::from_key(key())
        .domain("list.example")
        .selector("arc")
        .headers(["From", "To", "Subject"])
        .seal(&message, &results, &chain)
        .unwrap();
    let raw = [sealed.to_header().into_bytes(), raw].concat();
    let found = judge(&server, Facts::default(), &raw).await;
    let arc = found.arc.clone().unwrap();
    assert_eq!((arc.verdict, arc.sealer.as_str()), (Verdict::Pass, "list.example"), "{found:?}");
    assert_eq!(found.standing(), Standing::Unproven, "a stranger's seal proves nothing");
}

#[tokio::test]
async fn attack_a_mail_full_of_signatures_costs_little() {
    let server = NameServer::start().unwrap();
    let signature = |number: usize| {
        format!(
            "DKIM-Signature: v=1; a=rsa-sha256; d=d{number}.example; s=s; c=relaxed/relaxed; h=From:To; bh=47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=; b=AAAA\r\n"
        )
    };
    let fields: String = (0..500).map(signature).collect();
    let raw = [fields.into_bytes(), b"From: ann@bank.example\r\n\r\n".to_vec()].concat();
    let found = judge(&server, Facts::default(), &raw).await;
    assert!(found.dkim.len() <= 8 && server.questions() < 50, "{} {}", found.dkim.len(), server.questions());
}
