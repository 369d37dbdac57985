//! Decides which thread a mail continues: the first evidence that passes its guard wins.
//!
//! | evidence | participant | same organisation | staff | stranger |
//! |---|---|---|---|---|
//! | signed address | joins | joins, marked | joins, marked | joins, marked |
//! | thread headers | joins | joins, marked | joins | new, linked |
//! | marker | joins | joins, marked | joins | new, linked |
//! | key in the subject | joins | joins, marked | new, linked | new, linked |
//! | foreign key | joins | joins, marked | new, linked | new, linked |
//!
//! “Marked” means that the sender is not on the thread yet, which is shown. A stranger's evidence never joins; the new
//! thread is linked as “looks like a reply to”. The same subject alone is no evidence at all. An id of ours with a wrong
//! code is forged: it points nowhere, and the mail neither reopens anything nor brings people along, whatever else it
//! shows.
//!
//! The caller gathers the evidence, with merged threads already replaced by their targets, and knows what the sender is to a
//! thread; everything here is a function of that.
//!
//! ```
//! use thread_resolver::{Evidence, Kind, Place, Sender, Settings, Target, resolve};
//!
//! let evidence = [Evidence { kind: Kind::ThreadHeaders, target: Target::Thread(7), detail: "1@customer.example".into() }];
//! let participant = Sender { participant: true, ..Sender::default() };
//! assert_eq!(resolve(&evidence, Settings::default(), |_| participant).place, Place::Thread(7));
//! assert_eq!(resolve(&evidence, Settings::default(), |_| Sender::default()).place, Place::NewLinked(7));
//! ```

mod decision;
mod evidence;
mod follow_up;
mod foreign;
mod resolve;

pub use decision::{Decision, Examined, MOST_EXAMINED, Place, Verdict};
pub use evidence::{Evidence, Kind, Sender, Settings, Target};
pub use follow_up::{FollowUp, State, follow_up};
pub use foreign::foreign_keys;
pub use resolve::resolve;
