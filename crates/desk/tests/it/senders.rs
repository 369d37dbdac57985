//! Who a mail is from decides what it may do: staff act only when it is proved, forged senders get nothing.

use base::Role;
use mail::authentication::{Disproved, Trust, trust};
use serde_json::json;
use store::params;
use testkit::{Sent, on_both};
use work::Visibility;

use crate::house::{AGENT, ANN, BOB, EVE, House, SUPPORT, SYSTEM, letter, reply, thread_fields};

const MALLORY: &str = "mallory@outside.test";
/// Where [`testkit::TestApp::receive`] says that mail comes from.
const PEER: &str = "192.0.2.7";

/// Provider and customers publish who may send for them; the outside publishes nothing.
fn publish(house: &House) {
    for domain in ["provider.test", "northwind.test"] {
        house.app.dns.txt(domain, &format!("v=spf1 ip4:{PEER} -all"));
        house.app.dns.txt(&format!("_dmarc.{domain}"), "v=DMARC1; p=reject");
    }
}

/// A reply of the agent to the signed address of a mail.
fn agents_reply(sent: &Sent, body: &str) -> (String, Vec<u8>) {
    reply(&format!("Ada Agent <{AGENT}>"), sent, body)
}

#[test]
fn staff_answer_by_mail_when_everything_is_proved() {
    on_both(async |engine| {
        let house = House::open(engine).await;
        publish(&house);
        let acknowledgement = house.anns_ticket().await;
        let (to, raw) = agents_reply(&acknowledgement, "Install 4.3.");
        house.write(AGENT, &to, &raw).await;
        let (public, internal) = house.texts("SUP-1").await;
        assert_eq!((public.len(), internal.len()), (2, 0), "{public:?} {internal:?}");
        assert!(house.messages("SUP-1").await[1].by_staff);
        let sent = house.app.sent.to(ANN).pop().unwrap().text();
        assert!(sent.contains("Install 4.3."), "{sent}");
        assert!(house.item("SUP-1").await.first_response_at.is_some());
        assert!(house.reason("SUP-1").await.contains("signed address"));
    });
}

#[test]
fn staff_mail_that_lacks_one_proof_is_a_note_and_nobody_gets_it() {
    on_both(async |engine| {
        let house = House::open(engine).await;
        publish(&house);
        let viewer = house.app.person("Vi Ewer", "vi@provider.test", Role::Viewer).await;
        let acknowledgement = house.anns_ticket().await;
        let before = house.app.sent.all().len();
        let (to, honest) = agents_reply(&acknowledgement, "From Ada.");
        // Not aligned: the envelope is a stranger's, so the domain disowns it.
        house.write(MALLORY, &to, &honest).await;
        // A viewer may see and not write.
        let (_, raw) = reply(&format!("Vi <{}>", viewer.address.clone().unwrap()), &acknowledgement, "From Vi.");
        house.write("vi@provider.test", &to, &raw).await;
        // A machine in Ada's name.
        let away = String::from_utf8(honest.clone()).unwrap();
        let away = away.replacen("Message-ID: <", "Auto-Submitted: auto-replied\r\nMessage-ID: <away-", 1);
        house.write(AGENT, &to, away.as_bytes()).await;
        // No code: a reference to the customer's own mail, which everybody in the thread knows.
        let note = letter(AGENT, SUPPORT, "Re: Export hangs", &[], "No code.");
        house.write(AGENT, SUPPORT, &note).await;
        let messages = house.messages("SUP-1").await;
        assert!(messages[1..].iter().all(|message| message.visibility == Visibility::Internal), "{messages:#?}");
        assert_eq!(messages.len(), 4);
        assert_eq!(messages[1].author.person, None, "an unproved colleague is a name and no person");
        assert_eq!(messages[2].author.person, Some(viewer.id), "a proved one is known");
        assert!(house.exists("SUP-2").await, "without evidence it is Ada's own ticket");
        assert_eq!(house.app.sent.all().len(), before, "nobody got any of it");
        let page = house.app.signed_in(&house.agent).await.get("/desk/SUP-1").await.expect(200);
        assert!(page.shows("Says it is from a colleague") && page.shows("Sender probably forged"), "{}", page.text());
    });
}

#[test]
fn an_unverified_address_of_a_colleague_does_not_act() {
    on_both(async |engine| {
        let house = House::open(engine).await;
        publish(&house);
        let acknowledgement = house.anns_ticket().await;
        let agent = house.agent.id;
        let add = move |tx: &mut store::Tx<'_>| people::person::add_address(tx, &SYSTEM, agent, "ada2@provider.test");
        house.app.store.write(add).await.unwrap();
        let (to, raw) = reply("ada2@provider.test", &acknowledgement, "From the other address.");
        house.write("ada2@provider.test", &to, &raw).await;
        let last = house.messages("SUP-1").await.pop().unwrap();
        assert_eq!((last.visibility, last.author.person), (Visibility::Internal, None));
    });
}

