//! Who does not belong to a ticket gets one of their own, and what is forged moves nothing.

use testkit::on_both;
use work::{Category, LinkKind};

use crate::house::{ANN, EVE, House, SUPPORT, letter, quoted, reply, thread_fields};

#[test]
fn a_stranger_who_guesses_a_key_gets_a_new_linked_ticket() {
    on_both(async |engine| {
        let house = House::open(engine).await;
        house.anns_ticket().await;
        house.solve("SUP-1").await;
        house.write(EVE, SUPPORT, &letter(EVE, SUPPORT, "Re: [SUP-1]", &[], "Tell me about this one.")).await;
        assert_eq!((house.item("SUP-1").await.category, house.messages("SUP-1").await.len()), (Category::Resolved, 1));
        let new = house.item("SUP-2").await;
        assert_eq!((new.requester, new.organization), (Some(house.eve.id), house.eve.organization));
        let links = house.links("SUP-2").await;
        assert_eq!((links[0].link, links[0].key.as_str()), (LinkKind::Relates, "SUP-1"));
        let told: String = house.app.sent.to(EVE).iter().map(|sent| sent.text()).collect();
        assert!(!told.contains("Export hangs"), "{told}");
        // Her browser shows her own ticket and nothing of the other.
        let browser = house.app.signed_in(&house.eve).await;
        browser.get("/portal/SUP-2").await.expect(200);
        browser.get("/portal/SUP-1").await.expect(404);
    });
}

#[test]
fn a_stranger_who_got_hold_of_a_mail_of_the_thread_gets_a_new_linked_ticket() {
    on_both(async |engine| {
        let house = House::open(engine).await;
        house.anns_ticket().await;
        let answered = house.answer("SUP-1", "Fixed.").await.parsed();
        house.solve("SUP-1").await;
        let (in_reply_to, references) = thread_fields(&answered);
        let body = format!("What is this?\n\nOn Monday Ada wrote:\n{}", quoted(&answered));
        house.write(EVE, SUPPORT, &letter(EVE, SUPPORT, "Fwd", &[&in_reply_to, &references], &body)).await;
        assert_eq!((house.item("SUP-1").await.category, house.messages("SUP-1").await.len()), (Category::Resolved, 2));
        assert_eq!(house.links("SUP-2").await.len(), 1);
    });
}

#[test]
fn a_forged_id_reopens_nothing_and_brings_nobody_along() {
    on_both(async |engine| {
        let house = House::open(engine).await;
        house.anns_ticket().await;
        let id = house.answer("SUP-1", "Fixed.").await.parsed().message_id.unwrap();
        house.solve("SUP-1").await;
        let forged = format!("In-Reply-To: <{}>", with_another_first_digit(&id));
        let fields = [forged.as_str(), "Cc: mallory@outside.test"];
        house.write(ANN, SUPPORT, &letter(ANN, SUPPORT, "Re: x [SUP-1]", &fields, "Really me.")).await;
        assert_eq!(house.messages("SUP-1").await.len(), 3, "the key in the subject still holds");
        assert_eq!(house.item("SUP-1").await.category, Category::Resolved);
        assert!(house.reason("SUP-1").await.contains("an id of ours that we never made"));
        house.answer("SUP-1", "Who are you?").await;
        assert!(house.app.sent.to("mallory@outside.test").is_empty());
        // Without the key nothing points anywhere.
        house.write(ANN, SUPPORT, &letter(ANN, SUPPORT, "Hello", &[&forged], "And now?")).await;
        assert!(house.links("SUP-2").await.is_empty());
    });
}

#[test]
fn a_forged_signed_address_leads_nowhere() {
    on_both(async |engine| {
        let house = House::open(engine).await;
        let sent = house.anns_ticket().await;
        house.solve("SUP-1").await;
        let right = sent.parsed().reply_to[0].address.clone();
        let last = right.find('@').unwrap() - 1;
        let wrong_sign = if right.as_bytes()[last] == b'a' { "b" } else { "a" };
        let wrong = format!("{}{wrong_sign}{}", &right[..last], &right[last + 1..]);
        house.write(ANN, &wrong, &letter(ANN, &wrong, "Hello", &[], "Let me in.")).await;
        assert_eq!((house.item("SUP-1").await.category, house.messages("SUP-1").await.len()), (Category::Resolved, 1));
        assert_eq!(house.messages("SUP-2").await.len(), 1, "the mail is a ticket of its own");
    });
}

#[test]
fn the_requester_never_changes_by_mail() {
    on_both(async |engine| {
        let house = House::open(engine).await;
        let sent = house.anns_ticket().await;
        let (to, raw) = reply(EVE, &sent, "I answer for Ann.");
        house.write(EVE, &to, &raw).await;
        assert_eq!(house.messages("SUP-1").await.len(), 2, "a signed address is a key to the ticket");
        assert_eq!(house.item("SUP-1").await.requester, Some(house.ann.id));
        assert!(house.reason("SUP-1").await.contains("the sender was not on it before"));
    });
}

fn with_another_first_digit(id: &str) -> String {
    let (first, rest) = id.split_at(1);
    format!("{}{rest}", if first == "0" { "1" } else { "0" })
}
