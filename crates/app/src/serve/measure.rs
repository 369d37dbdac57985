//! The numbers of the installation beside those of HTTP: work, mail, events, index; read every few seconds.

use std::time::Duration;

use base::{Scope, tasks};
use jobs::{Counters, Runner};
use tokio_util::{sync::CancellationToken, task::TaskTracker};
use web::metrics::{Metrics, Shape};

use crate::open::Installation;

/// Between two readings of the database.
const EVERY: Duration = Duration::from_secs(15);

/// Counters of jobs as they stand in the runner; depths and balances from the database.
pub fn start(
    installation: &Installation,
    runner: &Runner,
    shutdown: &CancellationToken,
    parts: &TaskTracker,
) -> anyhow::Result<()> {
    let runner = runner.clone();
    let metrics = &installation.platform.metrics;
    metrics.collect("jobs_total", "Attempts at jobs by how they ended.", Shape::Counter, move || {
        job_samples(runner.counters())
    });
    follow_index(metrics, &installation.index()?);
    let platform = std::sync::Arc::clone(&installation.platform);
    let stop = shutdown.clone();
    let reading = async move {
        while !stop.is_cancelled() {
            if let Err(error) = read(&platform).await {
                tracing::warn!(%error, "the numbers of the installation could not be read");
            }
            tokio::select! {
                () = stop.cancelled() => {}
                () = tokio::time::sleep(EVERY) => {}
            }
        }
    };
    tasks::spawn("serve.measure", parts.track_future(reading));
    Ok(())
}

fn follow_index(metrics: &Metrics, index: &search::Index) {
    let one = |number: i64| vec![(Vec::new(), as_number(number))];
    let of = index.clone();
    metrics.collect(
        "search_events_behind",
        "Events that the search index has not followed yet.",
        Shape::Gauge,
        move || one(of.progress().behind),
    );
    let of = index.clone();
    metrics.collect("search_items", "Items that can be found.", Shape::Gauge, move || {
        one(i64::try_from(of.documents()).unwrap_or(i64::MAX))
    });
    let of = index.clone();
    metrics.collect("search_complete", "0 while the search index is being built.", Shape::Gauge, move || {
        one(i64::from(of.progress().complete))
    });
}

#[expect(clippy::cast_precision_loss, reason = "Prometheus numbers are floating point")]
fn job_samples(counters: Counters) -> Vec<web::metrics::Sample> {
    [
        ("claimed", counters.claimed),
        ("finished", counters.finished),
        ("failed", counters.failed),
        ("dead", counters.dead),
        ("stale", counters.stale),
    ]
    .into_iter()
    .map(|(outcome, count)| (vec![("outcome", outcome.to_owned())], count as f64))
    .collect()
}

#[expect(clippy::cast_precision_loss, reason = "Prometheus numbers are floating point")]
const fn as_number(count: i64) -> f64 {
    count as f64
}

async fn read(platform: &web::State) -> Result<(), mail::Error> {
    let (lanes, balance, mailboxes, alarms) = platform
        .store
        .read(|tx| {
            let scope = Scope::system("metrics");
            let mailboxes = (mail::mailbox::list(tx, &scope)?, mail::mailbox::alarms(tx, &scope)?);
            Ok::<_, mail::Error>((jobs::depths(tx)?, mail::balance(tx, &scope)?, mailboxes.0, mailboxes.1))
        })
        .await?;
    let metrics = &platform.metrics;
    for lane in lanes {
        let labels = [("lane", lane.lane.as_str())];
        metrics.gauge("jobs_due", "Jobs that are due and wait for their turn.", &labels).set(lane.pending);
        metrics.gauge("jobs_running", "Jobs that run.", &labels).set(lane.running);
        metrics.gauge("jobs_dead", "Jobs that gave up.", &labels).set(lane.dead);
        let oldest = i64::try_from(lane.oldest.as_secs()).unwrap_or(i64::MAX);
        metrics.gauge("jobs_oldest_seconds", "How long the first due job has waited.", &labels).set(oldest);
    }
    for mailbox in mailboxes.iter().filter(|one| one.enabled && one.fetches) {
        let labels = [("mailbox", mailbox.address.as_str())];
        let fetched = mailbox.last_fetched_at.map_or(0, base::Timestamp::seconds);
        metrics
            .gauge("mailbox_fetched_seconds", "When a mailbox was last fetched, in seconds since 1970.", &labels)
            .set(fetched);
        metrics.gauge("mailbox_failures", "How often in a row fetching failed.", &labels).set(mailbox.failures);
        let alarmed = alarms.iter().any(|alarm| alarm.mailbox == mailbox.id);
        metrics.gauge("mailbox_alarm", "1 while a mailbox needs somebody.", &labels).set(i64::from(alarmed));
    }
    let states = [
        ("pending", balance.pending),
        ("ticketed", balance.ticketed),
        ("appended", balance.appended),
        ("quarantined", balance.quarantined.values().sum()),
        ("dropped", balance.dropped.values().sum()),
    ];
    for (state, count) in states {
        metrics.gauge("mail_received", "Mails received, by what became of them.", &[("state", state)]).set(count);
    }
    metrics.gauge("mail_balance_holds", "1 while the balance of mail holds.", &[]).set(i64::from(balance.holds()));
    Ok(())
}
