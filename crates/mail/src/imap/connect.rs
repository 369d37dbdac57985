//! A signed-in connection to an IMAP server.

use std::{fmt::Debug, sync::Arc, time::Duration};

use async_imap::{Authenticator, Client, Session};
use rustls::{ClientConfig, RootCertStore, pki_types::ServerName};
use tokio::{
    io::{AsyncRead, AsyncWrite},
    net::TcpStream,
};
use tokio_rustls::TlsConnector;

use crate::mailbox::settings::{Credential, Encryption, FetchSettings};

/// Patience with one answer.
pub(super) const PATIENCE: Duration = Duration::from_secs(60);

/// A plain or encrypted stream.
pub(super) trait Stream: AsyncRead + AsyncWrite + Unpin + Send + Debug {}

impl<T: AsyncRead + AsyncWrite + Unpin + Send + Debug> Stream for T {}

/// A signed-in session.
pub(super) type Imap = Session<Box<dyn Stream>>;

/// Which certificates are trusted.
#[derive(Clone)]
pub struct TlsTrust(Arc<ClientConfig>);

impl TlsTrust {
    /// The public certificate authorities.
    ///
    /// # Errors
    /// When the cryptography does not support TLS 1.2 or 1.3; it does.
    pub fn public() -> Result<Self, rustls::Error> {
        Self::with(RootCertStore { roots: webpki_roots::TLS_SERVER_ROOTS.to_vec() })
    }

    /// These certificate authorities only.
    ///
    /// # Errors
    /// As [`TlsTrust::public`].
    pub fn with(roots: RootCertStore) -> Result<Self, rustls::Error> {
        let provider = Arc::new(rustls::crypto::ring::default_provider());
        let builder = ClientConfig::builder_with_provider(provider).with_safe_default_protocol_versions()?;
        Ok(Self(Arc::new(builder.with_root_certificates(roots).with_no_client_auth())))
    }
}

/// What went wrong, in words for the list of mailboxes.
#[derive(Debug, thiserror::Error)]
pub(super) enum FetchError {
    #[error("the server did not answer in time")]
    Silent,
    #[error("no connection: {0}")]
    Connection(#[from] std::io::Error),
    #[error("{0:?} is no name of a server")]
    Name(String),
    #[error("signing in was refused: {0}")]
    SignIn(String),
    #[error("the server says: {0}")]
    Protocol(#[from] async_imap::error::Error),
    #[error("the folder has no UIDVALIDITY")]
    NoGeneration,
    #[error(transparent)]
    Mail(#[from] crate::Error),
}

/// Waits with patience.
pub(super) async fn patiently<T, E: Into<FetchError>>(
    work: impl Future<Output = Result<T, E>>,
) -> Result<T, FetchError> {
    tokio::time::timeout(PATIENCE, work).await.map_err(|_| FetchError::Silent)?.map_err(Into::into)
}

/// Connects and signs in.
pub(super) async fn connect(settings: &FetchSettings, trust: &TlsTrust) -> Result<Imap, FetchError> {
    let tcp = patiently(TcpStream::connect((settings.host.as_str(), settings.port))).await?;
    let stream: Box<dyn Stream> = match settings.encryption {
        Encryption::None => Box::new(tcp),
        Encryption::Tls => {
            let name =
                ServerName::try_from(settings.host.clone()).map_err(|_| FetchError::Name(settings.host.clone()))?;
            Box::new(patiently(TlsConnector::from(Arc::clone(&trust.0)).connect(name, tcp)).await?)
        }
    };
    let mut client = Client::new(stream);
    let greeting = tokio::time::timeout(PATIENCE, client.read_response()).await.map_err(|_| FetchError::Silent)??;
    if greeting.is_none() {
        return Err(FetchError::Connection(std::io::ErrorKind::UnexpectedEof.into()));
    }
    sign_in(client, settings).await
}

async fn sign_in(client: Client<Box<dyn Stream>>, settings: &FetchSettings) -> Result<Imap, FetchError> {
    let signing_in = async {
        match &settings.credential {
            Credential::Password(password) => client.login(&settings.user, password).await,
            Credential::OauthToken(token) => {
                client
                    .authenticate("XOAUTH2", Bearer { user: settings.user.clone(), token: token.clone(), asked: false })
                    .await
            }
        }
    };
    match tokio::time::timeout(PATIENCE, signing_in).await {
        Err(_) => Err(FetchError::Silent),
        Ok(Ok(session)) => Ok(session),
        Ok(Err((error, _))) => Err(FetchError::SignIn(error.to_string())),
    }
}

struct Bearer {
    user: String,
    token: String,
    asked: bool,
}

impl Authenticator for Bearer {
    type Response = String;

    /// The first challenge is empty; a second one holds an error and is answered with nothing.
    fn process(&mut self, _challenge: &[u8]) -> String {
        if std::mem::replace(&mut self.asked, true) {
            return String::new();
        }
        format!("user={}\x01auth=Bearer {}\x01\x01", self.user, self.token)
    }
}
