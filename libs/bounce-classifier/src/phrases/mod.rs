//! The words of mail systems.

mod announcements;
mod reasons;

pub use announcements::{
    ABSENCE_SUBJECTS, CHALLENGES, COPY_BEGINS, COPY_FIELDS, DELAY_SUBJECTS, DELAY_TEXTS, FAILURE_SUBJECTS,
    FAILURE_TEXTS, NAMES_RECIPIENT,
};
pub use reasons::REASONS;
