//! The few commands of POP3 that are needed, with limits on every answer.

use base64::{Engine as _, engine::general_purpose::STANDARD};
use tokio::io::{AsyncBufReadExt as _, AsyncReadExt as _, AsyncWriteExt as _, BufReader};

use crate::mailbox::{
    TlsTrust,
    dial::{self, FetchError, PATIENCE, Wire},
    settings::{Credential, Encryption, FetchSettings, Shared},
};

/// The longest line of an answer (RFC 2449 §4 allows 512), in bytes.
const LINE: u64 = 4_096;
/// The most mails listed.
const LISTED: usize = 100_000;

/// A connection.
pub(crate) struct Client {
    wire: BufReader<Wire>,
}

/// One mail on the server.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Listed {
    /// Its number in this session.
    pub(crate) number: u32,
    /// Its unique id.
    pub(crate) uidl: String,
}

/// Connects and signs in.
pub(crate) async fn connect(settings: &FetchSettings, trust: &TlsTrust) -> Result<Client, FetchError> {
    let wire = dial::connect(&settings.host, settings.port).await?;
    let mut client = greet(wire, settings, trust).await?;
    sign_in(&mut client, settings).await?;
    Ok(client)
}

/// Encrypts as the settings ask and reads the greeting. Whatever came before STLS is forgotten (RFC 2595 §4).
pub(crate) async fn greet(wire: Wire, settings: &FetchSettings, trust: &TlsTrust) -> Result<Client, FetchError> {
    let wire = match settings.encryption {
        Encryption::Tls => dial::encrypt(wire, &settings.host, trust).await?,
        Encryption::StartTls | Encryption::None => wire,
    };
    let mut client = Client { wire: BufReader::new(wire) };
    client.answer().await?;
    if settings.encryption == Encryption::StartTls {
        client.ask("STLS").await?;
        let encrypted = dial::encrypt(client.wire.into_inner(), &settings.host, trust).await?;
        client = Client { wire: BufReader::new(encrypted) };
    }
    Ok(client)
}

/// Signs in, to a shared mailbox in the way the settings say.
pub(crate) async fn sign_in(client: &mut Client, settings: &FetchSettings) -> Result<(), FetchError> {
    let user = settings.user.as_str();
    let signed_in = match (&settings.credential, &settings.shared) {
        (Credential::Password(password), None) => client.password(user, password).await,
        (Credential::Password(password), Some(Shared::LoginName(mailbox))) => {
            client.password(&format!("{user}\\{mailbox}"), password).await
        }
        (Credential::Password(password), Some(Shared::Authorization(mailbox))) => {
            client.authenticate("PLAIN", &format!("{mailbox}\0{user}\0{password}")).await
        }
        (Credential::OauthToken(token), shared) => {
            let user = shared.as_ref().map_or(user, Shared::mailbox);
            client.authenticate("XOAUTH2", &format!("user={user}\x01auth=Bearer {token}\x01\x01")).await
        }
        (Credential::Consent, _) => Err(FetchError::Refused("no consent was given for this mailbox".to_owned())),
    };
    signed_in.map_err(|error| match error {
        FetchError::Refused(said) => FetchError::SignIn(said),
        other => other,
    })
}

impl Client {
    async fn password(&mut self, user: &str, password: &str) -> Result<(), FetchError> {
        self.ask(&format!("USER {user}")).await?;
        self.ask(&format!("PASS {password}")).await.map(drop)
    }

    /// SASL (RFC 5034): the answer follows the server's empty challenge, because a token may be longer than a command.
    async fn authenticate(&mut self, mechanism: &str, answer: &str) -> Result<(), FetchError> {
        self.write(&format!("AUTH {mechanism}")).await?;
        let challenge = self.line().await?;
        if !challenge.starts_with('+') {
            return Err(FetchError::Refused(words(&challenge)));
        }
        self.write(&STANDARD.encode(answer)).await?;
        let mut said = self.line().await?;
        if said.starts_with("+ ") && !said.starts_with("+OK") {
            // The error stands in a second challenge, which is answered with nothing.
            self.write("").await?;
            said = self.line().await?;
        }
        if said.starts_with("+OK") { Ok(()) } else { Err(FetchError::Refused(words(&said))) }
    }

