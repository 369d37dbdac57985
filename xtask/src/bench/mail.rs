//! Mails per second from SMTP to committed tickets, with the queue drained and fsync on.

use std::{path::PathBuf, time::Duration};

use anyhow::{Context, ensure};
use indicatif::{ProgressBar, ProgressStyle};
use peers::smtp::Client;
use serde::Serialize;

use super::{
    build,
    clients::{self, timed},
    figures::{self, Percentiles, Table, milliseconds, per_second},
    letters::{self, Kind, SUPPORT, plain},
    machine::{self, Memory, now, pause},
    server::{Installation, Server, Sizes},
};

/// How much to send.
#[derive(clap::Args)]
pub(crate) struct Options {
    /// How many mails.
    #[arg(long, default_value_t = 20_000)]
    mails: u32,
    /// Which mails.
    #[arg(long, value_enum, default_value_t)]
    kind: Kind,
    /// Over how many connections.
    #[arg(long, default_value_t = 8)]
    connections: usize,
    /// The folder below which data is written, to choose the disk.
    #[arg(long, value_name = "DIR")]
    folder: Option<PathBuf>,
}

/// Mails whose tickets are there before the measurement, so that replies have something to answer.
const FIRST: u32 = 500;

#[derive(Serialize)]
struct Figures {
    mails: u32,
    kind: Kind,
    connections: usize,
    processors: usize,
    load_before: f64,
    accepted_per_second: f64,
    drained_per_second: f64,
    reply_to_data: Percentiles,
    start_empty_ms: f64,
    start_loaded_ms: f64,
    idle: Memory,
    loaded: Memory,
    sizes: Sizes,
}

/// Sends the mails and prints the rate.
pub(crate) fn run(options: &Options) -> anyhow::Result<()> {
    let load_before = machine::load();
    let installation = Installation::new(build()?, options.folder.as_deref())?;
    let server = installation.start()?;
    let start_empty_ms = milliseconds(server.ready);
    installation.command(&["mailbox", "add", SUPPORT, "--queue", "Support"], "")?;
    let idle = server.idle_memory();
    send(&server, options, 0..FIRST)?;
    drain(&installation, FIRST)?;

    let begun = now();
    let sent = send(&server, options, FIRST..FIRST + options.mails)?;
    let accepted = per_second(options.mails, sent.took);
    drain(&installation, FIRST + options.mails)?;
    let drained = per_second(options.mails, now().duration_since(begun));
    let loaded = server.memory();
    drop(server);
    let start_loaded_ms = milliseconds(installation.start()?.ready);
    let figures = Figures {
        mails: options.mails,
        kind: options.kind,
        connections: options.connections,
        processors: machine::processors(),
        load_before,
        accepted_per_second: accepted,
        drained_per_second: drained,
        reply_to_data: Percentiles::of(sent.times),
        start_empty_ms,
        start_loaded_ms,
        idle,
        loaded,
        sizes: installation.sizes(),
    };
    print(&figures);
    figures::write("mail", &figures)
}

/// Sends the mails at these places, several connections at once.
fn send(server: &Server, options: &Options, places: std::ops::Range<u32>) -> anyhow::Result<clients::Ran> {
    let connect = || Client::connect(server.smtp);
    let mut connections = (0..options.connections).map(|_| connect()).collect::<anyhow::Result<Vec<_>>>()?;
    let (first, count) = (places.start as usize, places.len());
    let bar = progress("mails accepted", count);
    let ran = clients::run(&mut connections, count, &bar, |connection, place| {
        let place = first + place;
        let letter = if first == 0 { plain(place) } else { options.kind.letter(place, first) };
        let (reply, took) = timed(|| send_one(connection, &letter))?;
        reply.expect_code(250)?;
        Ok(took)
    });
    bar.finish_and_clear();
    ran
}

/// The time from the first word of a mail to the answer to its last byte.
fn send_one(connection: &mut Client, letter: &letters::Letter) -> anyhow::Result<peers::smtp::Reply> {
    connection.send(&letter.from, &[SUPPORT], &letter.raw)
}

/// Waits until every mail is a message of a ticket, and checks that it is.
fn drain(installation: &Installation, expected: u32) -> anyhow::Result<()> {
    let bar = progress("mails decided", expected as usize);
    loop {
        let said = installation.command(&["doctor"], "")?;
        let line = said.lines().find(|line| line.contains("balance of mail")).context("doctor tells no balance")?;
        let numbers: Vec<u32> =
            line.split(|c: char| !c.is_ascii_digit()).filter_map(|digits| digits.parse().ok()).collect();
        let [received, tickets, replies, open] = numbers[..] else { anyhow::bail!("doctor says: {line}") };
        bar.set_position(u64::from(tickets + replies));
        if open == 0 && received >= expected {
            bar.finish_and_clear();
            ensure!(received == expected && tickets + replies == expected, "mails are missing: {line}");
            return Ok(());
        }
        pause(Duration::from_millis(100));
    }
}

/// A bar with a name, counts and a rate.
pub(super) fn progress(name: &'static str, count: usize) -> ProgressBar {
    let style = ProgressStyle::with_template("{msg:<24} {bar:30} {pos}/{len}  {per_sec}  {eta}");
    ProgressBar::new(count as u64).with_style(style.unwrap_or_else(|_| ProgressStyle::default_bar())).with_message(name)
}

fn print(figures: &Figures) {
    let mut table = Table::default();
    let rate = (figures.drained_per_second >= 500.0, "≥ 500 /s".to_owned());
    table.value("drained", figures.drained_per_second, "mails/s", Some(rate));
    table.value("accepted", figures.accepted_per_second, "mails/s", None);
    table.times("MAIL to the answer to DATA", &figures.reply_to_data, None);
    let ready = |ms: f64| Some((ms < 1_000.0, "< 1,000 ms".to_owned()));
    table.value("start to ready, empty", figures.start_empty_ms, "ms", ready(figures.start_empty_ms));
    table.value("start to ready, loaded", figures.start_loaded_ms, "ms", ready(figures.start_loaded_ms));
    let idle = (figures.idle.resident_mib < 80.0, "< 80 MiB".to_owned());
    table.value("memory, idle", figures.idle.resident_mib, "MiB", Some(idle));
    table.value("memory, loaded", figures.loaded.resident_mib, "MiB", None);
    table.value("memory, most", figures.loaded.peak_mib, "MiB", None);
    println!(
        "\n{} mails over {} connections, {} processors, load before the start {:.2}",
        figures.mails, figures.connections, figures.processors, figures.load_before
    );
    table.print();
}
