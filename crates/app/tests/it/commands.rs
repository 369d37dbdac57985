//! The command line, with and without a running server: what it prints, where, and how it ends.

use serde_json::Value;

use crate::binary::{Installation, Server};

const MAIL: &str = "From: Kim <kim@outside.test>\nTo: help@provider.test\nSubject: Printer on fire\nMessage-ID: <1@outside.test>\n\nIt burns.\n";

fn furnished() -> Installation {
    let installation = Installation::new();
    installation.run(&["mailbox", "add", "help@provider.test", "--queue", "Support"]).good();
    installation
}

/// The same commands work whether a server runs or not.
fn on_both_ways(story: impl Fn(&Installation, Option<&Server>)) {
    let alone = furnished();
    story(&alone, None);
    let served = furnished();
    let server = served.serve();
    story(&served, Some(&server));
    assert!(server.stop().success());
}

#[test]
fn people_and_tokens_are_added() {
    on_both_ways(|installation, server| {
        let add = ["user", "add", "ada@provider.test", "--name", "Ada", "--role", "agent", "--password-stdin"];
        let added = installation.run_with(&add, b"seven grey herons by the weir\n").good();
        assert!(added.contains("ada@provider.test"), "{added}");
        let twice = installation.run_with(&add, b"seven grey herons by the weir\n");
        assert_eq!((twice.code, twice.output.as_str()), (1, ""), "{twice:?}");
        assert!(twice.error.contains("taken"), "{twice:?}");
        let weak = ["user", "add", "bob@provider.test", "--name", "Bob", "--role", "agent", "--password-stdin"];
        assert_eq!(installation.run_with(&weak, b"password\n").code, 1);
        let customer = ["user", "add", "kim@outside.test", "--name", "Kim", "--role", "customer", "--org", "Outside"];
        installation.run(&customer).good();
        let token = installation.run(&["token", "add", "ada@provider.test", "--name", "script", "--days", "7"]).good();
        assert!(!token.is_empty() && !token.contains(char::is_whitespace), "the token stands alone: {token:?}");
        let nobody = installation.run(&["token", "add", "nobody@provider.test", "--name", "x"]);
        assert_eq!((nobody.code, nobody.output.as_str()), (1, ""));
        if let Some(server) = server {
            let people = server.http.get(&token, "/api/v1/people?q=kim").expect(200).json();
            assert_eq!(people["items"][0]["organization"]["name"], "Outside", "{people}");
            server.http.get("wrong", "/api/v1/people").expect(401);
        }
    });
}

#[test]
fn who_is_added_without_a_password_is_told_how_to_come_in() {
    on_both_ways(|installation, _| {
        let add = |more: &[&str]| {
            let number = more.len();
            let address = format!("new{number}@provider.test");
            let usual = ["user", "add", &address, "--name", "New", "--role"];
            installation.run(&[&usual[..], more].concat())
        };
        let agent = add(&["agent"]);
        assert!(agent.output.starts_with("added ") && agent.error.contains("aftercare user invite"), "{agent:?}");
        let invited = add(&["agent", "--invite"]);
        assert!(invited.output.starts_with("added ") && invited.error.contains("on its way"), "{invited:?}");
        let again = installation.run(&["user", "invite", "new2@provider.test"]).good();
        assert!(again.contains("new2@provider.test"), "{again}");
        assert_eq!(installation.run(&["user", "invite", "nobody@provider.test"]).code, 1);
    });
}

#[test]
fn an_invitation_needs_a_mailbox_to_be_sent_from() {
    let installation = Installation::new();
    let add = ["user", "add", "ada@provider.test", "--name", "Ada", "--role", "agent"];
    let refused = installation.run(&[&add[..], &["--invite"]].concat());
    assert!(refused.code == 1 && refused.error.contains("aftercare mailbox add"), "{refused:?}");
    installation.run(&add).good();
}

#[test]
fn a_piped_mail_is_answered_in_one_line() {
    on_both_ways(|installation, _| {
        let pipe = ["mail", "pipe", "--to", "help@provider.test"];
        assert_eq!(installation.run_with(&pipe, MAIL.as_bytes()).good(), "created SUP-1");
        let with_cr = MAIL.replace('\n', "\r\n").replace("<1@", "<2@").replace("Printer", "Re: [SUP-1] Printer");
        assert_eq!(installation.run_with(&pipe, with_cr.as_bytes()).good(), "appended SUP-1");
        assert_eq!(installation.run_with(&pipe, MAIL.as_bytes()).good(), "dropped duplicate");
        let unknown = installation.run_with(
            &["mail", "pipe", "--to", "sales@elsewhere.test"],
            MAIL.replace("<1@", "<3@").replace("help@", "sales@").as_bytes(),
        );
        assert!(
            unknown.output.starts_with("quarantined ") && unknown.output.trim_end().ends_with(" unknown_recipient"),
            "{unknown:?}"
        );
        let nobody = installation.run_with(&pipe, b"Subject: x\n\nnobody\n").good();
        assert!(nobody.ends_with("no_sender"), "{nobody}");
        let huge = installation.run_with(&pipe, &vec![b'x'; 27 << 20]);
        assert_eq!((huge.code, huge.output.as_str()), (1, ""), "{huge:?}");
        assert_eq!(installation.run_with(&["mail", "pipe", "--to", "no address"], MAIL.as_bytes()).code, 1);
        assert_eq!(installation.run_with(&["mail", "pipe"], MAIL.as_bytes()).code, 2);
    });
}

