//! What happens to a ticket at the desk; one file per verb.

pub mod answer;
pub mod move_message;
pub mod note;
pub mod open;
pub mod reply;
pub mod send_again;
pub mod undelivered;

pub use answer::{Answer, answer};
pub use move_message::{move_back, move_message};
pub use note::note;
pub use open::{NewTicket, open};
pub use reply::{Continued, Reply, reply};
pub use send_again::send_again;
