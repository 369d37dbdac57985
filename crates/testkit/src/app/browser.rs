//! A browser without script: follows links, fills in forms that are really there, keeps cookies.

use std::{collections::BTreeMap, sync::Mutex};

use axum::body::Body;
use http::{Method, Request, request::Builder};

use super::{Answer, BASE_URL, TestApp, form};

/// How many redirects are followed.
const REDIRECTS: usize = 5;

/// A person's browser.
pub struct Browser<'app> {
    app: &'app TestApp,
    cookies: Mutex<BTreeMap<String, String>>,
}

#[expect(clippy::expect_used, reason = "a test stops where it fails")]
impl<'app> Browser<'app> {
    pub(super) const fn new(app: &'app TestApp) -> Self {
        Self { app, cookies: Mutex::new(BTreeMap::new()) }
    }

    /// Opens an address, without following where it leads.
    pub async fn get(&self, path: &str) -> Answer {
        self.send(self.request(Method::GET, path), Body::empty()).await
    }

    /// Opens an address and follows where it leads.
    pub async fn open(&self, path: &str) -> Answer {
        let answer = self.get(path).await;
        self.follow(answer).await
    }

    /// Goes where an answer leads, until a page comes.
    pub async fn follow(&self, mut answer: Answer) -> Answer {
        for _ in 0..REDIRECTS {
            if !(300..400).contains(&answer.status()) {
                break;
            }
            let location = answer.location();
            let path = location.strip_prefix(BASE_URL).unwrap_or(location).to_owned();
            answer = self.get(&path).await;
        }
        answer
    }

    /// Fills the form with this action on `page` in, with what it already holds, and sends it.
    ///
    /// # Panics
    /// When the page has no such form or the form no such field.
    pub async fn submit(&self, page: &Answer, action: &str, fields: &[(&str, &str)]) -> Answer {
        let mut form = page.form(action);
        for (name, value) in fields {
            form.set(name, value);
        }
        let values = form.encoded();
        if form.method == Method::GET {
            let separator = if form.action.contains('?') { '&' } else { '?' };
            return self.get(&format!("{}{separator}{values}", form.action)).await;
        }
        if form.is_multipart {
            let request = self.request(Method::POST, &form.action);
            let kind = format!("multipart/form-data; boundary={}", form::BOUNDARY);
            return self.send(request.header("content-type", kind), form.multipart()).await;
        }
        self.post(&form.action, &values).await
    }

    /// Sends an encoded form body as it is, for tests of what no page offers.
    pub async fn post(&self, path: &str, body: &str) -> Answer {
        let request = self.request(Method::POST, path).header("content-type", "application/x-www-form-urlencoded");
        self.send(request, body.to_owned()).await
    }

    /// Sets a cookie.
    pub fn set_cookie(&self, name: &str, value: &str) {
        self.cookies.lock().expect("no test thread panicked").insert(name.to_owned(), value.to_owned());
    }

    /// The value of a cookie.
    #[must_use]
    pub fn cookie(&self, name: &str) -> Option<String> {
        self.cookies.lock().expect("no test thread panicked").get(name).cloned()
    }

    /// A request with cookies and the headers a browser adds; [`Browser::send`] sends it.
    #[must_use]
    pub fn request(&self, method: Method, path: &str) -> Builder {
        let cookies = self.cookies.lock().expect("no test thread panicked");
        let cookies: Vec<String> = cookies.iter().map(|(name, value)| format!("{name}={value}")).collect();
        let mut request = Request::builder()
            .method(method)
            .uri(path)
            .header("host", BASE_URL.trim_start_matches("https://"))
            .header("accept", "text/html,application/xhtml+xml")
            .header("accept-language", "en")
            .header("origin", BASE_URL)
            .header("sec-fetch-site", "same-origin");
        if !cookies.is_empty() {
            request = request.header("cookie", cookies.join("; "));
        }
        request
    }

    /// Sends a request and keeps the cookies of its answer.
    ///
    /// # Panics
    /// When the request is none.
    pub async fn send(&self, request: Builder, body: impl Into<Body>) -> Answer {
        let answer = self.app.send(request.body(body.into()).expect("the request can be made")).await;
        let mut cookies = self.cookies.lock().expect("no test thread panicked");
        for line in answer.headers("set-cookie") {
            let (pair, attributes) = line.split_once(';').unwrap_or((line, ""));
            let Some((name, value)) = pair.split_once('=') else { continue };
            if value.is_empty() || attributes.to_ascii_lowercase().contains("max-age=0") {
                cookies.remove(name);
            } else {
                cookies.insert(name.to_owned(), value.to_owned());
            }
        }
        drop(cookies);
        answer
    }
}