#[test]
fn a_mail_that_cannot_be_stored_now_is_to_be_tried_again() {
    let installation = furnished();
    // A file where the folder of the raw mails should be: the disk's fault, not the mail's.
    let files = installation.data().join("files");
    std::fs::remove_dir_all(&files).unwrap();
    std::fs::write(&files, "in the way").unwrap();
    let refused = installation.run_with(&["mail", "pipe", "--to", "help@provider.test"], MAIL.as_bytes());
    assert_eq!((refused.code, refused.output.as_str()), (75, ""), "{refused:?}");
    std::fs::remove_file(&files).unwrap();
    assert_eq!(
        installation.run_with(&["mail", "pipe", "--to", "help@provider.test"], MAIL.as_bytes()).good(),
        "created SUP-1"
    );
}

#[test]
fn an_item_is_shown_and_explained() {
    on_both_ways(|installation, _| {
        installation.run_with(&["mail", "pipe", "--to", "help@provider.test"], MAIL.as_bytes()).good();
        let shown: Value =
            serde_json::from_str(&installation.run(&["item", "show", "SUP-1", "--json"]).good()).unwrap();
        assert_eq!((&shown["item"]["key"], &shown["item"]["title"]), (&"SUP-1".into(), &"Printer on fire".into()));
        assert_eq!(shown["messages"][0]["text"].as_str().unwrap().trim(), "It burns.");
        let text = installation.run(&["item", "show", "sup-1"]).good();
        assert!(text.contains("Printer on fire") && text.contains("It burns.") && text.contains("Kim"), "{text}");
        let explained = installation.run(&["explain", "SUP-1"]).good();
        assert!(explained.contains("kim@outside.test") && explained.contains("starts a thread"), "{explained}");
        let missing = installation.run(&["item", "show", "SUP-99"]);
        assert_eq!((missing.code, missing.output.as_str()), (1, ""), "{missing:?}");
        assert!(!missing.error.is_empty());
    });
}

#[test]
fn the_doctor_tells_good_from_bad() {
    on_both_ways(|installation, _| {
        let healthy = installation.run(&["doctor"]);
        assert_eq!(healthy.code, 0, "{healthy:?}");
        assert!(healthy.output.lines().count() >= 5 && !healthy.output.contains("FAIL"), "{healthy:?}");
    });
}

#[test]
fn settings_are_checked_before_a_start() {
    let mut installation = Installation::new();
    assert!(installation.run(&["config", "check"]).good().contains("in order"));
    let file = installation.file("wrong.toml", "[server]\nhtpp = \"127.0.0.1:1\"\n");
    let file = file.to_str().unwrap();
    let wrong = installation.run(&["config", "check", "--config", file]);
    assert_eq!((wrong.code, wrong.output.as_str()), (1, ""));
    assert!(wrong.error.contains("htpp"), "{wrong:?}");
    assert_eq!(installation.run(&["serve", "--config", file]).code, 1);
    assert_eq!(installation.run(&["config", "check", "--config", "/nowhere.toml"]).code, 1);
    installation.set("AFTERCARE_DATABASE__CONNECTIONS", "many");
    let wrong = installation.run(&["config", "check"]);
    assert!(wrong.code == 1 && wrong.error.contains("connections"), "{wrong:?}");
}

#[test]
fn the_schema_is_brought_up_to_date_and_a_second_process_is_refused() {
    let installation = Installation::new();
    assert!(installation.run(&["migrate"]).good().contains("up to date"));
    let server = installation.serve();
    let refused = installation.run(&["migrate"]);
    assert_eq!(refused.code, 1, "{refused:?}");
    let second = installation.run(&["serve", "--http", "127.0.0.1:0"]);
    assert_eq!(second.code, 1, "{second:?}");
    assert!(second.error.contains("in use") || second.error.contains("lock"), "{second:?}");
    server.stop();
}

