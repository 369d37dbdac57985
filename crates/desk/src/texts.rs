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

/// What is wrong with a query, as the viewer reads it.
pub fn query_refusal(ui: &ui::Ui, locale: &str, error: &query::Error) -> String {
    let say = |key: &str, arguments: Vec<(&'static str, String)>| {
        let arguments: Vec<_> = arguments.into_iter().map(|(name, said)| (name, Value::from(said))).collect();
        ui.text(locale, key, &arguments)
    };
    say(&format!("query-{}", error.problem.code()), error.problem.arguments())
        .and_then(|problem| {
            let position = (error.position + 1).to_string();
            say("query-refused", vec![("problem", problem), ("position", position)])
        })
        .unwrap_or_else(|_| error.to_string())
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
        "merge.html",
        "move-message.html",
        "mail.html",
        "mail-facts.html",
        "letter.html",
        "delivery.html",
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
        "admin/mailbox.html",
        "admin/mailbox-alarms.html",
        "admin/mailbox-consent.html",
        "admin/mailbox-settings.html",
        "admin/mailbox-words.html",
        "admin/queues.html",
        "admin/senders.html",
        "sender.html",
        "security.html",
        "admin/keys.html",
        "held.html",
        "admin/queue.html",
        "admin/quarantine.html",
        "admin/quarantine-count.html",
        "admin/blocked.html",
        "admin/balance.html",
        "admin/balance-mails.html",
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
        ("en".to_owned(), Cow::Borrowed(include_str!("../locales/en/mailboxes.ftl"))),
        ("zh-CN".to_owned(), Cow::Borrowed(include_str!("../locales/zh-CN/mailboxes.ftl"))),
        ("en".to_owned(), Cow::Borrowed(include_str!("../locales/en/mail.ftl"))),
        ("zh-CN".to_owned(), Cow::Borrowed(include_str!("../locales/zh-CN/mail.ftl"))),
        ("en".to_owned(), Cow::Borrowed(include_str!("../locales/en/letter.ftl"))),
        ("zh-CN".to_owned(), Cow::Borrowed(include_str!("../locales/zh-CN/letter.ftl"))),
        ("en".to_owned(), Cow::Borrowed(include_str!("../locales/en/query.ftl"))),
        ("zh-CN".to_owned(), Cow::Borrowed(include_str!("../locales/zh-CN/query.ftl"))),
        ("en".to_owned(), Cow::Borrowed(include_str!("../locales/en/security.ftl"))),
        ("zh-CN".to_owned(), Cow::Borrowed(include_str!("../locales/zh-CN/security.ftl"))),
        ("en".to_owned(), Cow::Borrowed(include_str!("../locales/en/senders.ftl"))),
        ("zh-CN".to_owned(), Cow::Borrowed(include_str!("../locales/zh-CN/senders.ftl"))),
        ("en".to_owned(), Cow::Borrowed(include_str!("../locales/en/people.ftl"))),
        ("zh-CN".to_owned(), Cow::Borrowed(include_str!("../locales/zh-CN/people.ftl"))),
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

    #[test]
    fn a_refused_query_is_explained_in_the_readers_language() {
        let ui = web::ui_of(&[crate::module()]).unwrap();
        for text in [
            "a \"b",
            "a \"\"",
            "a (b",
            "a) b",
            "()",
            "or a",
            "a not",
            "-or a",
            "stauts:open",
            "status:",
            "priority:5",
            "tier:+1",
            "kind:tickt",
            "waiting:x",
            "created:soon",
            "due:soon",
            "status:<open",
            "due:<none",
            "updated:2d",
            "sort:due sort:due",
            "(sort:due)",
            "sort:name",
            "a\u{7}",
        ] {
            let error = query::Query::parse(text).unwrap_err();
            assert_eq!(query_refusal(&ui, "en", &error), error.to_string(), "{text}");
            let chinese = query_refusal(&ui, "zh-CN", &error);
            assert!(chinese.contains('第') && chinese != error.to_string(), "{text}: {chinese}");
        }
    }
}
