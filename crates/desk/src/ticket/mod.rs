//! What happens to a ticket at the desk; one file per verb.

pub mod answer;
pub mod note;
pub mod open;
pub mod reply;

pub use answer::{Answer, answer};
pub use note::note;
pub use open::{NewTicket, open};
pub use reply::{Continued, Reply, reply};