    /// All mails with their unique ids.
    pub(crate) async fn list(&mut self) -> Result<Vec<Listed>, FetchError> {
        self.ask("UIDL").await?;
        let mut listed = Vec::new();
        for line in self.lines().await? {
            let mut words = line.split_ascii_whitespace();
            let number = words.next().and_then(|number| number.parse().ok());
            if let (Some(number), Some(uidl)) = (number, words.next()) {
                listed.push(Listed { number, uidl: uidl.to_owned() });
            }
        }
        Ok(listed)
    }

    /// The size of a mail in bytes, as the server reckons.
    pub(crate) async fn size(&mut self, number: u32) -> Result<usize, FetchError> {
        let said = self.ask(&format!("LIST {number}")).await?;
        let size = said.split_ascii_whitespace().nth(1).and_then(|size| size.parse().ok());
        size.ok_or_else(|| FetchError::Refused(format!("no size: {said}")))
    }

    /// The whole mail; an error when it has more than `limit` bytes.
    pub(crate) async fn retrieve(&mut self, number: u32, limit: usize) -> Result<Vec<u8>, FetchError> {
        self.ask(&format!("RETR {number}")).await?;
        self.text(limit).await
    }

    /// The header alone.
    pub(crate) async fn header(&mut self, number: u32, limit: usize) -> Result<Vec<u8>, FetchError> {
        self.ask(&format!("TOP {number} 0")).await?;
        self.text(limit).await
    }

    /// Marks a mail to be deleted when the session ends.
    pub(crate) async fn delete(&mut self, number: u32) -> Result<(), FetchError> {
        self.ask(&format!("DELE {number}")).await.map(drop)
    }

    /// Ends the session; only then are mails deleted.
    pub(crate) async fn quit(mut self) -> Result<(), FetchError> {
        self.ask("QUIT").await.map(drop)
    }

    /// One command and its answer without `+OK`.
    async fn ask(&mut self, command: &str) -> Result<String, FetchError> {
        self.write(command).await?;
        self.answer().await
    }

    async fn answer(&mut self) -> Result<String, FetchError> {
        let line = self.line().await?;
        if line.starts_with("+OK") { Ok(words(&line)) } else { Err(FetchError::Refused(words(&line))) }
    }

    async fn write(&mut self, line: &str) -> Result<(), FetchError> {
        if line.contains(['\r', '\n']) {
            return Err(FetchError::Refused("a user name or password goes over its line".to_owned()));
        }
        let writing = async {
            self.wire.get_mut().write_all(format!("{line}\r\n").as_bytes()).await?;
            self.wire.get_mut().flush().await
        };
        tokio::time::timeout(PATIENCE, writing).await.map_err(|_| FetchError::Silent)?.map_err(FetchError::from)
    }

    async fn line(&mut self) -> Result<String, FetchError> {
        let mut line = self.raw_line(LINE).await?;
        while line.last().is_some_and(|byte| matches!(byte, b'\r' | b'\n')) {
            line.pop();
        }
        Ok(String::from_utf8_lossy(&line).into_owned())
    }

    async fn raw_line(&mut self, limit: u64) -> Result<Vec<u8>, FetchError> {
        let mut line = Vec::new();
        let mut limited = (&mut self.wire).take(limit);
        let reading = limited.read_until(b'\n', &mut line);
        tokio::time::timeout(PATIENCE, reading).await.map_err(|_| FetchError::Silent)??;
        match line.last() {
            Some(b'\n') => Ok(line),
            None => Err(FetchError::Connection(std::io::ErrorKind::UnexpectedEof.into())),
            Some(_) if line.len() as u64 >= limit => Err(FetchError::Refused("an endless line".to_owned())),
            Some(_) => Err(FetchError::Connection(std::io::ErrorKind::UnexpectedEof.into())),
        }
    }

