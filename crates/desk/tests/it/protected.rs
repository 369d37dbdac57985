//! Signed and encrypted mail, with OpenSSL and GnuPG as the customers' programs.

use base::{Role, World};
use mail::{outbox::DeliveryState, security::State};
use peers::{gnupg::Gnupg, openssl::Openssl};
use serde_json::json;
use testkit::on_both;

use crate::house::{ANN, House, SUPPORT, SYSTEM};

const TEXT: &str = "Content-Type: text/plain; charset=utf-8\r\n\r\nThe vault is open.\r\n";

fn letter(subject: &str, content: &[u8]) -> Vec<u8> {
    let fields = format!(
        "From: Ann Lee <{ANN}>\r\nTo: {SUPPORT}\r\nSubject: {subject}\r\nMessage-ID: <{subject}@northwind.test>\r\n"
    );
    [fields.as_bytes(), content].concat()
}

fn text(bytes: std::io::Result<Vec<u8>>) -> String {
    String::from_utf8(bytes.unwrap()).unwrap()
}

async fn put(api: &testkit::Api<'_>, path: &str, body: &serde_json::Value) {
    let request = api.request(http::Method::PUT, path).header("content-type", "application/json");
    api.send(request, body.to_string()).await.expect(204);
}

/// Certificates are valid today, and so is the house's clock.
async fn house(engine: testkit::Engine) -> (House, Openssl, i64) {
    let house = House::open(engine).await;
    let openssl = Openssl::new().unwrap();
    openssl.certificate("ann", ANN, "rsa:2048").unwrap();
    openssl.certificate("desk", SUPPORT, "rsa:2048").unwrap();
    house.app.world.clock.set(World::system().now());
    let mailboxes = house.app.store.read(|tx| mail::mailbox::list(tx, &SYSTEM)).await.unwrap();
    let mailbox = mailboxes.iter().find(|one| one.address == SUPPORT).unwrap().id;
    (house, openssl, mailbox)
}

#[test]
fn a_signed_mail_says_what_its_signature_proves() {
    on_both(async |engine| {
        let (house, openssl, _) = house(engine).await;
        let admin = house.app.person("Kay Admin", "kay@provider.test", Role::Admin).await;
        let api = house.app.api(&admin).await;
        let signed = openssl.run("cms -sign -signer ann.pem -inkey ann.key", TEXT.as_bytes()).unwrap();
        house.write(ANN, SUPPORT, &letter("one", &signed)).await;
        let message = house.messages("SUP-1").await.remove(0);
        assert_eq!((message.text.trim(), message.attachments.len()), ("The vault is open.", 0));
        let path = format!("/api/v1/messages/{}/security", message.id);
        let found = api.get(&path).await.expect(200).json();
        assert_eq!(found["signature"]["state"], State::UnknownSigner.as_str(), "{found}");
        let issuer = json!({ "issuer": true, "key": text(openssl.file("ca.pem")) });
        api.post("/api/v1/mail-keys", &issuer).await.expect(201);
        house.write(ANN, SUPPORT, &letter("two", &signed)).await;
        let page = house.app.signed_in(&house.agent).await.get("/desk/SUP-2").await.expect(200);
        assert!(page.shows("Signature valid") && page.shows("signed this mail"), "{}", page.text());
        let forged = String::from_utf8(signed).unwrap().replace("vault", "fault");
        house.write(ANN, SUPPORT, &letter("three", forged.as_bytes())).await;
        let page = house.app.signed_in(&house.agent).await.get("/desk/SUP-3").await.expect(200);
        assert!(page.shows("Changed after it was signed"), "{}", page.text());
        house.balance().await;
    });
}

#[test]
fn an_encrypted_mail_waits_for_its_key() {
    on_both(async |engine| {
        let (house, openssl, mailbox) = house(engine).await;
        let admin = house.app.person("Kay Admin", "kay@provider.test", Role::Admin).await;
        let secret = openssl.run("cms -encrypt -aes256 desk.pem", TEXT.as_bytes()).unwrap();
        house.write(ANN, SUPPORT, &letter("secret", &secret)).await;
        let message = house.messages("SUP-1").await.remove(0);
        assert!(message.text.trim().is_empty() && message.attachments.len() == 1, "{message:?}");
        let page = house.app.signed_in(&house.agent).await.get("/desk/SUP-1").await.expect(200);
        assert!(page.shows("Encrypted, not readable here"), "{}", page.text());
        let mail = message.source_mail.unwrap();
        let agent = house.app.api(&house.agent).await;
        agent.post(&format!("/api/v1/mails/{mail}/open"), &json!({})).await.expect(422);
        let api = house.app.api(&admin).await;
        let key = text(openssl.file("desk.key")) + &text(openssl.file("desk.pem"));
        let added = api.post("/api/v1/mail-keys", &json!({ "mailbox": mailbox, "key": key })).await.expect(201);
        assert!(!added.text().contains("PRIVATE"), "a private half never leaves");
        agent.post(&format!("/api/v1/mails/{mail}/open"), &json!({})).await.expect(200);
        let message = house.messages("SUP-1").await.remove(0);
        assert_eq!(message.text.trim(), "The vault is open.");
        house.balance().await;
    });
}

