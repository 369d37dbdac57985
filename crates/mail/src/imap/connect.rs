//! A signed-in connection to an IMAP server.

use async_imap::{Authenticator, Client, Session};
use futures_util::TryStreamExt as _;

use crate::mailbox::{
    TlsTrust,
    dial::{self, FetchError, PATIENCE, Wire, patiently},
    settings::{Credential, Encryption, FetchSettings, Shared},
};

/// The most folders listed of one account.
const LISTED: usize = 1_000;

/// A signed-in session.
pub(crate) type Imap = Session<Wire>;

/// Connects and signs in.
pub(super) async fn connect(settings: &FetchSettings, trust: &TlsTrust) -> Result<Imap, FetchError> {
    let wire = dial::connect(&settings.host, settings.port).await?;
    sign_in(greet(wire, settings, trust).await?, settings).await
}

/// Encrypts as the settings ask and reads the greeting. Whatever came before STARTTLS is forgotten (RFC 3501 §6.2.1).
pub(crate) async fn greet(wire: Wire, settings: &FetchSettings, trust: &TlsTrust) -> Result<Client<Wire>, FetchError> {
    let wire = match settings.encryption {
        Encryption::Tls => dial::encrypt(wire, &settings.host, trust).await?,
        Encryption::StartTls | Encryption::None => wire,
    };
    let mut client = Client::new(wire);
    let greeting = patiently(client.read_response()).await?;
    if greeting.is_none() {
        return Err(FetchError::Connection(std::io::ErrorKind::UnexpectedEof.into()));
    }
    if settings.encryption != Encryption::StartTls {
        return Ok(client);
    }
    patiently(client.run_command_and_check_ok("STARTTLS", None)).await?;
    let encrypted = dial::encrypt(client.into_inner(), &settings.host, trust).await?;
    Ok(Client::new(encrypted))
}

/// Signs in, to a shared mailbox in the way the settings say.
pub(crate) async fn sign_in(client: Client<Wire>, settings: &FetchSettings) -> Result<Imap, FetchError> {
    let user = settings.user.as_str();
    let signing_in = async {
        match (&settings.credential, &settings.shared) {
            (Credential::Password(password), None) => client.login(user, password).await,
            (Credential::Password(password), Some(Shared::LoginName(mailbox))) => {
                client.login(format!("{user}\\{mailbox}"), password).await
            }
            (Credential::Password(password), Some(Shared::Authorization(mailbox))) => {
                client.authenticate("PLAIN", Once(Some(format!("{mailbox}\0{user}\0{password}")))).await
            }
            (Credential::OauthToken(token), shared) => {
                bearer(client, shared.as_ref().map_or(user, Shared::mailbox), token).await
            }
            (Credential::Consent, _) => {
                let refused = async_imap::error::Error::No("no consent was given for this mailbox".to_owned());
                Err((refused, client))
            }
        }
    };
    match tokio::time::timeout(PATIENCE, signing_in).await {
        Err(_) => Err(FetchError::Silent),
        Ok(Ok(session)) => Ok(session),
        Ok(Err((error, _))) => Err(FetchError::SignIn(error.to_string())),
    }
}

type SignedIn = Result<Imap, (async_imap::error::Error, Client<Wire>)>;

/// The mechanism of Google and Microsoft first, then the standard one (RFC 7628).
async fn bearer(client: Client<Wire>, user: &str, token: &str) -> SignedIn {
    let first = format!("user={user}\x01auth=Bearer {token}\x01\x01");
    match client.authenticate("XOAUTH2", Once(Some(first))).await {
        Err((error, client)) if is_unknown(&error) => {
            let user = user.replace('=', "=3D").replace(',', "=2C");
            let second = format!("n,a={user},\x01auth=Bearer {token}\x01\x01");
            client.authenticate("OAUTHBEARER", Once(Some(second))).await
        }
        done => done,
    }
}

/// The server does not know the mechanism, rather than the token.
fn is_unknown(error: &async_imap::error::Error) -> bool {
    use async_imap::error::Error;
    let text = match error {
        Error::No(text) | Error::Bad(text) => text.to_ascii_lowercase(),
        _ => return false,
    };
    ["mechanism", "unsupported", "not supported", "unknown"].iter().any(|word| text.contains(word))
}

/// Answers the first challenge; a second one holds an error and is answered with nothing.
struct Once(Option<String>);

impl Authenticator for Once {
    type Response = String;

    fn process(&mut self, _challenge: &[u8]) -> String {
        self.0.take().unwrap_or_default()
    }
}

/// The names of all folders that can be opened.
pub(crate) async fn folders(imap: &mut Imap) -> Result<Vec<String>, FetchError> {
    let listed: Vec<_> = patiently(async { imap.list(Some(""), Some("*")).await?.try_collect().await }).await?;
    let opens = |name: &&async_imap::types::Name| {
        !name.attributes().iter().any(|one| matches!(one, async_imap::types::NameAttribute::NoSelect))
    };
    Ok(listed.iter().filter(opens).take(LISTED).map(|name| name.name().to_owned()).collect())
}