    /// The lines of a listing.
    async fn lines(&mut self) -> Result<Vec<String>, FetchError> {
        let mut lines = Vec::new();
        loop {
            let line = self.line().await?;
            if line == "." {
                return Ok(lines);
            }
            if lines.len() >= LISTED {
                return Err(FetchError::Refused(format!("more than {LISTED} mails")));
            }
            lines.push(line);
        }
    }

    /// A text up to the lone dot, leading dots undoubled (RFC 1939 §3).
    async fn text(&mut self, limit: usize) -> Result<Vec<u8>, FetchError> {
        let mut text = Vec::new();
        loop {
            let room = limit.saturating_sub(text.len()) as u64 + 5;
            let line = self.raw_line(room).await?;
            match line.strip_prefix(b".") {
                Some(b"\r\n" | b"\n") => return Ok(text),
                Some(rest) => text.extend_from_slice(rest),
                None => text.extend_from_slice(&line),
            }
            if text.len() > limit {
                return Err(FetchError::Refused("the mail is larger than its server said".to_owned()));
            }
        }
    }
}

/// What the server says, without its sign.
fn words(line: &str) -> String {
    let said = line.trim_start_matches(['+', '-']);
    let said = said.strip_prefix("OK").or_else(|| said.strip_prefix("ERR")).unwrap_or(said);
    base::text::truncate(&base::text::clean_line(said), 300).trim().to_owned()
}

#[cfg(test)]
mod tests {
    use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _, duplex};

    use super::*;

    async fn against(server: &'static [u8]) -> Client {
        let (ours, mut theirs) = duplex(1 << 20);
        base::tasks::spawn("test server", async move {
            theirs.write_all(server).await.unwrap();
            let mut asked = Vec::new();
            let _ = theirs.read_to_end(&mut asked).await;
        });
        Client { wire: BufReader::new(Box::new(ours)) }
    }

    #[tokio::test]
    async fn dots_are_undoubled_and_end_the_mail() {
        let mut client = against(b"+OK\r\nSubject: x\r\n\r\n..a\r\n.\r\n+OK\r\nlf only\n.\n").await;
        assert_eq!(client.retrieve(1, 100).await.unwrap(), b"Subject: x\r\n\r\n.a\r\n");
        assert_eq!(client.retrieve(2, 100).await.unwrap(), b"lf only\n");
    }

    #[tokio::test]
    async fn listings_are_read_and_nonsense_in_them_left_out() {
        let mut client = against(b"+OK\r\n1 abc\r\nx y\r\n2 d/e=\r\n3\r\n.\r\n").await;
        let listed = client.list().await.unwrap();
        assert_eq!(
            listed.iter().map(|one| (one.number, one.uidl.as_str())).collect::<Vec<_>>(),
            [(1, "abc"), (2, "d/e=")]
        );
    }

    #[tokio::test]
    async fn attack_a_server_without_end_is_left() {
        let mut client = against(b"+OK\r\nmore than ten bytes in here\r\nand more\r\n.\r\n").await;
        assert!(matches!(client.retrieve(1, 10).await, Err(FetchError::Refused(_))));
        let mut client = against(b"-ERR \x1b[31mno\r\n").await;
        let refused = client.size(1).await.unwrap_err().to_string();
        assert!(refused.contains("no") && !refused.contains('\x1b'), "{refused}");
    }

    #[tokio::test]
    async fn attack_a_password_cannot_hold_a_command() {
        let mut client = against(b"+OK\r\n+OK\r\n").await;
        assert!(matches!(client.password("kim", "x\r\nDELE 1").await, Err(FetchError::Refused(_))));
    }
}
