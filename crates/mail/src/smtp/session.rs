//! One SMTP session, from the greeting to the last reply.

use std::{io, sync::Arc, time::Duration};

use base::Timestamp;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio_util::sync::CancellationToken;

use super::{
    Intake, Settings, Verdict,
    command::{self, Command},
    data::Collector,
    server::Budget,
    wire::{Line, Wire},
};
use crate::{
    Error,
    intake::{Incoming, Source},
    limits::{RECEIVED_FIELDS, SMTP_ERRORS, SMTP_IDLE_COMMANDS, SMTP_RECIPIENTS},
    outbox::date_line,
};

/// What a session needs besides its stream.
#[derive(Clone)]
pub struct Context {
    /// The product.
    pub intake: Arc<dyn Intake>,
    /// The listener's settings.
    pub settings: Arc<Settings>,
    /// Who connected.
    pub peer: String,
    /// Time and names for the trace.
    pub world: base::World,
    /// Memory for mails under way, shared by all sessions.
    pub(super) budget: Budget,
    /// The listener stops.
    pub shutdown: CancellationToken,
}

/// How a session ended.
pub enum Ended<S> {
    /// It is over.
    Closed,
    /// The client wants TLS on this stream.
    StartTls(S),
}

#[derive(Default)]
struct Transaction {
    from: Option<String>,
    recipients: Vec<String>,
}

struct Session<S> {
    wire: Wire<S>,
    context: Context,
    secured: bool,
    hello: Option<String>,
    extended: bool,
    transaction: Transaction,
    errors: usize,
    idle: usize,
}

enum Next {
    Go,
    Stop,
    StartTls,
}

impl Context {
    /// A context with its own memory budget, for a single session.
    #[must_use]
    pub fn new(
        intake: Arc<dyn Intake>,
        settings: Arc<Settings>,
        peer: String,
        world: base::World,
        shutdown: CancellationToken,
    ) -> Self {
        let budget = Budget::new(settings.memory);
        Self { intake, settings, peer, world, budget, shutdown }
    }
}

/// Runs a session on any stream. After TLS the greeting is not repeated (RFC 3207 §4.2).
///
/// # Errors
/// When the connection breaks or the client is silent for too long.
pub async fn run<S: AsyncRead + AsyncWrite + Unpin>(
    stream: S,
    context: Context,
    secured: bool,
) -> io::Result<Ended<S>> {
    let mut session = Session {
        wire: Wire::new(stream),
        context,
        secured,
        hello: None,
        extended: false,
        transaction: Transaction::default(),
        errors: 0,
        idle: 0,
    };
    if !secured || session.context.settings.implicit_tls {
        let greeting = format!("220 {} ESMTP ready", session.context.settings.hostname);
        session.say(&greeting).await?;
    }
    loop {
        match session.turn().await? {
            Next::Go => {}
            Next::Stop => {
                session.wire.flush(session.context.settings.patience).await?;
                return Ok(Ended::Closed);
            }
            Next::StartTls => return Ok(session.wire.into_clean_stream().map_or(Ended::Closed, Ended::StartTls)),
        }
    }
}

impl<S: AsyncRead + AsyncWrite + Unpin> Session<S> {
    async fn say(&mut self, text: &str) -> io::Result<()> {
        self.wire.reply(text, self.context.settings.patience).await
    }

    async fn refuse(&mut self, text: &str) -> io::Result<Next> {
        self.errors += 1;
        if self.errors > SMTP_ERRORS {
            self.say("421 4.7.0 Too many errors").await?;
            return Ok(Next::Stop);
        }
        self.say(text).await?;
        Ok(Next::Go)
    }

    async fn turn(&mut self) -> io::Result<Next> {
        let shutdown = self.context.shutdown.clone();
        let patience = self.context.settings.patience;
        let line = tokio::select! {
            biased;
            () = shutdown.cancelled() => {
                self.say("421 4.3.2 The service is stopping, try again soon").await?;
                return Ok(Next::Stop);
            }
            line = self.wire.line(patience) => line,
        };
        match line {
            Ok(Line::Text(line)) => match command::parse(&line) {
                Ok(command) => self.act(command).await,
                Err(refusal) => self.refuse(refusal).await,
            },
            Ok(Line::TooLong) => self.refuse("500 5.5.6 Line too long").await,
            Ok(Line::BareLineFeed) => {
                self.say("521 5.5.2 Lines end with CR LF").await?;
                Ok(Next::Stop)
            }
            Err(error) if error.kind() == io::ErrorKind::TimedOut => {
                self.say("421 4.4.2 Waited too long").await?;
                Ok(Next::Stop)
            }
            Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => Ok(Next::Stop),
            Err(error) => Err(error),
        }
    }

