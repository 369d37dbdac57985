//! Every text of the product exists in both languages, every one is used, and every one asked for exists.

use std::{
    collections::BTreeSet,
    path::{Path, PathBuf},
};

use ui::Ui;
use work::{Category, Channel, LinkKind};

fn ui() -> Ui {
    web::ui_of(&aftercare::modules::contexts()).unwrap()
}

/// Every string in the product's own sources that could name a text: small letters and hyphens. One that ends with a
/// `*` is the beginning of a key whose rest is put in.
fn words_in_rust() -> BTreeSet<String> {
    let sign_of_a_key = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
    let key_of = |string: &String| {
        let begin = string.split('{').next().unwrap_or_default();
        let is_key = begin.contains('-') && begin.bytes().all(sign_of_a_key);
        is_key.then(|| if string.contains('{') { format!("{begin}*") } else { begin.to_owned() })
    };
    strings_in_rust().iter().filter_map(key_of).collect()
}

/// What stands between two quotation marks anywhere in the product's own sources.
pub fn strings_in_rust() -> BTreeSet<String> {
    let crates = PathBuf::from("..");
    let mut words = BTreeSet::new();
    for name in ["app", "base", "desk", "mail", "people", "search", "ui", "web", "work"] {
        collect(&crates.join(name).join("src"), &mut words);
    }
    assert!(words.len() > 100, "the sources were not found");
    words
}

fn collect(folder: &Path, words: &mut BTreeSet<String>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            collect(&path, words);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            let text = std::fs::read_to_string(&path).unwrap();
            words.extend(text.split('"').map(str::to_owned));
        }
    }
}

#[test]
fn both_languages_have_the_same_texts() {
    let ui = ui();
    assert_eq!(ui.locales(), ["en", "zh-CN"]);
    let (english, chinese) = (ui.message_keys("en"), ui.message_keys("zh-CN"));
    assert!(english.len() > 200);
    assert_eq!(english.difference(&chinese).collect::<Vec<_>>(), Vec::<&String>::new(), "missing in Chinese");
    assert_eq!(chinese.difference(&english).collect::<Vec<_>>(), Vec::<&String>::new(), "missing in English");
}

#[test]
fn no_text_is_unused() {
    let (ui, rust) = (ui(), words_in_rust());
    let asked = ui.template_keys();
    let begun: Vec<&str> =
        rust.iter().filter_map(|word| word.strip_suffix('*')).filter(|word| word.len() > 3).collect();
    let unused: Vec<String> = ui
        .message_keys("en")
        .into_iter()
        .filter(|key| !asked.contains(key) && !rust.contains(key))
        .filter(|key| !begun.iter().any(|begin| key.starts_with(begin)))
        .collect();
    assert!(unused.is_empty(), "nobody asks for {unused:#?}");
}

#[test]
fn every_text_that_templates_ask_for_exists() {
    let ui = ui();
    let (given, asked) = (ui.message_keys("en"), ui.template_keys());
    let missing: Vec<&String> = asked.exact.difference(&given).collect();
    assert!(missing.is_empty(), "asked for but absent: {missing:?}");
    for prefix in &asked.prefixes {
        assert!(given.iter().any(|key| key.starts_with(prefix)), "no text begins with {prefix}");
    }
}

#[test]
fn every_text_that_rust_asks_for_exists() {
    let given = ui().message_keys("en");
    // The families of texts that Rust names; a new family stands here.
    let families = ["done-", "flaw-", "portal-", "admin-", "account-", "set-up-", "desk-link-", "desk-acknowledge-"];
    let rust = words_in_rust();
    let missing: Vec<&String> = rust
        .iter()
        .filter(|word| !word.ends_with(['*', '-']) && families.iter().any(|family| word.starts_with(family)))
        .filter(|word| !given.contains(*word))
        .collect();
    assert!(missing.is_empty(), "asked for but absent: {missing:?}");
    assert!(rust.contains("done-sent") && rust.contains("flaw-taken"), "the families are found at all");
}

#[test]
fn every_value_that_ends_a_key_has_its_text() {
    let given = ui().message_keys("en");
    let slugs: Vec<&str> = STATUSES.iter().map(|status| slug(*status)).collect();
    let families: [(&str, Vec<&str>); 6] = [
        ("desk-channel-", Channel::ALL.iter().map(|one| one.as_str()).collect()),
        ("portal-state-", Category::ALL.iter().map(|one| one.as_str()).collect()),
        ("desk-link-", LinkKind::ALL.iter().map(|one| one.as_str()).collect()),
        ("priority-", vec!["1", "2", "3", "4"]),
        ("error-title-", slugs.clone()),
        ("error-text-", slugs),
    ];
    for (prefix, ends) in families {
        let missing: Vec<String> =
            ends.iter().map(|end| format!("{prefix}{end}")).filter(|key| !given.contains(key)).collect();
        assert!(missing.is_empty(), "absent: {missing:?}");
    }
}

/// Every status that our pages answer with.
const STATUSES: [u16; 14] = [400, 401, 403, 404, 405, 408, 409, 412, 413, 415, 422, 429, 500, 503];

fn slug(status: u16) -> &'static str {
    web::Kind::of_status(http::StatusCode::from_u16(status).unwrap()).slug()
}
