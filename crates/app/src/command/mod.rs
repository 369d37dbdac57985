//! The command line of `aftercare`; one file per command.
//!
//! Commands that need the installation run inside the serving process when there is one (through its
//! private socket) and open the store themselves otherwise.

mod clock;
mod config_check;
mod copy_store;
mod doctor;
mod explain;
mod item_show;
mod mail_clean_again;
mod mail_dkim;
mod mail_key;
mod mail_pipe;
mod mail_quarantine;
mod mail_trust;
mod mailbox_add;
mod mailbox_test;
mod migrate;
mod token_add;
mod user_add;
mod user_invite;

use std::{io::Read as _, process::ExitCode};

use anyhow::Context as _;
use clap::{Parser, Subcommand};
use serde::{Deserialize, Serialize};

use crate::{config::Places, control, open::Installation, private, serve};

/// Software support and maintenance in one binary.
#[derive(Debug, Parser)]
#[command(name = "aftercare", version, propagate_version = true)]
pub struct Arguments {
    #[command(flatten)]
    places: Places,
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Run the server
    Serve(serve::ServeOptions),
    /// Check the settings and say what is wrong with them
    #[command(subcommand)]
    Config(ConfigCommand),
    /// Bring the database's schema up to this version
    Migrate,
    /// Copy an installation's database to another engine
    CopyStore(copy_store::CopyStore),
    /// Business time: when is it due, how much has passed
    #[command(subcommand)]
    Clock(clock::Clock),
    #[command(flatten)]
    Inside(Inside),
}

#[derive(Debug, Subcommand)]
enum ConfigCommand {
    /// Read the settings and report every problem
    Check,
}

/// Commands that work on the installation.
#[derive(Debug, Subcommand, Serialize, Deserialize)]
pub(crate) enum Inside {
    /// People who sign in
    #[command(subcommand)]
    User(UserCommand),
    /// Tokens for the HTTP interface
    #[command(subcommand)]
    Token(TokenCommand),
    /// Addresses that receive mail
    #[command(subcommand)]
    Mailbox(MailboxCommand),
    /// Mail by hand
    #[command(subcommand)]
    Mail(MailCommand),
    /// Tickets and other items
    #[command(subcommand)]
    Item(ItemCommand),
    /// Say why an item is where it is: how each of its mails was placed
    Explain(explain::Explain),
    /// Look the installation over
    Doctor,
}

#[derive(Debug, Subcommand, Serialize, Deserialize)]
pub(crate) enum UserCommand {
    /// Add a person
    Add(user_add::UserAdd),
    /// Mail somebody a link with which they choose a password
    Invite(user_invite::UserInvite),
}

#[derive(Debug, Subcommand, Serialize, Deserialize)]
pub(crate) enum TokenCommand {
    /// Make a token; it is printed once, alone on standard output
    Add(token_add::TokenAdd),
}

#[derive(Debug, Subcommand, Serialize, Deserialize)]
pub(crate) enum MailboxCommand {
    /// Add an address and the queue its mail goes to
    Add(mailbox_add::MailboxAdd),
    /// Try one out, step by step
    Test(mailbox_test::MailboxTest),
}

#[derive(Debug, Subcommand, Serialize, Deserialize)]
pub(crate) enum MailCommand {
    /// Take one mail from standard input
    Pipe(mail_pipe::MailPipe),
    /// Mail that waits for a decision
    #[command(subcommand)]
    Quarantine(mail_quarantine::MailQuarantine),
    /// Make the HTML of older mails anew by today's rules for what is safe
    CleanAgain(mail_clean_again::MailCleanAgain),
    /// Certificates and OpenPGP keys of mailboxes, people and issuers
    #[command(subcommand)]
    Key(mail_key::MailKey),
    /// Keys that sign outgoing mail
    #[command(subcommand)]
    Dkim(mail_dkim::MailDkim),
    /// Show or decide what a mailbox believes about senders
    Trust(mail_trust::MailTrust),
}

#[derive(Debug, Subcommand, Serialize, Deserialize)]
pub(crate) enum ItemCommand {
    /// Show an item
    Show(item_show::ItemShow),
}

/// What a command answers: lines for both streams and the exit code.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(crate) struct Answer {
    pub output: String,
    pub error: String,
    pub code: u8,
}

impl Answer {
    /// Success with one line of output.
    pub fn line(text: impl std::fmt::Display) -> Self {
        Self { output: format!("{text}\n"), ..Self::default() }
    }

