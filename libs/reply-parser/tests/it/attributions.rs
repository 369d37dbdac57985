//! `On … wrote:` as the programs write it, in many languages, with and without quote marks below.

use reply_parser::{Part, Rule, Settings, text};

const LINES: &[(&str, &str)] = &[
    ("en gmail", "On Mon, Nov 2, 2026 at 10:00 AM Ana Lee <ana@desk.example> wrote:"),
    ("en gmail wrapped", "On Mon, Nov 2, 2026 at 10:00 AM Ana Lee <\nana@desk.example> wrote:"),
    ("en wrapped twice", "On Mon, Nov 2, 2026\nat 10:00 AM Ana Lee\n<ana@desk.example> wrote:"),
    ("en apple", "On 2 Nov 2026, at 10:00, Ana Lee <ana@desk.example> wrote:"),
    ("en thunderbird", "On 11/2/26 10:00, Ana Lee wrote:"),
    ("de gmail", "Am Mo., 2. Nov. 2026 um 10:00 Uhr schrieb Ana Lee <ana@desk.example>:"),
    ("de gmail wrapped", "Am Mo., 2. Nov. 2026 um 10:00 Uhr schrieb Ana Lee <\nana@desk.example>:"),
    ("de thunderbird", "Am 02.11.26 um 10:00 schrieb Ana Lee:"),
    ("fr gmail", "Le lun. 2 nov. 2026 à 10:00, Ana Lee <ana@desk.example> a écrit\u{a0}:"),
    ("es gmail", "El lun, 2 nov 2026 a las 10:00, Ana Lee (<ana@desk.example>) escribió:"),
    ("it gmail", "Il giorno lun 2 nov 2026 alle ore 10:00 Ana Lee <ana@desk.example> ha scritto:"),
    ("pt gmail", "Em seg., 2 de nov. de 2026 às 10:00, Ana Lee <ana@desk.example> escreveu:"),
    ("nl gmail", "Op ma 2 nov 2026 om 10:00 schreef Ana Lee <ana@desk.example>:"),
    ("pl gmail", "pon., 2 lis 2026 o 10:00 Ana Lee <ana@desk.example> napisał(a):"),
    ("pl thunderbird", "W dniu 02.11.2026 o 10:00, Ana Lee pisze:"),
    ("ru gmail", "пн, 2 нояб. 2026 г. в 10:00, Ana Lee <ana@desk.example>:"),
    ("ru thunderbird", "02.11.2026 10:00, Ana Lee пишет:"),
    ("ja gmail", "2026年11月2日(月) 10:00 Ana Lee <ana@desk.example>:"),
    ("ja apple", "2026/11/02 10:00、Ana Lee <ana@desk.example>のメール:"),
    ("ko gmail", "2026년 11월 2일 (월) 오전 10:00, Ana Lee <ana@desk.example>님이 작성:"),
    ("zh gmail", "Ana Lee <ana@desk.example> 于2026年11月2日周一 10:00写道："),
    ("zh apple", "在 2026年11月2日，10:00，Ana Lee <ana@desk.example> 写道："),
    ("zh-TW gmail", "Ana Lee <ana@desk.example> 於 2026年11月2日 週一 上午10:00寫道："),
    // wrapped where programs wrap
    ("pl gmail wrapped", "pon., 2 lis 2026 o 10:00 Ana Lee <\nana@desk.example> napisał(a):"),
    ("ru gmail wrapped", "пн, 2 нояб. 2026 г. в 10:00, Ana Lee <\nana@desk.example>:"),
    ("es gmail wrapped", "El lun, 2 nov 2026 a las 10:00, Ana Lee (<\nana@desk.example>) escribió:"),
    ("zh gmail wrapped", "Ana Lee <ana@desk.example> 于2026年11月2日\n周一 10:00写道："),
    ("en apple wrapped", "On Nov 2, 2026, at 10:00 AM,\nAna Lee <ana@desk.example> wrote:"),
    ("en four lines", "On Monday, November 2, 2026\nat 10:00:00 AM GMT+1,\nAna Lee\n<ana@desk.example> wrote:"),
    // Apple
    ("de apple", "Am 02.11.2026 um 10:00 schrieb Ana Lee <ana@desk.example>:"),
    ("fr apple", "Le 2 nov. 2026 à 10:00, Ana Lee <ana@desk.example> a écrit :"),
    ("es apple", "El 2 nov 2026, a las 10:00, Ana Lee <ana@desk.example> escribió:"),
    ("it apple", "Il giorno 2 nov 2026, alle ore 10:00, Ana Lee <ana@desk.example> ha scritto:"),
    ("pt apple", "No dia 02/11/2026, às 10:00, Ana Lee <ana@desk.example> escreveu:"),
    ("nl apple", "Op 2 nov. 2026 om 10:00 heeft Ana Lee <ana@desk.example> het volgende geschreven:"),
    ("pl apple", "Wiadomość napisana przez Ana Lee <ana@desk.example> w dniu 2 lis 2026, o godz. 10:00:"),
    ("ru apple", "2 нояб. 2026 г., в 10:00, Ana Lee <ana@desk.example> написал(а):"),
    ("ko apple", "2026. 11. 2. 오전 10:00, Ana Lee <ana@desk.example> 작성:"),
    ("zh-TW apple", "Ana Lee <ana@desk.example> 於 2026年11月2日 上午10:00 寫道："),
    // Thunderbird
    ("fr thunderbird", "Le 02/11/2026 à 10:00, Ana Lee a écrit :"),
    ("es thunderbird", "El 2/11/26 a las 10:00, Ana Lee escribió:"),
    ("it thunderbird", "Il 02/11/26 10:00, Ana Lee ha scritto:"),
    ("pt thunderbird", "Em 02/11/2026 10:00, Ana Lee escreveu:"),
    ("pt-PT thunderbird", "Às 10:00 de 02/11/2026, Ana Lee escreveu:"),
    ("nl thunderbird", "Op 02-11-2026 om 10:00 schreef Ana Lee:"),
    ("ja thunderbird", "On 2026/11/02 10:00, Ana Lee wrote:"),
    ("zh thunderbird", "在 2026/11/2 10:00, Ana Lee 写道:"),
    // Outlook for Mac and mobile, Yahoo, Proton, GMX, Open-Xchange, Roundcube, Mutt
    ("en outlook mac", "On 11/2/26, 10:00 AM, \"Ana Lee\" <ana@desk.example> wrote:"),
    ("en yahoo", "On Monday, November 2, 2026 at 10:00:00 AM GMT+1, Ana Lee <ana@desk.example> wrote:"),
    ("de yahoo", "Am Montag, 2. November 2026 um 10:00:00 MEZ hat Ana Lee <ana@desk.example> Folgendes geschrieben:"),
    ("fr yahoo", "Le lundi 2 novembre 2026 à 10:00:00 UTC+1, Ana Lee <ana@desk.example> a écrit :"),
    ("en old yahoo", "--- On Mon, 11/2/26 10:00, Ana Lee <ana@desk.example> wrote:"),
    ("en proton", "On Monday, November 2nd, 2026 at 10:00 AM, Ana Lee <ana@desk.example> wrote:"),
    ("de gmail mobile", "Ana Lee <ana@desk.example> schrieb am Mo., 2. Nov. 2026, 10:00:"),
    ("de open-xchange", "Ana Lee <ana@desk.example> hat am 02.11.2026 10:00 CET geschrieben:"),
    ("en open-xchange", "On 02/11/2026 10:00 CET Ana Lee <ana@desk.example> wrote:"),
    ("de roundcube", "Am 2026-11-02 10:00, schrieb Ana Lee:"),
    ("de kmail", "Am Montag, 2. November 2026, 10:00:00 CET schrieb Ana Lee:"),
    ("en mutt", "On Mon, Nov 02, 2026 at 10:00:00AM +0100, Ana Lee wrote:"),
    ("en notes", "Ana Lee <ana@desk.example> wrote on 02/11/2026 10:00:00:"),
    // NetEase, Yandex, Mail.ru
    ("en 163", "At 2026-11-02 10:00:00, \"Ana Lee\" <ana@desk.example> wrote:"),
    ("zh 163", "在 2026-11-02 10:00:00，\"Ana Lee\" <ana@desk.example> 写道："),
    ("ru yandex", "02.11.2026, 10:00, \"Ana Lee\" <ana@desk.example>:"),
    ("ru mail.ru", "Понедельник, 2 ноября 2026, 10:00 +03:00 от Ana Lee <ana@desk.example>:"),
    // more languages, Gmail and Apple
    ("sv", "Den mån 2 nov. 2026 kl 10:00 skrev Ana Lee <ana@desk.example>:"),
    ("sv apple", "2 nov. 2026 kl. 10:00 skrev Ana Lee <ana@desk.example>:"),
    ("da", "Den man. 2. nov. 2026 kl. 10.00 skrev Ana Lee <ana@desk.example>:"),
    ("nb", "man. 2. nov. 2026 kl. 10:00 skrev Ana Lee <ana@desk.example>:"),
    ("fi", "ma 2. marrask. 2026 klo 10.00 Ana Lee (ana@desk.example) kirjoitti:"),
    ("fi apple", "Ana Lee <ana@desk.example> kirjoitti 2.11.2026 kello 10.00:"),
    ("cs", "po 2. 11. 2026 v 10:00 odesílatel Ana Lee <ana@desk.example> napsal:"),
    ("cs thunderbird", "Dne 02. 11. 26 v 10:00 Ana Lee napsal(a):"),
    ("sk", "po 2. 11. 2026 o 10:00 Ana Lee <ana@desk.example> napísal(a):"),
    ("uk", "пн, 2 лист. 2026 р. о 10:00 Ana Lee <ana@desk.example> пише:"),
    ("tr", "Ana Lee <ana@desk.example>, 2 Kas 2026 Pzt, 10:00 tarihinde şunu yazdı:"),
    ("tr apple", "Ana Lee <ana@desk.example> şunları yazdı (2 Kas 2026 10:00):"),
    ("hu", "Ana Lee <ana@desk.example> ezt írta (időpont: 2026. nov. 2., H, 10:00):"),
    ("ro", "În lun., 2 nov. 2026 la 10:00, Ana Lee <ana@desk.example> a scris:"),
    ("el", "Στις Δευ 2 Νοε 2026 στις 10:00 π.μ., ο χρήστης Ana Lee <ana@desk.example> έγραψε:"),
    ("bg", "На пн, 2.11.2026 г. в 10:00 Ana Lee <ana@desk.example> написа:"),
    ("hr", "pon, 2. stu 2026. u 10:00 Ana Lee <ana@desk.example> napisao je:"),
    ("ca", "El dl., 2 de nov. 2026, 10:00, Ana Lee <ana@desk.example> va escriure:"),
    ("vi", "Vào Th 2, 2 thg 11, 2026 vào lúc 10:00 Ana Lee <ana@desk.example> đã viết:"),
    ("id", "Pada Sen, 2 Nov 2026 pukul 10.00 Ana Lee <ana@desk.example> menulis:"),
    ("ar", "في الاثنين، 2 نوفمبر 2026 في 10:00 ص تمت كتابة ما يلي بواسطة \u{202a}Ana Lee\u{202c} <ana@desk.example>:"),
    ("he", "\u{202b}בתאריך יום ב׳, 2 בנוב׳ 2026 ב-10:00 מאת Ana Lee <ana@desk.example>:\u{202c}"),
];