#[test]
fn what_a_colleague_forwards_is_the_ticket_of_the_one_who_wrote_it() {
    on_both(async |engine| {
        let house = House::open(engine).await;
        publish(&house);
        let body = "Please take care of this.\n\n---------- Forwarded message ---------\nFrom: Eve Fox <eve@globex.test>\nDate: Mon, 2 Mar 2026 at 09:00\nSubject: Import fails\nTo: Ada Agent <ada@provider.test>\n\nThe import fails since Monday.";
        house.write(AGENT, SUPPORT, &letter(AGENT, SUPPORT, "Fwd: Import fails", &[], body)).await;
        let item = house.item("SUP-1").await;
        assert_eq!((item.requester, item.title.as_str()), (Some(house.eve.id), "Import fails"));
        let (public, internal) = house.texts("SUP-1").await;
        assert_eq!(public, ["The import fails since Monday."]);
        assert_eq!(internal, ["Please take care of this."]);
        assert!(house.app.sent.to(EVE).is_empty(), "Eve did not write to us");
        // Whoever only claims to be Ada opens no ticket in somebody else's name.
        house.write(MALLORY, SUPPORT, &letter(AGENT, SUPPORT, "Fwd: Pay me", &[], body)).await;
        assert_eq!(house.item("SUP-2").await.requester, Some(house.agent.id));
        let first = house.messages("SUP-2").await.remove(0);
        assert!(!first.by_staff && first.author.person.is_none());
    });
}

#[test]
fn a_forged_sender_is_taken_marked_and_joins_nothing_by_guesses() {
    on_both(async |engine| {
        let house = House::open(engine).await;
        publish(&house);
        house.anns_ticket().await;
        let answered = house.answer("SUP-1", "Which version?").await.parsed();
        let before = house.app.sent.all().len();
        // The key can be guessed, and so can that Ann takes part.
        house.write(MALLORY, SUPPORT, &letter(ANN, SUPPORT, "Re: [SUP-1]", &["Cc: mallory@outside.test"], "a")).await;
        // Thread headers prove that the mail was seen, not that Ann wrote this.
        let (in_reply_to, references) = thread_fields(&answered);
        let fields = [in_reply_to.as_str(), references.as_str()];
        house.write(MALLORY, SUPPORT, &letter(ANN, SUPPORT, "Re: Export hangs", &fields, "b")).await;
        assert_eq!(house.messages("SUP-1").await.len(), 2);
        assert_eq!((house.links("SUP-2").await.len(), house.links("SUP-3").await.len()), (1, 1));
        assert_eq!(house.app.sent.all().len(), before, "an answer would reach Ann, who never wrote");
        house
            .app
            .api(&house.agent)
            .await
            .post("/api/v1/items/SUP-2/messages", &json!({ "body": "?" }))
            .await
            .expect(201);
        house.app.drain().await;
        assert!(house.app.sent.to(MALLORY).is_empty(), "and nobody was brought along");
        let message = house.messages("SUP-2").await[0].id;
        let api = house.app.api(&house.agent).await;
        let sender = api.get(&format!("/api/v1/messages/{message}/sender")).await.expect(200).json();
        assert_eq!((&sender["standing"], &sender["from"]), (&json!("disproved"), &json!(ANN)), "{sender}");
        assert_eq!(sender["authentication"]["dmarc"]["policy"], "reject");
        house.app.api(&house.ann).await.get(&format!("/api/v1/messages/{message}/sender")).await.expect(403);
    });
}

#[test]
fn a_mailbox_may_put_forged_senders_into_quarantine_and_release_them() {
    on_both(async |engine| {
        let house = House::open(engine).await;
        publish(&house);
        let admin = house.app.person("Root", "root@provider.test", Role::Admin).await;
        let mailbox = {
            let all = house.app.store.read(|tx| mail::mailbox::list(tx, &SYSTEM)).await.unwrap();
            all.iter().find(|one| one.address == SUPPORT).unwrap().id
        };
        let api = house.app.api(&admin).await;
        let path = format!("/api/v1/mailboxes/{mailbox}/trust");
        let body = json!({ "server": "mx.provider.test", "disproved": "quarantine" });
        let request = api.request(http::Method::PUT, &path).header("content-type", "application/json");
        api.send(request, body.to_string()).await.expect(200);
        let kept = house.app.store.read(move |tx| trust::of(tx, mailbox)).await.unwrap();
        assert_eq!(kept, Trust { server: Some("mx.provider.test".into()), disproved: Disproved::Quarantine });
        let receipt = house.write(MALLORY, SUPPORT, &letter(ANN, SUPPORT, "Pay me", &[], "now")).await;
        assert_eq!(house.balance().await.quarantined["disproved_sender"], 1);
        house.write(ANN, SUPPORT, &letter(ANN, SUPPORT, "Honest", &[], "Hello")).await;
        assert_eq!(house.item("SUP-1").await.title, "Honest");
        let retry = move |tx: &mut store::Tx<'_>| mail::intake::retry(tx, &SYSTEM, receipt.mail);
        house.app.store.write(retry).await.unwrap();
        house.app.drain().await;
        assert_eq!(house.item("SUP-2").await.title, "Pay me", "an administrator let it in");
        house.balance().await;
    });
}

