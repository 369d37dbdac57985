//! To which thread a mail belongs: the first evidence that passes its guard wins.

pub mod graph;
mod place;
pub(crate) mod table;

pub use place::{Threads, place};
pub use thread_resolver::{Decision, Examined, FollowUp, Kind, Place, Sender, Settings, State, Verdict, follow_up};
