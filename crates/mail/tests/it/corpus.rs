//! Real shapes of mails, one file each, and what must be read from them.

use mail::{
    Limits, Parsed, parse,
    parse::{Fate, Problem, Sign},
};

fn read(name: &str) -> Parsed {
    parse(&raw(name), &Limits::default())
}

pub fn raw(name: &str) -> Vec<u8> {
    std::fs::read(format!("tests/corpus/{name}.eml")).unwrap()
}

pub fn names() -> Vec<String> {
    let mut names: Vec<String> = std::fs::read_dir("tests/corpus")
        .unwrap()
        .filter_map(|entry| {
            entry.unwrap().file_name().to_str().and_then(|name| name.strip_suffix(".eml")).map(str::to_owned)
        })
        .collect();
    names.sort();
    names
}

#[test]
fn the_text_of_every_charset_and_shape() {
    let table = [
        ("plain", "The database is down."),
        ("plain_crlf", "The database is down."),
        ("plain_cr", "The database is down."),
        ("no_content_type", "The database is down."),
        ("gb2312_base64", "您好，数据库无法连接。镕"),
        ("gb2312_8bit", "您好，数据库无法连接。"),
        ("gbk_undeclared", "您好，我们的数据库今天早上突然无法连接，请尽快帮忙处理，谢谢。"),
        ("big5", "資料庫無法連線"),
        ("iso_2022_jp", "データベースに接続できません。"),
        ("shift_jis", "データベース①"),
        ("ks_c_5601", "똠방각하 데이터베이스"),
        ("windows_1252_as_latin1", "“quoted” € 100 …"),
        ("utf8_as_ascii", "Grüße aus München"),
        ("utf8_as_latin1", "Grüße aus München"),
        ("koi8_r", "База данных недоступна"),
        ("utf16le", "Database down"),
        ("unknown_charset", "Still readable: 数据"),
        ("quoted_printable", "Die Datenbank ist seit heute früh gestört, bitte schnell helfen. 1+1 =ZZ"),
        ("nul_bytes", "with NUL  bell"),
        ("nfd", "Müller"),
        ("flowed", "This is one long paragraph of text.\n\n> quoted too"),
        ("alternative", "Plain words"),
        ("html_only", "First\n\nSecond\nline"),
        ("html_meta_charset", "数据库"),
        ("html_empty_plain", "Only here"),
        ("inline_image", "See"),
        ("attachments", "See files."),
        ("winmail", "Outlook says hi."),
        ("calendar", "Meeting at ten."),
        ("nested_message", "Please look."),
        ("missing_boundary_end", "Text without end"),
        ("wrong_boundary", "Found anyway"),
        ("no_boundary", "Just text after all"),
        ("truncated_base64", "The database is dow"),
        ("header_only", ""),
        ("empty", ""),
        ("no_headers", "Just some words without any header"),
        ("mbox_line", "with mbox line"),
        ("signed_detached", "Signed words."),
        ("out_of_office", "I am away until Monday."),
    ];
    for (name, text) in table {
        assert_eq!(read(name).text.trim(), text, "{name}");
    }
}

#[test]
fn the_subject_in_every_charset() {
    let table = [
        ("plain", "Broken"),
        ("gb2312_base64", "数据库连接失败"),
        ("big5", "資料庫"),
        ("iso_2022_jp", "障害のお知らせ"),
        ("ks_c_5601", "데이터베이스"),
        ("koi8_r", "Ошибка"),
        ("split_encoded_word", "数据库"),
        ("raw_8bit_subject", "数据库连接失败"),
        ("quoted_printable", "Störung der Datenbank"),
        ("nul_bytes", "ab"),
        ("header_only", "nothing else"),
    ];
    for (name, subject) in table {
        assert_eq!(read(name).subject, subject, "{name}");
    }
}

