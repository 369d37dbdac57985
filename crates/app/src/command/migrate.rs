//! `migrate`: brings the schema up to this version; `serve` does the same at its start.

use base::World;
use store::{OpenOptions, Store};

use super::Answer;
use crate::{config::Places, modules};

/// Applies what is missing.
pub fn run(places: &Places) -> anyhow::Result<Answer> {
    let config = places.load()?;
    places.create()?;
    let _lock = store::FolderLock::take(&places.data)?;
    let migrations = modules::migrations();
    let count = migrations.len();
    let url = places.database_url(&config);
    Store::open(&OpenOptions { url, world: World::system(), readers: 1, migrations })?;
    Ok(Answer::line(format_args!("The schema is up to date ({count} migrations).")))
}
