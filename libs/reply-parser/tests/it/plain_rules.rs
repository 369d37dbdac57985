//! Plain text: one test for every rule, and for the cases in which nothing may be folded.

use reply_parser::{Part, Rule, Settings, Split, text};

/// What a reader sees, and the rule.
fn seen(mail: &str) -> (String, Option<Rule>) {
    let split = text(mail, &Settings::default());
    (split.of(Part::Visible).trim().to_owned(), split.rule)
}

fn with_marker(mail: &str) -> Split<'_> {
    text(mail, &Settings { marker: Some("## Please write above this line ##"), forward: false })
}

#[test]
fn marker_everything_below_our_own_line_is_quoted() {
    let split = with_marker("It works.\n\n## Please write above this line ##\nAna: try again\n");
    assert_eq!((split.of(Part::Visible).trim(), split.rule), ("It works.", Some(Rule::Marker)));
    let split = with_marker("It works.\n\n> ## Please write above this line ##\n> try again\n");
    assert_eq!((split.of(Part::Visible).trim(), split.rule), ("It works.", Some(Rule::Marker)));
    let split = with_marker("> ## Please write above this line ##\n> does it work?\nYes.\n> and this?\nNo.\n");
    assert_eq!(split.pieces.len(), 1, "answers between quoted lines stay: {split:?}");
    let split = with_marker(
        "On Mon, 2 Nov 2026 at 10:00, Ana <ana@desk.example> wrote:\n## Please write above this line ##\nHi\n",
    );
    assert_eq!(split.rule, None, "nothing new at all: {split:?}");
}

#[test]
fn attribution_and_quote_below_the_answer_are_quoted() {
    let mail =
        "It works.\n\nOn Mon, 2 Nov 2026 at 10:00, Ana <ana@desk.example> wrote:\n\n> Try again.\n>\n> > It fails.\n";
    assert_eq!(seen(mail), ("It works.".to_owned(), Some(Rule::Attribution)));
}

#[test]
fn headers_of_outlook_are_quoted_with_the_rule_above_them() {
    for (mail, name) in [
        ("It works.\n\n-----Original Message-----\nFrom: Ana\nTo: Kim\n\nTry again.", "dashes"),
        (
            "It works.\n\n________________________________\nFrom: Ana <ana@desk.example>\nSent: Monday\nTo: Kim\nSubject: Re: x\n\nTry again.",
            "rule",
        ),
        ("It works.\r\n\r\n*From:* Ana\r\n*Sent:* Monday\r\n*Subject:* x\r\n\r\nTry again.", "emphasis"),
        ("It works.\n\nVon: Ana\nGesendet: Montag\nAn: Kim\nBetreff: x\n\nBitte nochmals.", "de"),
        ("It works.\n\nDe : Ana\nEnvoyé : lundi\nÀ : Kim\nObjet : x\n\nEncore.", "fr"),
        ("It works.\n\nDe: Ana\nEnviado: lunes\nPara: Kim\nAsunto: x\n\nOtra vez.", "es"),
        ("It works.\n\nDa: Ana\nInviato: lunedì\nA: Kim\nOggetto: x\n\nDi nuovo.", "it"),
        ("It works.\n\nDe: Ana\nEnviada em: segunda\nPara: Kim\nAssunto: x\n\nDe novo.", "pt"),
        ("It works.\n\nVan: Ana\nVerzonden: maandag\nAan: Kim\nOnderwerp: x\n\nOpnieuw.", "nl"),
        ("It works.\n\nOd: Ana\nWysłano: poniedziałek\nDo: Kim\nTemat: x\n\nZnowu.", "pl"),
        ("It works.\n\nОт: Ana\nОтправлено: понедельник\nКому: Kim\nТема: x\n\nЕщё раз.", "ru"),
        ("It works.\n\n差出人: Ana\n送信日時: 月曜日\n宛先: Kim\n件名: x\n\nもう一度。", "ja"),
        ("It works.\n\n보낸 사람: Ana\n보낸 날짜: 월요일\n받는 사람: Kim\n제목: x\n\n다시.", "ko"),
        ("It works.\n\n发件人：Ana\n发送时间：星期一\n收件人：Kim\n主题：x\n\n请再试。", "zh"),
        ("It works.\n\n------------------ 原始邮件 ------------------\n发件人: \"Ana\";\n\n请再试。", "qq"),
        ("It works.\n\n------------------ Original ------------------\nFrom: Ana\n\n请再试。", "qq en"),
        ("It works.\n\n-----Ursprüngliche Nachricht-----\nIrgendwas", "dashes de"),
    ] {
        assert_eq!(seen(mail), ("It works.".to_owned(), Some(Rule::Headers)), "{name}");
    }
}

