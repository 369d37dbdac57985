//! A private Postfix: the outside world's mail server, on a loopback port with queue and settings of its own.
//!
//! It relays the product's domains to the product's SMTP listener and delivers everybody else's mail into Maildirs.

use std::{
    fmt::Write as _,
    net::{Ipv4Addr, SocketAddr},
    path::{Path, PathBuf},
};

use anyhow::{Context, bail, ensure};

use crate::{
    guard::{Guard, Output},
    maildir::Maildir,
    place::{Place, answers, free_port, until_ready},
    program::{account, command, give_to, is_root, require},
};

const PACKAGE: &str = "postfix";
const DAEMONS: &str = "/usr/lib/postfix/sbin";
const SERVICES: &str = include_str!("postfix.master.cf");

/// What Postfix knows of the world.
#[derive(Clone, Debug, Default)]
pub struct World {
    /// Domains and the SMTP listeners that take their mail.
    pub relayed: Vec<(String, SocketAddr)>,
    /// Addresses whose mail is delivered; every other address of their domains is refused.
    pub mailboxes: Vec<String>,
    /// The folder of the Maildirs, such as Dovecot's; one of Postfix's own when absent.
    pub mail_folder: Option<PathBuf>,
}

/// A running mail server; dropping it stops it and removes its queue.
#[derive(Debug)]
pub struct Postfix {
    address: SocketAddr,
    mail: PathBuf,
    log: PathBuf,
    _guard: Guard,
}

impl Postfix {
    /// Where it listens: SMTP without TLS or sign-in.
    #[must_use]
    pub const fn address(&self) -> SocketAddr {
        self.address
    }

    /// The mailbox of one of the addresses in [`World::mailboxes`].
    ///
    /// # Errors
    /// When it cannot be made.
    pub fn mailbox(&self, address: &str) -> std::io::Result<Maildir> {
        Maildir::create(self.mail.join(address))
    }

    /// What Postfix logged so far, for the message of a failed test.
    #[must_use]
    pub fn log(&self) -> String {
        std::fs::read_to_string(&self.log).unwrap_or_default()
    }
}

/// Starts a server.
///
/// # Errors
/// When Postfix is missing, does not start, or this process is not root, without which Postfix cannot run.
pub fn start(world: &World) -> anyhow::Result<Postfix> {
    let postfix = require("postfix", PACKAGE, &[])?;
    if !is_root() {
        bail!("Postfix can only be started by root; run the mail server tests as root or leave them out by name");
    }
    let place = Place::new("postfix")?;
    let owner = account("nobody").context("the account nobody does not exist")?;
    let mail = world.mail_folder.clone().unwrap_or_else(|| place.path().join("mail"));
    std::fs::create_dir_all(&mail)?;
    give_to(&mail, owner)?;
    for folder in ["queue", "data"] {
        std::fs::create_dir(place.path().join(folder))?;
    }
    give_to(&place.path().join("data"), account("postfix").context("the account postfix does not exist")?)?;
    for address in &world.mailboxes {
        Maildir::create(mail.join(address))?;
    }
    let port = free_port()?;
    place.write("main.cf", &settings(place.path(), &mail, owner, world))?;
    place.write("master.cf", &SERVICES.replace("PORT", &port.to_string()))?;
    // `postfix check` makes the queue's folders; the master itself stays in the foreground and hears our signal.
    let checked = command(postfix).arg("-c").arg(place.path()).arg("check").output()?;
    ensure!(checked.status.success(), "postfix check failed: {}", String::from_utf8_lossy(&checked.stderr));
    let mut server = command(Path::new(DAEMONS).join("master"));
    server.arg("-c").arg(place.path());
    let address = SocketAddr::from((Ipv4Addr::LOCALHOST, port));
    let log = place.path().join("postfix.log");
    let mut guard = Guard::start(&server, "TERM", place.path(), Output::File(&place.log()))?;
    until_ready("Postfix", &mut guard, &place.log(), || answers(address))?;
    Ok(Postfix { address, mail, log, _guard: guard })
}

fn settings(folder: &Path, mail: &Path, (user, group): (u32, u32), world: &World) -> String {
    let (folder, mail) = (folder.display(), mail.display());
    let mut domains: Vec<&str> = world.mailboxes.iter().filter_map(|address| address.split('@').nth(1)).collect();
    domains.sort_unstable();
    domains.dedup();
    let mailboxes = table(world.mailboxes.iter().map(|address| (address.as_str(), format!("{address}/"))));
    let relays =
        table(world.relayed.iter().map(|(domain, to)| (domain.as_str(), format!("smtp:[{}]:{}", to.ip(), to.port()))));
    let relayed: Vec<&str> = world.relayed.iter().map(|(domain, _)| domain.as_str()).collect();
    format!(
        "\
compatibility_level = 3.6
queue_directory = {folder}/queue
data_directory = {folder}/data
daemon_directory = {DAEMONS}
command_directory = /usr/sbin
mail_owner = postfix
setgid_group = postdrop
maillog_file = {folder}/postfix.log
maillog_file_prefixes = {folder}
myhostname = mx.outside.test
mydestination =
alias_maps =
local_recipient_maps =
inet_interfaces = 127.0.0.1
inet_protocols = ipv4
mynetworks = 127.0.0.0/8
smtpd_relay_restrictions = permit_mynetworks, reject
smtpd_peername_lookup = no
smtpd_tls_security_level = none
smtp_tls_security_level = none
smtp_host_lookup = native
smtpd_recipient_limit = 20000
message_size_limit = 157286400
mailbox_size_limit = 0
virtual_mailbox_limit = 0
queue_run_delay = 1s
minimal_backoff_time = 1s
maximal_backoff_time = 4s
relay_domains = {}
transport_maps = {relays}
virtual_mailbox_domains = {}
virtual_mailbox_base = {mail}
virtual_mailbox_maps = {mailboxes}
virtual_minimum_uid = 1
virtual_uid_maps = static:{user}
virtual_gid_maps = static:{group}
",
        relayed.join(", "),
        domains.join(", "),
    )
}

/// A lookup table inside main.cf; an empty one is an empty value.
fn table<'a>(rows: impl Iterator<Item = (&'a str, String)>) -> String {
    let mut table = String::new();
    for (key, value) in rows {
        let _ = write!(table, " {{ {key} = {value} }}");
    }
    if table.is_empty() { table } else { format!("inline:{{{table} }}") }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;
    use crate::smtp;

    #[test]
    fn real_mail_reaches_a_mailbox_and_strangers_are_refused() {
        let world = World { mailboxes: vec!["kim@outside.test".to_owned()], ..World::default() };
        let server = start(&world).unwrap();
        let message = b"From: <ana@support.test>\r\nSubject: hello\r\n\r\n.dot\r\n";
        let taken = smtp::send(server.address(), "ana@support.test", &["kim@outside.test"], message).unwrap();
        assert_eq!(taken.code, 250, "{taken:?}");
        let refused = smtp::send(server.address(), "ana@support.test", &["lee@outside.test"], message).unwrap();
        assert_eq!(refused.code, 550, "{refused:?}");
        let mailbox = server.mailbox("kim@outside.test").unwrap();
        let came = mailbox.wait_for(1, Duration::from_secs(20)).unwrap_or_else(|e| panic!("{e:#}\n{}", server.log()));
        let text = String::from_utf8(came[0].clone()).unwrap();
        assert!(text.contains("Subject: hello") && text.contains("\n.dot"), "{text}");
    }
}