#[test]
fn the_first_start_shows_the_way_to_the_first_administrator() {
    let installation = Installation::new();
    let mut server = installation.serve();
    let line = server.line();
    assert!(line.contains("/setup?token="), "{line}");
    let path = line.split("http://").nth(1).unwrap().split_once('/').unwrap().1.to_owned();
    let page = server.http.get("", &format!("/{path}")).expect(200);
    assert!(page.body.contains("name=\"password\""));
    let fields = "Content-Type: application/x-www-form-urlencoded\r\nSec-Fetch-Site: same-origin\r\n";
    let token = path.split("token=").nth(1).unwrap();
    let body = format!("token={token}&name=Max&address=max%40provider.test&password=seven+grey+herons+by+the+weir");
    let made = server.http.send("", "POST", "/setup", fields, body.as_bytes()).expect(303);
    assert!(made.head.to_ascii_lowercase().contains("set-cookie"), "{}", made.head);
    server.http.get("", &format!("/{path}")).expect(404);
    server.stop();
    let mut again = installation.serve();
    assert!(!again.said().contains("setup"));
    again.http.get("", "/readyz").expect(200);
    again.http.get("", "/metrics").expect(200);
    assert!(again.stop_and_rest().is_empty(), "nothing but the address is said");
}

#[test]
fn wrong_usage_ends_with_two() {
    let installation = Installation::new();
    for arguments in [
        &["fly"][..],
        &["user", "add"],
        &["clock", "due"],
        &["user", "add", "x@y.test", "--name", "X", "--role", "king"],
    ] {
        let ran = installation.run(arguments);
        assert_eq!((ran.code, ran.output.as_str()), (2, ""), "{arguments:?}: {ran:?}");
    }
    assert!(installation.run(&["--help"]).good().contains("serve"));
    assert!(installation.run(&["--version"]).good().contains(env!("CARGO_PKG_VERSION")));
}

const CALENDAR: &str = r#"
zone = "America/New_York"
week = { mon = ["09:00-17:00"], tue = ["09:00-17:00"], wed = ["09:00-17:00"], thu = ["09:00-17:00"], fri = ["09:00-12:00", "13:00-17:00"], sat = ["22:00-02:00"] }
holidays = ["2026-12-25"]
special = { "2026-12-24" = ["09:00-12:00"] }
"#;

#[test]
fn business_time_is_reckoned_to_the_second() {
    let installation = Installation::new();
    let calendar = installation.file("calendar.toml", CALENDAR);
    let calendar = calendar.to_str().unwrap();
    for (from, target, due) in [
        // Monday 16:00 in New York is 21:00 UTC in winter; two hours end on Tuesday at 10:00.
        ("2026-03-02T16:00:00-05:00", "2h", "2026-03-03T15:00:00Z"),
        // The clocks change on Sunday, 8 March 2026.
        ("2026-03-06T16:30:00-05:00", "90min", "2026-03-08T04:00:00Z"),
        ("2026-03-09T09:00:00-04:00", "30min", "2026-03-09T13:30:00Z"),
        // Across the lunch of Friday.
        ("2026-03-06T11:00:00-05:00", "2h", "2026-03-06T19:00:00Z"),
        // Christmas Eve is short, Christmas is closed, Saturday opens at 22:00.
        ("2026-12-24T11:00:00-05:00", "2h", "2026-12-27T04:00:00Z"),
        ("2026-03-02T16:00:00-05:00", "3cal_d", "2026-03-05T21:00:00Z"),
    ] {
        let ran = installation.run(&["clock", "due", "--calendar", calendar, "--from", from, "--target", target]);
        assert_eq!(ran.good(), due, "{target} from {from}");
    }
    for (from, to, seconds) in [
        ("2026-03-02T08:00:00-05:00", "2026-03-02T18:00:00-05:00", "28800"),
        ("2026-03-06T00:00:00-05:00", "2026-03-07T00:00:00-05:00", "25200"),
        // The night from Saturday to Sunday: two hours before midnight, two after, and the clocks go forward at 02:00.
        ("2026-03-07T20:00:00-05:00", "2026-03-08T12:00:00-04:00", "14400"),
        ("2026-12-24T00:00:00-05:00", "2026-12-26T00:00:00-05:00", "10800"),
        ("2026-03-02T10:00:00-05:00", "2026-03-02T10:00:00-05:00", "0"),
    ] {
        let ran = installation.run(&["clock", "elapsed", "--calendar", calendar, "--from", from, "--to", to]);
        assert_eq!(ran.good(), seconds, "{from} to {to}");
    }
    let wrong = installation.file("wrong.toml", "zone = \"Atlantis\"\nweek = {}\n");
    for arguments in [
        ["clock", "due", "--calendar", wrong.to_str().unwrap(), "--from", "2026-03-02T08:00:00Z", "--target", "2h"],
        ["clock", "due", "--calendar", calendar, "--from", "yesterday", "--target", "2h"],
        ["clock", "due", "--calendar", calendar, "--from", "2026-03-02T08:00:00Z", "--target", "soon"],
    ] {
        let ran = installation.run(&arguments);
        assert_eq!((ran.code, ran.output.as_str()), (1, ""), "{ran:?}");
    }
}
