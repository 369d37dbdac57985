//! A customer asks for a link and comes in through the mail.

use testkit::on_both;

use crate::house::{ANN, House, SUPPORT};

#[test]
fn a_link_to_sign_in_is_mailed_and_lets_in_once() {
    on_both(async |engine| {
        let house = House::open(engine).await;
        let browser = house.app.browser();
        let page = browser.get("/sign-in").await.expect(200);
        let fields = [("address", ANN), ("purpose", "sign_in")];
        browser.submit(&page, "/sign-in/send-link", &fields).await;
        house.app.drain().await;
        let sent = house.app.sent.to(ANN).pop().expect("the link is mailed");
        let mail = sent.parsed();
        assert_eq!(mail.from.unwrap().address, SUPPORT);
        let text = mail.text;
        let link = text.split_whitespace().find(|word| word.starts_with("https://help.test/")).expect(&text);
        let path = link.trim_start_matches("https://help.test").to_owned();
        let page = browser.get(&path).await.expect(200);
        browser.submit(&page, "/sign-in/link", &[]).await.expect(303);
        browser.get("/portal").await.expect(200);
        // The link is spent: another browser does not come in with it.
        let other = house.app.browser();
        let again = other.get(&path).await;
        assert!(
            again.shows("no longer") || again.status() != 200 || !again.text().contains("name=\"token\""),
            "{}",
            again.text()
        );
        other.get("/portal").await.expect(303);
    });
}

#[test]
fn who_is_not_known_gets_the_same_page_and_no_mail() {
    on_both(async |engine| {
        let house = House::open(engine).await;
        let browser = house.app.browser();
        let page = browser.get("/sign-in").await.expect(200);
        let mut shown = Vec::new();
        for address in [ANN, "nobody@outside.test"] {
            let fields = [("address", address), ("purpose", "sign_in")];
            let answer = browser.submit(&page, "/sign-in/send-link", &fields).await;
            let answer = browser.follow(answer).await;
            shown.push((answer.status(), answer.text().replace(address, "")));
        }
        house.app.drain().await;
        assert_eq!(shown[0].0, shown[1].0);
        assert!(house.app.sent.to("nobody@outside.test").is_empty());
        assert_eq!(house.app.sent.all().len(), 1);
    });
}
