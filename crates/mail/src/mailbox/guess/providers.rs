//! Providers whose servers are known, by the domain of the address or of its mail exchangers.

use super::{Guess, Server, Source};
use crate::{mailbox::settings::Protocol, oauth::Provider};

/// A provider: domains of addresses, end of the names of mail exchangers, IMAP (TLS, 993), SMTP (587 with STARTTLS,
/// or 465 with TLS), consent.
struct Known {
    domains: &'static [&'static str],
    exchangers: &'static str,
    imap: &'static str,
    smtp: (&'static str, u16),
    consent: Option<Provider>,
}

const fn known(
    domains: &'static [&'static str],
    exchangers: &'static str,
    imap: &'static str,
    smtp: (&'static str, u16),
) -> Known {
    Known { domains, exchangers, imap, smtp, consent: None }
}

const KNOWN: [Known; 22] = [
    Known {
        domains: &["outlook.com", "hotmail.com", "live.com", "msn.com", "outlook.de", "outlook.fr", "hotmail.co.uk"],
        exchangers: ".outlook.com",
        imap: "outlook.office365.com",
        smtp: ("smtp.office365.com", 587),
        consent: Some(Provider::Microsoft),
    },
    Known {
        domains: &["gmail.com", "googlemail.com"],
        exchangers: ".google.com",
        imap: "imap.gmail.com",
        smtp: ("smtp.gmail.com", 465),
        consent: Some(Provider::Google),
    },
    known(
        &["yahoo.com", "yahoo.de", "yahoo.fr", "yahoo.co.uk", "ymail.com"],
        ".yahoodns.net",
        "imap.mail.yahoo.com",
        ("smtp.mail.yahoo.com", 465),
    ),
    known(&["icloud.com", "me.com", "mac.com"], ".icloud.com", "imap.mail.me.com", ("smtp.mail.me.com", 587)),
    known(&["fastmail.com", "fastmail.fm"], ".messagingengine.com", "imap.fastmail.com", ("smtp.fastmail.com", 465)),
    known(&["aol.com"], ".aol.com", "imap.aol.com", ("smtp.aol.com", 465)),
    known(&["gmx.de", "gmx.net", "gmx.at", "gmx.ch"], ".gmx.net", "imap.gmx.net", ("mail.gmx.net", 465)),
    known(&["gmx.com"], ".gmx.com", "imap.gmx.com", ("mail.gmx.com", 465)),
    known(&["web.de"], ".web.de", "imap.web.de", ("smtp.web.de", 465)),
    known(&["t-online.de"], ".t-online.de", "secureimap.t-online.de", ("securesmtp.t-online.de", 465)),
    known(&["posteo.de", "posteo.net"], ".posteo.de", "posteo.de", ("posteo.de", 465)),
    known(&["mailbox.org"], ".mailbox.org", "imap.mailbox.org", ("smtp.mailbox.org", 465)),
    known(&["zoho.com"], ".zoho.com", "imap.zoho.com", ("smtp.zoho.com", 465)),
    known(&["zoho.eu"], ".zoho.eu", "imap.zoho.eu", ("smtp.zoho.eu", 465)),
    known(&["yandex.com", "yandex.ru"], ".yandex.net", "imap.yandex.com", ("smtp.yandex.com", 465)),
    known(&["mail.ru", "inbox.ru", "list.ru", "bk.ru"], ".mail.ru", "imap.mail.ru", ("smtp.mail.ru", 465)),
    known(&["qq.com", "foxmail.com"], ".qq.com", "imap.qq.com", ("smtp.qq.com", 465)),
    known(&["163.com"], ".netease.com", "imap.163.com", ("smtp.163.com", 465)),
    known(&["126.com"], "mx.126.com", "imap.126.com", ("smtp.126.com", 465)),
    known(&["orange.fr", "wanadoo.fr"], ".orange.fr", "imap.orange.fr", ("smtp.orange.fr", 465)),
    known(&["free.fr"], ".free.fr", "imap.free.fr", ("smtp.free.fr", 465)),
    known(&["comcast.net"], ".comcast.net", "imap.comcast.net", ("smtp.comcast.net", 587)),
];

/// The provider of a domain.
pub(super) fn of_domain(domain: &str, address: &str) -> Option<Guess> {
    let found = KNOWN.iter().find(|known| known.domains.contains(&domain))?;
    Some(settings(found, Source::Provider, address))
}

/// The provider that takes a domain's mail. Whoever lets another filter its mail first names the filter there, which
/// is none of these.
pub(super) fn of_exchangers(exchangers: &[String], address: &str) -> Option<Guess> {
    let found = KNOWN.iter().find(|known| exchangers.iter().any(|name| name.ends_with(known.exchangers)))?;
    Some(settings(found, Source::MailExchanger, address))
}

fn settings(known: &Known, source: Source, address: &str) -> Guess {
    let (host, port) = known.smtp;
    Guess {
        source,
        protocol: Protocol::Imap,
        incoming: Server::tls(known.imap, 993),
        outgoing: Some(if port == 465 { Server::tls(host, port) } else { Server::start_tls(host, port) }),
        user: address.to_owned(),
        consent: known.consent,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn providers_are_known_by_domain_and_by_mail_exchanger() {
        let found = of_domain("gmail.com", "kim@gmail.com").unwrap();
        assert_eq!((found.incoming.host.as_str(), found.consent), ("imap.gmail.com", Some(Provider::Google)));
        let exchangers = ["example-com.mail.protection.outlook.com".to_owned()];
        let found = of_exchangers(&exchangers, "kim@example.com").unwrap();
        assert_eq!((found.source, found.consent), (Source::MailExchanger, Some(Provider::Microsoft)));
        assert_eq!(of_domain("example.com", "kim@example.com"), None);
        assert_eq!(of_exchangers(&["mx.example.com".to_owned()], "kim@example.com"), None);
    }

    #[test]
    fn no_domain_is_two_providers() {
        let mut all: Vec<_> = KNOWN.iter().flat_map(|known| known.domains).collect();
        let count = all.len();
        all.sort_unstable();
        all.dedup();
        assert_eq!(all.len(), count);
    }
}
