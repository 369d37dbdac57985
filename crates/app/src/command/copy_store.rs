//! `copy-store`: moves an installation's database from one engine to the other, with progress.

use base::World;
use indicatif::{ProgressBar, ProgressStyle};
use store::{CopyProgress, OpenOptions, Store};

use super::{Answer, config_check::without_password};
use crate::modules;

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
    /// Copies and counts.
    pub fn run(&self) -> anyhow::Result<Answer> {
        let from = open(&self.from)?;
        let to = open(&self.to)?;
        let bar = ProgressBar::new_spinner().with_style(ProgressStyle::with_template("{spinner} {msg}")?);
        let shown = bar.clone();
        let rows = store::copy_store(&from, &to, move |CopyProgress { table, rows }| {
            shown.set_message(format!("{table}: {rows} rows"));
            shown.tick();
        })?;
        bar.finish_and_clear();
        let target = without_password(&self.to);
        Ok(Answer::line(format_args!("Copied {rows} rows. Set database.url to {target} and start the server.")))
    }
}

fn open(url: &str) -> anyhow::Result<Store> {
    let migrations = modules::migrations();
    Ok(Store::open(&OpenOptions { url: url.to_owned(), world: World::system(), readers: 2, migrations })?)
}
