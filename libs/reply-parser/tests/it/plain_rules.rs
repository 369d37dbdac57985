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

/// Earlier mails below `It works.`, and the program or language that begins them so.
const HEADERS: &[(&str, &str)] = &[
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
    ("It works.\n\nFrån: Ana\nSkickat: måndag\nTill: Kim\nÄmne: x\n\nIgen.", "sv"),
    ("It works.\n\nFra: Ana\nSendt: mandag\nTil: Kim\nEmne: x\n\nIgen.", "da nb"),
    ("It works.\n\nLähettäjä: Ana\nLähetetty: maanantai\nVastaanottaja: Kim\nAihe: x\n\nUudelleen.", "fi"),
    ("It works.\n\nOd: Ana\nOdesláno: pondělí\nKomu: Kim\nPředmět: x\n\nZnovu.", "cs"),
    ("It works.\n\nВід: Ana\nНадіслано: понеділок\nКому: Kim\nТема: x\n\nЩе раз.", "uk"),
    ("It works.\n\nKimden: Ana\nGönderildi: Pazartesi\nKime: Kim\nKonu: x\n\nYine.", "tr"),
    ("It works.\n\nFeladó: Ana\nElküldve: hétfő\nCímzett: Kim\nTárgy: x\n\nÚjra.", "hu"),
    ("It works.\n\nDe la: Ana\nTrimis: luni\nCătre: Kim\nSubiect: x\n\nDin nou.", "ro"),
    ("It works.\n\nΑπό: Ana\nΣτάλθηκε: Δευτέρα\nΠρος: Kim\nΘέμα: x\n\nΞανά.", "el"),
    ("It works.\n\nTừ: Ana\nĐã gửi: Thứ Hai\nĐến: Kim\nChủ đề: x\n\nLại.", "vi"),
    ("It works.\n\n寄件者: Ana\n寄件日期: 星期一\n收件者: Kim\n主旨: x\n\n請再試。", "zh-TW"),
    ("It works.\n\n**Von:** Ana\n**Gesendet:** Montag\n**An:** Kim\n**Betreff:** x\n\nNochmal.", "more emphasis"),
    (
        "It works.\n\nGesendet: Montag, 02. November 2026 um 10:00 Uhr\nVon: \"Ana\" <ana@desk.example>\nAn: kim@northwind.example\nBetreff: x\n\nNochmal.",
        "gmx, date first",
    ),
    (
        "It works.\n\nTo: kim@northwind.example\nSubject: x\nFrom: ana@desk.example\nDate: Mon, 2 Nov 2026\n\nAgain.",
        "hotmail, addressee first",
    ),
    (
        "It works.\n\nFrom: Ana [mailto:ana@desk.example]\nSent: Monday\nTo: Kim; Bob;\n Eve\nSubject: x\n\nAgain.",
        "wrapped addressees",
    ),
    ("It works.\n\nOriginal Message\nFrom: Ana\nSent: Monday\nTo: Kim\nSubject: x\n\nAgain.", "blackberry"),
    ("It works.\n\n‐‐‐‐‐‐‐ Original Message ‐‐‐‐‐‐‐\nAgain.", "proton"),
    (
        "It works.\n\n-------- Ursprüngliche Nachricht --------\nVon: Ana <ana@desk.example>\nDatum: 02.11.26 10:00 (GMT+01:00)\nAn: Kim\nBetreff: x\n\nNochmal.",
        "samsung de",
    ),
    ("It works.\n\n-----Message d'origine-----\nDe : Ana\n\nEncore.", "dashes fr"),
    ("It works.\n\n----- Mail original -----\nDe: \"Ana\" <ana@desk.example>\n\nEncore.", "zimbra fr"),
    ("It works.\n\n-----Mensaje original-----\nDe: Ana\n\nOtra vez.", "dashes es"),
    ("It works.\n\n-----Messaggio originale-----\nDa: Ana\n\nDi nuovo.", "dashes it"),
    ("It works.\n\n-----Mensagem original-----\nDe: Ana\n\nDe novo.", "dashes pt"),
    ("It works.\n\n-----Oorspronkelijk bericht-----\nVan: Ana\n\nOpnieuw.", "dashes nl"),
    ("It works.\n\n-----Original Message-----\nOd: Ana\n\nZnowu.", "dashes pl"),
    ("It works.\n\n-----Исходное сообщение-----\nОт: Ana\n\nЕщё раз.", "dashes ru"),
    ("It works.\n\n-----元のメッセージ-----\n差出人: Ana\n\nもう一度。", "dashes ja"),
    ("It works.\n\n-----원본 메시지-----\n보낸 사람: Ana\n\n다시.", "dashes ko"),
    (
        "It works.\n\n---- 回复的原邮件 ----\n| 发件人 | Ana<ana@desk.example> |\n| 发送日期 | 2026年11月02日 10:00 |\n| 收件人 | Kim |\n| 主题 | x |\n\n请再试。",
        "netease master",
    ),
    (
        "It works.\n\n| 发件人 | Ana<ana@desk.example> |\n| 日期 | 2026年11月02日 10:00 |\n| 收件人 | Kim |\n| 主题 | x |\n\n请再试。",
        "netease table",
    ),
    (
        "It works.\n\n------------------------------------------------------------------\n发件人：Ana <ana@desk.example>\n日　期：2026年11月02日\n收件人：Kim\n主　题：x\n\n请再试。",
        "alibaba",
    ),
    ("It works.\n\nAna Lee/Desk\n10/26/2026 10:10 AM\nTo: Kim/HOU/ECT@ECT\ncc: \nSubject: x\n\nAgain.", "notes"),
    (
        "It works.\n\n\"Ana Lee\" <ana@desk.example> on 10/26/2026 10:10:10 AM\nTo: Kim/HOU/ECT@ECT\ncc: \nSubject: x\n\nAgain.",
        "notes from the internet",
    ),
    ("It works.\n\nFrom:  Ana Lee    10/26/2026 10:10 AM\n\n\nTo: Kim\ncc:\nSubject: x\n\nAgain.", "notes with blanks"),
];