    async fn act(&mut self, command: Command) -> io::Result<Next> {
        self.idle += 1;
        if self.idle > SMTP_IDLE_COMMANDS + SMTP_RECIPIENTS {
            self.say("421 4.7.0 Too many commands without a mail").await?;
            return Ok(Next::Stop);
        }
        match command {
            Command::Hello { name, extended } => self.greet(name, extended).await,
            Command::StartTls => self.start_tls().await,
            Command::Mail { from, size } => self.mail(from, size).await,
            Command::Recipient(address) => self.recipient(address).await,
            Command::Data => self.data().await,
            Command::Reset => {
                self.transaction = Transaction::default();
                self.say("250 2.0.0 OK").await?;
                Ok(Next::Go)
            }
            Command::Noop => self.say("250 2.0.0 OK").await.map(|()| Next::Go),
            Command::Verify => self.say("252 2.5.0 Send a mail and see").await.map(|()| Next::Go),
            Command::Help => self.say("214 2.0.0 See RFC 5321").await.map(|()| Next::Go),
            Command::Quit => {
                self.say("221 2.0.0 Bye").await?;
                Ok(Next::Stop)
            }
        }
    }

    async fn greet(&mut self, name: String, extended: bool) -> io::Result<Next> {
        self.transaction = Transaction::default();
        self.hello = Some(name);
        self.extended = extended;
        let settings = Arc::clone(&self.context.settings);
        if !extended {
            return self.say(&format!("250 {}", settings.hostname)).await.map(|()| Next::Go);
        }
        let size = format!("SIZE {}", settings.size);
        let mut extensions = vec!["PIPELINING", &size, "8BITMIME", "SMTPUTF8", "ENHANCEDSTATUSCODES"];
        if settings.tls.is_some() && !self.secured {
            extensions.push("STARTTLS");
        }
        let mut reply = format!("250-{}", settings.hostname);
        let last = extensions.len() - 1;
        for (at, extension) in extensions.iter().enumerate() {
            reply.push_str(if at == last { "\r\n250 " } else { "\r\n250-" });
            reply.push_str(extension);
        }
        self.say(&reply).await.map(|()| Next::Go)
    }

    async fn start_tls(&mut self) -> io::Result<Next> {
        if self.context.settings.tls.is_none() {
            return self.refuse("502 5.5.1 No certificate is configured").await;
        }
        if self.secured {
            return self.refuse("503 5.5.1 The connection is encrypted already").await;
        }
        self.say("220 2.0.0 Go ahead").await?;
        self.wire.flush(self.context.settings.patience).await?;
        Ok(Next::StartTls)
    }

    async fn mail(&mut self, from: String, size: Option<usize>) -> io::Result<Next> {
        if self.hello.is_none() {
            return self.refuse("503 5.5.1 Say EHLO first").await;
        }
        if self.transaction.from.is_some() {
            return self.refuse("503 5.5.1 One sender is enough").await;
        }
        if size.is_some_and(|size| size > self.context.settings.size) {
            return self.refuse("552 5.3.4 The mail is too large").await;
        }
        self.transaction.from = Some(from);
        self.say("250 2.1.0 OK").await.map(|()| Next::Go)
    }

    async fn recipient(&mut self, address: String) -> io::Result<Next> {
        if self.transaction.from.is_none() {
            return self.refuse("503 5.5.1 Say MAIL first").await;
        }
        if self.transaction.recipients.len() >= SMTP_RECIPIENTS {
            return self.refuse("452 4.5.3 Too many recipients, send the rest in another mail").await;
        }
        match self.context.intake.recipient(&address).await {
            Verdict::Ours => {
                self.transaction.recipients.push(address);
                self.say("250 2.1.5 OK").await.map(|()| Next::Go)
            }
            Verdict::Unknown => self.refuse("550 5.1.1 There is no such mailbox here").await,
            Verdict::TryLater => {
                self.say("451 4.3.0 This cannot be told now, try again later").await.map(|()| Next::Go)
            }
        }
    }

