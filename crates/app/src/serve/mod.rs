//! `serve`: starts every part in order, says where it listens, and stops all of them without losing anything.

mod announce;
mod listeners;
mod measure;
mod signals;

use std::{sync::Arc, time::Duration};

use anyhow::Context as _;
use base::{Scope, World, tasks};
use tokio_util::{sync::CancellationToken, task::TaskTracker};

use crate::{command::Answer, config::Places, control, demo, logs, open::Installation};

/// How long parts may take to stop.
const STOP: Duration = Duration::from_secs(30);

/// The flags of `serve`.
#[derive(Debug, clap::Args)]
pub struct ServeOptions {
    /// Address and port of the HTTP side [default: 127.0.0.1:8080]
    #[arg(long, value_name = "ADDR")]
    http: Option<String>,
    /// Address and port of the mail listener [default: none]
    #[arg(long, value_name = "ADDR")]
    smtp: Option<String>,
    /// Fill an empty installation with example data and print the sign-ins
    #[arg(long)]
    demo: bool,
}

/// Runs the server until it is told to stop.
///
/// # Errors
/// When a part cannot start.
pub fn run(places: &Places, options: &ServeOptions) -> anyhow::Result<Answer> {
    let config = places.load()?;
    logs::start(&config);
    let sign_ins = if options.demo { fill(places)? } else { Vec::new() };
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    runtime.block_on(serve(places, options, sign_ins))?;
    runtime.shutdown_timeout(Duration::from_secs(5));
    Ok(Answer::default())
}

/// Example data goes into an empty installation only; one that has it already just starts.
fn fill(places: &Places) -> anyhow::Result<Vec<demo::SignIn>> {
    let config = places.load()?;
    places.create()?;
    let _lock = store::FolderLock::take(&places.data)?;
    let keys = keys::Keys::open(&places.inside("keys"))?;
    demo::fill(&places.database_url(&config), &keys, World::system().now())
}

async fn serve(places: &Places, options: &ServeOptions, sign_ins: Vec<demo::SignIn>) -> anyhow::Result<()> {
    let signals = signals::catch()?;
    let mut installation = Installation::open_quietly(places).await?;
    let bound = listeners::bind(&installation.config, options.http.as_deref(), options.smtp.as_deref()).await?;
    installation.adopt_address(bound.http_address);
    installation.outside()?.connector.listens_on(bound.http_address);
    let installation = Arc::new(installation);
    let shutdown = installation.platform.shutdown.clone();
    let parts = TaskTracker::new();
    start_jobs(&installation, &shutdown, &parts)?;
    start_index(&installation, &shutdown, &parts)?;
    listeners::start(&installation, bound, &shutdown, &parts)?;
    start_control(&installation, &shutdown, &parts)?;
    announce::announce(&installation, &sign_ins).await?;
    signals.wait().await;
    stop(&shutdown, &parts).await;
    installation.close().await
}

fn start_jobs(installation: &Installation, shutdown: &CancellationToken, parts: &TaskTracker) -> anyhow::Result<()> {
    let modules = installation.modules();
    let mut schedules = people::upkeep::schedules();
    schedules.push(mail::oauth::schedule());
    schedules.extend(modules.iter().flat_map(|module| module.schedules.clone()));
    let reactions = modules.into_iter().flat_map(|module| module.reactions).collect();
    let runner =
        jobs::Runner::new(installation.platform.store.clone(), installation.registrations()?, reactions, schedules);
    let running = runner.start(shutdown.clone());
    tasks::spawn("serve.jobs", parts.track_future(running));
    measure::start(installation, &runner, shutdown, parts)
}

fn start_index(installation: &Installation, shutdown: &CancellationToken, parts: &TaskTracker) -> anyhow::Result<()> {
    let following = installation.index()?.follow(installation.platform.store.clone(), shutdown.clone());
    tasks::spawn("serve.index", parts.track_future(following));
    Ok(())
}

fn start_control(
    installation: &Arc<Installation>,
    shutdown: &CancellationToken,
    parts: &TaskTracker,
) -> anyhow::Result<()> {
    let listener = control::bind(&installation.places.socket())?;
    let (socket, shared, stop) = (installation.places.socket(), Arc::clone(installation), shutdown.clone());
    tasks::spawn(
        "serve.control",
        parts.track_future(async move {
            if let Err(error) = control::serve(listener, &socket, shared, stop).await {
                tracing::error!(%error, "commands cannot reach this process");
            }
        }),
    );
    Ok(())
}

/// Listeners stop accepting and finish what is under way; jobs end or give their leases back.
async fn stop(shutdown: &CancellationToken, parts: &TaskTracker) {
    tracing::info!("stopping");
    shutdown.cancel();
    parts.close();
    if tokio::time::timeout(STOP, parts.wait()).await.is_err() {
        tracing::warn!("some parts did not stop in time; what they had not confirmed is repeated");
    }
    tracing::info!("stopped");
}

/// The one-time token for the first administrator, while there is none. A first queue is there already, so that
/// adding a mailbox is all that is left to do.
async fn setup_token(installation: &Installation) -> anyhow::Result<Option<base::Secret<String>>> {
    let prepared = installation.platform.store.write(|tx| {
        let scope = Scope::system("first start");
        let token = people::setup::prepare(tx, &scope)?;
        if token.is_some() && work::queue::list(tx, &scope)?.is_empty() {
            work::queue::create(tx, &scope, work::QueueData::new("Support", "SUP"))?;
        }
        Ok::<_, desk::Error>(token)
    });
    prepared.await.context("the first set-up cannot be prepared")
}
