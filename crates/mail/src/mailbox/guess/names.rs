//! What a domain's DNS says of its mail: exchangers, and services by SRV (RFC 6186, RFC 8314).

use mail_auth::hickory_resolver::proto::rr::{RData, RecordType};

use super::{Guess, Server, Source};
use crate::{
    authentication::Dns,
    mailbox::settings::{Encryption, Protocol},
};

/// The names of a domain's mail exchangers, in lower case without the last dot.
pub(super) async fn exchangers(domain: &str, dns: &Dns) -> Vec<String> {
    let answers = records(&format!("{domain}."), RecordType::MX, dns).await;
    let named = answers.iter().filter_map(|one| if let RData::MX(found) = one { Some(&found.exchange) } else { None });
    named.map(|name| plain(&name.to_ascii())).collect()
}

/// The services that the domain offers: IMAP before POP3, encrypted from the first byte before later.
pub(super) async fn services(domain: &str, address: &str, dns: &Dns) -> Option<Guess> {
    const INCOMING: [(&str, Protocol, Encryption); 4] = [
        ("_imaps", Protocol::Imap, Encryption::Tls),
        ("_imap", Protocol::Imap, Encryption::StartTls),
        ("_pop3s", Protocol::Pop3, Encryption::Tls),
        ("_pop3", Protocol::Pop3, Encryption::StartTls),
    ];
    const OUTGOING: [(&str, Encryption); 2] =
        [("_submissions", Encryption::Tls), ("_submission", Encryption::StartTls)];
    let mut incoming = None;
    for (service, protocol, encryption) in INCOMING {
        if let Some((host, port)) = service_at(service, domain, dns).await {
            incoming = Some((protocol, Server { host, port, encryption }));
            break;
        }
    }
    let (protocol, incoming) = incoming?;
    let mut outgoing = None;
    for (service, encryption) in OUTGOING {
        if let Some((host, port)) = service_at(service, domain, dns).await {
            outgoing = Some(Server { host, port, encryption });
            break;
        }
    }
    let user = address.to_owned();
    Some(Guess { source: Source::Srv, protocol, incoming, outgoing, user, consent: None })
}

/// The server with the best priority; a lone dot means that the service is not offered (RFC 2782).
async fn service_at(service: &str, domain: &str, dns: &Dns) -> Option<(String, u16)> {
    let answers = records(&format!("{service}._tcp.{domain}."), RecordType::SRV, dns).await;
    let offered = answers.iter().filter_map(|one| if let RData::SRV(found) = one { Some(found) } else { None });
    let best = offered.min_by_key(|found| (found.priority, std::cmp::Reverse(found.weight)))?;
    let host = plain(&best.target.to_ascii());
    (!host.is_empty() && best.port != 0).then_some((host, best.port))
}

async fn records(name: &str, kind: RecordType, dns: &Dns) -> Vec<RData> {
    let Some(asked) = dns.awake() else { return Vec::new() };
    match asked.patiently(asked.authenticator().resolver().lookup(name, kind)).await {
        Some(Ok(found)) => found.answers().iter().map(|record| record.data.clone()).collect(),
        _ => Vec::new(),
    }
}

fn plain(name: &str) -> String {
    name.trim_end_matches('.').to_ascii_lowercase()
}
