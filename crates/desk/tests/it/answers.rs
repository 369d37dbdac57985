//! An agent's answer goes to the customer with the headers that bring the reply back.

use mail::identity::message_id;
use serde_json::json;
use testkit::on_both;
use work::{Category, Visibility};

use crate::house::{ANN, House, SUPPORT, letter, reply};

#[test]
fn an_answer_carries_what_leads_back_to_the_ticket() {
    on_both(async |engine| {
        let house = House::open(engine).await;
        let fields = ["Message-ID: <first@northwind.test>"];
        house.write(ANN, SUPPORT, &letter(ANN, SUPPORT, "Export hangs", &fields, "It hangs.")).await;
        let acknowledged = house.app.sent.to(ANN)[0].parsed().message_id.unwrap();
        let sent = house.answer("SUP-1", "Try **4.2.1**.").await;
        let mail = sent.parsed();
        let from = mail.from.clone().unwrap();
        assert_eq!((from.name.as_str(), from.address.as_str()), ("Ada Agent", SUPPORT));
        assert!(mail.reply_to[0].address.starts_with("support+t"), "{:?}", mail.reply_to);
        assert_eq!(mail.subject, "Re: Export hangs [SUP-1]");
        assert_eq!(mail.in_reply_to, ["first@northwind.test"], "the customer's mail is answered, not our own");
        assert_eq!(mail.references, [acknowledged.as_str(), "first@northwind.test"]);
        let keys = &house.app.platform.keys;
        assert!(message_id::is_ours(mail.message_id.as_deref().unwrap(), keys));
        assert!(sent.envelope.from.starts_with("support+b"), "bounces name their recipient: {}", sent.envelope.from);
        assert!(!mail.machine.is_machine(), "a person wrote it: {:?}", mail.machine);
        assert!(mail.html.unwrap().contains("<strong>4.2.1</strong>"));
        let item = house.item("SUP-1").await;
        assert_eq!(item.category, Category::Doing);
        assert_eq!(item.first_response_at, Some(item.updated_at));
    });
}

#[test]
fn without_an_acknowledgement_the_answer_replies_to_the_customers_mail() {
    on_both(async |engine| {
        let house = House::open(engine).await;
        let fields = ["Message-ID: <one@northwind.test>", "Precedence: bulk"];
        house.write(ANN, SUPPORT, &letter(ANN, SUPPORT, "Nightly report", &fields, "3 errors")).await;
        assert!(house.app.sent.all().is_empty(), "machines get no acknowledgement");
        let mail = house.answer("SUP-1", "Seen.").await.parsed();
        assert_eq!(
            (mail.in_reply_to, mail.references),
            (vec!["one@northwind.test".to_owned()], vec!["one@northwind.test".to_owned()])
        );
    });
}

#[test]
fn a_note_never_leaves_the_house() {
    on_both(async |engine| {
        let house = House::open(engine).await;
        house.anns_ticket().await;
        let api = house.app.api(&house.agent).await;
        let note = json!({ "body": "Their contract has run out.", "visibility": "internal" });
        api.post("/api/v1/items/SUP-1/messages", &note).await.expect(201);
        house.app.drain().await;
        assert_eq!(house.app.sent.all().len(), 1, "only the acknowledgement went out");
        house.answer("SUP-1", "We look into it.").await;
        let everything: String = house.app.sent.all().iter().map(|sent| sent.text()).collect();
        assert!(!everything.contains("contract"), "{everything}");
    });
}

#[test]
fn staffs_mail_is_a_note_and_never_reaches_customers() {
    on_both(async |engine| {
        let house = House::open(engine).await;
        let sent = house.anns_ticket().await;
        let before = house.app.sent.all().len();
        let (to, raw) = reply("ada@provider.test", &sent, "Ask them for the log.");
        house.write("ada@provider.test", &to, &raw).await;
        let messages = house.messages("SUP-1").await;
        assert_eq!(messages.last().unwrap().visibility, Visibility::Internal);
        assert_eq!(house.texts("SUP-1").await.1, ["Ask them for the log."]);
        assert_eq!(house.app.sent.all().len(), before);
    });
}

#[test]
fn an_answer_whose_author_had_not_seen_the_last_word_is_refused() {
    on_both(async |engine| {
        let house = House::open(engine).await;
        let sent = house.anns_ticket().await;
        let browser = house.app.signed_in(&house.agent).await;
        let page = browser.get("/desk/SUP-1").await.expect(200);
        let (to, raw) = reply(ANN, &sent, "It works again, thank you!");
        house.write(ANN, &to, &raw).await;
        let before = house.app.sent.all().len();
        let refused = browser.submit(&page, "/desk/SUP-1/messages", &[("body", "Still broken?")]).await.expect(409);
        assert!(refused.shows("Still broken?") && refused.shows("It works again"), "{}", refused.text());
        house.app.drain().await;
        assert_eq!((house.messages("SUP-1").await.len(), house.app.sent.all().len()), (2, before));
        let again =
            browser.submit(&refused, "/desk/SUP-1/messages", &[("body", "Glad to hear."), ("then", "solved")]).await;
        assert_eq!(
            again.expect(303).location(),
            "https://help.test/desk/SUP-1".trim_start_matches("https://help.test")
        );
        house.app.drain().await;
        assert_eq!(house.item("SUP-1").await.status, "solved");
        assert_eq!(house.app.sent.all().len(), before + 1);
    });
}
