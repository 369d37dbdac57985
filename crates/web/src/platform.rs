//! Everything a handler may need, made once at start.

use std::sync::{Arc, OnceLock};

use base::World;
use blobs::Blobs;
use keys::Keys;
use people::sign_in::SignIn;
use store::Store;
use tokio_util::sync::CancellationToken;
use ui::Ui;

use crate::{
    api::Document, extensions::Extensions, idempotency::Turns, live::Feed, metrics::Metrics, navigation::Entry,
    rate::Limiters, settings::Settings,
};

/// What every handler gets as its state.
pub type State = Arc<Platform>;

/// The running installation, as the HTTP side sees it.
pub struct Platform {
    /// The database.
    pub store: Store,
    /// The clock and randomness.
    pub world: World,
    /// The keys of the installation.
    pub keys: Keys,
    /// The files.
    pub blobs: Blobs,
    /// Templates and translations.
    pub ui: Ui,
    /// What the installation says about its outside.
    pub settings: Settings,
    /// What crates hand each other.
    pub extensions: Extensions,
    /// The numbers of the process.
    pub metrics: Metrics,
    /// The ways to sign in, with their limits.
    pub sign_in: SignIn,
    /// Fires when the server shall stop; live streams end then.
    pub shutdown: CancellationToken,
    pub(crate) limiters: Limiters,
    pub(crate) feed: Feed,
    pub(crate) turns: Turns,
    pub(crate) navigation: OnceLock<Vec<Entry>>,
    pub(crate) document: OnceLock<Document>,
}

impl Platform {
    /// Puts the foundation together.
    #[must_use]
    pub fn new(store: Store, keys: Keys, blobs: Blobs, ui: Ui, settings: Settings) -> Self {
        let world = store.world().clone();
        Self {
            sign_in: SignIn::new(store.clone(), keys.clone()),
            limiters: Limiters::new(world.clone()),
            feed: Feed::new(),
            turns: Turns::default(),
            navigation: OnceLock::new(),
            document: OnceLock::new(),
            metrics: Metrics::default(),
            shutdown: CancellationToken::new(),
            extensions: Extensions::default(),
            store,
            world,
            keys,
            blobs,
            ui,
            settings,
        }
    }

    /// Adds a value that handlers find by its type.
    #[must_use]
    pub fn with<T: Send + Sync + 'static>(mut self, value: T) -> Self {
        self.extensions.insert(value);
        self
    }
}
