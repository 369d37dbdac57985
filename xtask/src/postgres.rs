//! A private PostgreSQL for tests that are started by hand.

use anyhow::Context;
use peers::postgres::{ADDRESS, Server};

use crate::cargo::{program, succeed};

/// Runs `command` with the server's address in its environment; without one, waits for the end of its input.
pub(crate) fn run(command: &[String]) -> anyhow::Result<()> {
    let server = Server::start()?;
    let Some((name, arguments)) = command.split_first() else {
        println!("export {ADDRESS}='{}'", server.url());
        eprintln!("running until Ctrl-C");
        std::io::copy(&mut std::io::stdin(), &mut std::io::sink()).context("standard input cannot be read")?;
        return Ok(());
    };
    succeed(program(name).args(arguments).env(ADDRESS, server.url()))
}
