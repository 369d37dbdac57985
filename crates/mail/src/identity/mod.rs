//! How our own mails are known again: message ids, reply addresses, a hidden marker, keys in subjects.

pub mod marker;
pub mod message_id;
pub mod reply_address;
pub mod subject_key;
mod token;
