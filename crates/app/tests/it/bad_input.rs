//! What is malformed, too large or forged is refused clearly; nothing is lost and nothing falls over.

use http::Method;
use serde_json::{Value, json};
use testkit::{Engine, on_both, smtp::Client};

use crate::{
    binary::{Installation, eventually},
    stage::{Caller, Stage},
};

fn served() -> Installation {
    let installation = Installation::new();
    installation.run(&["mailbox", "add", "help@provider.test", "--queue", "Support", "--quiet"]).good();
    installation
}

#[test]
fn mails_of_every_kind_of_damage_are_taken_and_accounted_for() {
    let installation = served();
    let server = installation.serve();
    let mut client = Client::connect(server.smtp).unwrap();
    let deep = format!("{}text\r\n", "Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n".repeat(2_000));
    let wide = format!("Content-Type: multipart/mixed; boundary=b\r\n\r\n{}", "--b\r\n\r\nx\r\n".repeat(5_000));
    let html = format!("Content-Type: text/html\r\n\r\n{}", "<div><table><tr><td>".repeat(20_000));
    let fields = format!("X-Long: {}\r\n\r\nbody\r\n", "a".repeat(300_000));
    let damaged: Vec<Vec<u8>> = vec![
        b"".to_vec(),
        b"no header at all".to_vec(),
        b"\x00\x00\x00From: kim@outside.test\r\nSubject: nul \x00 bytes\r\n\r\na\x00b\r\n".to_vec(),
        b"From: kim@outside.test\r\nSubject: =?utf-8?B?////?= =?x?Q?=ZZ?=\r\n\r\n\xff\xfe\xfd\r\n".to_vec(),
        b"From: kim@outside.test\r\nContent-Type: text/plain; charset=klingon\r\n\r\n\x80\x81\r\n".to_vec(),
        b"From: kim@outside.test\r\nContent-Transfer-Encoding: base64\r\n\r\n!!!!\r\n".to_vec(),
        b"From: <<<>>>,,;;@@\r\nDate: never\r\nMessage-ID: <>\r\n\r\nx\r\n".to_vec(),
        [b"From: kim@outside.test\r\n", deep.as_bytes()].concat(),
        [b"From: kim@outside.test\r\n", wide.as_bytes()].concat(),
        [b"From: kim@outside.test\r\n", html.as_bytes()].concat(),
        [b"From: kim@outside.test\r\n", fields.as_bytes()].concat(),
    ];
    for raw in &damaged {
        let reply = client.send("kim@outside.test", &["help@provider.test"], raw).unwrap();
        assert_eq!(reply.code, 250, "{reply:?}: {:?}", String::from_utf8_lossy(&raw[..raw.len().min(80)]));
    }
    let decided = eventually("every mail is decided", || {
        let doctor = installation.run(&["doctor"]);
        (doctor.code == 0 && doctor.output.contains(", 0 to be decided")).then_some(doctor.output)
    });
    assert!(decided.contains(&format!("{} received", damaged.len())), "{decided}");
    server.http.get("", "/readyz").expect(200);
    assert!(!server.log().contains("panicked"), "{}", server.log());
    assert!(server.stop().success());
}

#[test]
fn what_is_too_much_over_smtp_is_refused_in_its_words() {
    let installation = served();
    let server = installation.serve();
    let help = "RCPT TO:<help@provider.test>";
    let mut client = Client::connect(server.smtp).unwrap();
    // Announced, a mail of 100 MB is refused before it is sent; unannounced, at its end or before.
    let announced = client.say(&format!("MAIL FROM:<a@b.test> SIZE={}", 100 << 20)).unwrap();
    assert_eq!(announced.code, 552, "{announced:?}");
    client.say("MAIL FROM:<a@b.test>").unwrap().expect_code(250).unwrap();
    client.say(help).unwrap().expect_code(250).unwrap();
    client.say("DATA").unwrap().expect_code(354).unwrap();
    let line = [b"x".repeat(998).as_slice(), b"\r\n"].concat().repeat(1_000);
    let mut sent = 0;
    while sent < 100 << 20 && client.write(&line).is_ok() {
        sent += line.len();
    }
    let _ = client.write(b".\r\n");
    // A client that does not stop is cut off; one that reads the answer gets a code.
    if let Ok(reply) = client.reply() {
        assert!(matches!(reply.code, 552 | 421), "{reply:?}");
    }
    let mut client = Client::connect(server.smtp).unwrap();
    client.say("MAIL FROM:<a@b.test>").unwrap().expect_code(250).unwrap();
    let mut codes = Vec::new();
    for _ in 0..10_000 {
        match client.say(help) {
            Ok(reply) => codes.push(reply.code),
            Err(_) => break,
        }
    }
    assert_eq!(codes.iter().filter(|code| **code == 250).count(), 200, "the first two hundred are taken");
    assert!(codes.contains(&452), "then the rest shall come in another mail");
    assert!(codes.iter().all(|code| matches!(code, 250 | 452 | 421)), "{codes:?}");
    let mut client = Client::connect(server.smtp).unwrap();
    assert_eq!(client.say("MAIL FROM:<a@b.test>").unwrap().code, 250);
    assert_eq!(client.say("RCPT TO:<nobody@provider.test>").unwrap().code, 550);
    assert_eq!(client.say(&format!("RCPT TO:<{}@provider.test>", "a".repeat(5_000))).unwrap().code, 500);
    assert_eq!(client.say("FLY").unwrap().code / 100, 5);
    let doctor = installation.run(&["doctor"]);
    assert!(doctor.code == 0 && doctor.output.contains("0 received"), "{doctor:?}");
    assert!(server.stop().success());
}

