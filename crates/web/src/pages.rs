//! The routes that belong to no context: files, health, description, preferences, sign-in, account.

mod assets;
mod health;
mod kit;
mod preferences;
mod reports;

use std::borrow::Cow;

use ui::{Locale, Template};

use crate::{
    Permission::{Anyone, SignedIn},
    Routes, account, api, limits, live, metrics, sign_in,
};

pub(crate) use preferences::{Preferences, cookie_name as preferences_cookie};

/// All of them.
pub(crate) fn routes() -> Routes {
    Routes::new()
        .get("/assets/{*path}", Anyone, assets::asset)
        .get("/favicon.ico", Anyone, assets::favicon)
        .get("/robots.txt", Anyone, assets::robots)
        .get("/healthz", Anyone, health::alive)
        .get("/readyz", Anyone, health::ready)
        .get("/metrics", Anyone, metrics::show)
        .get("/live", SignedIn, live::live)
        .get("/api/v1/events", SignedIn, live::events)
        .get("/api/v1/openapi.json", Anyone, api::document)
        .get("/api/docs", Anyone, api::docs)
        .post("/preferences", Anyone, preferences::save)
        .rate(limits::PREFERENCES)
        .post(crate::csrf::REPORTS, Anyone, reports::take)
        .body_limit(limits::REPORT)
        .rate(limits::REPORTS)
        .merge(kit::routes())
        .merge(sign_in::routes())
        .merge(account::routes())
}

/// The templates and translations of this crate.
pub(crate) fn texts() -> (Vec<Template>, Vec<Locale>) {
    macro_rules! templates {
        ($($name:literal),* $(,)?) => {
            vec![$((
                concat!("web/", $name).to_owned(),
                Cow::Borrowed(include_str!(concat!("../templates/", $name))),
            )),*]
        };
    }
    let templates = templates![
        "account-token.html",
        "account.html",
        "api.html",
        "confirm.html",
        "error-part.html",
        "error.html",
        "favicon.txt",
        "link-sent.html",
        "link.html",
        "reset.html",
        "set-up.html",
        "sign-in.html",
    ];
    let locales = vec![
        ("en".to_owned(), Cow::Borrowed(include_str!("../locales/en/web.ftl"))),
        ("zh-CN".to_owned(), Cow::Borrowed(include_str!("../locales/zh-CN/web.ftl"))),
    ];
    (templates, locales)
}
