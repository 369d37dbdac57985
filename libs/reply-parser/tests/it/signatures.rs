//! Signatures and the footers of mail programs are folded, with the words above them left alone.

use reply_parser::{Part, Settings, html, text};

#[test]
fn signature_after_dashes_is_folded() {
    for (mail, visible) in [
        ("It works.\n-- \nKim Doe\nNorthwind\n", "It works."),
        ("It works.\n\n--\nKim", "It works."),
        ("It works.\n-- \nKim\n\n> Try again.\n", "It works."),
        ("a\n--\nb\n-- \nKim\n", "a\n--\nb"),
    ] {
        let split = text(mail, &Settings::default());
        assert_eq!(split.of(Part::Visible).trim(), visible, "{mail}");
        assert!(split.of(Part::Signature).trim().ends_with("Kim") || mail.contains("Northwind"), "{mail}");
    }
}

#[test]
fn signature_is_short_or_none() {
    let mail = format!("It works.\n--\n{}", "a line of text\n".repeat(40));
    assert_eq!(text(&mail, &Settings::default()).of(Part::Visible), mail);
}

#[test]
fn footers_of_mail_programs_are_folded() {
    for footer in [
        "Sent from my iPhone",
        "Get Outlook for iOS<https://aka.ms/o0ukef>",
        "Von meinem iPhone gesendet",
        "Gesendet von Mail für Windows",
        "Envoyé de mon iPhone",
        "Enviado desde mi iPhone",
        "Enviado do meu iPhone",
        "Inviato da iPhone",
        "Verstuurd vanaf mijn iPhone",
        "Wysłane z iPhone'a",
        "Отправлено с iPhone",
        "iPhoneから送信",
        "나의 iPhone에서 보냄",
        "发自我的iPhone",
        "Sent from Yahoo Mail on Android",
    ] {
        let mail =
            format!("It works.\n\n{footer}\n\nOn Mon, 2 Nov 2026 at 10:00, Ana <a@b.example> wrote:\n> Try again.\n");
        let split = text(&mail, &Settings::default());
        assert_eq!(split.of(Part::Visible).trim(), "It works.", "{footer}");
        assert_eq!(split.of(Part::Signature).trim(), footer);
    }
}

#[test]
fn footers_below_a_quote_are_no_answer() {
    let split = text("It works.\n> Try again.\n\nSent from my iPhone\n", &Settings::default());
    assert_eq!(split.of(Part::Visible).trim(), "It works.");
}

#[test]
fn sentences_like_footers_in_the_middle_stay() {
    let mail = "Sent from my phone the photo is broken.\nCan you look?\n";
    assert_eq!(text(mail, &Settings::default()).of(Part::Visible), mail);
}

#[test]
fn signature_elements_of_html_are_folded() {
    for (open, name) in [
        ("<div class=\"gmail_signature\" data-smartmail=\"gmail_signature\">", "gmail"),
        ("<div id=\"Signature\">", "outlook"),
        ("<div id=\"x_ms-outlook-mobile-signature\">", "outlook mobile"),
        ("<div class=\"moz-signature\">", "thunderbird"),
        ("<div class=\"protonmail_signature_block\">", "proton"),
    ] {
        let mail = format!("<p>It works.</p>{open}<div>Kim</div>Northwind</div>");
        let split = html(&mail, &Settings::default());
        assert_eq!(split.of(Part::Visible), "<p>It works.</p>", "{name}");
        assert!(split.of(Part::Signature).contains("Northwind"), "{name}");
    }
    let split = html("<div>It works.</div><div>-- <br>Kim</div>", &Settings::default());
    assert_eq!(split.of(Part::Visible), "<div>It works.</div>");
}
