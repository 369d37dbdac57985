//! A private Dovecot: a real IMAP and POP3 server on loopback ports over Maildirs that tests can look into.

use std::{
    net::{Ipv4Addr, SocketAddr},
    path::{Path, PathBuf},
};

use anyhow::Context;

use crate::{
    guard::{Guard, Output},
    maildir::Maildir,
    place::{Place, answers, free_port, until_ready},
    program::{account, command, give_to, is_root, own_name, require},
};

/// The password of every mailbox.
pub const PASSWORD: &str = "correct-horse-battery";

const PACKAGE: &str = "dovecot-imapd";
const POP3_PACKAGE: &str = "dovecot-pop3d";

/// What a server can do beside plain IMAP and POP3 with passwords.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// Certificate and private key (PEM): STARTTLS and STLS are offered.
    pub certificate: Option<(String, String)>,
    /// Where access tokens are checked (RFC 7662, with the token as the bearer): XOAUTH2 and OAUTHBEARER are offered.
    pub introspection: Option<String>,
}

/// A running server; dropping it stops it and removes its mailboxes.
#[derive(Debug)]
pub struct Dovecot {
    address: SocketAddr,
    pop3: SocketAddr,
    mail: PathBuf,
    _guard: Guard,
}

impl Dovecot {
    /// Where it listens for IMAP: password sign-in allowed without TLS.
    #[must_use]
    pub const fn address(&self) -> SocketAddr {
        self.address
    }

    /// Where it listens for POP3.
    #[must_use]
    pub const fn pop3(&self) -> SocketAddr {
        self.pop3
    }

    /// The folder with a Maildir for each user, which Postfix can deliver into.
    #[must_use]
    pub fn mail_folder(&self) -> &Path {
        &self.mail
    }

    /// The INBOX of `user`, made if it is new; its password is [`PASSWORD`].
    ///
    /// # Errors
    /// When it cannot be made.
    pub fn mailbox(&self, user: &str) -> std::io::Result<Maildir> {
        Maildir::create(self.mail.join(user))
    }

    /// Another folder of `user`, made if it is new.
    ///
    /// # Errors
    /// When it cannot be made.
    pub fn folder(&self, user: &str, name: &str) -> std::io::Result<Maildir> {
        Maildir::create(self.mail.join(user).join(format!(".{name}")))
    }
}

/// Starts a server without mailboxes.
///
/// # Errors
/// When Dovecot is missing or does not start.
pub fn start() -> anyhow::Result<Dovecot> {
    start_with(&Options::default())
}

/// Starts a server that can do more.
///
/// # Errors
/// As [`start`].
pub fn start_with(options: &Options) -> anyhow::Result<Dovecot> {
    let dovecot = require("dovecot", PACKAGE, &[])?;
    let folders = [PathBuf::from("/usr/lib/dovecot"), PathBuf::from("/usr/libexec/dovecot")];
    require("imap", PACKAGE, &folders)?;
    require("pop3", POP3_PACKAGE, &folders)?;
    let place = Place::new("dovecot")?;
    let mail = place.path().join("mail");
    std::fs::create_dir(&mail)?;
    if let (true, Some(nobody)) = (is_root(), account("nobody")) {
        give_to(&mail, nobody)?;
    }
    let (port, pop3_port) = (free_port()?, free_port()?);
    let more = more(&place, options)?;
    let settings = place.write("dovecot.conf", &settings(place.path(), (port, pop3_port), &more)?)?;
    let mut server = command(dovecot);
    server.arg("-F").arg("-c").arg(settings);
    let address = SocketAddr::from((Ipv4Addr::LOCALHOST, port));
    let pop3 = SocketAddr::from((Ipv4Addr::LOCALHOST, pop3_port));
    let mut guard = Guard::start(&server, "TERM", place.path(), Output::File(&place.log()))?;
    until_ready("Dovecot", &mut guard, &place.log(), || answers(address) && answers(pop3))?;
    Ok(Dovecot { address, pop3, mail, _guard: guard })
}

