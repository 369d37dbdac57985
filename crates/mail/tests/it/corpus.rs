//! Real shapes of mails, one file each, named after the rule it is about, and what must be read from them:
//! `tests/corpus/expected.txt` is the table.

use std::collections::{BTreeMap, BTreeSet};

use mail::{Limits, MailAddress, Parsed, parse, parse::html_images};

pub fn raw(name: &str) -> Vec<u8> {
    std::fs::read(format!("tests/corpus/{name}.eml")).unwrap()
}

pub fn names() -> Vec<String> {
    let entries = std::fs::read_dir("tests/corpus").unwrap();
    let files = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap());
    let mut names: Vec<String> = files.filter_map(|name| name.strip_suffix(".eml").map(str::to_owned)).collect();
    names.sort();
    names
}

/// The table: a name at the start of a line, below it indented what is expected.
fn table() -> BTreeMap<String, Vec<(String, String)>> {
    let text = std::fs::read_to_string("tests/corpus/expected.txt").unwrap();
    let mut table: BTreeMap<String, Vec<(String, String)>> = BTreeMap::new();
    let mut name = String::new();
    for line in text.lines().filter(|line| !line.is_empty() && !line.starts_with('#')) {
        match line.strip_prefix("  ") {
            Some(row) => {
                let (what, value) = row.split_once(' ').unwrap_or((row, ""));
                table.get_mut(&name).unwrap().push((what.to_owned(), unescaped(value.trim_start_matches(' '))));
            }
            None => {
                name = line.to_owned();
                assert!(table.insert(name.clone(), Vec::new()).is_none(), "{name} is there twice");
            }
        }
    }
    table
}

fn unescaped(value: &str) -> String {
    value.replace("\\n", "\n").replace("\\t", "\t").replace("\\s", " ").replace("\\\\", "\\")
}

/// What was read, in the words of the table.
fn told(mail: &Parsed, what: &str) -> String {
    let word = |value: serde_json::Value| value.as_str().unwrap_or_default().to_owned();
    let words =
        |value: serde_json::Value| value.as_array().unwrap().iter().cloned().map(word).collect::<Vec<_>>().join(" ");
    let addresses = |list: &[MailAddress]| list.iter().map(|one| one.address.clone()).collect::<Vec<_>>().join(" ");
    let yes = |is: bool| if is { "yes" } else { "no" }.to_owned();
    match what {
        "subject" => mail.subject.clone(),
        "text" => mail.text.trim().to_owned(),
        "visible" => mail.visible_text.clone(),
        "sender" => mail
            .from
            .as_ref()
            .map_or("none".to_owned(), |from| format!("{} <{}>", from.name, from.address).trim().to_owned()),
        "to" => addresses(&mail.to),
        "recipients" => mail.recipients.join(" "),
        "reply_to_differs" => yes(mail.reply_to_differs()),
        "date" => mail.date.map_or("none".to_owned(), |date| date.rfc3339()),
        "id" => mail.message_id.clone().unwrap_or_default(),
        "references" => mail.references.join(" "),
        "in_reply_to" => mail.in_reply_to.join(" "),
        "files" => mail.attachments.iter().map(file).collect::<Vec<_>>().join("; "),
        "signs" => words(serde_json::to_value(&mail.machine.signs).unwrap()),
        "machine" => yes(mail.machine.is_machine()),
        "out_of_office" => yes(mail.machine.out_of_office),
        "read_receipt" => yes(mail.read_receipt),
        "problems" => words(serde_json::to_value(&mail.problems).unwrap()),
        "blocked" => html_images::remote_count(mail.html.as_deref().unwrap_or_default()).to_string(),
        "bounce" => mail.bounce.as_ref().map_or("none".to_owned(), |bounce| {
            let first = &bounce.recipients[0];
            let fate = word(serde_json::to_value(first.fate).unwrap());
            format!(
                "{} {fate} {}",
                first.address.as_deref().unwrap_or("?"),
                bounce.returned_ids.first().map_or("", String::as_str)
            )
            .trim()
            .to_owned()
        }),
        "forwarded" => mail.forwarded.as_ref().map_or("none".to_owned(), |forwarded| {
            format!("{} {}", forwarded.from.address, forwarded.subject.as_deref().unwrap_or_default())
        }),
        "keys" => mail.subject_keys.join(" "),
        "markers" => mail.markers.join(" "),
        other => panic!("the table asks for {other:?}, which nobody knows"),
    }
}

fn file(file: &parse::Attachment) -> String {
    let inline = if file.inline { ", inline" } else { "" };
    format!("{} ({}, {}{inline})", file.name, file.mime, file.bytes.len())
}

/// What is wrong with one mail; `html`, `no_html` and `has` list what must or must not stand there.
fn wrong(name: &str, mail: &Parsed, what: &str, expected: &str) -> Option<String> {
    let html = mail.html.clone().unwrap_or_default();
    let found = match what {
        "html" => expected.split('|').all(|piece| html.contains(piece)).then(String::new).ok_or(html),
        "no_html" => expected.split('|').all(|piece| !html.contains(piece)).then(String::new).ok_or(html),
        "has" => mail.text.contains(expected).then(String::new).ok_or(mail.text.clone()),
        _ => {
            let found = told(mail, what);
            if found == expected { Ok(String::new()) } else { Err(found) }
        }
    };
    found.err().map(|found| format!("{name}: {what} is\n    {found:?}\n  and not\n    {expected:?}"))
}

#[test]
fn every_mail_of_the_corpus_reads_as_the_table_says() {
    let table = table();
    let (named, there): (BTreeSet<String>, BTreeSet<String>) =
        (table.keys().cloned().collect(), names().into_iter().collect());
    assert_eq!(
        named.symmetric_difference(&there).collect::<Vec<_>>(),
        Vec::<&String>::new(),
        "a file without a row, or a row without a file"
    );
    let mut mistakes = Vec::new();
    for (name, rows) in &table {
        let mail = parse(&raw(name), &Limits::default());
        assert!(!rows.is_empty(), "{name} expects nothing");
        mistakes.extend(rows.iter().filter_map(|(what, expected)| wrong(name, &mail, what, expected)));
    }
    assert!(mistakes.is_empty(), "{} mistakes\n{}", mistakes.len(), mistakes.join("\n"));
}

#[test]
fn nothing_stored_holds_a_control_character() {
    for name in names() {
        let mail = parse(&raw(&name), &Limits::default());
        let texts = [&mail.text, &mail.subject, &mail.visible_text, &mail.quoted_text, &mail.html.unwrap_or_default()];
        let is_clean = |text: &&String| !text.contains(|c: char| c.is_control() && c != '\n' && c != '\t');
        assert!(texts.iter().all(is_clean), "{name}");
    }
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
}
