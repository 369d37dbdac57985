//! Times of list, ticket, search and reply with many tickets, start-to-ready time and memory.

use std::{path::PathBuf, time::Duration};

use anyhow::Context;
use serde::Serialize;

use super::{
    build,
    clients::{self, timed},
    figures::{self, Percentiles, Table, milliseconds, per_second},
    fill::{self, AGENTS, PASSWORD, agent},
    http::{Browser, encode},
    machine::{self, Memory, now, pause},
    mail::progress,
    server::{Installation, Server, Sizes},
};

/// How much to fill in first.
#[derive(clap::Args)]
pub(crate) struct Options {
    /// How many tickets.
    #[arg(long, default_value_t = 100_000)]
    tickets: u32,
    /// How many people ask at the same time.
    #[arg(long, default_value_t = 4)]
    clients: usize,
    /// How often each question is asked in all.
    #[arg(long, default_value_t = 1_000)]
    requests: usize,
    /// The folder below which data is written, to choose the disk.
    #[arg(long, value_name = "DIR")]
    folder: Option<PathBuf>,
    /// A data folder that is kept: filled when it is new, measured as it is when it is not.
    #[arg(long, value_name = "DIR", conflicts_with = "folder")]
    keep: Option<PathBuf>,
}

/// What people look for most: the name in the table, the query, the goal for the 95th percentile in milliseconds.
const LISTS: [(&str, &str, f64); 13] = [
    ("list: open tickets", "kind:ticket state:triage,todo,doing", 50.0),
    ("list: unassigned", "kind:ticket is:unassigned status:new,open", 50.0),
    ("list: mine", "assignee:me status:new,open,waiting", 50.0),
    ("list: solved and closed", "kind:ticket state:resolved,closed", 50.0),
    ("list: everything", "sort:-updated", 50.0),
    ("list: one tag, by priority", "tag:vip sort:priority", 50.0),
    ("search: frequent word", "server", 100.0),
    ("search: two frequent words", "printer invoice", 100.0),
    ("search: rare word", "R4711x55", 100.0),
    ("search: phrase", "\"please update\"", 100.0),
    ("search: two Chinese characters", "打印", 100.0),
    ("search: word and fields", "database status:open priority:<=2", 100.0),
    ("search: word and assignee", "export assignee:me", 100.0),
];

#[derive(Serialize)]
struct Figures {
    tickets: u32,
    clients: usize,
    processors: usize,
    load_before: f64,
    fill_seconds: f64,
    index_seconds: f64,
    index_per_second: f64,
    start_ms: f64,
    idle: Memory,
    loaded: Memory,
    sizes: Sizes,
    times: Vec<Row>,
}

#[derive(Serialize)]
struct Row {
    name: &'static str,
    query: &'static str,
    goal_p95_ms: f64,
    per_second: f64,
    #[serde(flatten)]
    found: Percentiles,
}

/// A person in two browsers, so that no single account asks more often than one may.
struct Client {
    browsers: Vec<Browser>,
}

impl Client {
    fn browser(&mut self, place: usize) -> anyhow::Result<&mut Browser> {
        let count = self.browsers.len().max(1);
        self.browsers.get_mut(place % count).context("nobody is signed in")
    }
}

/// Fills, asks and prints.
pub(crate) fn run(options: &Options) -> anyhow::Result<()> {
    let load_before = machine::load();
    let binary = build()?;
    let installation = match &options.keep {
        Some(data) => Installation::keep(binary, data)?,
        None => Installation::new(binary, options.folder.as_deref())?,
    };
    let filling = if installation.is_empty() {
        timed(|| fill::fill(installation.data(), options.tickets))?.1
    } else {
        Duration::ZERO
    };
    let indexing = index(&installation.start()?, options.tickets)?;
    // A fresh start, so that no figure profits from the work before it.
    let server = installation.start()?;
    let idle = server.idle_memory();
    let times = ask(&server, options)?;
    let figures = Figures {
        tickets: options.tickets,
        clients: options.clients,
        processors: machine::processors(),
        load_before,
        fill_seconds: filling.as_secs_f64(),
        index_seconds: indexing.as_secs_f64(),
        index_per_second: per_second(options.tickets, indexing),
        start_ms: milliseconds(server.ready),
        idle,
        loaded: server.memory(),
        sizes: installation.sizes(),
        times,
    };
    print(&figures);
    figures::write(&format!("desk-{}", options.tickets), &figures)
}

/// Waits until the index knows every ticket.
fn index(server: &Server, tickets: u32) -> anyhow::Result<Duration> {
    let begun = now();
    let bar = progress("tickets in the index", tickets as usize);
    loop {
        let done = server.metric("search_items")?;
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a count of tickets")]
        bar.set_position(done as u64);
        if done >= f64::from(tickets) && server.metric("search_complete")? > 0.0 {
            bar.finish_and_clear();
            return Ok(now().duration_since(begun));
        }
        pause(Duration::from_millis(500));
    }
}