#[test]
fn attribution_above_a_quote_is_quoted_with_it() {
    for (name, line) in LINES {
        let mail = format!("Thanks, it works.\nKim\n\n{line}\n\n> Try again.\n");
        let split = text(&mail, &Settings::default());
        assert_eq!(split.of(Part::Visible).trim(), "Thanks, it works.\nKim", "{name}");
        assert_eq!(split.rule, Some(Rule::Attribution), "{name}");
    }
}

#[test]
fn attribution_with_a_date_needs_no_quote_marks() {
    for (name, line) in LINES {
        let mail = format!("Thanks, it works.\n\n{line}\nTry again.\n\nAna\n");
        let split = text(&mail, &Settings::default());
        assert_eq!(split.of(Part::Visible).trim(), "Thanks, it works.", "{name}");
    }
}

#[test]
fn attribution_without_a_date_needs_quote_marks() {
    let split = text("It works.\n\nAna Lee wrote:\n> Try again.\n", &Settings::default());
    assert_eq!((split.of(Part::Visible).trim(), split.rule), ("It works.", Some(Rule::Attribution)));
    let split = text("It works.\n\nAna Lee wrote:\nTry again.\n", &Settings::default());
    assert_eq!(split.rule, None);
}

#[test]
fn attribution_right_below_the_answer_takes_none_of_it() {
    let mail = "It works.\nOn Mon, 2 Nov 2026 at 10:00, Ana <ana@desk.example> wrote:\n> Try again.\n";
    assert_eq!(text(mail, &Settings::default()).of(Part::Visible), "It works.\n");
}

