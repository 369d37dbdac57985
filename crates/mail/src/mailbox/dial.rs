//! An encrypted connection to a mail server, and what can be wrong with it in words for an administrator.

use std::{fmt::Debug, io, sync::Arc, time::Duration};

use rustls::{CertificateError, ClientConfig, RootCertStore, pki_types::ServerName};
use tokio::{
    io::{AsyncRead, AsyncWrite},
    net::TcpStream,
};
use tokio_rustls::TlsConnector;

/// Patience with one answer.
pub(crate) const PATIENCE: Duration = Duration::from_secs(60);

/// A plain or encrypted stream.
pub(crate) trait Stream: AsyncRead + AsyncWrite + Unpin + Send + Debug {}

impl<T: AsyncRead + AsyncWrite + Unpin + Send + Debug> Stream for T {}

/// A connection to a mail server.
pub(crate) type Wire = Box<dyn Stream>;

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

/// Why mail could not be fetched, in words for the list of mailboxes.
#[derive(Debug, thiserror::Error)]
pub enum FetchError {
    /// Nothing came for a minute.
    #[error("the server did not answer in time")]
    Silent,
    /// The connection failed.
    #[error("no connection: {0}")]
    Connection(#[from] io::Error),
    /// Encryption failed.
    #[error("no encrypted connection: {0}")]
    Encryption(String),
    /// The host is no name.
    #[error("{0:?} is no name of a server")]
    Name(String),
    /// The server refuses user or password.
    #[error("signing in was refused: {0}")]
    SignIn(String),
    /// The server refused a command.
    #[error("the server says: {0}")]
    Refused(String),
    /// The server is not understood.
    #[error("the server says: {0}")]
    Protocol(#[from] async_imap::error::Error),
    /// The server breaks RFC 3501 §2.3.1.1.
    #[error("the folder has no UIDVALIDITY")]
    NoGeneration,
    /// Our own side failed.
    #[error(transparent)]
    Mail(#[from] crate::Error),
}

impl FetchError {
    /// The server's fault with one mail, rather than ours or the whole connection's.
    pub(crate) const fn is_about_the_mail(&self) -> bool {
        !matches!(self, Self::Mail(_) | Self::SignIn(_) | Self::Name(_) | Self::Encryption(_))
    }
}

/// Waits with patience.
pub(crate) async fn patiently<T, E: Into<FetchError>>(
    work: impl Future<Output = Result<T, E>>,
) -> Result<T, FetchError> {
    tokio::time::timeout(PATIENCE, work).await.map_err(|_| FetchError::Silent)?.map_err(Into::into)
}

/// Connects without encryption.
pub(crate) async fn connect(host: &str, port: u16) -> Result<Wire, FetchError> {
    Ok(Box::new(patiently(TcpStream::connect((host, port))).await?))
}

/// Encrypts a connection and checks the server's certificate.
pub(crate) async fn encrypt(wire: Wire, host: &str, trust: &TlsTrust) -> Result<Wire, FetchError> {
    let name = ServerName::try_from(host.to_owned()).map_err(|_| FetchError::Name(host.to_owned()))?;
    let shaking = TlsConnector::from(Arc::clone(&trust.0)).connect(name, wire);
    let shaken = tokio::time::timeout(PATIENCE, shaking).await.map_err(|_| FetchError::Silent)?;
    Ok(Box::new(shaken.map_err(|error| FetchError::Encryption(what_is_wrong(&error, host)))?))
}

/// The certificate's problem by its name.
fn what_is_wrong(error: &io::Error, host: &str) -> String {
    let inner = error.get_ref().and_then(|inner| inner.downcast_ref::<rustls::Error>());
    let Some(rustls::Error::InvalidCertificate(problem)) = inner else {
        return format!("{error}; does the server really speak TLS on this port?");
    };
    match problem {
        CertificateError::Expired | CertificateError::ExpiredContext { .. } => {
            "the server's certificate has expired".to_owned()
        }
        CertificateError::NotValidYet | CertificateError::NotValidYetContext { .. } => {
            "the server's certificate is not valid yet; is the clock right?".to_owned()
        }
        CertificateError::NotValidForName | CertificateError::NotValidForNameContext { .. } => {
            format!("the server's certificate is for another name than {host}")
        }
        CertificateError::UnknownIssuer => {
            "the server's certificate was issued by nobody who is trusted; is it self-signed?".to_owned()
        }
        CertificateError::Revoked => "the server's certificate was revoked".to_owned(),
        other => format!("the server's certificate cannot be used: {other:?}"),
    }
}
