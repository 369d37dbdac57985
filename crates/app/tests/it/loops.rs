//! Two installations that write to each other fall silent.

use std::time::Duration;

use serde_json::json;
use testkit::smtp;

use crate::binary::{Installation, Server, eventually, rest};

/// Longer than any answer takes; silence gives no signal.
const SILENCE: Duration = Duration::from_secs(4);

struct Side {
    installation: Installation,
    token: String,
}

fn furnish(address: &str) -> Side {
    let installation = Installation::new();
    installation.run(&["mailbox", "add", address, "--queue", "Support"]).good();
    installation.run(&["user", "add", "agent@staff.test", "--name", "Agent", "--role", "agent"]).good();
    let token = installation.run(&["token", "add", "agent@staff.test", "--name", "test"]).good();
    Side { installation, token }
}

impl Side {
    fn keys(&self, server: &Server) -> Vec<String> {
        let items = server.http.get(&self.token, "/api/v1/items").expect(200).json();
        items["items"].as_array().unwrap().iter().map(|item| item["key"].as_str().unwrap().to_owned()).collect()
    }

    fn messages(&self, server: &Server) -> usize {
        let count = |key: &String| {
            let messages = server.http.get(&self.token, &format!("/api/v1/items/{key}/messages")).expect(200).json();
            messages["items"].as_array().unwrap().len()
        };
        self.keys(server).iter().map(count).sum()
    }
}

#[test]
fn two_installations_writing_to_each_other_fall_silent() {
    let (mut one, mut two) = (furnish("help@one.test"), furnish("help@two.test"));
    let relay = |to: &Side| format!("smtp://{}", to.installation.smtp());
    let (to_one, to_two) = (relay(&one), relay(&two));
    one.installation.set("AFTERCARE_RELAY__URL", to_two);
    two.installation.set("AFTERCARE_RELAY__URL", to_one);
    let (first, second) = (one.installation.serve(), two.installation.serve());
    // Somebody sends the first a mail in the name of the second's mailbox: the first acknowledges to the second.
    let raw =
        b"From: help@two.test\r\nTo: help@one.test\r\nSubject: Hello\r\nMessage-ID: <start@two.test>\r\n\r\nHi\r\n";
    assert_eq!(smtp::send(first.smtp, "help@two.test", &["help@one.test"], raw).unwrap().code, 250);
    eventually("the acknowledgement is a ticket of the second", || {
        (one.keys(&first).len() == 1 && two.keys(&second).len() == 1).then_some(())
    });
    // A person answers: the second takes it as a reply of a person and might acknowledge once.
    let key = one.keys(&first).remove(0);
    first
        .http
        .post(&one.token, &format!("/api/v1/items/{key}/messages"), &json!({ "body": "How can we help?" }))
        .expect(201);
    eventually("the answer arrives", || (two.messages(&second) >= 2).then_some(()));
    let counts = || (one.messages(&first), two.messages(&second));
    let mut before = counts();
    // Once silent for that long, silent for ever: everything that could be sent is queued within a second.
    let mut turns = 0;
    loop {
        rest(SILENCE);
        let now = counts();
        if now == before {
            break;
        }
        before = now;
        turns += 1;
        assert!(turns < 5, "they go on writing: {now:?}");
    }
    let (at_one, at_two) = before;
    assert!(at_one <= 3 && at_two <= 3, "{before:?}");
    for (side, server) in [(one, first), (two, second)] {
        assert!(server.stop().success());
        let doctor = side.installation.run(&["doctor"]);
        assert_eq!(doctor.code, 0, "{doctor:?}");
    }
}