    /// Failure with a sentence that says what to do.
    pub fn failure(error: &anyhow::Error) -> Self {
        let code = if error.downcast_ref::<Temporary>().is_some() { 75 } else { 1 };
        Self { error: format!("aftercare: {error:#}\n"), code, ..Self::default() }
    }
}

/// Marks a failure after which trying the same again may succeed (`EX_TEMPFAIL`, 75).
#[derive(Debug, thiserror::Error)]
#[error("temporary failure")]
pub(crate) struct Temporary;

impl Inside {
    /// Whether the command reads standard input.
    fn wants_input(&self) -> bool {
        match self {
            Self::User(UserCommand::Add(add)) => add.password_stdin,
            Self::Mail(MailCommand::Pipe(_) | MailCommand::Key(mail_key::MailKey::Add(_))) => true,
            _ => false,
        }
    }

    /// Runs the command on an open installation.
    pub async fn run(self, installation: &Installation, input: Vec<u8>) -> Answer {
        let done = match self {
            Self::User(UserCommand::Add(add)) => add.run(installation, input).await,
            Self::User(UserCommand::Invite(invite)) => invite.run(installation).await,
            Self::Token(TokenCommand::Add(add)) => add.run(installation).await,
            Self::Mailbox(MailboxCommand::Add(add)) => add.run(installation).await,
            Self::Mailbox(MailboxCommand::Test(test)) => test.run(installation).await,
            Self::Mail(MailCommand::Pipe(pipe)) => pipe.run(installation, input).await,
            Self::Mail(MailCommand::Quarantine(quarantine)) => quarantine.run(installation).await,
            Self::Mail(MailCommand::CleanAgain(clean)) => clean.run(installation).await,
            Self::Mail(MailCommand::Key(key)) => key.run(installation, input).await,
            Self::Mail(MailCommand::Dkim(dkim)) => dkim.run(installation).await,
            Self::Mail(MailCommand::Trust(trust)) => trust.run(installation).await,
            Self::Item(ItemCommand::Show(show)) => show.run(installation).await,
            Self::Explain(explain) => explain.run(installation).await,
            Self::Doctor => doctor::run(installation).await,
        };
        done.unwrap_or_else(|error| Answer::failure(&error))
    }
}

/// Runs what was asked and turns the answer into output and exit code.
pub fn run(arguments: Arguments) -> ExitCode {
    private::own_new_files();
    let Arguments { places, command } = arguments;
    let done = match command {
        Command::Serve(options) => serve::run(&places, &options),
        Command::Config(ConfigCommand::Check) => config_check::run(&places),
        Command::Migrate => migrate::run(&places),
        Command::CopyStore(copy) => copy.run(&places),
        Command::Clock(clock) => clock.run(),
        Command::Inside(inside) => inside_or_remote(&places, inside),
    };
    let answer = done.unwrap_or_else(|error| Answer::failure(&error));
    print(&answer);
    ExitCode::from(answer.code)
}

fn inside_or_remote(places: &Places, command: Inside) -> anyhow::Result<Answer> {
    let mut input = Vec::new();
    if command.wants_input() {
        let limit = u64::try_from(control::INPUT_LIMIT).unwrap_or(u64::MAX);
        std::io::stdin().take(limit + 1).read_to_end(&mut input)?;
        anyhow::ensure!(input.len() <= control::INPUT_LIMIT, "standard input is larger than the limit");
    }
    let brings_mail = matches!(command, Inside::Mail(MailCommand::Pipe(_)));
    let answer = reach(places, command, &input);
    // Whatever keeps us from the installation is no fault of the mail: its sender keeps it.
    if brings_mail { answer.context(Temporary) } else { answer }
}

/// Through the serving process when there is one, else on the installation itself.
fn reach(places: &Places, command: Inside, input: &[u8]) -> anyhow::Result<Answer> {
    if let Some(answer) = control::ask(&places.socket(), &command, input)? {
        return Ok(answer);
    }
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build()?;
    runtime.block_on(async {
        let installation = Installation::open(places).await?;
        let answer = command.run(&installation, input.to_vec()).await;
        installation.close().await?;
        Ok(answer)
    })
}

fn print(answer: &Answer) {
    use std::io::Write as _;
    // A closed pipe on the other side is not our failure.
    let _ = std::io::stdout().write_all(answer.output.as_bytes());
    let _ = std::io::stderr().write_all(answer.error.as_bytes());
}
