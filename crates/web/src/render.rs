//! A page knows its viewer, its language and its place without every handler saying so.

use axum::response::{IntoResponse, Redirect, Response};
use http::{HeaderValue, StatusCode, header};
use minijinja::{Value, context};

use crate::{
    Error, cookies, csrf, navigation,
    visit::{By, FLASH, Visit},
};

impl Visit {
    /// Renders a page or a part of one; `values` may override what every page gets.
    ///
    /// # Errors
    /// 500 when the template is unknown or asks for what is not there.
    pub fn render(&self, template: &str, values: Value) -> Result<Response, Error> {
        let state = self.platform();
        let had_flash = self.flash().is_some();
        let context = context! { ..values, ..self.surroundings() };
        let html = state.ui.render(template, self.locale(), context).map_err(Error::internal)?;
        let mut response = html.into_response();
        let headers = response.headers_mut();
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("text/html; charset=utf-8"));
        if had_flash && let Ok(cookie) = HeaderValue::from_str(&cookies::write(&state.settings, FLASH, "", Some(0))) {
            headers.append(header::SET_COOKIE, cookie);
        }
        Ok(response)
    }

    /// Renders with a status other than 200, as for a refused form (422).
    ///
    /// # Errors
    /// 500 when the template is unknown or asks for what is not there.
    pub fn render_with(&self, status: StatusCode, template: &str, values: Value) -> Result<Response, Error> {
        let mut response = self.render(template, values)?;
        *response.status_mut() = status;
        Ok(response)
    }

    /// What every template may use.
    fn surroundings(&self) -> Value {
        let state = self.platform();
        let viewer = self.caller().map(|caller| {
            context! {
                id => caller.person.id,
                name => caller.person.name.clone(),
                role => caller.person.role.as_str(),
                address => caller.person.address.clone(),
            }
        });
        let entries = state.navigation.get().map_or(&[][..], Vec::as_slice);
        context! {
            viewer,
            flash => self.flash_values(),
            nav => navigation::of(self, entries),
            csrf => self.form_token(),
            path => self.page_path(),
            now => state.world.now().rfc3339(),
            zone => self.zone(),
            theme => self.preferences().theme,
            density => self.preferences().density,
            brand => state.settings.brand.clone(),
            live_after => self.caller().map(|_| self.live_after()),
        }
    }

    /// The form token of the session; each call gives another. None without a session.
    #[must_use]
    pub fn form_token(&self) -> Option<String> {
        let Some(By::Session { id, .. }) = self.by() else { return None };
        let state = self.platform();
        Some(csrf::token(&state.keys, &state.world.token(12), id))
    }

    /// A translated message without arguments; its key when there is none.
    #[must_use]
    pub fn text(&self, key: &str) -> String {
        self.platform().ui.text(self.locale(), key, &[]).unwrap_or_else(|_| key.to_owned())
    }

    /// Goes to a path of ours after a form was taken.
    #[must_use]
    pub fn redirect(&self, path: &str) -> Response {
        if self.is_fragment() {
            let mut response = StatusCode::NO_CONTENT.into_response();
            if let Ok(path) = HeaderValue::from_str(path) {
                response.headers_mut().insert("hx-redirect", path);
            }
            return response;
        }
        Redirect::to(path).into_response()
    }

    /// The same, and the next page says what was done: the key of a message that begins with `done-`.
    #[must_use]
    pub fn redirect_done(&self, path: &str, key: &str) -> Response {
        let mut response = self.redirect(path);
        if let Ok(cookie) = HeaderValue::from_str(&cookies::write(&self.platform().settings, FLASH, key, Some(60))) {
            response.headers_mut().append(header::SET_COOKIE, cookie);
        }
        response
    }

    /// Only keys that begin with `done-` are shown, so that a forged cookie cannot say anything else.
    fn flash_values(&self) -> Option<Vec<Value>> {
        let key = self.flash().filter(|key| key.starts_with("done-"))?;
        let text = self.platform().ui.text(self.locale(), key, &[]).ok()?;
        Some(vec![context! { tone => "green", text }])
    }

    /// Where forms come back to: the page itself, never the address of a part of it.
    fn page_path(&self) -> String {
        let own = || self.path().to_owned();
        if self.is_fragment() { self.page().unwrap_or_else(own) } else { own() }
    }
}
