//! The desk's templates and translations, embedded.

use std::borrow::Cow;

use minijinja::{Value, value::Serde};
use serde::Serialize;

/// Anything that can be serialised, for a template.
pub fn shown(value: impl Serialize) -> Value {
    Value::from(Serde(value))
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
