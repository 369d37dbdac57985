//! A relay is written as one address: `smtp://host:port`, `smtp+starttls://…`, `smtps://…`, with `user:password@`
//! where needed; percent signs stand for what an address cannot hold. `?sign-in=oauth` at the end means that the
//! password is an access token, which comes from the mailbox's consent.

use base::Secret;

use super::{Relay, RelayTls};
use crate::Error;

/// Ends the address of a relay that is signed in to with the mailbox's consent.
const OAUTH: &str = "?sign-in=oauth";

impl Relay {
    /// Reads the address.
    ///
    /// # Errors
    /// [`Error::Invalid`] with what is wrong; never shows the password.
    pub fn read(address: &Secret<String>, hello: &str) -> Result<Self, Error> {
        let invalid = |message: &str| Error::invalid("smtp", message);
        let (scheme, rest) =
            address.expose().split_once("://").ok_or_else(|| invalid("it must look like smtp://host:port"))?;
        let (tls, usual) = match scheme {
            "smtp" => (RelayTls::None, 25),
            "smtp+starttls" => (RelayTls::StartTls, 587),
            "smtps" => (RelayTls::Implicit, 465),
            _ => return Err(invalid("it must begin with smtp://, smtp+starttls:// or smtps://")),
        };
        let (rest, bearer) = match rest.strip_suffix(OAUTH) {
            Some(rest) => (rest, true),
            None => (rest, false),
        };
        let rest = rest.trim_end_matches('/');
        let (credentials, place) = match rest.rsplit_once('@') {
            Some((user, place)) => (Some(user), place),
            None => (None, rest),
        };
        let (host, port) = match place.rsplit_once(':') {
            Some((host, port)) => (host, port.parse().map_err(|_| invalid("the port is not a number"))?),
            None => (place, usual),
        };
        if host.is_empty() {
            return Err(invalid("it names no server"));
        }
        let credentials = credentials.map(|text| {
            let (user, password) = text.split_once(':').unwrap_or((text, ""));
            (decode(user), Secret::new(decode(password)))
        });
        let host = host.trim_matches(['[', ']']).to_owned();
        Ok(Self { host, port, tls, credentials, bearer, hello: hello.to_owned(), trusted: Vec::new() })
    }
}

/// The same address with another password.
pub(crate) fn with_password(address: &Secret<String>, password: &Secret<String>) -> Secret<String> {
    let text = address.expose();
    let Some((scheme, rest)) = text.split_once("://") else { return address.clone() };
    let Some((user, place)) = rest.rsplit_once('@') else { return address.clone() };
    let user = user.split(':').next().unwrap_or(user);
    Secret::new(format!("{scheme}://{user}:{}@{place}", encode(password.expose())))
}

/// Writes what an address cannot hold with percent signs.
#[must_use]
pub fn encode(text: &str) -> String {
    let mut encoded = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            encoded.push(char::from(byte));
        } else {
            encoded.push_str(&format!("%{byte:02X}"));
        }
    }
    encoded
}

/// Undoes percent signs.
#[must_use]
pub fn decode(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        let pair: Vec<u8> = if byte == b'%' { rest.clone().take(2).collect() } else { Vec::new() };
        match std::str::from_utf8(&pair).ok().and_then(|pair| u8::from_str_radix(pair, 16).ok()) {
            Some(decoded) if pair.len() == 2 => {
                bytes.push(decoded);
                rest.nth(1);
            }
            _ => bytes.push(byte),
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(address: &str) -> Result<Relay, Error> {
        Relay::read(&Secret::new(address.to_owned()), "me")
    }

    #[test]
    fn addresses_of_relays_are_read() {
        let relay = read("smtps://mail%40x:p%3Aw@relay.example:2465").unwrap();
        assert_eq!((relay.host.as_str(), relay.port, relay.tls), ("relay.example", 2465, RelayTls::Implicit));
        let (user, password) = relay.credentials.unwrap();
        assert_eq!((user.as_str(), password.expose().as_str()), ("mail@x", "p:w"));
        assert_eq!(read("smtp://127.0.0.1").unwrap().port, 25);
        assert_eq!(read("smtp+starttls://[::1]:2525").unwrap().host, "::1");
        let token = Secret::new("a/b=:@".to_owned());
        let consented = with_password(&Secret::new("smtp+starttls://me%40x@y:587?sign-in=oauth".to_owned()), &token);
        let relay = Relay::read(&consented, "me").unwrap();
        let (user, password) = relay.credentials.unwrap();
        assert_eq!((user.as_str(), password.expose().as_str(), relay.bearer), ("me@x", "a/b=:@", true));
        for wrong in ["http://x", "smtp://:25", "smtp://x:port", "x"] {
            assert!(read(wrong).is_err(), "{wrong}");
        }
    }
}
