//! The HTML of a mail: in a frame of its own, its pictures where they belong, made anew when the rules change.

use testkit::on_both;

use crate::house::{ANN, House, SUPPORT, SYSTEM, letter};

/// A mail with HTML, two pictures of its own and two from elsewhere.
fn rich(html: &str) -> Vec<u8> {
    let part = |head: &str, body: &str| format!("--b\r\n{head}\r\n\r\n{body}\r\n");
    let picture = |id: &str| {
        format!("Content-Type: image/png; name={id}.png\r\nContent-ID: <{id}@x>\r\nContent-Transfer-Encoding: base64")
    };
    let parts = [
        part("Content-Type: text/html; charset=utf-8", html),
        part(&picture("one"), "iVBORw0KGgo="),
        part(&picture("two"), "iVBORw0KGgoB"),
        "--b--\r\n".to_owned(),
    ];
    let head = ["Content-Type: multipart/related; boundary=b"];
    letter("Ann Lee <ann@northwind.test>", SUPPORT, "Look", &head, &parts.concat())
}

async fn only_message(house: &House) -> work::Message {
    let item = house.item("SUP-1").await.id;
    house.app.store.read(move |tx| work::message::list(tx, &SYSTEM, item)).await.unwrap().remove(0)
}

#[test]
fn html_is_shown_in_a_frame_that_can_do_nothing() {
    on_both(async |engine| {
        let house = House::open(engine).await;
        house.write(ANN, SUPPORT, &rich("<p onclick=x>Hello <b>desk</b></p><script>alert(1)</script>")).await;
        let message = only_message(&house).await;
        let path = format!("/messages/{}/letter", message.id);
        let agent = house.app.signed_in(&house.agent).await;
        let page = agent.get("/desk/SUP-1").await.expect(200).text();
        assert!(
            page.contains(&format!("src=\"{path}\"")) && !page.contains("<b>desk</b>"),
            "the page holds only the frame"
        );
        assert!(page.contains("sandbox=\"allow-same-origin allow-popups allow-popups-to-escape-sandbox\""));

        let frame = agent.get(&path).await.expect(200);
        let policy = frame.header("content-security-policy").unwrap().to_owned();
        assert!(
            policy.contains("default-src 'none'") && policy.contains("sandbox ") && !policy.contains("allow-scripts")
        );
        assert!(policy.contains("frame-ancestors 'self'") && !policy.contains("script-src"));
        assert_eq!(frame.header("x-frame-options"), Some("SAMEORIGIN"));
        let html = frame.text();
        assert!(html.contains("<p>Hello <b>desk</b></p>") && !html.contains("alert(1)"), "{html}");

        house.app.signed_in(&house.ann).await.get(&path).await.expect(200);
        house.app.signed_in(&house.eve).await.get(&path).await.expect(404);
        assert_eq!(house.app.browser().get(&path).await.status(), 303);
    });
}

#[test]
fn pictures_of_the_mail_are_shown_and_those_from_elsewhere_wait_for_a_click() {
    on_both(async |engine| {
        let house = House::open(engine).await;
        let html = "<p>See <img src=\"cid:one@x\"> <img src=\"https://t.example/p.gif?a=1&amp;b=2\"> <img src='http://t.example/q.gif'></p>";
        house.write(ANN, SUPPORT, &rich(html)).await;
        let message = only_message(&house).await;
        let inline = message.attachments.iter().find(|file| file.inline).unwrap();
        let agent = house.app.signed_in(&house.agent).await;
        let path = format!("/messages/{}/letter", message.id);

        let frame = agent.get(&path).await.expect(200).text();
        assert!(frame.contains(&format!(" src=\"/attachments/{}\"", inline.id)), "{frame}");
        assert!(
            frame.contains("2 pictures from elsewhere are blocked") && frame.contains("href=\"?images=shown\""),
            "{frame}"
        );
        assert!(!frame.contains(" src=\"http") && !frame.contains("/pictures/"), "{frame}");
        agent.get(&format!("/attachments/{}", inline.id)).await.expect(200);

        let shown = agent.get(&format!("{path}?images=shown")).await.expect(200).text();
        let ours = desk::picture::address(&house.app.platform.keys, message.id, "https://t.example/p.gif?a=1&b=2");
        assert!(shown.contains(&format!(" src=\"{}\"", ours.replace('&', "&amp;"))), "{shown}");
        assert!(!shown.contains("are blocked") && !shown.contains("src=\"http"), "{shown}");

        let page = agent.get("/desk/SUP-1").await.expect(200).text();
        assert!(page.contains("two.png") && !page.contains("one.png"), "what the text shows is no file below it");
    });
}

#[test]
fn a_mail_of_forty_three_pictures_is_one_page() {
    on_both(async |engine| {
        let house = House::open(engine).await;
        let images: String = (0..43).map(|n| format!("<p>{n} <img src=\"cid:p{n}@x\"></p>")).collect();
        let mut parts = format!("--b\r\nContent-Type: text/html; charset=utf-8\r\n\r\n{images}\r\n");
        for n in 0..43 {
            parts.push_str(&format!(
                "--b\r\nContent-Type: image/png; name=p{n}.png\r\nContent-ID: <p{n}@x>\r\n\
                 Content-Transfer-Encoding: base64\r\n\r\niVBORw0KGgo{n:04}\r\n"
            ));
        }
        let head = ["Content-Type: multipart/related; boundary=b"];
        let raw = letter("Ann Lee <ann@northwind.test>", SUPPORT, "Pictures", &head, &format!("{parts}--b--\r\n"));
        house.write(ANN, SUPPORT, &raw).await;
        let message = only_message(&house).await;
        assert_eq!(message.attachments.iter().filter(|file| file.inline).count(), 43);
        let agent = house.app.signed_in(&house.agent).await;
        agent.get("/desk/SUP-1").await.expect(200);
        let frame = agent.get(&format!("/messages/{}/letter", message.id)).await.expect(200).text();
        assert_eq!(frame.matches(" src=\"/attachments/").count(), 43);
        assert!(!frame.contains("cid:"), "every picture has its file");
    });
}

#[test]
fn mails_of_an_older_sanitiser_are_cleaned_again_once() {
    on_both(async |engine| {
        let house = House::open(engine).await;
        house.write(ANN, SUPPORT, &rich("<p>Hello <img src=\"cid:one@x\"></p>")).await;
        let good = only_message(&house).await;
        let step = async || desk::inbound::clean_again(&house.app.platform).await.unwrap();
        assert_eq!(step().await, desk::inbound::Progress { cleaned: 0, left: 0 }, "what is new needs nothing");

        let (mail, message) = (good.source_mail.unwrap(), good.id);
        house
            .app
            .store
            .write(move |tx| {
                tx.execute("UPDATE mail_raw SET sanitizer = 1 WHERE id = $1", store::params![mail])?;
                tx.execute(
                    "UPDATE work_message SET html = '<p onclick=x>old</p>' WHERE id = $1",
                    store::params![message],
                )?;
                tx.execute("DELETE FROM work_attachment WHERE message = $1 AND inline", store::params![message])
            })
            .await
            .unwrap();
        assert_eq!(step().await, desk::inbound::Progress { cleaned: 1, left: 0 });
        let again = only_message(&house).await;
        assert_eq!((&again.html, &again.text), (&good.html, &good.text));
        assert_eq!(again.attachments.iter().filter(|file| file.inline).count(), 1, "its picture is back");
        assert_eq!(step().await, desk::inbound::Progress { cleaned: 0, left: 0 }, "twice does it once");
    });
}
