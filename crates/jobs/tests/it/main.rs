//! The queue on a real database: what is claimed, finished, tried again, and never twice.

mod dead_letters;
mod lifecycle;
mod race;
mod reactions;
mod running;
mod schedules;
mod statements;
mod support;
mod throughput;
