//! HTTP and mail listeners: bound first, so that a taken port is known before anything starts.

use std::{net::SocketAddr, sync::Arc};

use anyhow::Context as _;
use base::tasks;
use mail::{mailbox, smtp};
use tokio::net::TcpListener;
use tokio_util::{sync::CancellationToken, task::TaskTracker};

use crate::{config::Config, open::Installation};

/// Sockets that are bound but not served yet.
pub struct Bound {
    http: TcpListener,
    smtp: Option<TcpListener>,
    /// Where HTTP listens.
    pub http_address: SocketAddr,
}

/// Binds the sockets; flags win over settings.
pub async fn bind(config: &Config, http: Option<&str>, smtp: Option<&str>) -> anyhow::Result<Bound> {
    let http = listen("the HTTP side", http.unwrap_or(&config.server.http)).await?;
    let smtp = match smtp.or(config.smtp.listen.as_deref()) {
        Some(address) => Some(listen("the mail listener", address).await?),
        None => None,
    };
    let http_address = http.local_addr()?;
    Ok(Bound { http, smtp, http_address })
}

async fn listen(what: &str, address: &str) -> anyhow::Result<TcpListener> {
    TcpListener::bind(address).await.with_context(|| format!("{what} cannot listen on {address}"))
}

/// Serves them until the shutdown.
pub fn start(
    installation: &Arc<Installation>,
    bound: Bound,
    shutdown: &CancellationToken,
    parts: &TaskTracker,
) -> anyhow::Result<()> {
    let router = web::router(installation.modules(), Arc::clone(&installation.platform));
    let (stop, proxies) = (shutdown.clone(), installation.platform.settings.trusted_proxies.clone());
    tasks::spawn(
        "serve.http",
        parts.track_future(async move {
            if let Err(error) = web::serve(bound.http, router, proxies, stop).await {
                tracing::error!(%error, "the HTTP side ended");
            }
        }),
    );
    if let Some(listener) = bound.smtp {
        tracing::info!(address = %listener.local_addr()?, "mail is taken");
        installation.outside()?.connector.listens_on(listener.local_addr()?);
        let settings = smtp_settings(&installation.config)?;
        let world = installation.platform.world.clone();
        let serving = smtp::serve(listener, Arc::new(installation.door()), settings, world, shutdown.clone());
        tasks::spawn("serve.smtp", parts.track_future(serving));
    }
    let fetching = mailbox::watch(installation.door(), installation.outside()?.trust, shutdown.clone());
    tasks::spawn("serve.fetch", parts.track_future(fetching));
    Ok(())
}

fn smtp_settings(config: &Config) -> anyhow::Result<smtp::Settings> {
    let mut settings = smtp::Settings::new(config.smtp.hostname.clone());
    settings.size = usize::try_from(config.smtp.maximum_size_mib << 20)?;
    if let (Some(certificate), Some(key)) = (&config.smtp.certificate, &config.smtp.key) {
        settings.tls = Some(Arc::new(tls(certificate, key)?));
    }
    Ok(settings)
}

fn tls(certificate: &std::path::Path, key: &std::path::Path) -> anyhow::Result<rustls::ServerConfig> {
    let read = |path: &std::path::Path| std::fs::read(path).with_context(|| format!("cannot read {}", path.display()));
    let chain = rustls_pemfile::certs(&mut read(certificate)?.as_slice()).collect::<Result<Vec<_>, _>>()?;
    let key = rustls_pemfile::private_key(&mut read(key)?.as_slice())?.context("smtp.key holds no private key")?;
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let builder = rustls::ServerConfig::builder_with_provider(provider).with_safe_default_protocol_versions()?;
    Ok(builder.with_no_client_auth().with_single_cert(chain, key)?)
}