#[test]
fn headers_are_quoted_with_the_rule_above_them() {
    for (mail, name) in HEADERS {
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

#[test]
fn an_answer_below_a_quote_with_headers_is_visible() {
    let quote = "----- Original Message -----\nFrom: Ana <ana@desk.example>\nTo: Kim\nSent: Monday\nSubject: x\n\n> Try again.\n> Please.\n";
    let below = format!("{quote}\nIt works.\n");
    assert_eq!(seen(&below), ("It works.".to_owned(), Some(Rule::Headers)));
    let around = format!("Hello Ana,\n\n{quote}\nIt works.\n");
    assert_eq!(seen(&around), (around.trim().to_owned(), None));
    let above = format!("It works.\n\n{quote}");
    assert_eq!(seen(&above), ("It works.".to_owned(), Some(Rule::Headers)));
}

#[test]
fn answers_inside_an_earlier_mail_show_everything_when_the_author_says_so() {
    for words in [
        "Hi Ana, see my answers inline.",
        "My comments are below in red.",
        "Antworten siehe unten.",
        "Mes réponses sont dans le texte.",
        "Ver abajo.",
        "Vedi sotto.",
        "Veja abaixo.",
        "Zie hieronder.",
        "Odpowiedzi poniżej.",
        "См. ниже.",
        "赤字で回答します。",
        "빨간색으로 표시했습니다.",
        "请见下文红字。",
    ] {
        let mail = format!("{words}\n\nFrom: Ana\nSent: Monday\nTo: Kim\nSubject: x\n\nDoes it start? Yes.\n");
        assert_eq!(seen(&mail), (mail.trim().to_owned(), None), "{words}");
    }
    let mail = "The mainline crashes in redirects.\n\nFrom: Ana\nSent: Monday\nTo: Kim\nSubject: x\n\nOld.\n";
    assert_eq!(seen(mail).0, "The mainline crashes in redirects.", "pieces of longer words say nothing");
}

#[test]
fn people_write_header_lines_too() {
    for mail in [
        "Please book:\nFrom: Berlin\nTo: Paris\nDate: 3 November\nThanks, Kim\n",
        "Von: Montag\nBis: Freitag\nAn: alle\nIch bin da.\n",
        "Q: does it start?\nA: no\nDate: unknown\n",
        "The job fails.\nDate: 2026-11-02\nTo: production\nSubject to change.\n",
    ] {
        assert_eq!(seen(mail), (mail.trim().to_owned(), None));
    }
}

#[test]
fn separators_of_other_systems_are_quoted_with_what_follows() {
    let mail = "It works.\n\n##- Please type your reply above this line -##\nYour request was updated.\n";
    assert_eq!(seen(mail), ("It works.".to_owned(), Some(Rule::Marker)));
    let mail = "##- Please type your reply above this line -##\nYour request was updated.\n";
    assert_eq!(seen(mail), (mail.trim().to_owned(), None));
}
