//! What an installation says about its outside: its address, its proxies, its limits.

use base::Secret;

use crate::{limits::Limits, network::Network};

/// The settings of the HTTP side.
#[derive(Clone, Debug)]
pub struct Settings {
    /// The address people use, for example `https://help.example.com`; links in mails begin with it.
    pub base_url: String,
    /// Cookies only over TLS and bound to the host name; on unless the address is plain HTTP.
    pub secure_cookies: bool,
    /// Proxies whose `X-Forwarded-For` is believed.
    pub trusted_proxies: Vec<Network>,
    /// Opens `/metrics` to whoever sends it as Bearer token.
    pub metrics_token: Option<Secret<String>>,
    /// The product's name on every page.
    pub brand: String,
    /// The limits an installation may change.
    pub limits: Limits,
}

impl Settings {
    /// Settings for an address, everything else as delivered.
    pub fn new(base_url: impl Into<String>) -> Self {
        let base_url = base_url.into().trim_end_matches('/').to_owned();
        Self {
            secure_cookies: base_url.starts_with("https://"),
            base_url,
            trusted_proxies: Vec::new(),
            metrics_token: None,
            brand: "Aftercare".to_owned(),
            limits: Limits::default(),
        }
    }

    /// Whether the outside speaks TLS.
    #[must_use]
    pub fn is_https(&self) -> bool {
        self.base_url.starts_with("https://")
    }

    /// Scheme, host and port, as browsers write `Origin`.
    #[must_use]
    pub fn origin(&self) -> String {
        let scheme = self.base_url.find("://").map_or(0, |place| place + 3);
        let host = self.base_url.get(scheme..).unwrap_or("");
        let end = host.find('/').unwrap_or(host.len());
        self.base_url.get(..scheme + end).unwrap_or("").to_ascii_lowercase()
    }

    /// The absolute address of a path on this installation.
    #[must_use]
    pub fn url(&self, path: &str) -> String {
        format!("{}{path}", self.base_url.trim_end_matches('/'))
    }

    /// The name of the session cookie; the prefix makes browsers bind it to this host (RFC 6265bis).
    #[must_use]
    pub const fn cookie_name(&self) -> &'static str {
        if self.secure_cookies { "__Host-session" } else { "session" }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_origin_is_the_address_without_its_path() {
        assert_eq!(Settings::new("https://Help.example:8443/care/").origin(), "https://help.example:8443");
        assert_eq!(Settings::new("http://127.0.0.1:8080").origin(), "http://127.0.0.1:8080");
        assert_eq!(Settings::new("https://h.example/").url("/desk"), "https://h.example/desk");
    }
}
