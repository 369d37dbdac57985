//! Theme, density and language are remembered in a cookie, so that they hold before sign-in too.

use axum::{
    extract::State as FromState,
    response::{IntoResponse, Redirect, Response},
};
use http::{HeaderValue, header};
use serde::Deserialize;

use crate::{Anyone, Error, Form, State, cookies, next::next_or_home, settings::Settings};

/// What a browser remembers; each is none until chosen.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Preferences {
    pub(crate) theme: Option<&'static str>,
    pub(crate) density: Option<&'static str>,
    pub(crate) locale: Option<String>,
}

const THEMES: [&str; 3] = ["system", "light", "dark"];
const DENSITIES: [&str; 2] = ["comfortable", "compact"];
const YEAR: i64 = 31_536_000;

impl Preferences {
    /// Reads `theme.density.locale`; what is unknown counts as not chosen.
    pub(crate) fn parse(text: &str, locales: &[&str]) -> Self {
        let mut parts = text.splitn(3, '.');
        let mut part = || parts.next().unwrap_or("");
        Self {
            theme: known(&THEMES, part()),
            density: known(&DENSITIES, part()),
            locale: Some(part()).filter(|locale| locales.contains(locale)).map(str::to_owned),
        }
    }

    fn text(&self) -> String {
        let locale = self.locale.as_deref().unwrap_or("");
        format!("{}.{}.{locale}", self.theme.unwrap_or(""), self.density.unwrap_or(""))
    }
}

fn known(all: &[&'static str], given: &str) -> Option<&'static str> {
    all.iter().find(|known| **known == given).copied()
}

/// The cookie's name; bound to the host where cookies are secure.
pub(crate) const fn cookie_name(settings: &Settings) -> &'static str {
    if settings.secure_cookies { "__Host-preferences" } else { "preferences" }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Choice {
    return_to: Option<String>,
    theme: Option<String>,
    density: Option<String>,
    locale: Option<String>,
}

/// Remembers a choice and goes back.
pub(super) async fn save(
    FromState(state): FromState<State>,
    anyone: Anyone,
    Form(choice): Form<Choice>,
) -> Result<Response, Error> {
    let mut preferences = anyone.preferences().clone();
    let refuse = |field: &'static str| Error::field(field, "This choice is not known.");
    if let Some(theme) = &choice.theme {
        preferences.theme = Some(known(&THEMES, theme).ok_or_else(|| refuse("theme"))?);
    }
    if let Some(density) = &choice.density {
        preferences.density = Some(known(&DENSITIES, density).ok_or_else(|| refuse("density"))?);
    }
    if let Some(locale) = choice.locale {
        let spoken = state.ui.locales().contains(&locale.as_str());
        preferences.locale = Some(locale).filter(|_| spoken);
    }
    let cookie = cookies::write(&state.settings, cookie_name(&state.settings), &preferences.text(), Some(YEAR));
    let mut response = Redirect::to(next_or_home(choice.return_to.as_deref())).into_response();
    if let Ok(value) = HeaderValue::from_str(&cookie) {
        response.headers_mut().append(header::SET_COOKIE, value);
    }
    Ok(response)
}