#[test]
fn attributions_of_old_programs_need_quote_marks() {
    for line in [
        "Quoting Ana Lee <ana@desk.example>:",
        "Zitat von Ana Lee <ana@desk.example>:",
        "Ana Lee <ana@desk.example> writes:",
        "* Ana Lee <ana@desk.example> [2026-11-02 10:00]:",
        "Ana Lee a écrit :",
        "Ana Lee said:",
    ] {
        let mail = format!("It works.\n\n{line}\n> Try again.\n");
        assert_eq!(text(&mail, &Settings::default()).of(Part::Visible).trim(), "It works.", "{line}");
    }
}

#[test]
fn attribution_of_group_wise_stands_between_arrows() {
    let mail = "It works.\n\n>>> Ana Lee <ana@desk.example> 11/2/2026 10:00 AM >>>\nTry again.\nAna\n";
    let split = text(mail, &Settings::default());
    assert_eq!((split.of(Part::Visible).trim(), split.rule), ("It works.", Some(Rule::Attribution)));
}

#[test]
fn words_above_an_attribution_are_never_taken_for_its_first_line() {
    for words in [
        "Hi Ana,",
        "It broke on 2.11.2026 at 10:00",
        "On 2 Nov 2026 at 9:00 it broke.",
        "On 3 machines it fails",
        "Am 2. November war alles gut",
        "See https://desk.example/2026?x=1",
        "Yes, that is what I wrote:",
        "2026 was the year",
        "Thanks, Kim",
    ] {
        for line in [
            "On Mon, 2 Nov 2026 at 10:00, Ana Lee <ana@desk.example> wrote:",
            "Am 02.11.26 um 10:00 schrieb Ana Lee:",
            "Ana Lee wrote:",
        ] {
            let mail = format!("{words}\n{line}\n> Try again.\n");
            assert_eq!(text(&mail, &Settings::default()).of(Part::Visible).trim(), words, "{line}");
        }
    }
}

#[test]
fn sentences_that_only_look_like_attributions_hide_nothing() {
    for mail in [
        "The log that John wrote at 10:30 on 2026-11-01:\nerror 5\nerror 6\n",
        "This is what she wrote on 2026-11-01 at 10:30:\nplease restart\n",
        "Yesterday 2026-11-01 10:30 the system said:\nplease restart\n",
        "The user ana@desk.example wrote:\nit hangs\n",
        "他在邮件里写道\n请重启服务器\n",
    ] {
        assert_eq!(text(mail, &Settings::default()).of(Part::Visible), mail);
    }
}
