//! A colleague is invited: a mail arrives, its link lets them choose a password, and they work.

use base::Role;
use testkit::{Answer, Browser, PASSWORD, on_both};

use crate::house::House;

const NINA: &str = "nina@provider.test";

async fn admin(house: &House) -> Browser<'_> {
    let admin = house.app.person("Mia Admin", "mia@provider.test", Role::Admin).await;
    house.app.signed_in(&admin).await
}

/// An administrator adds Nina as an agent; the list that follows.
async fn add_nina(browser: &Browser<'_>) -> Answer {
    let page = browser.get("/admin/people/new").await.expect(200);
    let fields = [("name", "Nina New"), ("email", NINA), ("role", "agent")];
    let answer = browser.submit(&page, "/admin/people/new", &fields).await.expect(303);
    browser.follow(answer).await.expect(200)
}

/// The path of the link in the newest mail to Nina.
async fn mailed_link(house: &House) -> String {
    house.app.drain().await;
    let text = house.app.sent.to(NINA).pop().expect("the invitation is mailed").parsed().text;
    let link = text.split_whitespace().find(|word| word.starts_with("https://help.test/")).expect(&text);
    link.trim_start_matches("https://help.test").to_owned()
}

#[test]
fn an_invited_agent_chooses_a_password_and_works() {
    on_both(async |engine| {
        let house = House::open(engine).await;
        let browser = admin(&house).await;
        let list = add_nina(&browser).await;
        assert!(list.shows("Invited, not yet signed in"), "{}", list.text());
        let nina = house.app.browser();
        let page = nina.get(&mailed_link(&house).await).await.expect(200);
        nina.submit(&page, "/sign-in/password", &[("password", PASSWORD)]).await.expect(303);
        nina.get("/desk").await.expect(200);
        let list = browser.get("/admin/people").await.expect(200);
        assert!(!list.shows("Invited, not yet signed in") && !list.shows("Send the invitation again"));
    });
}

#[test]
fn an_invitation_is_sent_again_and_replaces_the_first() {
    on_both(async |engine| {
        let house = House::open(engine).await;
        let browser = admin(&house).await;
        let list = add_nina(&browser).await;
        let first = mailed_link(&house).await;
        let nina = house.app.store.read(|tx| people::person::by_address(tx, NINA)).await.unwrap().unwrap();
        let action = format!("/admin/people/{}/invitation", nina.id);
        browser.submit(&list, &action, &[]).await.expect(303);
        let second = mailed_link(&house).await;
        assert_ne!(first, second);
        house.app.browser().get(&first).await.expect(404);
        house.app.browser().get(&second).await.expect(200);
        house.app.world.clock.advance(std::time::Duration::from_secs(72 * 3_600));
        house.app.browser().get(&second).await.expect(404);
    });
}

#[test]
fn a_customer_needs_no_invitation() {
    on_both(async |engine| {
        let house = House::open(engine).await;
        let browser = admin(&house).await;
        let page = browser.get("/admin/people/new").await.expect(200);
        let fields = [("name", "Cleo"), ("email", "cleo@northwind.test"), ("role", "customer")];
        let answer = browser.submit(&page, "/admin/people/new", &fields).await.expect(303);
        let list = browser.follow(answer).await.expect(200);
        assert!(!list.shows("Invited, not yet signed in"));
        house.app.drain().await;
        assert!(house.app.sent.to("cleo@northwind.test").is_empty());
    });
}
