//! `copy-store`: moves an installation's database from one engine to the other, with progress.

use std::{
    collections::BTreeSet,
    path::{Path, PathBuf},
};

use anyhow::Context as _;
use base::World;
use indicatif::{ProgressBar, ProgressStyle};
use store::{CopyProgress, FolderLock, OpenOptions, Store};

use super::{Answer, config_check::without_password};
use crate::{config::Places, modules};

/// Copy every row of one database into another, empty one.
#[derive(Debug, clap::Args)]
pub struct CopyStore {
    /// The database to read: sqlite:PATH or postgres://…
    #[arg(long, value_name = "URL")]
    from: String,
    /// The new, empty database: sqlite:PATH or postgres://…
    #[arg(long, value_name = "URL")]
    to: String,
}

impl CopyStore {
    /// Copies and counts, while nobody else writes.
    pub fn run(&self, places: &Places) -> anyhow::Result<Answer> {
        let _locks = self.lock(places)?;
        let from = open(&self.from)?;
        let to = open(&self.to)?;
        let bar = ProgressBar::new_spinner().with_style(ProgressStyle::with_template("{spinner} {msg}")?);
        let shown = bar.clone();
        let rows = store::copy_store(&from, &to, move |CopyProgress { table, rows }| {
            shown.set_message(format!("{table}: {rows} rows"));
            shown.tick();
        })?;
        bar.finish_and_clear();
        to.close();
        let target = without_password(&self.to);
        Ok(Answer::line(format_args!("Copied {rows} rows. Set database.url to {target} and start the server.")))
    }

    /// Takes the installation's folder and those in which the two databases lie, as far as they are data folders.
    fn lock(&self, places: &Places) -> anyhow::Result<Vec<FolderLock>> {
        let of_url = |url: &str| Path::new(url.strip_prefix("sqlite:")?).parent().map(Path::to_owned);
        let folders = [Some(places.data.clone()), of_url(&self.from), of_url(&self.to)];
        let used = |folder: &PathBuf| folder.join(FolderLock::NAME).exists();
        let folders = folders.into_iter().flatten().filter(used).map(|folder| folder.canonicalize());
        let folders = folders.collect::<Result<BTreeSet<_>, _>>()?;
        let take = |folder: &PathBuf| {
            FolderLock::take(folder).context("stop the server first, so that nothing is written while it is copied")
        };
        folders.iter().map(take).collect()
    }
}

fn open(url: &str) -> anyhow::Result<Store> {
    let migrations = modules::migrations();
    Ok(Store::open(&OpenOptions { url: url.to_owned(), world: World::system(), readers: 2, migrations })?)
}