#[test]
fn answers_are_signed_and_encrypted_as_the_mailbox_says_or_not_sent() {
    on_both(async |engine| {
        let (house, openssl, mailbox) = house(engine).await;
        let admin = house.app.person("Kay Admin", "kay@provider.test", Role::Admin).await;
        let api = house.app.api(&admin).await;
        house.anns_ticket().await;
        let key = text(openssl.file("desk.key")) + &text(openssl.file("desk.pem"));
        api.post("/api/v1/mail-keys", &json!({ "mailbox": mailbox, "key": key })).await.expect(201);
        let policy = format!("/api/v1/mailboxes/{mailbox}/protection");
        let always = json!({ "kind": "smime", "signs": true, "encrypts": "always" });
        put(&api, &policy, &always).await;
        let before = house.app.sent.all().len();
        let agent = house.app.api(&house.agent).await;
        agent.post("/api/v1/items/SUP-1/messages", &json!({ "body": "Code: 1234" })).await.expect(201);
        house.app.drain().await;
        assert_eq!(house.app.sent.all().len(), before, "nothing goes out unprotected");
        let message = house.messages("SUP-1").await.pop().unwrap().id;
        let deliveries = move |tx: &mut store::Tx<'_>| mail::outbox::deliveries_of(tx, &SYSTEM, vec![message]);
        let delivery = house.app.store.read(deliveries).await.unwrap().remove(0);
        assert_eq!(delivery.state, DeliveryState::FailedHard);
        assert!(delivery.reason.unwrap().contains("no usable key"));

        let known = json!({ "address": "", "key": text(openssl.file("ann.pem")) });
        api.post("/api/v1/mail-keys", &known).await.expect(201);
        let sent = house.answer("SUP-1", "Code: 5678").await;
        assert!(!String::from_utf8_lossy(&sent.raw).contains("5678"));
        let inner = openssl.run("cms -decrypt -recip ann.pem -inkey ann.key", &sent.raw).unwrap();
        let read = openssl.run("cms -verify -CAfile ca.pem", &inner).unwrap();
        assert!(String::from_utf8_lossy(&read).contains("Code: 5678"));
    });
}

#[test]
fn an_openpgp_mail_is_opened_and_answered() {
    on_both(async |engine| {
        let (house, _, mailbox) = house(engine).await;
        let admin = house.app.person("Kay Admin", "kay@provider.test", Role::Admin).await;
        let api = house.app.api(&admin).await;
        let gnupg = Gnupg::new().unwrap();
        for address in [ANN, SUPPORT] {
            gnupg.run(&format!("--quick-generate-key {address} default default never"), b"").unwrap();
        }
        // Keys are valid from the second in which they were made.
        house.app.world.clock.set(World::system().now());
        let export = |words: &str| text(Ok(gnupg.run(&format!("--armor {words}"), b"").unwrap()));
        let private = export(&format!("--export-secret-keys {SUPPORT}"));
        api.post("/api/v1/mail-keys", &json!({ "mailbox": mailbox, "key": private })).await.expect(201);
        let public = export(&format!("--export {ANN}"));
        api.post("/api/v1/mail-keys", &json!({ "address": ANN, "key": public })).await.expect(201);
        let words = format!("--armor --local-user {ANN} --sign --encrypt --recipient {SUPPORT}");
        let armour = text(Ok(gnupg.run(&words, TEXT.as_bytes()).unwrap()));
        let content = format!(
            "Content-Type: multipart/encrypted; protocol=\"application/pgp-encrypted\"; boundary=b\r\n\r\n--b\r\n\
             Content-Type: application/pgp-encrypted\r\n\r\nVersion: 1\r\n--b\r\nContent-Type: application/octet-stream\r\n\r\n{armour}\r\n--b--\r\n"
        );
        house.write(ANN, SUPPORT, &letter("pgp", content.as_bytes())).await;
        assert_eq!(house.messages("SUP-1").await[0].text.trim(), "The vault is open.");
        let page = house.app.signed_in(&house.agent).await.get("/desk/SUP-1").await.expect(200);
        assert!(page.shows("Signature valid") && page.shows("opened with a key"), "{}", page.text());
        let policy = json!({ "kind": "pgp", "signs": true, "encrypts": "possible" });
        put(&api, &format!("/api/v1/mailboxes/{mailbox}/protection"), &policy).await;
        let sent = house.answer("SUP-1", "Close it.").await;
        let raw = String::from_utf8_lossy(&sent.raw).into_owned();
        let start = raw.find("-----BEGIN PGP MESSAGE").unwrap();
        let read = gnupg.run("--decrypt", &raw.as_bytes()[start..]).unwrap();
        assert!(String::from_utf8_lossy(&read).contains("Close it."));
    });
}
