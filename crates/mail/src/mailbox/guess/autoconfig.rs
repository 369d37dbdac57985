//! Reads a domain's description of its own mail servers (Mozilla autoconfig 1.1): only the few elements that are
//! needed, from a text of strangers.

use super::{Guess, Server, Source};
use crate::{
    mailbox::settings::{Encryption, Protocol, is_host},
    parse::addresses,
};

/// The first incoming and outgoing server that can be used.
pub(super) fn read(text: &str, address: &str) -> Option<Guess> {
    let incoming = elements(text, "incomingServer").find_map(|(head, body)| {
        let protocol = match attribute(head, "type")? {
            "imap" => Protocol::Imap,
            "pop3" => Protocol::Pop3,
            _ => return None,
        };
        Some((protocol, server(body)?, user(body, address)))
    });
    let (protocol, incoming, user) = incoming?;
    let outgoing = elements(text, "outgoingServer")
        .filter(|(head, _)| attribute(head, "type") == Some("smtp"))
        .find_map(|(_, body)| server(body));
    Some(Guess { source: Source::Autoconfig, protocol, incoming, outgoing, user, consent: None })
}

/// Servers without encryption are not taken.
fn server(body: &str) -> Option<Server> {
    let encryption = match content(body, "socketType")? {
        "SSL" => Encryption::Tls,
        "STARTTLS" => Encryption::StartTls,
        _ => return None,
    };
    let host = content(body, "hostname").filter(|host| is_host(host))?;
    Some(Server { host: host.to_owned(), port: content(body, "port")?.parse().ok()?, encryption })
}

fn user(body: &str, address: &str) -> String {
    let pattern = content(body, "username").unwrap_or("%EMAILADDRESS%");
    let local = address.rsplit_once('@').map_or(address, |(local, _)| local);
    let user = pattern.replace("%EMAILADDRESS%", address).replace("%EMAILLOCALPART%", local);
    let user = user.replace("%EMAILDOMAIN%", addresses::domain(address));
    if user.is_empty() || user.chars().any(char::is_control) { address.to_owned() } else { user }
}

/// The heads and bodies of all elements with this name.
fn elements<'a>(text: &'a str, name: &'a str) -> impl Iterator<Item = (&'a str, &'a str)> {
    let mut rest = text;
    std::iter::from_fn(move || {
        let (_, after) = rest.split_once(&format!("<{name}"))?;
        let (head, after) = after.split_once('>')?;
        let (body, after) = after.split_once(&format!("</{name}>"))?;
        rest = after;
        Some((head, body))
    })
}

fn content<'a>(body: &'a str, name: &'a str) -> Option<&'a str> {
    elements(body, name).next().map(|(_, content)| content.trim())
}

fn attribute<'a>(head: &'a str, name: &str) -> Option<&'a str> {
    let (_, after) = head.split_once(&format!("{name}=\""))?;
    after.split('"').next()
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = r#"<?xml version="1.0"?><clientConfig version="1.1"><emailProvider id="x.test">
        <incomingServer type="exchange"><hostname>ews.x.test</hostname></incomingServer>
        <incomingServer type="imap"><hostname>plain.x.test</hostname><port>143</port><socketType>plain</socketType></incomingServer>
        <incomingServer type="imap"><hostname> imap.x.test </hostname><port>993</port><socketType>SSL</socketType>
          <username>%EMAILLOCALPART%</username></incomingServer>
        <outgoingServer type="smtp"><hostname>smtp.x.test</hostname><port>587</port><socketType>STARTTLS</socketType></outgoingServer>
        </emailProvider></clientConfig>"#;

    #[test]
    fn the_first_encrypted_servers_are_taken() {
        let found = read(TEXT, "kim@x.test").unwrap();
        assert_eq!(found.incoming, Server::tls("imap.x.test", 993));
        assert_eq!(found.outgoing, Some(Server::start_tls("smtp.x.test", 587)));
        assert_eq!((found.protocol, found.user.as_str()), (Protocol::Imap, "kim"));
    }

    #[test]
    fn attack_nonsense_is_no_description() {
        for text in [
            "",
            "<incomingServer",
            "<incomingServer type=\"imap\">",
            "<incomingServer type=\"imap\"><hostname>a b</hostname><port>993</port><socketType>SSL</socketType></incomingServer>",
            "<incomingServer type=\"imap\"><hostname>a</hostname><port>99999</port><socketType>SSL</socketType></incomingServer>",
            "<html>not found</html>",
        ] {
            assert_eq!(read(text, "kim@x.test"), None, "{text}");
        }
    }
}