#[test]
fn quote_marks_alone_are_quoted_below_the_answer() {
    assert_eq!(seen("It works.\n\n> Try again.\n>> It fails.\n"), ("It works.".to_owned(), Some(Rule::QuoteMarks)));
}

#[test]
fn an_answer_below_the_quote_is_visible_and_the_quote_above_it_folded() {
    let mail = "On Mon, 2 Nov 2026, Ana wrote:\n> Try again.\n\nIt works.\n-- \nKim\n";
    let split = text(mail, &Settings::default());
    let parts: Vec<_> = split.pieces.iter().map(|piece| piece.part).collect();
    assert_eq!(parts, [Part::Quoted, Part::Visible, Part::Signature]);
    assert_eq!(split.of(Part::Visible).trim(), "It works.");
    assert_eq!(split.folded(), "On Mon, 2 Nov 2026, Ana wrote:\n> Try again.\n-- \nKim\n");
}

#[test]
fn interleaved_answers_show_everything() {
    for mail in [
        "> Does it start?\nYes.\n> Does it stop?\nNo.\n",
        "Hi Ana,\n\nOn Mon, 2 Nov 2026 at 10:00, Ana wrote:\n> Does it start?\n\nYes.\n\n> Does it stop?\n\nNo.\n",
        "See below.\n\n> Does it start?\n\nYes.\n",
    ] {
        let split = text(mail, &Settings::default());
        assert_eq!((split.of(Part::Visible).as_str(), split.rule), (mail, None));
    }
}

#[test]
fn interleaved_answers_show_but_an_outlook_quote_below_them_folds() {
    let mail = "> Does it start?\nYes.\n> Stop?\nNo.\n\n-----Original Message-----\nFrom: Ana\nSent: Monday\n\nDoes it start?\n";
    let split = text(mail, &Settings::default());
    assert_eq!(split.of(Part::Visible).trim(), "> Does it start?\nYes.\n> Stop?\nNo.");
    assert_eq!(split.rule, Some(Rule::Headers));
}

#[test]
fn a_mail_without_words_of_its_own_shows_everything() {
    for mail in [
        "",
        "\n\n",
        "> only quoted\n",
        "On 2 Nov 2026 at 10:00, Ana <a@b.example> wrote:\n> hi\n",
        "From: Web form\nDate: today\nSubject: Help\n\nPlease\n",
    ] {
        let split = text(mail, &Settings::default());
        assert_eq!((split.of(Part::Visible).as_str(), split.rule), (mail, None));
    }
}

#[test]
fn ordinary_sentences_are_not_announcements() {
    for mail in [
        "Dear team,\nyesterday she wrote:\nthe export hangs.\nPlease help.",
        "Here is the original message:\nexport failed",
        "Please see the forwarded message:\nexport failed",
        "From: Berlin\nwe travel to Paris.\nBye",
        "Steps:\n1. open\n2. close\nResult: 10:30 it fails:\nwhy?",
        "The log says at 10:45 on 2026-11-01:\nerror 5\nerror 6",
        "a -- b\n--x\nc",
    ] {
        assert_eq!(seen(mail), (mail.trim().to_owned(), None));
    }
}