#[test]
fn a_mail_larger_than_the_limit_gets_552_at_its_end() {
    let mut installation = served();
    installation.set("AFTERCARE_SMTP__MAXIMUM_SIZE_MIB", "1");
    let server = installation.serve();
    let raw =
        [b"Subject: x\r\n\r\n".as_slice(), &b"0123456789012345678901234567890123456789\r\n".repeat(30_000)].concat();
    let mut client = Client::connect(server.smtp).unwrap();
    assert_eq!(client.send("a@b.test", &["help@provider.test"], &raw).unwrap().code, 552);
    let small =
        client.send("a@b.test", &["help@provider.test"], b"From: a@b.test\r\nSubject: x\r\n\r\nhello\r\n").unwrap();
    assert_eq!(small.code, 250, "the connection goes on: {small:?}");
    assert!(server.stop().success());
}

#[test]
fn wrong_json_is_refused_field_by_field() {
    on_both(async |engine| {
        let stage = Stage::open(engine).await;
        let api = stage.app.api(stage.person(Caller::Agent)).await;
        let refused = async |body: &str, status: u16, word: &str| {
            let request = api.request(Method::POST, "/api/v1/items").header("content-type", "application/json");
            let answer = api.send(request, body.to_owned()).await;
            assert_eq!(answer.status(), status, "{}: {}", &body[..body.len().min(60)], answer.text());
            assert!(answer.header("content-type").unwrap().starts_with("application/problem+json"));
            let problem = answer.json();
            assert_eq!(problem["status"], json!(status));
            assert!(answer.text().contains(word), "{word:?} is not named: {problem}");
        };
        refused(r#"{"title":"x","colour":"red"}"#, 422, "colour").await;
        refused(r#"{"title":7}"#, 422, "title").await;
        refused(r#"{"title":"x","priority":"high"}"#, 422, "priority").await;
        refused(r#"{"title":"x","priority":9}"#, 422, "priority").await;
        refused(r#"{"body":"x"}"#, 422, "title").await;
        refused(r#"{"title":""}"#, 422, "title").await;
        refused(r#"{"title":"x","queue":"Nowhere"}"#, 422, "queue").await;
        refused(r#"{"title":"x","requester":{"email":"no address"}}"#, 422, "").await;
        refused(r#"{"title":"x","kind":"poem"}"#, 422, "kind").await;
        refused(r#"{"title":"x","#, 400, "").await;
        refused("", 400, "").await;
        refused(&format!(r#"{{"title":"{}"}}"#, "a".repeat(301)), 422, "title").await;
        refused(&format!(r#"{{"title":"x","body":"{}"}}"#, "a".repeat(2 << 20)), 413, "").await;
        refused(&format!("{}1{}", "[".repeat(10_000), "]".repeat(10_000)), 400, "").await;
        let request = api.request(Method::POST, "/api/v1/items").header("content-type", "text/plain");
        assert_eq!(api.send(request, "{}").await.status(), 415);
        refused(r#"{"title":"x","body":"a\u0000b"}"#, 422, "NUL").await;
        let rung = json!({ "title": "a bell \u{7} and\nanother line", "body": "x" });
        let made = api.post("/api/v1/items", &rung).await.expect(201).json();
        assert!(!made["title"].as_str().unwrap().contains(['\u{7}', '\n']), "{made}");
        assert_eq!(count(&api.get("/api/v1/items").await.expect(200).json()), 1, "only the sound one was made");
        stage.app.drain().await;
    });
}

fn count(page: &Value) -> usize {
    page["items"].as_array().unwrap().len()
}

#[test]
fn stale_versions_and_wrong_cursors_are_refused() {
    on_both(async |engine| {
        let stage = Stage::open(engine).await;
        let ticket = stage.ticket().await;
        let api = stage.app.api(stage.person(Caller::Agent)).await;
        let path = format!("/api/v1/items/{}", ticket.key);
        let tag = api.get(&path).await.expect(200).header("etag").unwrap().to_owned();
        api.patch(&path, &tag, &json!({ "priority": 1 })).await.expect(200);
        api.patch(&path, &tag, &json!({ "priority": 4 })).await.expect(412);
        api.patch(&path, "\"999\"", &json!({ "priority": 4 })).await.expect(412);
        for wrong in ["banana", "\"x\"", "W/"] {
            let status = api.patch(&path, wrong, &json!({ "priority": 4 })).await.status();
            assert!(matches!(status, 400 | 412 | 422), "If-Match {wrong}: {status}");
        }
        assert_eq!(api.get(&path).await.json()["priority"], json!(1));
        let good = api.get("/api/v1/items?limit=1").await.expect(200).json();
        let cursor = good["next"].as_str().unwrap_or("WzFd").to_owned();
        let forged =
            ["", "%00", "nonsense", "WzFd", "e30", &cursor[..cursor.len() / 2], &"A".repeat(5_000)].map(str::to_owned);
        for cursor in forged {
            for list in ["/api/v1/items", "/api/v1/people", "/api/v1/organizations", &format!("{path}/events")] {
                let answer = api.get(&format!("{list}?limit=1&cursor={cursor}")).await;
                assert!(matches!(answer.status(), 200 | 400 | 414 | 422), "{list} with {cursor}: {}", answer.text());
            }
        }
        for query in ["limit=0", "limit=201", "limit=-1", "limit=x", "colour=red", "q=%22", "q=(((("] {
            let status = api.get(&format!("/api/v1/items?{query}")).await.status();
            assert!(matches!(status, 400 | 422), "{query}: {status}");
        }
        let deep = "(".repeat(500);
        assert_eq!(api.get(&format!("/api/v1/items?q={deep}")).await.status(), 422);
        for key in ["SUP-0", "SUP-99999999999999999999", "%00", "..%2f..%2fetc", "-1", "9223372036854775808"] {
            let status = api.get(&format!("/api/v1/items/{key}")).await.status();
            assert!(matches!(status, 400 | 404), "{key}: {status}");
        }
    });
}

#[test]
fn forged_tokens_cookies_and_forms_open_nothing() {
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
    runtime.block_on(async {
        let stage = Stage::open(Engine::Sqlite).await;
        let ticket = stage.ticket().await;
        let agent = stage.browser(Caller::Agent).await;
        let eve = stage.browser(Caller::Eve).await;
        let token_of_eve = eve.get("/account").await.expect(200).form("/account").value("csrf").unwrap().to_owned();
        let path = format!("/desk/{}/priority", ticket.key);
        agent.post(&path, "priority=1").await.expect(403);
        agent.post(&path, "priority=1&csrf=nonsense").await.expect(403);
        agent.post(&path, &format!("priority=1&csrf={token_of_eve}")).await.expect(403);
        let token = agent.get("/account").await.form("/account").value("csrf").unwrap().to_owned();
        let other_site = agent.request(Method::POST, &path);
        let mut other_site = other_site.header("content-type", "application/x-www-form-urlencoded");
        other_site.headers_mut().unwrap().insert("sec-fetch-site", http::HeaderValue::from_static("cross-site"));
        agent.send(other_site, format!("priority=1&csrf={token}")).await.expect(403);
        agent.post(&path, &format!("priority=1&csrf={token}")).await.expect(303);
        for forged in ["", "x", "Bearer", &"A".repeat(10_000)] {
            let request =
                http::Request::builder().uri("/api/v1/items").header("authorization", format!("Bearer {forged}"));
            stage.app.send(request.body(axum::body::Body::empty()).unwrap()).await.expect(401);
        }
        let cookie = agent.cookie(stage.app.platform.settings.cookie_name()).unwrap();
        for forged in [cookie[1..].to_owned(), format!("{cookie}A"), cookie.to_uppercase(), "%00".to_owned()] {
            let browser = stage.app.browser();
            browser.set_cookie(stage.app.platform.settings.cookie_name(), &forged);
            browser.get("/desk").await.expect(303);
        }
    });
}
