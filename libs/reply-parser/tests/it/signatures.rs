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
        "Sent from my Verizon, Samsung Galaxy smartphone",
        "Sent from my iPhone, please excuse my brevity.",
        "Sent with Proton Mail secure email.",
        "Sent from Mail for Windows",
        "Diese Nachricht wurde von meinem Android Mobiltelefon mit GMX Mail gesendet.",
        "Outlook für iOS beziehen",
        "Von meinem Samsung Galaxy Smartphone gesendet.",
        "Envoyé depuis mon téléphone",
        "Envoyé à partir d’Outlook pour Android",
        "Télécharger Outlook pour iOS",
        "Obtener Outlook para Android",
        "Enviado a partir do Outlook para Android",
        "Inviato dal mio Galaxy",
        "Scarica Outlook per iOS",
        "Verzonden met Outlook voor Android",
        "Pobierz program Outlook dla systemu iOS",
        "Отправлено из мобильной Почты",
        "Скачать Outlook для Android",
        "Outlook for iOS を入手",
        "Androidから送信",
        "iOS용 Outlook 다운로드",
        "发自我的华为手机",
        "发自 网易邮箱大师",
        "来自 Outlook",
        "从 Windows 版邮件发送",
        "從我的 iPhone 傳送",
        "签名由 网易邮箱大师 定制",
        "Skickat från min iPhone",
        "Sendt fra min iPhone",
        "Lähetetty iPhonesta",
        "Odesláno z iPhonu",
        "Надіслано з iPhone",
        "iPhone'umdan gönderildi",
        "Đã gửi từ iPhone của tôi",
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

#[test]
fn last_sentences_that_only_begin_like_footers_stay() {
    for sentence in [
        "Sent from the wrong account, sorry?",
        "Von meinem Handy aus geht es nicht.",
        "Von meiner Seite ist alles gesagt.",
        "Envoyé de Paris, le colis est perdu.",
        "Gesendet von Herrn Meier.",
        "通过测试的只有三台。",
        "来自客户的邮件显示错误",
        "Pobierz plik i sprawdź.",
    ] {
        let mail = format!("Hello,\n\n{sentence}\n");
        assert_eq!(text(&mail, &Settings::default()).of(Part::Visible), mail);
    }
}

#[test]
fn footers_of_mailing_lists_are_folded_and_are_no_answer() {
    let footer = "_______________________________________________\nusers mailing list\nusers@lists.example\nhttps://lists.example/listinfo/users\n";
    let split_of = |mail: &str| {
        let split = text(mail, &Settings::default());
        (split.of(Part::Visible).trim().to_owned(), split.of(Part::Signature))
    };
    assert_eq!(split_of(&format!("It works.\n{footer}")), ("It works.".to_owned(), footer.to_owned()));
    let mail = format!("It works.\n\nOn 2 Nov 2026 10:00, Ana wrote:\n> Try again.\n{footer}");
    assert_eq!(split_of(&mail).0, "It works.");
    let mail = "Totals\n__________________\nten\n";
    assert_eq!(split_of(mail).0, mail.trim());
}
