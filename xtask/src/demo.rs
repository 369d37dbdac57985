//! The release build on a throw-away folder with example data, until Ctrl-C.

use std::net::TcpListener;

use anyhow::{Context, ensure};
use peers::{Guard, Output, Place, free_port};

use crate::{
    cargo::{binary, cargo, program, succeed},
    setup,
};

/// How to start the demonstration.
#[derive(clap::Args)]
pub(crate) struct Options {
    /// The port of the web pages; 8080, or any free one when that is taken.
    #[arg(long)]
    port: Option<u16>,
}

/// Builds, starts and waits; the folder is removed when this process ends, however it ends.
pub(crate) fn run(options: &Options) -> anyhow::Result<()> {
    setup::run(&setup::BUILD, false)?;
    println!("building the release binary; the first time takes some minutes");
    succeed(cargo().args(["build", "--release", "--locked", "--package", "aftercare"]))?;
    let address = format!("127.0.0.1:{}", port(options.port)?);
    let place = Place::new("demo")?;
    let mut server = program(binary("release")?);
    server.args(["serve", "--demo", "--http", &address, "--data"]).arg(place.path());
    println!("starting on http://{address} with example data in {}; Ctrl-C stops it", place.path().display());
    // The server prints the address and the sign-ins itself once it answers.
    let status = Guard::start(&server, "TERM", place.path(), Output::Terminal)?.wait()?;
    ensure!(status.success(), "the server ended by itself ({status})");
    Ok(())
}

fn port(asked: Option<u16>) -> anyhow::Result<u16> {
    const USUAL: u16 = 8080;
    match asked {
        Some(port) => Ok(port),
        None if TcpListener::bind(("127.0.0.1", USUAL)).is_ok() => Ok(USUAL),
        None => free_port().context("no port is free"),
    }
}
