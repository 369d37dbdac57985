//! Both languages say the same things; nothing is missing and nothing is left over.

use std::collections::BTreeSet;

use web::Kind;

/// Keys that the code asks for by name.
const IN_CODE: [&str; 2] = ["set-up-token-wrong", "account-password-wrong"];

#[test]
fn every_message_exists_and_is_used() {
    let ui = web::ui_of(&[]).unwrap();
    let (english, chinese) = (ui.message_keys("en"), ui.message_keys("zh-CN"));
    assert_eq!(english, chinese);
    let asked = ui.template_keys();
    for key in &asked.exact {
        assert!(english.contains(key), "{key} is missing");
    }
    let own: BTreeSet<String> = include_str!("../../locales/en/web.ftl")
        .lines()
        .filter_map(|line| line.split_once(" = ").map(|(key, _)| key.to_owned()))
        .collect();
    for key in own {
        let known = asked.contains(&key)
            || IN_CODE.contains(&key.as_str())
            || key.starts_with("flaw-")
            || key.starts_with("done-");
        assert!(known, "{key} is not used");
    }
}

#[test]
fn every_kind_of_error_has_its_words() {
    let ui = web::ui_of(&[]).unwrap();
    let kinds = [
        Kind::BadRequest,
        Kind::Unauthorized,
        Kind::Forbidden,
        Kind::ForgedRequest,
        Kind::Unconfirmed,
        Kind::NotFound,
        Kind::MethodNotAllowed,
        Kind::Timeout,
        Kind::Conflict,
        Kind::Stale,
        Kind::TooLarge,
        Kind::UnsupportedMediaType,
        Kind::Invalid,
        Kind::TooMany,
        Kind::Internal,
        Kind::Unavailable,
    ];
    for kind in kinds {
        for part in ["title", "text"] {
            ui.text("zh-CN", &format!("error-{part}-{}", kind.slug()), &[]).unwrap();
        }
    }
}
