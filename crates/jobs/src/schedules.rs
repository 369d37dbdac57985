//! A schedule enqueues its job and advances in one transaction; after a downtime it runs once, not once per miss.

use std::{collections::HashMap, time::Duration};

use base::Timestamp;
use store::{Error, Store, Tx, params};

use crate::{Options, Schedule, enqueue, table};

/// Enqueues what is due and returns when the next schedule is.
pub(crate) async fn tick(store: &Store, schedules: &[Schedule]) -> Result<Option<Timestamp>, Error> {
    if schedules.is_empty() {
        return Ok(None);
    }
    let next_runs = store.read(load).await?;
    let now = store.world().now();
    let is_quiet = |schedule: &Schedule| next_runs.get(schedule.name).is_some_and(|next| *next > now);
    if !schedules.iter().all(is_quiet) {
        let due: Vec<Schedule> = schedules.iter().filter(|schedule| !is_quiet(schedule)).copied().collect();
        store.write(move |tx| due.iter().try_for_each(|schedule| advance(tx, schedule))).await?;
    }
    let next_runs = store.read(load).await?;
    Ok(schedules.iter().filter_map(|schedule| next_runs.get(schedule.name)).min().copied())
}

fn load(tx: &mut Tx) -> Result<HashMap<String, Timestamp>, Error> {
    let rows = tx.query(table::SCHEDULES, params![], |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok(rows.into_iter().collect())
}

fn advance(tx: &mut Tx, schedule: &Schedule) -> Result<(), Error> {
    let now = tx.now();
    let id = tx.new_id()?;
    let first = now.plus(schedule.every);
    tx.execute(table::SCHEDULE_SEEN, params![id, schedule.name, first])?;
    let Some(due) = load(tx)?.get(schedule.name).copied().filter(|due| *due <= now) else {
        return Ok(());
    };
    let next = slot_after(due, now, schedule.every);
    if tx.execute(table::ADVANCE_SCHEDULE, params![next, schedule.name, due])? == 1 {
        let options = Options { dedupe: Some(format!("schedule:{}", schedule.name)), ..Options::default() };
        enqueue(tx, schedule.job, &serde_json::json!({}), options)?;
    }
    Ok(())
}

/// The first slot of the series `due, due + every, …` after `now`.
fn slot_after(due: Timestamp, now: Timestamp, every: Duration) -> Timestamp {
    let every = i64::try_from(every.as_micros()).unwrap_or(i64::MAX).max(1);
    let missed = now.micros().saturating_sub(due.micros()).max(0) / every;
    Timestamp(due.micros().saturating_add((missed + 1).saturating_mul(every)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn missed_slots_are_skipped_and_the_rhythm_stays() {
        let every = Duration::from_micros(10);
        assert_eq!(slot_after(Timestamp(100), Timestamp(100), every), Timestamp(110));
        assert_eq!(slot_after(Timestamp(100), Timestamp(109), every), Timestamp(110));
        assert_eq!(slot_after(Timestamp(100), Timestamp(110), every), Timestamp(120));
        assert_eq!(slot_after(Timestamp(100), Timestamp(1_234), every), Timestamp(1_240));
    }
}
