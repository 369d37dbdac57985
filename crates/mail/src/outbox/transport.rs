//! A finished mail is handed to the relay, and every recipient gets an answer of its own.

use std::time::Duration;

use base::Secret;
use futures_util::future::BoxFuture;
use lettre::{
    Address,
    transport::smtp::{
        authentication::{Credentials, DEFAULT_MECHANISMS, Mechanism},
        client::{AsyncSmtpConnection, Certificate, TlsParameters},
        commands::{Data, Mail, Rcpt, Rset},
        extension::{ClientId, Extension, MailBodyParameter, MailParameter},
    },
};

/// Patience with one answer of the relay; RFC 5321 §4.5.3.2 asks for minutes.
const PATIENCE: Duration = Duration::from_secs(300);
/// Patience with the connection.
const CONNECT: Duration = Duration::from_secs(30);

/// One delivery: who it is from and for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Envelope {
    /// The outbox recipient.
    pub recipient: i64,
    /// The envelope sender; empty for none.
    pub from: String,
    /// The address.
    pub to: String,
}

/// What the relay said about one delivery.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Handed {
    /// It has it.
    Accepted(String),
    /// Not now (4xx, or no connection).
    Later(String),
    /// Never (5xx).
    Never(String),
}

/// Hands mails over; tests use one that keeps them.
pub trait Transport: Send + Sync {
    /// Hands one mail to each envelope's recipient; answers in the order of the envelopes.
    fn hand_over<'a>(&'a self, raw: &'a [u8], envelopes: &'a [Envelope]) -> BoxFuture<'a, Vec<Handed>>;
}

/// How the connection to the relay is encrypted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RelayTls {
    /// Not at all; only for a relay on this machine or in a private net.
    None,
    /// With STARTTLS, or not at all.
    StartTls,
    /// From the first byte.
    Implicit,
}

/// Where outgoing mail is handed over.
#[derive(Clone, Debug)]
pub struct Relay {
    /// The server.
    pub host: String,
    /// The port: 25, 587 or 465.
    pub port: u16,
    /// Encryption.
    pub tls: RelayTls,
    /// User and password, or access token.
    pub credentials: Option<(String, Secret<String>)>,
    /// The password is an OAuth 2.0 access token (XOAUTH2).
    pub bearer: bool,
    /// How we introduce ourselves.
    pub hello: String,
    /// Certificates (PEM) trusted besides the public ones.
    pub trusted: Vec<Vec<u8>>,
}

/// Hands mails to a relay over SMTP.
#[derive(Clone, Debug)]
pub struct SmtpRelay {
    relay: Relay,
}

impl SmtpRelay {
    /// A transport for this relay; connects when a mail is to be sent.
    #[must_use]
    pub const fn new(relay: Relay) -> Self {
        Self { relay }
    }

    async fn connect(&self) -> Result<AsyncSmtpConnection, String> {
        let mut connection = self.open().await?;
        self.sign_in(&mut connection).await?;
        Ok(connection)
    }

    /// A connection, encrypted as the relay asks, before signing in.
    pub(crate) async fn open(&self) -> Result<AsyncSmtpConnection, String> {
        let relay = &self.relay;
        let hello = ClientId::Domain(relay.hello.clone());
        let tls = self.tls()?;
        let at_once = if relay.tls == RelayTls::Implicit { tls.clone() } else { None };
        let address = (relay.host.as_str(), relay.port);
        let connecting = AsyncSmtpConnection::connect_tokio1(address, Some(CONNECT), &hello, at_once, None);
        let mut connection = patiently(connecting).await?;
        if let (RelayTls::StartTls, Some(tls)) = (relay.tls, tls) {
            patiently(connection.starttls(tls, &hello)).await?;
        }
        Ok(connection)
    }

    /// Signs in, when the relay has a user for us.
    pub(crate) async fn sign_in(&self, connection: &mut AsyncSmtpConnection) -> Result<(), String> {
        let Some((user, password)) = &self.relay.credentials else { return Ok(()) };
        let credentials = Credentials::new(user.clone(), password.expose().clone());
        let mechanisms = if self.relay.bearer { &[Mechanism::Xoauth2] } else { DEFAULT_MECHANISMS };
        patiently(connection.auth(mechanisms, &credentials)).await.map(drop)
    }

