//! Mail that waits is looked at and decided; blocked senders stay out; every mail stays in the balance.

use base::Role;
use serde_json::json;
use testkit::{Browser, on_both};

use crate::house::{ANN, EVE, House, SUPPORT, letter};

/// A mail without any sender waits in quarantine.
async fn nobodys_mail(house: &House, number: u32) -> i64 {
    let raw = format!(
        "Subject: Nobody {number}\r\nMessage-ID: <n{number}@outside.test>\r\nContent-Type: text/html\r\n\r\n<script>alert(1)</script><b>Hello {number}</b>\r\n"
    );
    house.write("", SUPPORT, raw.as_bytes()).await.mail
}

async fn admin(house: &House) -> Browser<'_> {
    let max = house.app.person("Mia Admin", "mia@provider.test", Role::Admin).await;
    house.app.signed_in(&max).await
}

#[test]
fn a_mail_in_quarantine_is_shown_without_running_anything() {
    on_both(async |engine| {
        let house = House::open(engine).await;
        let mail = nobodys_mail(&house, 1).await;
        let browser = admin(&house).await;
        let list = browser.get("/admin/quarantine").await.expect(200);
        assert!(list.shows("Nobody 1") && list.shows("No sender"), "{}", list.text());
        assert!(browser.get("/admin/quarantine/count").await.expect(200).text().contains('1'));
        assert!(browser.get("/admin/quarantine?cause=loop").await.expect(200).shows("No mail with this cause"));
        let page = browser.get(&format!("/admin/quarantine/{mail}")).await.expect(200);
        assert!(page.shows("Hello 1") && page.shows("Nothing in it points to a ticket") || page.shows("Hello 1"));
        assert!(!page.text().contains("<script>alert"), "foreign HTML is text here");
        assert!(page.text().contains("&lt;script&gt;alert"), "the source is shown as it came");
        let raw = browser.get(&format!("/admin/quarantine/{mail}/raw")).await.expect(200);
        assert!(raw.header("content-disposition").unwrap().starts_with("attachment"));
    });
}

#[test]
fn a_mail_is_released_as_a_ticket_of_a_queue() {
    on_both(async |engine| {
        let house = House::open(engine).await;
        let (one, two) = (nobodys_mail(&house, 1).await, nobodys_mail(&house, 2).await);
        let browser = admin(&house).await;
        let page = browser.get(&format!("/admin/quarantine/{one}")).await.expect(200);
        let path = format!("/admin/quarantine/{one}/release");
        let billing =
            house.app.store.read(|tx| work::queue::by_name(tx, &crate::house::SYSTEM, "Billing")).await.unwrap();
        let billing = billing.unwrap().id.to_string();
        browser.submit(&page, &path, &[("queue", &billing)]).await.expect(422);
        let fields = [("queue", billing.as_str()), ("requester", EVE)];
        let done = browser.submit(&page, &path, &fields).await.expect(303);
        assert_eq!(done.location(), "/desk/BIL-1");
        let item = house.item("BIL-1").await;
        assert_eq!((item.title.as_str(), item.requester), ("Nobody 1", Some(house.eve.id)));
        assert!(house.texts("BIL-1").await.0[0].contains("Hello 1"));
        browser.submit(&page, &path, &fields).await.expect(409);
        house.app.drain().await;
        let max = house.app.person("Moe Admin", "moe@provider.test", Role::Admin).await;
        let api = house.app.api(&max).await;
        let body = json!({ "queue": "Support", "requester": ANN });
        let released = api.post(&format!("/api/v1/mails/{two}/release"), &body).await.expect(200);
        assert_eq!(released.json()["key"], "SUP-1");
        let balance = house.balance().await;
        assert_eq!((balance.ticketed, balance.quarantined.len()), (2, 0));
        let agent = house.app.api(&house.agent).await;
        agent.post(&format!("/api/v1/mails/{two}/release"), &body).await.expect(403);
    });
}

#[test]
fn many_mails_are_decided_at_once() {
    on_both(async |engine| {
        let house = House::open(engine).await;
        let [one, two, three] =
            [nobodys_mail(&house, 1).await, nobodys_mail(&house, 2).await, nobodys_mail(&house, 3).await];
        let browser = admin(&house).await;
        let account = browser.get("/account").await.expect(200);
        let token = account.form("/account").value("csrf").unwrap().to_owned();
        let decide = async |body: String| {
            let request = browser.request(http::Method::POST, "/admin/quarantine").header("x-csrf-token", &token);
            browser.send(request.header("content-type", "application/x-www-form-urlencoded"), body).await
        };
        decide(format!("mail={one}&mail={two}&action=discard")).await.expect(303);
        let balance = house.balance().await;
        assert_eq!((balance.dropped["discarded"], balance.quarantined["no_sender"]), (2, 1));
        // One of them is decided already: nothing happens to any.
        decide(format!("mail={three}&mail={two}&action=discard")).await.expect(409);
        assert_eq!(house.balance().await.quarantined["no_sender"], 1);
        decide(format!("mail={three}&action=retry")).await.expect(303);
        house.app.drain().await;
        assert_eq!(house.balance().await.quarantined["no_sender"], 1, "it waits again, for the same cause");
    });
}