/// The settings for what a server can do more.
fn more(place: &Place, options: &Options) -> std::io::Result<String> {
    let mut settings = String::new();
    if let Some((certificate, key)) = &options.certificate {
        let (certificate, key) = (place.write("certificate.pem", certificate)?, place.write("key.pem", key)?);
        settings += &format!("ssl = yes\nssl_cert = <{}\nssl_key = <{}\n", certificate.display(), key.display());
    }
    if let Some(address) = &options.introspection {
        let tokens = format!(
            "introspection_mode = auth\nintrospection_url = {address}\nusername_attribute = username\n\
             active_attribute = active\nactive_value = true\n"
        );
        let tokens = place.write("tokens.conf", &tokens)?;
        settings += &format!(
            "auth_mechanisms = plain login xoauth2 oauthbearer\n\
             passdb {{\n  driver = oauth2\n  mechanisms = xoauth2 oauthbearer\n  args = {}\n}}\n",
            tokens.display()
        );
    }
    Ok(settings)
}

/// As root, Dovecot's own accounts are used and `nobody` owns the mail; otherwise everything is ours. Every user with
/// the password may open every mailbox by naming it as the authorization identity.
fn settings(folder: &Path, (port, pop3_port): (u16, u16), more: &str) -> anyhow::Result<String> {
    let folder = folder.display();
    let own = own_name().context("Dovecot needs a user with a name in /etc/passwd")?;
    let (accounts, owner) = if is_root() {
        (String::new(), "nobody".to_owned())
    } else {
        (format!("default_internal_user = {own}\ndefault_login_user = {own}\ndefault_internal_group =\n"), own)
    };
    let (user, group) = account(&owner).with_context(|| format!("the account {owner} is not in /etc/passwd"))?;
    let password = PASSWORD;
    Ok(format!(
        r#"
base_dir = {folder}/run
state_dir = {folder}/state
log_path = /dev/stderr
instance_name = test
listen = 127.0.0.1
protocols = imap pop3
ssl = no
disable_plaintext_auth = no
auth_mechanisms = plain login
auth_failure_delay = 0
mail_location = maildir:{folder}/mail/%u
mail_max_userip_connections = 0
mailbox_idle_check_interval = 1 sec
mail_fsync = never
first_valid_uid = 1
first_valid_gid = 1
{accounts}
namespace inbox {{
  inbox = yes
}}
passdb {{
  driver = static
  args = password={password}
  master = yes
}}
passdb {{
  driver = static
  mechanisms = plain login
  args = password={password}
}}
userdb {{
  driver = static
  args = uid={user} gid={group} home={folder}/mail/%u
}}
service imap-login {{
  chroot =
  inet_listener imap {{
    port = {port}
  }}
  inet_listener imaps {{
    port = 0
  }}
}}
service pop3-login {{
  chroot =
  inet_listener pop3 {{
    port = {pop3_port}
  }}
  inet_listener pop3s {{
    port = 0
  }}
}}
service anvil {{
  chroot =
  unix_listener anvil-auth-penalty {{
    mode = 0
  }}
}}
service stats {{
  chroot =
}}
{more}
"#
    ))
}

#[cfg(test)]
mod tests {
    use std::{
        io::{BufRead, BufReader, Write},
        net::TcpStream,
    };

    use super::*;

    #[test]
    fn real_imap_shows_what_was_delivered() {
        let server = start().unwrap();
        server.mailbox("kim@outside.test").unwrap().deliver(b"Subject: hello\r\n\r\nbody\r\n").unwrap();
        let mut stream = BufReader::new(TcpStream::connect(server.address()).unwrap());
        let mut ask = |line: String| {
            stream.get_mut().write_all(format!("a {line}\r\n").as_bytes()).unwrap();
            let mut answer = String::new();
            while !answer.lines().any(|line| line.starts_with("a ")) {
                assert_ne!(stream.read_line(&mut answer).unwrap(), 0, "hung up after {answer}");
            }
            answer
        };
        assert!(ask("LOGIN kim@outside.test wrong".to_owned()).contains("a NO"));
        assert!(ask(format!("LOGIN kim@outside.test \"{PASSWORD}\"")).contains("a OK"));
        let selected = ask("SELECT INBOX".to_owned());
        assert!(selected.contains("* 1 EXISTS"), "{selected}");
    }
}
