//! `On … wrote:` as the programs write it, in twelve languages, with and without quote marks below.

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