    fn tls(&self) -> Result<Option<TlsParameters>, String> {
        if self.relay.tls == RelayTls::None {
            return Ok(None);
        }
        let mut builder = TlsParameters::builder(self.relay.host.clone());
        for pem in &self.relay.trusted {
            builder = builder.add_root_certificate(Certificate::from_pem(pem).map_err(|error| error.to_string())?);
        }
        builder.build_rustls().map(Some).map_err(|error| error.to_string())
    }
}

impl Transport for SmtpRelay {
    fn hand_over<'a>(&'a self, raw: &'a [u8], envelopes: &'a [Envelope]) -> BoxFuture<'a, Vec<Handed>> {
        Box::pin(async move {
            let mut connection = match self.connect().await {
                Ok(connection) => connection,
                Err(error) => return vec![Handed::Later(error); envelopes.len()],
            };
            let mut answers = Vec::with_capacity(envelopes.len());
            for envelope in envelopes {
                answers.push(match connection.has_broken() {
                    true => Handed::Later("the connection was lost".to_owned()),
                    false => one(&mut connection, raw, envelope).await,
                });
            }
            let _ = tokio::time::timeout(CONNECT, connection.quit()).await;
            answers
        })
    }
}

async fn one(connection: &mut AsyncSmtpConnection, raw: &[u8], envelope: &Envelope) -> Handed {
    match transaction(connection, raw, envelope).await {
        Ok(said) => Handed::Accepted(said),
        Err(refused) => {
            let reset = tokio::time::timeout(CONNECT, connection.command(Rset)).await;
            if !matches!(reset, Ok(Ok(_))) {
                connection.abort().await;
            }
            refused
        }
    }
}

async fn transaction(connection: &mut AsyncSmtpConnection, raw: &[u8], envelope: &Envelope) -> Result<String, Handed> {
    let parse = |text: &str| text.parse::<Address>().map_err(|error| Handed::Never(format!("{text}: {error}")));
    let from = if envelope.from.is_empty() { None } else { Some(parse(&envelope.from)?) };
    let to = parse(&envelope.to)?;
    let mut parameters = Vec::new();
    if !(envelope.to.is_ascii() && envelope.from.is_ascii()) {
        if !connection.server_info().supports_feature(Extension::SmtpUtfEight) {
            return Err(Handed::Never("the relay does not take addresses in this script (SMTPUTF8)".to_owned()));
        }
        parameters.push(MailParameter::SmtpUtfEight);
    }
    if !raw.is_ascii() && connection.server_info().supports_feature(Extension::EightBitMime) {
        parameters.push(MailParameter::Body(MailBodyParameter::EightBitMime));
    }
    answer(connection.command(Mail::new(from, parameters))).await?;
    answer(connection.command(Rcpt::new(to, Vec::new()))).await?;
    answer(connection.command(Data)).await?;
    answer(connection.message(raw)).await
}

type Answer = Result<lettre::transport::smtp::response::Response, lettre::transport::smtp::Error>;

async fn answer(command: impl Future<Output = Answer>) -> Result<String, Handed> {
    match tokio::time::timeout(PATIENCE, command).await {
        Err(_) => Err(Handed::Later("the relay did not answer in time".to_owned())),
        Ok(Ok(response)) => Ok(response.message().collect::<Vec<_>>().join(" ")),
        Ok(Err(error)) if error.is_permanent() => Err(Handed::Never(said(&error))),
        Ok(Err(error)) => Err(Handed::Later(said(&error))),
    }
}

fn said(error: &lettre::transport::smtp::Error) -> String {
    let code = error.status().map(|code| format!("{code} ")).unwrap_or_default();
    let source = std::error::Error::source(error).map_or_else(|| error.to_string(), ToString::to_string);
    base::text::truncate(&base::text::clean_line(&format!("{code}{source}")), 400).to_owned()
}

async fn patiently<T>(work: impl Future<Output = Result<T, lettre::transport::smtp::Error>>) -> Result<T, String> {
    match tokio::time::timeout(PATIENCE, work).await {
        Ok(Ok(done)) => Ok(done),
        Ok(Err(error)) => Err(said(&error)),
        Err(_) => Err("the relay did not answer in time".to_owned()),
    }
}
