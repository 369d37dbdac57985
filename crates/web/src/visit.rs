//! Who asks, from where, in which language: recognised once for every request.

use std::{net::IpAddr, sync::Arc};

use axum::{
    extract::{ConnectInfo, Request, State as FromState},
    middleware::Next,
    response::Response,
};
use base::{Scope, Secret};
use http::{Extensions, HeaderMap, HeaderName, header, request::Parts};
use people::session::Visitor;

use crate::{
    Error, State,
    caller::{Caller, Credential, authenticate, touch},
    cookies,
    idempotency::Claim,
    network::{NO_ADDRESS, client_address},
    pages::{Preferences, preferences_cookie},
};

pub use crate::caller::By;

/// How the answer to a request is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Family {
    /// A page for people.
    Page,
    /// JSON for programs.
    Api,
}

impl Family {
    /// The family of a path.
    #[must_use]
    pub fn of(path: &str) -> Self {
        const PROGRAMS: [&str; 6] = ["/live", "/healthz", "/readyz", "/metrics", "/csp-report", "/.well-known"];
        let api = path.starts_with("/api/") && path != "/api/docs";
        if api || PROGRAMS.contains(&path) { Self::Api } else { Self::Page }
    }

    /// A page for people.
    #[must_use]
    pub const fn is_page(self) -> bool {
        matches!(self, Self::Page)
    }
}

/// One request, recognised; cheap to clone.
#[derive(Clone)]
pub struct Visit {
    inner: Arc<Inner>,
    claim: Option<Arc<Claim>>,
}

struct Inner {
    platform: State,
    path: String,
    page: Option<String>,
    address: IpAddr,
    locale: String,
    preferences: Preferences,
    flash: Option<String>,
    is_fragment: bool,
    has_bearer: bool,
    cookie: Option<Secret<String>>,
    user_agent: String,
    live_after: i64,
    caller: Result<Option<Arc<Caller>>, Error>,
}

/// Recognises the caller; handlers and the error page find the visit in the request.
pub(crate) async fn recognise(FromState(state): FromState<State>, request: Request, next: Next) -> Response {
    let (mut parts, body) = request.into_parts();
    let visit = Visit::new(&state, &parts).await;
    parts.extensions.insert(visit);
    next.run(Request::from_parts(parts, body)).await
}

impl Visit {
    async fn new(state: &State, parts: &Parts) -> Self {
        let headers = &parts.headers;
        let live_after = *state.store.event_signal().borrow();
        let bearer = bearer(headers);
        let cookie = cookies::read(headers, state.settings.cookie_name());
        let credential = match (bearer, cookie) {
            (Some(token), _) => Some(Credential::token(token)),
            (None, Some(token)) => Some(Credential::session(token)),
            (None, None) => None,
        };
        let caller = load(state, credential).await;
        let preferences = cookies::read(headers, preferences_cookie(&state.settings)).unwrap_or("");
        let preferences = Preferences::parse(preferences, &state.ui.locales());
        let inner = Arc::new(Inner {
            path: parts.uri.path_and_query().map_or("/", |path| path.as_str()).to_owned(),
            page: current_page(headers, &state.settings.origin()),
            address: address(state, parts),
            locale: locale(state, headers, &preferences, caller.as_ref().ok().and_then(Option::as_ref)),
            preferences,
            flash: cookies::read(headers, FLASH).map(str::to_owned),
            is_fragment: headers.contains_key("hx-request"),
            has_bearer: bearer.is_some(),
            cookie: cookie.map(|cookie| Secret::new(cookie.to_owned())),
            user_agent: text_of(headers, header::USER_AGENT).to_owned(),
            live_after,
            caller,
            platform: Arc::clone(state),
        });
        Self { inner, claim: None }
    }

    /// The same request, under an `Idempotency-Key`.
    pub(crate) fn with_claim(self, claim: Arc<Claim>) -> Self {
        Self { claim: Some(claim), ..self }
    }

    pub(crate) const fn claim(&self) -> Option<&Arc<Claim>> {
        self.claim.as_ref()
    }

    /// The visit of a request.
    ///
    /// # Errors
    /// 500 when the request did not pass the router's own layers.
    pub(crate) fn of(request: &Request) -> Result<Self, Error> {
        Self::in_extensions(request.extensions())
    }

    pub(crate) fn in_extensions(extensions: &Extensions) -> Result<Self, Error> {
        extensions.get::<Self>().cloned().ok_or_else(|| Error::internal("the request was not recognised"))
    }

    /// The running installation.
    #[must_use]
    pub fn platform(&self) -> &State {
        &self.inner.platform
    }

    /// How the answer is written.
    #[must_use]
    pub fn family(&self) -> Family {
        Family::of(self.route())
    }

    /// The path with its query string.
    #[must_use]
    pub fn path(&self) -> &str {
        &self.inner.path
    }

    /// The path without its query string.
    #[must_use]
    pub fn route(&self) -> &str {
        self.inner.path.split('?').next().unwrap_or("/")
    }

