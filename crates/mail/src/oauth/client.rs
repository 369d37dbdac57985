//! Who asks for a consent, and where: the application that the administrator registered with the provider.

use base::Secret;
use serde::{Deserialize, Serialize};

use crate::{Error, mailbox::settings::is_loopback};

/// Who has the account.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Provider {
    /// Microsoft 365 and Outlook.com.
    Microsoft,
    /// Google Workspace and Gmail.
    Google,
    /// Any other server that speaks OAuth 2.0.
    Other,
}

/// The application that asks.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Client {
    /// Who has the account.
    pub provider: Provider,
    /// Where people consent.
    pub authorize_url: String,
    /// Where tokens are given out.
    pub token_url: String,
    /// What is asked for.
    pub scopes: Vec<String>,
    /// The application's id.
    pub id: String,
    /// The application's secret; none for public clients.
    secret: Option<String>,
}

impl std::fmt::Debug for Client {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "Client({:?}, {})", self.provider, self.id)
    }
}

impl Client {
    /// An application registered with Microsoft; `tenant` is the directory, `common` for any.
    #[must_use]
    pub fn microsoft(tenant: &str, id: &str, secret: Option<Secret<String>>) -> Self {
        let base = format!("https://login.microsoftonline.com/{tenant}/oauth2/v2.0");
        let permission = |name| format!("https://outlook.office.com/{name}");
        Self {
            provider: Provider::Microsoft,
            authorize_url: format!("{base}/authorize"),
            token_url: format!("{base}/token"),
            scopes: vec![
                permission("IMAP.AccessAsUser.All"),
                permission("POP.AccessAsUser.All"),
                permission("SMTP.Send"),
                "offline_access".to_owned(),
            ],
            id: id.to_owned(),
            secret: secret.map(Secret::into_inner),
        }
    }

    /// An application registered with Google.
    #[must_use]
    pub fn google(id: &str, secret: Option<Secret<String>>) -> Self {
        Self {
            provider: Provider::Google,
            authorize_url: "https://accounts.google.com/o/oauth2/v2/auth".to_owned(),
            token_url: "https://oauth2.googleapis.com/token".to_owned(),
            scopes: vec!["https://mail.google.com/".to_owned()],
            id: id.to_owned(),
            secret: secret.map(Secret::into_inner),
        }
    }

    /// An application registered elsewhere.
    #[must_use]
    pub fn other(
        authorize_url: &str,
        token_url: &str,
        scopes: &[&str],
        id: &str,
        secret: Option<Secret<String>>,
    ) -> Self {
        Self {
            provider: Provider::Other,
            authorize_url: authorize_url.to_owned(),
            token_url: token_url.to_owned(),
            scopes: scopes.iter().map(ToString::to_string).collect(),
            id: id.to_owned(),
            secret: secret.map(Secret::into_inner),
        }
    }

    pub(super) fn secret(&self) -> Option<&str> {
        self.secret.as_deref()
    }

    /// Refuses what cannot work or would send a secret in the clear.
    ///
    /// # Errors
    /// [`Error::Invalid`] with the field.
    pub fn check(&self) -> Result<(), Error> {
        if self.id.is_empty() || self.id.chars().any(char::is_control) {
            return Err(Error::invalid("client_id", "give the id of the application registered with the provider"));
        }
        for (field, url) in [("authorize_url", &self.authorize_url), ("token_url", &self.token_url)] {
            let host = url.split("://").nth(1).and_then(|rest| rest.split(['/', ':']).next()).unwrap_or("");
            let encrypted = url.starts_with("https://");
            let here = url.starts_with("http://") && is_loopback(host);
            if host.is_empty() || !(encrypted || here) || url.contains(['#', ' ']) || url.chars().any(char::is_control)
            {
                return Err(Error::invalid(field, "give an address that begins with https://"));
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn providers_are_asked_over_https_only() {
        Client::microsoft("common", "id", None).check().unwrap();
        Client::google("id", None).check().unwrap();
        Client::other("http://127.0.0.1:9/a", "http://localhost:9/t", &["mail"], "id", None).check().unwrap();
        for (authorize, token) in [
            ("http://login.x.test/a", "https://login.x.test/t"),
            ("https://login.x.test/a", "http://login.x.test/t"),
            ("https://", "https://login.x.test/t"),
            ("https://login.x.test/a#b", "https://login.x.test/t"),
            ("javascript:alert(1)", "https://login.x.test/t"),
        ] {
            assert!(Client::other(authorize, token, &[], "id", None).check().is_err(), "{authorize} {token}");
        }
        assert!(Client::google("", None).check().is_err());
    }

    #[test]
    fn a_secret_does_not_show() {
        let client = Client::google("id", Some(Secret::new("hush".to_owned())));
        assert!(!format!("{client:?}").contains("hush"));
    }
}
