//! The binary `aftercare` as a library: command line, settings, wiring. The only crate that knows every other.

pub mod command;
pub mod config;
pub mod control;
pub mod demo;
mod logs;
pub mod modules;
pub mod open;
mod relay;
pub mod serve;
