//! Fills an empty data folder with as many tickets as a measurement wants, through the product's own verbs.
//!
//! Prints how many tickets are there after every step, one number a line. `cargo xtask bench desk` runs it.

mod house;
mod tickets;
mod words;

use std::{io::Write as _, path::PathBuf, sync::Arc, time::Duration};

use base::{ManualClock, SystemRandom, World};
use clap::Parser;
use keys::Keys;
use store::{OpenOptions, Store};

/// What to make.
#[derive(Parser)]
struct Arguments {
    /// The empty data folder.
    #[arg(long)]
    data: PathBuf,
    /// How many tickets.
    #[arg(long)]
    tickets: usize,
    /// Agents who can sign in: `agent0@desk.test`, `agent1@desk.test` …
    #[arg(long)]
    agents: usize,
    /// The password of all of them.
    #[arg(long)]
    password: String,
}

/// Tickets of one transaction.
const AT_ONCE: usize = 500;
/// The tickets came in over this time.
const SPAN: Duration = Duration::from_secs(3 * 365 * 86_400);

fn main() -> anyhow::Result<()> {
    let Arguments { data, tickets, agents, password } = Arguments::parse();
    std::fs::create_dir_all(&data)?;
    let now = World::system().now();
    let clock = Arc::new(ManualClock::new(now.minus(SPAN)));
    let world = World { clock: Arc::<ManualClock>::clone(&clock), random: Arc::new(SystemRandom) };
    let store = Store::open(&OpenOptions {
        url: format!("sqlite:{}", data.join("aftercare.db").display()),
        world: world.clone(),
        readers: 1,
        migrations: aftercare::modules::migrations(),
    })?;
    let keys = Keys::open(&data.join("keys"))?;
    let plan = house::Plan { agents, customers: (tickets / 20).max(100), password };
    let house = Arc::new(house::build(&store, &keys, world, plan)?);
    let step = SPAN / u32::try_from(tickets)?;
    let mut output = std::io::stdout().lock();
    for first in (0..tickets).step_by(AT_ONCE) {
        let places = first..(first + AT_ONCE).min(tickets);
        clock.set(now.minus(SPAN).plus(step * u32::try_from(first)?));
        let (last, house) = (places.end, Arc::clone(&house));
        store.write_blocking(move |tx| {
            places.into_iter().try_for_each(|place| tickets::make(tx, &house, place, step))
        })?;
        writeln!(output, "{last}")?;
        output.flush()?;
    }
    Ok(())
}
