//! The desk's templates and translations, embedded.

use std::borrow::Cow;

use minijinja::{Value, value::Serde};
use serde::Serialize;
use web::Visit;

/// Anything that can be serialised, for a template.
pub fn shown(value: impl Serialize) -> Value {
    Value::from(Serde(value))
}

/// The statuses that come with the product have a name in every language; those that people add keep theirs.
const STATUSES: [&str; 19] = [
    "new",
    "open",
    "in progress",
    "waiting",
    "solved",
    "closed",
    "canceled",
    "investigating",
    "mitigating",
    "monitoring",
    "resolved",
    "confirmed",
    "fixed",
    "proposed",
    "planned",
    "draft",
    "implemented",
    "to do",
    "done",
];

/// A status as the viewer reads it.
pub fn status_name(visit: &Visit, name: &str) -> String {
    if STATUSES.contains(&name) {
        visit.text(&format!("desk-status-name-{}", name.replace(' ', "-")))
    } else {
        name.to_owned()
    }
}

/// The same for all of them, for templates: `names[status] | default(status)`.
pub fn status_names(visit: &Visit) -> Value {
    let named = STATUSES.iter().map(|name| ((*name).to_owned(), status_name(visit, name)));
    Value::from(named.collect::<std::collections::BTreeMap<_, _>>())
}

/// Templates by their names.
pub fn templates() -> Vec<(String, Cow<'static, str>)> {
    macro_rules! templates {
        ($($name:literal),* $(,)?) => {
            vec![$((
                concat!("desk/", $name).to_owned(),
                Cow::Borrowed(include_str!(concat!("../templates/", $name))),
            )),*]
        };
    }
    templates![
        "list.html",
        "ticket.html",
        "new.html",
        "portal/list.html",
        "portal/ticket.html",
        "portal/new.html",
        "words.html",
        "admin/layout.html",
        "admin/lanes.html",
        "admin/health.html",
        "admin/people.html",
        "admin/person-new.html",
        "admin/organizations.html",
        "admin/mailboxes.html",
        "admin/queues.html",
        "admin/quarantine.html",
        "admin/mail.html",
        "admin/jobs.html",
        "admin/audit.html",
    ]
}

/// Translations by language.
pub fn locales() -> Vec<(String, Cow<'static, str>)> {
    vec![
        ("en".to_owned(), Cow::Borrowed(include_str!("../locales/en/desk.ftl"))),
        ("zh-CN".to_owned(), Cow::Borrowed(include_str!("../locales/zh-CN/desk.ftl"))),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_languages_have_every_word_the_pages_ask_for() {
        let ui = web::ui_of(&[crate::module()]).unwrap();
        let english = ui.message_keys("en");
        assert_eq!(english, ui.message_keys("zh-CN"));
        let missing: Vec<_> = ui.template_keys().exact.iter().filter(|key| !english.contains(*key)).collect();
        assert!(missing.is_empty(), "{missing:?}");
        let statuses = STATUSES.iter().map(|name| format!("desk-status-name-{}", name.replace(' ', "-")));
        assert!(statuses.into_iter().all(|key| english.contains(&key)));
    }
}