#[test]
fn mail_of_a_blocked_sender_is_put_aside_and_counted_and_can_be_taken_in() {
    on_both(async |engine| {
        let house = House::open(engine).await;
        let browser = admin(&house).await;
        let page = browser.get("/admin/blocked").await.expect(200);
        for ours in [SUPPORT, "@provider.test", "no address", "@com"] {
            browser.submit(&page, "/admin/blocked", &[("sender", ours)]).await.expect(422);
        }
        let fields = [("sender", "@Globex.test"), ("reason", "Advertising")];
        browser.submit(&page, "/admin/blocked", &fields).await.expect(303);
        let receipt = house.write(EVE, SUPPORT, &letter(EVE, SUPPORT, "Buy", &[], "Now")).await;
        let below = letter("x@shop.globex.test", SUPPORT, "Buy", &[], "More");
        house.write("x@shop.globex.test", SUPPORT, &below).await;
        let hidden = letter("Ann <ann@northwind.test>", SUPPORT, "Buy", &[], "By the envelope");
        house.write(EVE, SUPPORT, &hidden).await;
        assert_eq!(house.balance().await.dropped["blocked_sender"], 3);
        house.anns_ticket().await;
        assert!(house.exists("SUP-1").await, "nobody else is blocked");
        let mails = browser.get("/admin/balance/mails?period=all&state=dropped&cause=blocked_sender").await.expect(200);
        assert!(mails.shows("Buy"));
        // Unblocked, the mail can be taken in after all.
        let page = browser.get("/admin/blocked").await.expect(200);
        assert!(page.shows("@globex.test") && page.shows("Advertising"));
        let action = page
            .text()
            .split("action=\"")
            .find(|part| part.contains("/remove"))
            .unwrap()
            .split('"')
            .next()
            .unwrap()
            .to_owned();
        browser.submit(&page, &action, &[]).await.expect(303);
        let page = browser.get(&format!("/admin/quarantine/{}", receipt.mail)).await.expect(200);
        browser.submit(&page, &format!("/admin/quarantine/{}/retry", receipt.mail), &[]).await.expect(303);
        house.app.drain().await;
        assert_eq!(house.item("SUP-2").await.requester, Some(house.eve.id));
        let balance = house.balance().await;
        assert_eq!((balance.dropped["blocked_sender"], balance.ticketed), (2, 2));
    });
}

#[test]
fn the_balance_page_shows_every_row_and_that_it_holds() {
    on_both(async |engine| {
        let house = House::open(engine).await;
        house.anns_ticket().await;
        nobodys_mail(&house, 1).await;
        let browser = admin(&house).await;
        let page = browser.get("/admin/balance").await.expect(200);
        assert!(page.shows("The balance holds") && page.shows("1 of 2") && page.shows("No sender"), "{}", page.text());
        house.app.world.clock.advance(std::time::Duration::from_secs(40 * 86_400));
        let browser = house.app.signed_in(&house.app.person("Moe Admin", "moe@provider.test", Role::Admin).await).await;
        assert!(browser.get("/admin/balance?period=month").await.expect(200).shows("No mail in this period"));
        assert!(browser.get("/admin/balance?period=all").await.expect(200).shows("1 of 2"));
        for path in ["/admin/balance", "/admin/blocked", "/admin/quarantine/count"] {
            house.app.signed_in(&house.agent).await.get(path).await.expect(403);
        }
    });
}

#[test]
fn the_page_of_a_mail_says_why_it_is_where_it_is() {
    on_both(async |engine| {
        let house = House::open(engine).await;
        house.anns_ticket().await;
        house.write(EVE, SUPPORT, &letter(EVE, SUPPORT, "Re: [SUP-1]", &["Precedence: bulk"], "Tell me.")).await;
        let mail = house.messages("SUP-2").await[0].source_mail.unwrap();
        let agent = house.app.signed_in(&house.agent).await;
        let page = agent.get(&format!("/desk/SUP-2/mail/{mail}")).await.expect(200);
        for words in [
            "looks like a reply to another one",
            "Key in the subject",
            "the sender is a stranger",
            "Precedence",
            "SUP-1",
        ] {
            assert!(page.shows(words), "{words}: {}", page.text());
        }
        agent.get(&format!("/desk/SUP-1/mail/{mail}")).await.expect(404);
        house.app.signed_in(&house.eve).await.get(&format!("/desk/SUP-2/mail/{mail}")).await.expect(403);
        let api = house.app.api(&house.agent).await;
        let shown = api.get(&format!("/api/v1/mails/{mail}")).await.expect(200).json();
        assert_eq!((&shown["state"], &shown["decision"]["kind"]), (&json!("ticketed"), &json!("subject_key")));
        assert_eq!(shown["decision"]["examined"][0]["verdict"], "links");
        assert_eq!(api.get("/api/v1/items/SUP-2/mails").await.expect(200).json()["items"][0]["mail"]["id"], mail);
        house.app.api(&house.eve).await.get(&format!("/api/v1/mails/{mail}")).await.expect(403);
    });
}