fn ask(server: &Server, options: &Options) -> anyhow::Result<Vec<Row>> {
    let mut clients = sign_in(server, options.clients)?;
    let keys = keys(&mut clients, options)?;
    let mut rows = Vec::new();
    for (name, query, goal_p95_ms) in LISTS {
        let path = format!("/desk?q={}", encode(query));
        rows.push(measure(&mut clients, (name, query, goal_p95_ms), options.requests, |client, place| {
            open(client.browser(place)?, &path)
        })?);
    }
    let ticket = ("ticket page", "", 50.0);
    rows.push(measure(&mut clients, ticket, options.requests, |client, place| {
        let key = keys.get(place % keys.len()).context("no ticket was found")?;
        open(client.browser(place)?, &format!("/desk/{key}"))
    })?);
    let reply = ("reply, committed", "", 50.0);
    rows.push(measure(&mut clients, reply, options.requests.min(400), |client, place| {
        let key = keys.get(place % keys.len()).context("no ticket was found")?;
        answer(client.browser(place)?, key)
    })?);
    Ok(rows)
}

fn sign_in(server: &Server, clients: usize) -> anyhow::Result<Vec<Client>> {
    let each = (AGENTS / clients.max(1)).max(1);
    (0..clients)
        .map(|place| {
            let agents = (0..each).map(|turn| agent(place * each + turn));
            let browsers = agents.map(|address| Browser::sign_in(server.http, &address, PASSWORD));
            Ok(Client { browsers: browsers.collect::<anyhow::Result<_>>()? })
        })
        .collect()
}

/// Keys from all over the years: of every list that is shown, and spread over the numbers.
fn keys(clients: &mut [Client], options: &Options) -> anyhow::Result<Vec<String>> {
    let browser = clients.first_mut().context("there are no clients")?.browser(0)?;
    let page = browser.read("/desk?q=sort%3A-created")?;
    let newest = page.split("/desk/SUP-").nth(1).and_then(|rest| rest.split(|c: char| !c.is_ascii_digit()).next());
    let last: usize = newest.context("the list shows no ticket of the queue Support")?.parse()?;
    let count = options.requests.clamp(1, last);
    Ok((0..count).map(|place| format!("SUP-{}", 1 + place * (last / count))).collect())
}

fn measure(
    clients: &mut [Client],
    (name, query, goal_p95_ms): (&'static str, &'static str, f64),
    count: usize,
    turn: impl Fn(&mut Client, usize) -> anyhow::Result<Duration> + Sync,
) -> anyhow::Result<Row> {
    let bar = progress(name, count);
    let ran = clients::run(clients, count, &bar, turn)?;
    bar.finish_and_clear();
    let per_second = per_second(u32::try_from(count)?, ran.took);
    let found = Percentiles::of(ran.times);
    println!(
        "{name:<32} p50 {:>8.2}  p95 {:>8.2}  p99 {:>8.2} ms  {per_second:>8.1}/s",
        found.p50_ms, found.p95_ms, found.p99_ms
    );
    Ok(Row { name, query, goal_p95_ms, per_second, found })
}

fn open(browser: &mut Browser, path: &str) -> anyhow::Result<Duration> {
    let (answer, took) = timed(|| browser.get(path))?;
    answer.expect(200, path)?;
    Ok(took)
}

/// Opens the page for its token, then sends an answer; the answer to that is given after the commit.
fn answer(browser: &mut Browser, key: &str) -> anyhow::Result<Duration> {
    let page = browser.read(&format!("/desk/{key}"))?;
    let token = between(&page, "name=\"csrf\" value=\"", "\"").context("the page has no token")?;
    let body = "Thank you, we found the cause and corrected it. Please try again and tell us if it happens once more.";
    let fields = [("csrf", token), ("body", body), ("visibility", "public")];
    let path = format!("/desk/{key}/messages");
    let (answer, took) = timed(|| browser.submit(&path, &fields))?;
    answer.expect(303, &path)?;
    Ok(took)
}

fn between<'a>(text: &'a str, before: &str, after: &str) -> Option<&'a str> {
    text.split_once(before)?.1.split_once(after).map(|(found, _)| found)
}

fn print(figures: &Figures) {
    let mut table = Table::default();
    for row in &figures.times {
        table.times(row.name, &row.found, Some(row.goal_p95_ms));
    }
    table.value("index built", figures.index_per_second, "tickets/s", None);
    table.value("start to ready", figures.start_ms, "ms", Some((figures.start_ms < 1_000.0, "< 1,000 ms".to_owned())));
    let idle = (figures.idle.resident_mib < 80.0, "< 80 MiB".to_owned());
    table.value("memory, idle", figures.idle.resident_mib, "MiB", Some(idle));
    table.value("memory, loaded", figures.loaded.resident_mib, "MiB", None);
    table.value("memory, loaded, without files", figures.loaded.own_mib, "MiB", None);
    table.value("database", figures.sizes.database_mib, "MiB", None);
    table.value("index", figures.sizes.index_mib, "MiB", None);
    println!(
        "\n{} tickets, {} clients, {} processors, load before the start {:.2}",
        figures.tickets, figures.clients, figures.processors, figures.load_before
    );
    table.print();
}
