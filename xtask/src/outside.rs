//! A private world of mail for browser tests: Postfix that takes and delivers, Dovecot that shows what it delivered.

use std::{collections::BTreeMap, net::SocketAddr};

use anyhow::Context;
use peers::{dovecot, postfix};
use serde_json::json;

/// Who lives there, and whose mail goes to the product.
#[derive(clap::Args)]
pub(crate) struct Options {
    /// The domain whose mail goes to the product.
    #[arg(long)]
    domain: String,
    /// Where the product takes mail.
    #[arg(long, value_name = "ADDR")]
    to: SocketAddr,
    /// Addresses with a mailbox.
    #[arg(long)]
    mailbox: Vec<String>,
}

/// Starts both, says in one line of JSON where they are, and keeps them until the end of the input.
pub(crate) fn run(options: &Options) -> anyhow::Result<()> {
    let inbox = dovecot::start()?;
    let outside = postfix::start(&postfix::World {
        relayed: vec![(options.domain.clone(), options.to)],
        mailboxes: options.mailbox.clone(),
        mail_folder: Some(inbox.mail_folder().to_owned()),
    })?;
    let mut folders = BTreeMap::new();
    for address in &options.mailbox {
        folders.insert(address, outside.mailbox(address)?.path().to_owned());
    }
    let (smtp, imap) = (outside.address(), inbox.address());
    println!(
        "{}",
        json!({ "smtp": smtp.port(), "imap": imap.port(), "password": dovecot::PASSWORD, "folders": folders })
    );
    std::io::copy(&mut std::io::stdin(), &mut std::io::sink()).context("standard input cannot be read")?;
    Ok(())
}
