//! Forwarded mails: what they say about themselves, and that replies are not taken for them.

use reply_parser::{Forwarded, Part, Rule, Settings, html, text};

fn original(subject: &str, date: &str) -> Forwarded {
    Forwarded {
        from: Some("Kim Doe <kim@northwind.example>".to_owned()),
        date: Some(date.to_owned()),
        subject: Some(subject.to_owned()),
        to: Some("sales@vendor.example".to_owned()),
        body: "It broke.\n\nKim".to_owned(),
    }
}

#[test]
fn forward_in_plain_text_is_read() {
    for (name, forward, mail) in [
        (
            "gmail",
            false,
            "Please help.\n\n---------- Forwarded message ---------\nFrom: Kim Doe <kim@northwind.example>\nDate: Mon\nSubject: Export\nTo: sales@vendor.example\n\n\nIt broke.\n\nKim\n",
        ),
        (
            "apple",
            false,
            "Please help.\n\nBegin forwarded message:\n\n> From: Kim Doe <kim@northwind.example>\n> Subject: Export\n> Date: Mon\n> To: sales@vendor.example\n>\n> It broke.\n>\n> Kim\n",
        ),
        (
            "gmx",
            false,
            "Please help.\n\n-------- Weitergeleitete Nachricht --------\nBetreff: Export\nDatum: Mon\nVon: Kim Doe <kim@northwind.example>\nAn: sales@vendor.example\n\nIt broke.\n\nKim\n",
        ),
        (
            "outlook",
            true,
            "Please help.\n\n________________________________\nFrom: Kim Doe <kim@northwind.example>\nSent: Mon\nTo: sales@vendor.example\nSubject: Export\n\nIt broke.\n\nKim\n",
        ),
        (
            "outlook de",
            true,
            "Please help.\n\n-----Ursprüngliche Nachricht-----\nVon: Kim Doe <kim@northwind.example>\nGesendet: Mon\nAn: sales@vendor.example\nBetreff: Export\n\nIt broke.\n\nKim\n",
        ),
        (
            "zh",
            false,
            "Please help.\n\n---------- 转发的邮件 ----------\n发件人：Kim Doe <kim@northwind.example>\n日期：Mon\n主题：Export\n收件人：sales@vendor.example\n\nIt broke.\n\nKim\n",
        ),
    ] {
        let split = text(mail, &Settings { forward, ..Settings::default() });
        assert_eq!(split.of(Part::Visible).trim(), "Please help.", "{name}");
        assert_eq!(split.forwarded, Some(original("Export", "Mon")), "{name}");
        assert_eq!(split.rule, Some(Rule::Forward), "{name}");
    }
}

#[test]
fn forward_without_a_note_leaves_nothing_visible() {
    let mail = "---------- Forwarded message ---------\nFrom: Kim <kim@northwind.example>\nSubject: x\n\nIt broke.\n";
    let split = text(mail, &Settings::default());
    assert_eq!(split.of(Part::Visible), "");
    assert_eq!(split.of(Part::Forwarded), mail);
}

#[test]
fn forward_keeps_the_quotes_inside_it() {
    let mail = "FYI\n\nBegin forwarded message:\n> From: Kim <kim@northwind.example>\n> Subject: x\n>\n> It broke.\n> > Did it?\n";
    let body = text(mail, &Settings::default()).forwarded.expect("a forward").body;
    assert_eq!(body, "It broke.\n> Did it?");
}

#[test]
fn forward_with_a_wrapped_list_of_addressees_is_read() {
    let mail = "FYI\n\n-------- Forwarded Message --------\nFrom: Kim <kim@northwind.example>\nTo: a@vendor.example,\n b@vendor.example\nSubject: x\n\nIt broke.\n";
    let forwarded = text(mail, &Settings::default()).forwarded.expect("a forward");
    assert_eq!(forwarded.to.as_deref(), Some("a@vendor.example, b@vendor.example"));
    assert_eq!(forwarded.subject.as_deref(), Some("x"));
}

#[test]
fn a_reply_to_a_forwarded_mail_is_a_reply() {
    let mail = "Thanks.\n\nOn Mon, 2 Nov 2026 at 10:00, Ana <ana@desk.example> wrote:\n> See below.\n>\n> ---------- Forwarded message ---------\n> From: Kim <kim@northwind.example>\n> Subject: x\n>\n> It broke.\n";
    let split = text(mail, &Settings::default());
    assert_eq!(
        (split.of(Part::Visible).trim(), split.forwarded, split.rule),
        ("Thanks.", None, Some(Rule::Attribution))
    );
}

#[test]
fn forward_in_html_is_read() {
    let headers = "From: <b>Kim Doe</b> &lt;kim@northwind.example&gt;<br>Date: Mon<br>Subject: Export<br>To: sales@vendor.example<br>";
    for (name, forward, mail) in [
        (
            "gmail",
            false,
            format!(
                "<div>Please help.</div><div class=\"gmail_quote\"><div class=\"gmail_attr\">---------- Forwarded message ---------<br>{headers}</div><br><p>It broke.</p><p>Kim</p></div>"
            ),
        ),
        (
            "apple",
            false,
            format!(
                "<div>Please help.</div><blockquote type=\"cite\"><div>Begin forwarded message:</div><br><div>{headers}</div><div>It broke.</div><div>Kim</div></blockquote>"
            ),
        ),
        (
            "outlook",
            true,
            format!(
                "<div>Please help.</div><hr tabindex=\"-1\"><div id=\"divRplyFwdMsg\">{headers}</div><div>It broke.</div><div>Kim</div>"
            ),
        ),
        (
            "thunderbird",
            false,
            format!(
                "<p>Please help.</p><div class=\"moz-forward-container\">-------- Forwarded Message --------<br>{headers}<p>It broke.</p><p>Kim</p></div>"
            ),
        ),
    ] {
        let split = html(&mail, &Settings { forward, ..Settings::default() });
        let forwarded = split.forwarded.clone().expect(name);
        assert_eq!(forwarded, Forwarded { body: "It broke.\nKim".to_owned(), ..original("Export", "Mon") }, "{name}");
        assert!(
            split.of(Part::Visible).contains("Please help.") && !split.of(Part::Visible).contains("It broke"),
            "{name}"
        );
    }
}
