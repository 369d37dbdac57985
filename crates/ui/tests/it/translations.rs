//! Every message exists in both languages, and every message is asked for.

use ui::Ui;

/// Messages that Rust asks for by name: the words of times.
const OUTSIDE_TEMPLATES: [&str; 1] = ["time-"];

#[test]
fn both_languages_have_the_same_messages() {
    let ui = Ui::new(Vec::new(), Vec::new()).unwrap();
    assert_eq!(ui.locales(), ["en", "zh-CN"]);
    assert_eq!(ui.message_keys("en"), ui.message_keys("zh-CN"));
}

#[test]
fn every_message_is_asked_for_and_every_asked_one_exists() {
    let ui = Ui::new(Vec::new(), Vec::new()).unwrap();
    let given = ui.message_keys("en");
    let asked = ui.template_keys();
    let in_rust = |key: &str| OUTSIDE_TEMPLATES.iter().any(|prefix| key.starts_with(prefix));
    let unused: Vec<_> = given.iter().filter(|key| !asked.contains(key) && !in_rust(key)).collect();
    assert!(unused.is_empty(), "nobody asks for {unused:?}");
    let missing: Vec<_> = asked.exact.difference(&given).collect();
    assert!(missing.is_empty(), "asked for but absent: {missing:?}");
    for prefix in &asked.prefixes {
        assert!(given.iter().any(|key| key.starts_with(prefix)), "no message begins with {prefix}");
    }
}
