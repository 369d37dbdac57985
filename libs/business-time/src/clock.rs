//! A promise in progress: replays starts, pauses and stops, so that the same events always give the same answer.

use std::time::Duration;

use jiff::Timestamp;

use crate::target::next_opening;
use crate::{Calendar, Error, Target, add, elapsed};

/// What happens to a running clock. Changes are replayed in order; one that changes nothing is ignored.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Change {
    /// Its time stops counting, for example while a customer is asked.
    Pause,
    /// Its time counts again; after a `Stop` this is a reopening, and the time between was a pause.
    Resume,
    /// The promise is kept, as far as it is not breached.
    Stop,
    /// The promise no longer applies.
    Cancel,
}

/// Where a clock stands. A breach stays a breach, whatever happens afterwards.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum State {
    /// Time counts.
    Running,
    /// Time does not count.
    Paused,
    /// Stopped in time.
    Met,
    /// More time was used than promised.
    Breached,
    /// It no longer applies.
    Cancelled,
}

/// The result of a replay.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Clock {
    /// Where it stands.
    pub state: State,
    /// The time counted up to the instant of asking.
    pub used: Duration,
    /// When it is or was due; `None` while paused, stopped in time or cancelled.
    pub due: Option<Timestamp>,
    /// The first instant at which more was used than promised.
    pub breached_at: Option<Timestamp>,
    /// The closed stretches during which its time counted, open hours or not.
    pub segments: Vec<(Timestamp, Timestamp)>,
}

impl Clock {
    /// Replays `changes`, which are in order of time, on a promise that begins at `start`, and says how it stands at
    /// `now`. A change that lies before the one in front of it counts as simultaneous; one after `now` is ignored.
    ///
    /// A target in days becomes a length of time at the start: the business time until it is due, or the real time for
    /// calendar days.
    ///
    /// A change of priority or contract is a replay under the new target; see [`Clock::breached_on_change`].
    ///
    /// # Errors
    /// [`Error::NeverOpen`], [`Error::TooFar`] when there is no instant at which it is due.
    pub fn replay(
        calendar: &Calendar,
        target: Target,
        start: Timestamp,
        changes: &[(Timestamp, Change)],
        now: Timestamp,
    ) -> Result<Self, Error> {
        let always = Calendar::always(calendar.zone().clone());
        let counting = if matches!(target, Target::CalendarDays(_)) { &always } else { calendar };
        let first_due = target.due(calendar, start)?;
        let mut replay = Replay {
            calendar: counting,
            budget: target.budget(calendar, start)?,
            running_since: Some(start),
            state: State::Running,
            clock: Self {
                state: State::Running,
                used: Duration::ZERO,
                due: Some(first_due),
                breached_at: None,
                segments: Vec::new(),
            },
        };
        let mut latest = start;
        for (at, change) in changes.iter().filter(|(at, _)| *at <= now) {
            latest = latest.max(*at);
            replay.apply(latest, *change)?;
        }
        replay.finish(now.max(latest))
    }

    /// Whether it was already over when the policy changed at `changed_at`; reports keep such breaches apart.
    #[must_use]
    pub fn breached_on_change(&self, changed_at: Timestamp) -> bool {
        self.breached_at.is_some_and(|at| at < changed_at)
    }
}

struct Replay<'a> {
    calendar: &'a Calendar,
    budget: Duration,
    running_since: Option<Timestamp>,
    /// As if there were no breaches.
    state: State,
    clock: Clock,
}

impl Replay<'_> {
    fn apply(&mut self, at: Timestamp, change: Change) -> Result<(), Error> {
        let state = match (change, self.state) {
            (_, State::Cancelled) => return Ok(()),
            (Change::Pause, State::Running) => State::Paused,
            (Change::Resume, State::Paused | State::Met) => State::Running,
            (Change::Stop, _) => State::Met,
            (Change::Cancel, _) => State::Cancelled,
            (Change::Pause | Change::Resume, _) => return Ok(()),
        };
        self.count_until(at)?;
        if state == State::Running {
            self.running_since = Some(at);
            if self.clock.breached_at.is_none() {
                self.clock.due = Some(add(self.calendar, at, self.budget.saturating_sub(self.clock.used))?);
            }
        } else if let Some(since) = self.running_since.take() {
            self.clock.segments.push((since, at));
        }
        self.state = state;
        Ok(())
    }

    /// Counts the time since the last start up to `at`, and notes the breach if it lies in it.
    fn count_until(&mut self, at: Timestamp) -> Result<(), Error> {
        if let Some(since) = self.running_since {
            self.clock.used = self.clock.used.saturating_add(elapsed(self.calendar, since, at));
        }
        if self.clock.used > self.budget && self.clock.breached_at.is_none() {
            let due = self.clock.due.unwrap_or(at);
            self.clock.breached_at = Some(next_opening(self.calendar, due)?.start);
        }
        Ok(())
    }

    fn finish(mut self, now: Timestamp) -> Result<Clock, Error> {
        self.count_until(now)?;
        let breached = self.clock.breached_at.is_some() && self.state != State::Cancelled;
        self.clock.state = if breached { State::Breached } else { self.state };
        if !matches!(self.clock.state, State::Running | State::Breached) {
            self.clock.due = None;
        }
        Ok(self.clock)
    }
}