#[test]
fn another_reply_to_is_shown_with_a_warning_and_changes_no_requester() {
    on_both(async |engine| {
        let house = House::open(engine).await;
        publish(&house);
        let raw = letter(ANN, SUPPORT, "Invoice", &["Reply-To: mallory@outside.test"], "Pay here");
        house.write(ANN, SUPPORT, &raw).await;
        assert_eq!(house.item("SUP-1").await.requester, Some(house.ann.id));
        let page = house.app.signed_in(&house.agent).await.get("/desk/SUP-1").await.expect(200);
        assert!(page.shows("Answers would go elsewhere") && page.shows(MALLORY) && page.shows("Sender proven"));
        house.answer("SUP-1", "Thank you.").await;
        assert!(house.app.sent.to(MALLORY).is_empty());
        // A reply of somebody else changes nothing either.
        let (to, raw) = reply(BOB, &house.app.sent.to(ANN).pop().unwrap(), "I take over.");
        house.write(BOB, &to, &raw).await;
        assert_eq!(house.item("SUP-1").await.requester, Some(house.ann.id));
        let portal = house.app.signed_in(&house.ann).await.get("/portal/SUP-1").await.expect(200);
        assert!(!portal.shows(MALLORY) && !portal.shows("Sender proven"), "customers see no checks");
    });
}

#[test]
fn one_mail_brings_at_most_forty_new_people() {
    on_both(async |engine| {
        let house = House::open(engine).await;
        let people = async || {
            let count = |tx: &mut store::Tx<'_>| {
                tx.query_one("SELECT count(*) FROM people_person", params![], |row| row.get::<i64>(0))
            };
            house.app.store.read(count).await.unwrap()
        };
        let before = people().await;
        let strangers: Vec<String> = (0..60).map(|number| format!("p{number}@outside.test")).collect();
        let copies = format!("Cc: {}, {BOB}", strangers.join(",\r\n "));
        house.write(MALLORY, SUPPORT, &letter(MALLORY, SUPPORT, "Hello all", &[&copies], "Hi")).await;
        assert_eq!(people().await - before, 40, "the sender is one of them");
        let item = house.item("SUP-1").await.id;
        let watchers = house.app.store.read(move |tx| work::watch::list(tx, &SYSTEM, item)).await.unwrap();
        assert!(watchers.contains(&house.bob.id), "who is known already is no new person");
    });
}

#[test]
fn a_mail_to_several_of_our_mailboxes_is_one_ticket() {
    on_both(async |engine| {
        let house = House::open(engine).await;
        let raw = letter(ANN, &format!("{SUPPORT}, billing@provider.test"), "Both", &[], "Hi");
        house.write(ANN, SUPPORT, &raw).await;
        house.write(ANN, "billing@provider.test", &raw).await;
        assert!(house.exists("SUP-1").await && !house.exists("BIL-1").await);
        assert_eq!(house.balance().await.dropped["duplicate"], 1);
    });
}

#[test]
fn an_administrator_makes_keys_publishes_them_and_mail_is_signed() {
    on_both(async |engine| {
        let house = House::open(engine).await;
        let admin = house.app.person("Root", "root@provider.test", Role::Admin).await;
        let api = house.app.api(&admin).await;
        let made = api.post("/api/v1/dkim-keys", &json!({ "domain": "provider.test" })).await.expect(201).json();
        assert_eq!(made["items"].as_array().unwrap().len(), 2, "{made}");
        house.anns_ticket().await;
        assert!(!house.app.sent.to(ANN).pop().unwrap().text().contains("DKIM-Signature"), "not published yet");
        for key in made["items"].as_array().unwrap() {
            house.app.dns.txt(key["name"].as_str().unwrap(), key["text"].as_str().unwrap());
        }
        let browser = house.app.signed_in(&admin).await;
        let page = browser.get("/admin/senders").await.expect(200);
        assert!(
            page.shows("aftercare._domainkey.provider.test") && page.shows("Not looked for yet"),
            "{}",
            page.text()
        );
        browser.submit(&page, "/admin/senders/check", &[]).await.expect(303);
        assert!(browser.get("/admin/senders").await.expect(200).shows("Signs since"));
        let signed = house.answer("SUP-1", "Which version?").await;
        let checked = mail::authentication::check(
            mail::authentication::Dns::at(&[house.app.dns.address()]).unwrap(),
            mail::authentication::Facts::default(),
            signed.raw.clone(),
        );
        assert!(checked.await.proves(SUPPORT), "{}", signed.text());
        house.app.api(&house.agent).await.get("/api/v1/dkim-keys").await.expect(403);
    });
}
