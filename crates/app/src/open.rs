//! Opens an installation: settings, lock, database, keys, files, words, index.

use std::sync::Arc;

use anyhow::Context as _;
use base::{World, tasks};
use blobs::Blobs;
use connector::{Connector, SystemNetwork};
use keys::Keys;
use mail::{
    Door,
    mailbox::{Outside, TlsTrust},
    outbox::Sender,
};
use store::{FolderLock, OpenOptions, Store};
use web::{Module, Platform, State};

use crate::{
    config::{Config, Places},
    modules, relay,
};

/// Everything a command or the server works with.
pub struct Installation {
    /// The settings.
    pub config: Config,
    /// Where data lies.
    pub places: Places,
    /// What handlers and jobs get.
    pub platform: State,
    _lock: FolderLock,
}

impl Installation {
    /// Opens it; commands that write also enqueue the reactions, which the next server runs.
    ///
    /// # Errors
    /// When the settings, the folder, the database or the keys say no.
    pub async fn open(places: &Places) -> anyhow::Result<Self> {
        let installation = Self::open_quietly(places).await?;
        let reactions: Vec<_> = modules::contexts().into_iter().flat_map(|module| module.reactions).collect();
        jobs::register_reactions(&installation.platform.store, &reactions);
        Ok(installation)
    }

    /// Opens it for the server, whose runner registers the reactions itself.
    ///
    /// # Errors
    /// As [`Installation::open`].
    pub async fn open_quietly(places: &Places) -> anyhow::Result<Self> {
        let config = places.load()?;
        places.create()?;
        let lock = FolderLock::take(&places.data)?;
        let (store, world) = open_store(places, &config).await?;
        let keys = Keys::open(&places.inside("keys"))
            .with_context(|| format!("the keys in {} cannot be used", places.inside("keys").display()))?;
        let blobs = Blobs::open(places.inside("files"), world)?;
        let modules = modules::contexts();
        let ui = web::ui_of(&modules)?;
        let index = search::Index::open(places.inside("index"))?;
        let platform = Platform::new(store, keys, blobs, ui, settings(&config)?);
        let platform = platform.with(index).with(config.dns.open()?).with(outside(&config)?);
        Ok(Self { config, places: places.clone(), platform: Arc::new(platform), _lock: lock })
    }

    /// Commits what is queued and leaves the database as one file.
    ///
    /// # Errors
    /// When the runtime is going down already.
    pub async fn close(&self) -> anyhow::Result<()> {
        let store = self.platform.store.clone();
        Ok(tasks::spawn_blocking("close the store", move || store.close()).await?)
    }

    /// Where mail comes in.
    #[must_use]
    pub fn door(&self) -> Door {
        Door {
            store: self.platform.store.clone(),
            blobs: self.platform.blobs.clone(),
            keys: self.platform.keys.clone(),
            limits: limits(&self.config),
        }
    }

    /// The jobs of all contexts and of the foundation.
    ///
    /// # Errors
    /// When the relay's address cannot be read.
    pub fn registrations(&self) -> anyhow::Result<Vec<jobs::Registration>> {
        let sender = Sender {
            blobs: self.platform.blobs.clone(),
            keys: self.platform.keys.clone(),
            transport: relay::transport(&self.config)?,
        };
        let mut all = desk::reactions::registrations(&self.platform);
        all.push(mail::outbox::registration(sender));
        all.push(mail::oauth::registration(self.outside()?.connector, self.platform.keys.clone()));
        all.extend(people::upkeep::registrations());
        Ok(all)
    }

    /// The way to mail servers and over HTTP.
    ///
    /// # Errors
    /// Never: the platform is always made with one.
    pub fn outside(&self) -> anyhow::Result<Outside> {
        self.platform.extensions.get::<Outside>().cloned().context("there is no way out")
    }

    /// The full-text index.
    ///
    /// # Errors
    /// Never: the platform is always made with one.
    pub fn index(&self) -> anyhow::Result<search::Index> {
        self.platform.extensions.get::<search::Index>().cloned().context("there is no index")
    }

    /// Without a configured address people use the one the server really listens on.
    pub fn adopt_address(&mut self, address: std::net::SocketAddr) {
        if self.config.server.base_url.is_none()
            && let Some(platform) = Arc::get_mut(&mut self.platform)
        {
            platform.settings.base_url = format!("http://{address}");
        }
    }

    /// A fresh list of modules, for the router.
    #[must_use]
    pub fn modules(&self) -> Vec<Module> {
        modules::contexts()
    }
}

fn limits(config: &Config) -> mail::Limits {
    let size = usize::try_from(config.smtp.maximum_size_mib << 20).unwrap_or(usize::MAX);
    mail::Limits { size, ..mail::Limits::default() }
}

fn outside(config: &Config) -> anyhow::Result<Outside> {
    Ok(Outside {
        connector: Connector::new(Arc::new(SystemNetwork), Connector::public_roots())?,
        trust: TlsTrust::public()?,
        relay: relay::transport(config)?,
        limits: limits(config),
    })
}

async fn open_store(places: &Places, config: &Config) -> anyhow::Result<(Store, World)> {
    let world = World::system();
    let url = places.database_url(config);
    let options = OpenOptions {
        world: world.clone(),
        readers: config.database.connections.unwrap_or_else(|| connections(&url)),
        migrations: modules::migrations(),
        url,
    };
    let opened = tasks::spawn_blocking("open the store", move || Store::open(&options)).await?;
    let store = opened.context("the database cannot be opened")?;
    Ok((store, world))
}

/// A reader of SQLite computes, and each keeps pages in memory: two more than processors. A connection to PostgreSQL
/// mostly waits.
fn connections(url: &str) -> usize {
    if url.starts_with("sqlite:") { std::thread::available_parallelism().map_or(2, usize::from).min(30) + 2 } else { 8 }
}

fn settings(config: &Config) -> anyhow::Result<web::Settings> {
    let mut settings = web::Settings::new(config.base_url());
    settings.trusted_proxies = config.trusted_proxies()?;
    settings.brand.clone_from(&config.server.brand);
    settings.metrics_token.clone_from(&config.server.metrics_token);
    Ok(settings)
}
