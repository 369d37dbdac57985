//! The address of a request: http or https, a host, a port; nothing hidden in it.

use std::net::IpAddr;

use url::{Host, Url};

use crate::{Error, Policy};

/// The longest address, in bytes.
const LONGEST: usize = 4_096;

/// An address that was read and found in order. Odd spellings of numbers (`0x7f.1`, `2130706433`) are read as
/// browsers read them (WHATWG URL), so that they cannot mean one thing here and another elsewhere.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Target(Url);

impl Target {
    /// Reads an address.
    ///
    /// # Errors
    /// [`Error::Address`] with what is wrong with it.
    pub fn read(text: &str, policy: &Policy) -> Result<Self, Error> {
        if text.len() > LONGEST {
            return Err(refused(text, "it is too long"));
        }
        let url = Url::parse(text).map_err(|_| refused(text, "it is no address"))?;
        Self::check(url, policy)
    }

    /// Where a redirect leads.
    pub(crate) fn follow(&self, location: &str, policy: &Policy) -> Result<Self, Error> {
        if location.len() > LONGEST {
            return Err(refused(location, "it is too long"));
        }
        Self::check(self.0.join(location).map_err(|_| refused(location, "it is no address"))?, policy)
    }

    fn check(mut url: Url, policy: &Policy) -> Result<Self, Error> {
        url.set_fragment(None);
        let refuse = |why| Err(refused(url.as_str(), why));
        match url.scheme() {
            "https" => {}
            "http" if policy.plain_http => {}
            "http" => return refuse("only https is used here"),
            _ => return refuse("only http and https are used"),
        }
        if !url.username().is_empty() || url.password().is_some() {
            return refuse("it holds a user name");
        }
        match url.host() {
            None => return refuse("it names no server"),
            Some(Host::Domain(name)) if name.is_empty() || name.len() > 253 || name.contains('%') => {
                return refuse("the name of the server is not one");
            }
            Some(_) => {}
        }
        if !policy.allows_port(url.port_or_known_default().unwrap_or(0)) {
            return refuse("this port is not used");
        }
        Ok(Self(url))
    }

    /// The server's name, or its address without brackets.
    #[must_use]
    pub fn host(&self) -> String {
        match self.0.host() {
            Some(Host::Domain(name)) => name.trim_end_matches('.').to_owned(),
            Some(Host::Ipv4(address)) => address.to_string(),
            Some(Host::Ipv6(address)) => address.to_string(),
            None => String::new(),
        }
    }

    /// The address, when the server is named by one.
    #[must_use]
    pub fn ip(&self) -> Option<IpAddr> {
        match self.0.host()? {
            Host::Ipv4(address) => Some(address.into()),
            Host::Ipv6(address) => Some(address.into()),
            Host::Domain(_) => None,
        }
    }

    /// The port.
    #[must_use]
    pub fn port(&self) -> u16 {
        self.0.port_or_known_default().unwrap_or(0)
    }

    /// Encrypted.
    #[must_use]
    pub fn is_https(&self) -> bool {
        self.0.scheme() == "https"
    }

    /// What `Host` says: the name, and the port when it is not the usual one.
    pub(crate) fn authority(&self) -> String {
        self.0.authority().to_owned()
    }

    /// Path and query, as the request line has them.
    pub(crate) fn path(&self) -> String {
        match self.0.query() {
            Some(query) => format!("{}?{query}", self.0.path()),
            None => self.0.path().to_owned(),
        }
    }

    /// The same scheme, host and port: credentials stay.
    pub(crate) fn same_origin(&self, other: &Self) -> bool {
        self.0.origin() == other.0.origin()
    }

    /// The whole address.
    #[must_use]
    pub fn as_str(&self) -> &str {
        self.0.as_str()
    }
}

fn refused(address: &str, why: &'static str) -> Error {
    // What stands before an at sign or behind a question mark may be secret.
    let shown = address.split(['?', '#']).next().unwrap_or("");
    let shown = shown.rsplit_once('@').map_or(shown, |(_, rest)| rest);
    Error::Address { address: base::text::truncate(shown, 200).to_owned(), why }
}
