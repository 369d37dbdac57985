//! Opening the index; what is damaged or of another shape is set aside, never in the way of a start.

use std::{
    fs,
    path::{Path, PathBuf},
    sync::{
        Arc, PoisonError, RwLock,
        atomic::{AtomicBool, Ordering},
    },
};

use serde::Serialize;
use tantivy::{IndexReader, ReloadPolicy, directory::MmapDirectory};
use tokio::sync::{Mutex, watch};

use crate::{
    Error,
    feed::Feeder,
    reach::{LATEST, Since},
    schema::{Fields, register, schema},
    state::State,
    words::Words,
};

/// The full-text index. Clones share it.
#[derive(Clone)]
pub struct Index {
    pub(crate) shared: Arc<Shared>,
    /// How many of the items that changed last are ranked before the others.
    pub(crate) latest: usize,
}

pub(crate) struct Shared {
    folder: PathBuf,
    opened: RwLock<Arc<Opened>>,
    pub(crate) feeder: Mutex<Feeder>,
    pub(crate) progress: watch::Sender<Progress>,
    pub(crate) words: Words,
    pub(crate) since: Since,
    pub(crate) is_damaged: AtomicBool,
    pub(crate) is_rebuild_asked: AtomicBool,
}

/// An index that can be read and written.
pub(crate) struct Opened {
    pub(crate) index: tantivy::Index,
    pub(crate) reader: IndexReader,
    pub(crate) fields: Fields,
}

/// How far the index is.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Progress {
    /// Every item is in the index; false while it is built.
    pub complete: bool,
    /// Items gone over by the rebuild that is under way.
    pub rebuilt: i64,
    /// Items there were when it began.
    pub of: i64,
    /// The number of the last event that can be found.
    pub cursor: i64,
    /// Events that happened since.
    pub behind: i64,
    /// Why the last step failed, until one succeeds.
    pub trouble: Option<String>,
}

impl Index {
    /// Opens the index in a folder of its own. One that cannot be used is set aside and an empty one takes its
    /// place; [`Index::follow`] fills it.
    ///
    /// # Errors
    /// When the folder cannot be made or written.
    pub fn open(folder: impl Into<PathBuf>) -> Result<Self, Error> {
        let folder = folder.into();
        let (opened, state) = match open(&folder) {
            Ok(found) => found,
            Err(error) => {
                tracing::warn!(%error, "the search index is set aside and built anew");
                set_aside(&folder)?;
                open(&folder)?
            }
        };
        let progress = Progress { complete: state.is_complete(), ..Progress::default() };
        Ok(Self {
            shared: Arc::new(Shared {
                folder,
                opened: RwLock::new(Arc::new(opened)),
                feeder: Mutex::new(Feeder::new(state)),
                progress: watch::Sender::new(progress),
                words: Words::default(),
                since: Since::default(),
                is_damaged: AtomicBool::new(false),
                is_rebuild_asked: AtomicBool::new(false),
            }),
            latest: LATEST,
        })
    }

    /// Ranks this many of the items that changed last before the others, instead of 100,000.
    #[must_use]
    pub fn ranking_first(self, latest: usize) -> Self {
        Self { latest, ..self }
    }

    /// How far the index is.
    #[must_use]
    pub fn progress(&self) -> Progress {
        self.shared.progress.borrow().clone()
    }

    /// Changes whenever the index gets further.
    #[must_use]
    pub fn watch(&self) -> watch::Receiver<Progress> {
        self.shared.progress.subscribe()
    }

    /// How many items can be found.
    #[must_use]
    pub fn documents(&self) -> u64 {
        self.opened().reader.searcher().num_docs()
    }

    /// Asks for a pass over all items. Searches go on meanwhile and say that they are incomplete.
    pub fn rebuild(&self) {
        self.shared.is_rebuild_asked.store(true, Ordering::SeqCst);
    }

    pub(crate) fn opened(&self) -> Arc<Opened> {
        Arc::clone(&self.shared.opened.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// Sets the damaged index aside and begins with an empty one.
    pub(crate) fn start_over(&self, feeder: &mut Feeder) -> Result<(), Error> {
        tracing::warn!("the search index is damaged; it is set aside and built anew");
        *feeder = Feeder::new(State::new());
        set_aside(&self.shared.folder)?;
        let (opened, state) = open(&self.shared.folder)?;
        *feeder = Feeder::new(state);
        *self.shared.opened.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(opened);
        self.shared.is_damaged.store(false, Ordering::SeqCst);
        Ok(())
    }
}

fn open(folder: &Path) -> Result<(Opened, State), Error> {
    fs::create_dir_all(folder).map_err(|error| Error::Index(error.to_string()))?;
    let directory = MmapDirectory::open(folder).map_err(|error| Error::Index(error.to_string()))?;
    let (schema, fields) = schema();
    let index = tantivy::Index::open_or_create(directory, schema)?;
    register(&index);
    let state = State::read(index.load_metas()?.payload.as_deref())
        .ok_or_else(|| Error::Damaged("it has the shape of another version".to_owned()))?;
    let reader = index.reader_builder().reload_policy(ReloadPolicy::Manual).try_into()?;
    Ok((Opened { index, reader, fields }, state))
}

/// Keeps one index that could not be used, for whoever wants to know why.
fn set_aside(folder: &Path) -> Result<(), Error> {
    let mut name = folder.file_name().unwrap_or_default().to_owned();
    name.push(".set-aside");
    let aside = folder.with_file_name(name);
    let moved = match fs::remove_dir_all(&aside) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(error),
        _ => fs::rename(folder, &aside),
    };
    moved.map_err(|error| Error::Index(format!("the damaged index could not be set aside: {error}")))
}
