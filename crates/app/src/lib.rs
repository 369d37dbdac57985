//! The binary `aftercare` as a library: command line, settings, wiring. The only crate that knows every other.

pub mod command;
mod config;
mod control;
mod demo;
mod logs;
pub mod modules;
mod open;
mod private;
mod relay;
mod serve;