    async fn data(&mut self) -> io::Result<Next> {
        if self.transaction.recipients.is_empty() {
            return self.refuse("503 5.5.1 Say MAIL and RCPT first").await;
        }
        self.say("354 End with CRLF.CRLF").await?;
        let transaction = std::mem::take(&mut self.transaction);
        let Some(reply) = self.take_mail(transaction).await? else {
            self.say("421 4.3.1 Too much at once").await?;
            return Ok(Next::Stop);
        };
        self.idle = 0;
        if reply.starts_with('2') || reply.starts_with('4') {
            return self.say(&reply).await.map(|()| Next::Go);
        }
        self.refuse(&reply).await
    }

    /// Reads the mail to its end, even while the listener stops, and hands it in. None when the client
    /// sends far more than is allowed.
    async fn take_mail(&mut self, transaction: Transaction) -> io::Result<Option<String>> {
        let settings = Arc::clone(&self.context.settings);
        let head = self.trace(&transaction).into_bytes();
        let mut collector = Collector::new(head, settings.size);
        let mut hold = self.context.budget.hold();
        self.wire.flush(settings.patience).await?;
        loop {
            let chunk = self.wire.take_ahead();
            if let Some(end) = collector.push(&chunk) {
                self.wire.put_back(chunk.get(end..).unwrap_or_default());
                break;
            }
            if collector.received() > settings.size.saturating_mul(2).saturating_add(1024 * 1024)
                || !hold.grow(collector.mail.len())
            {
                return Ok(None);
            }
            self.wire.fill(settings.data_patience).await?;
        }
        if collector.is_too_long() {
            return Ok(Some("552 5.3.4 The mail is too large".to_owned()));
        }
        Ok(Some(self.hand_in(collector.mail, transaction).await))
    }

    async fn hand_in(&self, raw: Vec<u8>, transaction: Transaction) -> String {
        if runs_in_a_circle(&raw) {
            return "554 5.4.6 The mail runs in a circle".to_owned();
        }
        let incoming = Incoming {
            raw,
            envelope_from: transaction.from,
            recipients: transaction.recipients,
            source: Source::Smtp,
            peer: Some(self.context.peer.clone()),
            mailbox: None,
        };
        match self.context.intake.accept(incoming).await {
            Ok(receipt) => format!("250 2.0.0 Taken as {}", receipt.mail),
            Err(Error::TooLarge { .. }) => "552 5.3.4 The mail is too large".to_owned(),
            Err(Error::Blobs(error)) if error.is_full() => "452 4.3.1 The disk is full, try again later".to_owned(),
            Err(error) => {
                tracing::error!(%error, peer = %self.context.peer, "a mail could not be stored; its sender keeps it");
                "451 4.3.0 The mail could not be stored, try again later".to_owned()
            }
        }
    }

    /// The `Received` field that every server must add (RFC 5321 §4.4), with the envelope sender.
    fn trace(&self, transaction: &Transaction) -> String {
        let now: Timestamp = self.context.world.now();
        let protocol = match (self.extended, self.secured) {
            (true, true) => "ESMTPS",
            (true, false) => "ESMTP",
            (false, _) => "SMTP",
        };
        format!(
            "Return-Path: <{}>\r\nReceived: from {} ([{}]) by {} with {protocol}; {}\r\n",
            transaction.from.as_deref().unwrap_or_default(),
            self.hello.as_deref().unwrap_or_default(),
            self.context.peer,
            self.context.settings.hostname,
            date_line(now),
        )
    }
}

/// Counts the traces of servers in the header block without reading the rest of it: a hostile mail costs no more.
fn runs_in_a_circle(raw: &[u8]) -> bool {
    let lines = raw.split(|&byte| byte == b'\n').take_while(|line| !line.trim_ascii_end().is_empty());
    let is_trace = |line: &&[u8]| line.get(..9).is_some_and(|name| name.eq_ignore_ascii_case(b"received:"));
    lines.filter(is_trace).nth(RECEIVED_FIELDS).is_some()
}

/// The usual patience with a client between two commands (RFC 5321 §4.5.3.2.7).
pub(super) const COMMAND_PATIENCE: Duration = Duration::from_secs(300);
