//! Example data for `--demo`: a provider, its customers and four months of tickets, made by the product's own verbs.
//!
//! The verbs run in a world whose clock walks through those months, so that every event has its true time.

mod calendar;
mod content;
mod house;
mod tickets;

use std::sync::Arc;

use base::{ManualClock, Scope, SystemRandom, Timestamp, World};
use keys::Keys;
use store::{OpenOptions, Store};

pub use house::SignIn;

use crate::modules;

/// Everything the example does is done in this scope unless a person does it.
fn scope() -> Scope {
    Scope::system("example data")
}

/// Fills an empty database; answers who may sign in. A database in use is left as it is.
///
/// # Errors
/// When the database is not empty or a verb refuses.
pub fn fill(url: &str, keys: &Keys, now: Timestamp) -> anyhow::Result<Vec<SignIn>> {
    let clock = Arc::new(ManualClock::new(now.minus(calendar::LENGTH)));
    let world = World { clock: Arc::<ManualClock>::clone(&clock), random: Arc::new(SystemRandom) };
    let options =
        OpenOptions { url: url.to_owned(), world: world.clone(), readers: 1, migrations: modules::migrations() };
    let store = Store::open(&options)?;
    anyhow::ensure!(is_empty(&store)?, "the example data needs an empty data folder; this one is in use");
    let content = content::read()?;
    let passwords = people::Passwords::new(world);
    let house = house::build(&store, keys, &passwords, content.people)?;
    tickets::build(&store, &clock, &house, &content.threads, now)?;
    Ok(house.sign_ins)
}

fn is_empty(store: &Store) -> anyhow::Result<bool> {
    Ok(store.read_blocking(store::event_log::last_number)? == 0)
}