#[test]
fn attachments_have_safe_unique_names_and_their_bytes() {
    let names = |name: &str| read(name).attachments.iter().map(|one| one.name.clone()).collect::<Vec<_>>();
    assert_eq!(names("attachments"), ["report.pdf", "报告.pdf", "report (2).pdf", "log.txt"]);
    assert_eq!(read("attachments").attachments[0].bytes, b"%PDF-");
    assert_eq!(names("attachment_gb_name"), ["报告.doc"]);
    assert_eq!(names("attachment_rtl_name"), ["invoicefdp.exe"]);
    assert_eq!(names("winmail"), ["winmail.dat"]);
    assert_eq!(read("winmail").attachments[0].mime, "application/ms-tnef");
    assert_eq!(names("calendar"), ["attachment-1.ics"]);
    assert_eq!(names("nested_message"), ["Printer.eml"]);
    assert_eq!(names("signed_opaque"), ["smime.p7m"]);
    assert_eq!(names("signed_detached"), ["signature.asc"]);
    assert_eq!(names("digest"), ["one.eml", "two.eml"]);
    assert_eq!(names("missing_boundary_end"), ["a.pdf"]);
    assert!(names("plain").is_empty());
}

#[test]
fn an_image_is_inline_only_when_the_text_refers_to_it() {
    let mail = read("inline_image");
    let inline: Vec<_> = mail.attachments.iter().map(|one| (one.name.as_str(), one.inline)).collect();
    assert_eq!(inline, [("logo.png", true), ("other.png", false)]);
    assert!(mail.html.unwrap().contains("src=\"cid:logo@x\""));
}

#[test]
fn html_is_sanitised_and_remote_images_wait() {
    let html = read("html_only").html.unwrap();
    assert!(html.contains("data-remote-src=\"https://t.example/pixel.gif\"") && !html.contains("script"), "{html}");
    let html = read("html_attack").html.unwrap();
    for word in ["onclick", "<svg", "onerror", "<math", "<form", "<input", "javascript:", "<iframe", "url("] {
        assert!(!html.contains(word), "{word} in {html}");
    }
    assert!(html.contains("Hello") && html.contains("bye"));
    assert!(read("alternative").html.unwrap().contains("<b>words</b>"));
    assert!(read("plain").html.is_none());
}

#[test]
fn people_and_recipients() {
    let from = |name: &str| read(name).from.map(|from| (from.name, from.address));
    assert_eq!(from("plain"), Some(("Ann Lee".into(), "ann@customer.example".into())));
    assert_eq!(from("no_from"), None);
    assert_eq!(from("empty"), None);
    let to: Vec<_> = read("group_recipients").to.into_iter().map(|to| to.address).collect();
    assert_eq!(to, ["support@desk.example", "bob@other.example"]);
    assert_eq!(read("bcc_delivered_to").recipients, ["support@desk.example", "sales@desk.example"]);
    let mail = read("reply_to");
    assert!(mail.reply_to_differs());
    assert_eq!(mail.sender.unwrap().address, "assistant@customer.example");
    assert!(!read("plain").reply_to_differs());
}

#[test]
fn threads_keys_dates_and_markers() {
    let mail = read("subject_key");
    assert_eq!(mail.subject, "答复：数据库 [SUP-12]");
    assert_eq!(mail.subject_keys, ["SUP-12"]);
    assert_eq!(mail.in_reply_to, ["a@desk.example"]);
    assert_eq!(mail.references, ["z@desk.example", "a@desk.example"]);
    assert_eq!(read("plain").message_id.as_deref(), Some("plain@customer.example"));
    assert_eq!(read("plain").date.map(base::Timestamp::seconds), Some(1_772_465_400));
    assert_eq!(read("bad_date").date, None);
    assert_eq!(read("marker").markers, ["2s-abcdefghijklmnop"]);
}

#[test]
fn machines_are_known_by_their_signs() {
    let signs = |name: &str| read(name).machine.signs;
    assert!(signs("plain").is_empty());
    assert_eq!(signs("out_of_office"), [Sign::AutoSubmitted, Sign::ResponseSuppressed]);
    assert!(read("out_of_office").machine.out_of_office);
    assert_eq!(signs("list_mail"), [Sign::Precedence, Sign::List]);
    assert_eq!(signs("no_from"), [Sign::NoSender]);
    assert!(signs("dsn").contains(&Sign::NullReturnPath) && signs("dsn").contains(&Sign::Daemon));
    assert!(read("read_receipt").read_receipt && read("read_receipt").machine.is_machine());
    assert!(!read("dsn").machine.out_of_office);
}

