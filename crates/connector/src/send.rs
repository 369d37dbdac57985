//! Resolve, check every address, connect to a checked one, ask, follow redirects the same way.

use std::{
    net::SocketAddr,
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use http::{HeaderValue, Method, StatusCode, header};
use http_body_util::{BodyExt as _, Full, LengthLimitError, Limited};
use hyper::{body::Bytes, client::conn::http1};
use hyper_util::rt::TokioIo;
use rustls::{ClientConfig, RootCertStore, pki_types::ServerName};
use tokio_rustls::TlsConnector;

use crate::{Error, Network, Policy, Request, Response, Stream, Target};

/// The time for one request with all its redirects.
pub const PATIENCE: Duration = Duration::from_secs(10);
/// The largest header block of an answer, in bytes.
const HEADER_BYTES: usize = 64 * 1024;

/// Makes requests. Clones share everything.
#[derive(Clone)]
pub struct Connector(Arc<Inner>);

struct Inner {
    network: Arc<dyn Network>,
    tls: TlsConnector,
    own: Mutex<Vec<SocketAddr>>,
}

impl Connector {
    /// A connector on this network that trusts these certificate authorities.
    ///
    /// # Errors
    /// When the cryptography does not support TLS 1.2 or 1.3; it does.
    pub fn new(network: Arc<dyn Network>, roots: RootCertStore) -> Result<Self, rustls::Error> {
        let provider = Arc::new(rustls::crypto::ring::default_provider());
        let builder = ClientConfig::builder_with_provider(provider).with_safe_default_protocol_versions()?;
        let mut config = builder.with_root_certificates(roots).with_no_client_auth();
        config.alpn_protocols = vec![b"http/1.1".to_vec()];
        Ok(Self(Arc::new(Inner { network, tls: TlsConnector::from(Arc::new(config)), own: Mutex::default() })))
    }

    /// The public certificate authorities.
    #[must_use]
    pub fn public_roots() -> RootCertStore {
        RootCertStore { roots: webpki_roots::TLS_SERVER_ROOTS.to_vec() }
    }

    /// We listen there; no request may go there.
    pub fn listens_on(&self, address: SocketAddr) {
        self.0.own.lock().unwrap_or_else(PoisonError::into_inner).push(address);
    }

    /// Sends a request and reads the answer.
    ///
    /// # Errors
    /// When it may not go there, or nothing proper comes back in time.
    pub async fn send(&self, request: Request, policy: &Policy) -> Result<Response, Error> {
        let target = Target::read(&request.url, policy)?;
        let host = target.host();
        let answer = tokio::time::timeout(PATIENCE, self.follow(request, target, policy)).await;
        answer.unwrap_or(Err(Error::TooSlow { host }))
    }

    async fn follow(&self, mut request: Request, mut target: Target, policy: &Policy) -> Result<Response, Error> {
        for left in (0..=request.redirects).rev() {
            let response = self.once(&request, &target, policy).await?;
            let Some(location) = location(&response) else { return Ok(response) };
            if request.redirects == 0 {
                return Ok(response);
            }
            if left == 0 {
                break;
            }
            let next = target.follow(location, policy)?;
            request = redirected(request, response.status, target.same_origin(&next));
            target = next;
        }
        Err(Error::TooManyRedirects { host: target.host() })
    }

    async fn once(&self, request: &Request, target: &Target, policy: &Policy) -> Result<Response, Error> {
        let stream = self.connect(target, policy).await?;
        let stream: Box<dyn Stream> = if target.is_https() { self.encrypt(stream, target).await? } else { stream };
        exchange(stream, request, target).await
    }

    /// Every address of the name must be allowed: with one forbidden among them the answer would depend on luck.
    async fn connect(&self, target: &Target, policy: &Policy) -> Result<Box<dyn Stream>, Error> {
        let host = target.host();
        let addresses = match target.ip() {
            Some(ip) => vec![ip],
            None => self
                .0
                .network
                .resolve(&host)
                .await
                .map_err(|error| Error::Unresolved { host: host.clone(), why: error.to_string() })?,
        };
        let own = self.0.own.lock().unwrap_or_else(PoisonError::into_inner).clone();
        if let Some(&address) = addresses.iter().find(|ip| !policy.allows(SocketAddr::new(**ip, target.port()), &own)) {
            return Err(Error::Forbidden { host, address });
        }
        let mut why = "there is none".to_owned();
        for address in addresses {
            match self.0.network.connect(SocketAddr::new(address, target.port())).await {
                Ok(stream) => return Ok(stream),
                Err(error) => why = error.to_string(),
            }
        }
        Err(Error::Connection { host, why })
    }

    async fn encrypt(&self, stream: Box<dyn Stream>, target: &Target) -> Result<Box<dyn Stream>, Error> {
        let host = target.host();
        let failed = |why: String| Error::Connection { host: host.clone(), why };
        let name = ServerName::try_from(host.clone()).map_err(|error| failed(error.to_string()))?;
        let encrypted = self.0.tls.connect(name, stream).await.map_err(|error| failed(error.to_string()))?;
        Ok(Box::new(encrypted))
    }
}

async fn exchange(stream: Box<dyn Stream>, request: &Request, target: &Target) -> Result<Response, Error> {
    let host = target.host();
    let failed = |error: hyper::Error| Error::Protocol { host: host.clone(), why: error.to_string() };
    #[expect(clippy::disallowed_methods, reason = "the one place that makes requests")]
    let shaken = http1::Builder::new().max_buf_size(HEADER_BYTES).handshake(TokioIo::new(stream)).await;
    let (mut sender, connection) = shaken.map_err(failed)?;
    // Ends by itself when the answer was read or nobody waits for it any more.
    base::tasks::spawn("connector.connection", connection);
    let response = sender.send_request(message(request, target)?).await.map_err(failed)?;
    let (parts, body) = response.into_parts();
    let body = Limited::new(body, request.limit).collect().await.map_err(|error| {
        if error.is::<LengthLimitError>() {
            Error::TooLarge { host: host.clone(), limit: request.limit }
        } else {
            Error::Protocol { host: host.clone(), why: error.to_string() }
        }
    })?;
    Ok(Response { status: parts.status, headers: parts.headers, body: body.to_bytes().to_vec() })
}

fn message(request: &Request, target: &Target) -> Result<http::Request<Full<Bytes>>, Error> {
    let refused = |_| Error::Address { address: target.host(), why: "it cannot be written as a request" };
    let mut message = http::Request::builder()
        .method(request.method.clone())
        .uri(target.path())
        .body(Full::new(Bytes::from(request.body.clone())))
        .map_err(refused)?;
    let host = HeaderValue::from_str(&target.authority())
        .map_err(|_| Error::Address { address: target.host(), why: "the name of the server is not one" })?;
    let headers = message.headers_mut();
    headers.extend(request.headers.clone());
    headers.insert(header::HOST, host);
    headers.insert(header::CONNECTION, HeaderValue::from_static("close"));
    headers.entry(header::USER_AGENT).or_insert(HeaderValue::from_static("Aftercare"));
    Ok(message)
}

fn location(response: &Response) -> Option<&str> {
    use StatusCode as S;
    let leads_on = matches!(
        response.status,
        S::MOVED_PERMANENTLY | S::FOUND | S::SEE_OTHER | S::TEMPORARY_REDIRECT | S::PERMANENT_REDIRECT
    );
    leads_on.then(|| response.headers.get(header::LOCATION)?.to_str().ok()).flatten()
}

/// What is asked of the next server (RFC 9110 §15.4): a form is not sent twice, and nothing that is for one server's
/// eyes goes to another.
fn redirected(mut request: Request, status: StatusCode, same_origin: bool) -> Request {
    let repeats = matches!(status, StatusCode::TEMPORARY_REDIRECT | StatusCode::PERMANENT_REDIRECT) && same_origin;
    if request.method != Method::GET && !repeats {
        request.method = Method::GET;
        request.body.clear();
        request.headers.remove(header::CONTENT_TYPE);
    }
    if !same_origin {
        for secret in [header::AUTHORIZATION, header::COOKIE, header::PROXY_AUTHORIZATION] {
            request.headers.remove(secret);
        }
        let plain = request.headers.iter().filter(|(_, value)| !value.is_sensitive());
        request.headers = plain.map(|(name, value)| (name.clone(), value.clone())).collect();
    }
    request
}