    /// The path of the page that the request was made from, as far as the browser says it.
    #[must_use]
    pub fn page(&self) -> Option<String> {
        self.inner.page.clone()
    }

    /// The client's address.
    #[must_use]
    pub fn address(&self) -> IpAddr {
        self.inner.address
    }

    /// The language of the answer.
    #[must_use]
    pub fn locale(&self) -> &str {
        &self.inner.locale
    }

    /// The time zone of the viewer, an IANA name.
    #[must_use]
    pub fn zone(&self) -> &str {
        self.caller().and_then(|caller| caller.person.zone.as_deref()).unwrap_or("UTC")
    }

    /// Only a part of a page is asked for, by script.
    #[must_use]
    pub fn is_fragment(&self) -> bool {
        self.inner.is_fragment
    }

    /// Who asks, if anybody is signed in.
    #[must_use]
    pub fn caller(&self) -> Option<&Arc<Caller>> {
        self.inner.caller.as_ref().ok()?.as_ref()
    }

    /// What the caller may see and do.
    #[must_use]
    pub fn scope(&self) -> Option<&Scope> {
        self.caller().map(|caller| &caller.scope)
    }

    /// The id of the person who asks.
    #[must_use]
    pub fn person_id(&self) -> Option<i64> {
        self.caller().map(|caller| caller.person.id)
    }

    /// What the caller was recognised by.
    #[must_use]
    pub fn by(&self) -> Option<By> {
        self.caller().map(|caller| caller.by)
    }

    /// The event that had the last number when the request came.
    #[must_use]
    pub fn live_after(&self) -> i64 {
        self.inner.live_after
    }

    /// Why a credential could not be checked.
    pub(crate) fn failure(&self) -> Option<Error> {
        self.inner.caller.as_ref().err().cloned()
    }

    /// Who knocks, for signing in.
    pub(crate) fn visitor(&self) -> Visitor {
        Visitor {
            peer: self.address(),
            user_agent: self.inner.user_agent.clone(),
            old_token: self.inner.cookie.as_ref().map(|cookie| cookie.expose().clone()),
        }
    }

    pub(crate) fn preferences(&self) -> &Preferences {
        &self.inner.preferences
    }

    pub(crate) fn flash(&self) -> Option<&str> {
        self.inner.flash.as_deref()
    }

    pub(crate) fn has_bearer(&self) -> bool {
        self.inner.has_bearer
    }

    pub(crate) fn has_cookie(&self) -> bool {
        self.inner.cookie.is_some()
    }
}

/// The cookie that carries the key of what the last action did.
pub(crate) const FLASH: &str = "flash";

async fn load(state: &State, credential: Option<Credential>) -> Result<Option<Arc<Caller>>, Error> {
    let Some(credential) = credential else { return Ok(None) };
    let keys = state.keys.clone();
    let caller = state.store.read(move |tx| authenticate(tx, &keys, &credential)).await?;
    if let Some(by) = caller.as_ref().filter(|caller| caller.touch_due).map(|caller| caller.by) {
        let store = state.store.clone();
        // Bookkeeping that no request waits for.
        base::tasks::spawn("web.touch", async move { store.write(move |tx| touch(tx, by)).await });
    }
    Ok(caller.map(Arc::new))
}

fn bearer(headers: &HeaderMap) -> Option<&str> {
    let value = headers.get(header::AUTHORIZATION)?.to_str().ok()?;
    let (scheme, token) = value.split_once(' ')?;
    scheme.eq_ignore_ascii_case("bearer").then_some(token.trim())
}

fn text_of(headers: &HeaderMap, name: HeaderName) -> &str {
    headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or("")
}

fn address(state: &State, parts: &Parts) -> IpAddr {
    let peer = parts.extensions.get::<ConnectInfo<std::net::SocketAddr>>();
    let peer = peer.map_or(NO_ADDRESS, |ConnectInfo(peer)| peer.ip());
    client_address(peer, &parts.headers, &state.settings.trusted_proxies)
}

/// The person's own choice, then the browser's remembered one, then what the browser prefers.
fn locale(state: &State, headers: &HeaderMap, preferences: &Preferences, caller: Option<&Arc<Caller>>) -> String {
    let spoken = state.ui.locales();
    let own = caller.and_then(|caller| caller.person.locale.as_deref()).filter(|locale| spoken.contains(locale));
    if let Some(chosen) = own.or(preferences.locale.as_deref()) {
        return chosen.to_owned();
    }
    state.ui.negotiate(text_of(headers, header::ACCEPT_LANGUAGE)).to_owned()
}

/// The path in `HX-Current-URL` or `Referer`, when it is one of ours.
fn current_page(headers: &HeaderMap, origin: &str) -> Option<String> {
    let value = headers.get("hx-current-url").or_else(|| headers.get(header::REFERER))?;
    let path = value.to_str().ok()?.strip_prefix(origin)?;
    path.starts_with('/').then(|| path.split('#').next().unwrap_or("/").to_owned())
}