#[test]
fn bounces_by_standard_and_without() {
    let table = [
        ("dsn", Some("gone@customer.example"), Fate::FailedHard, Some("ours@desk.example")),
        ("dsn_delayed", Some("slow@customer.example"), Fate::Delayed, Some("ours2@desk.example")),
        ("bounce_qmail", Some("gone@customer.example"), Fate::FailedHard, Some("ours3@desk.example")),
        ("bounce_exim", Some("gone@customer.example"), Fate::FailedHard, None),
        ("bounce_quota", Some("full@customer.example"), Fate::FailedSoft, None),
        ("complaint", Some("angry@customer.example"), Fate::Complained, Some("ours4@desk.example")),
    ];
    for (name, address, fate, id) in table {
        let report = read(name).bounce.unwrap_or_else(|| panic!("{name} is a report"));
        assert_eq!(report.recipients[0].address.as_deref(), address, "{name}");
        assert_eq!(report.recipients[0].fate, fate, "{name}");
        assert_eq!(report.returned_ids.first().map(String::as_str), id, "{name}");
    }
    for name in ["plain", "not_a_bounce", "out_of_office", "read_receipt", "nested_message", "list_mail"] {
        assert_eq!(read(name).bounce, None, "{name}");
    }
}

#[test]
fn forwarded_mails_name_their_writer() {
    for name in ["nested_message", "forward_block"] {
        let forwarded = read(name).forwarded.unwrap_or_else(|| panic!("{name} is forwarded"));
        assert_eq!(forwarded.from.address, "bob@other.example", "{name}");
        assert_eq!(forwarded.subject.as_deref(), Some("Printer"), "{name}");
    }
    assert_eq!(read("forward_block").forwarded.unwrap().note, "FYI");
    assert_eq!(read("subject_key").forwarded, None);
}

#[test]
fn what_was_wrong_is_told() {
    assert!(read("wrong_boundary").problems.contains(&Problem::BrokenStructure));
    assert!(read("mbox_line").problems.contains(&Problem::DamagedHeaders));
    assert!(read("plain").problems.is_empty());
}

#[test]
fn nothing_stored_holds_a_nul() {
    for name in names() {
        let mail = read(&name);
        let texts = [&mail.text, &mail.subject, &mail.visible_text, &mail.quoted_text];
        assert!(texts.iter().all(|text| !text.contains('\0')), "{name}");
        assert!(!mail.html.unwrap_or_default().contains('\0'), "{name}");
    }
    assert!(names().len() >= 40);
}

#[test]
fn quotes_are_folded_and_never_dropped() {
    let plain = parse(
        b"From: a@b.example\n\nIt works now.\n\nOn Mon, 2 Mar 2026 at 10:00, Ann <ann@c.example> wrote:\n> Try this.\n",
        &Limits::default(),
    );
    assert_eq!(plain.visible_text, "It works now.");
    assert!(plain.quoted_text.contains("> Try this.") && plain.text.contains("Try this."));
    let html = b"From: a@b.example\nContent-Type: text/html\n\n<div>Thanks!</div><div class=\"gmail_quote\"><div>On Mon, Ann wrote:</div><blockquote>Try <script>x</script>this.</blockquote></div>";
    let html = parse(html, &Limits::default());
    assert_eq!(html.visible_text, "Thanks!");
    assert!(html.quoted_text.contains("Try this."), "{}", html.quoted_text);
    assert_eq!(html.visible_html.as_deref().map(str::trim), Some("<div>Thanks!</div>"));
    assert_eq!(read("plain").visible_text, "The database is down.");
    assert!(read("forward_block").visible_text.contains("It prints nothing."));
}
