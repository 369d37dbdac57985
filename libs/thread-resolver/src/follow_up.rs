//! What a reply does to a ticket that is no longer being worked on.

use std::time::Duration;

/// The state in which a reply finds its ticket.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// Somebody works on it or will.
    Active,
    /// It waits for the one who replies.
    Waiting,
    /// It was solved, closed or canceled so long ago.
    Ended(Duration),
}

/// What the reply does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FollowUp {
    /// It is added; nothing else changes.
    Add,
    /// It is added and puts the ticket back to work.
    Reopen,
    /// The window is over: it opens a new ticket, linked to the old one.
    NewTicket,
}

/// Decides what a reply does. `window` is the time in which a reply reopens a ticket; a reply that may not reopen
/// (by a machine, with forged headers) is only added, however late it comes.
#[must_use]
pub fn follow_up(state: State, window: Duration, may_reopen: bool) -> FollowUp {
    match state {
        _ if !may_reopen => FollowUp::Add,
        State::Active => FollowUp::Add,
        State::Ended(ago) if ago > window => FollowUp::NewTicket,
        State::Waiting | State::Ended(_) => FollowUp::Reopen,
    }
}
