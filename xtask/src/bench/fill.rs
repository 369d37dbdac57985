//! Many tickets in an empty folder, made by the product's own verbs in a program of their own.

use std::{
    io::{BufRead as _, BufReader},
    path::Path,
    process::Stdio,
};

use anyhow::{Context, ensure};

use super::mail::progress;
use crate::cargo::{binary, cargo, program, succeed};

/// Agents who can sign in.
pub(super) const AGENTS: usize = 24;
/// Their password.
pub(super) const PASSWORD: &str = "nine brown owls over the mill";

/// The mail address of an agent.
pub(super) fn agent(place: usize) -> String {
    format!("agent{}@desk.test", place % AGENTS)
}

/// Fills the folder.
pub(super) fn fill(data: &Path, tickets: u32) -> anyhow::Result<()> {
    succeed(cargo().args(["build", "--release", "--locked", "--package", "aftercare", "--example", "fill"]))?;
    let built = binary("release")?;
    let mut filling = program(built.with_file_name("examples").join("fill"));
    filling.args([
        "--tickets",
        &tickets.to_string(),
        "--agents",
        &AGENTS.to_string(),
        "--password",
        PASSWORD,
        "--data",
    ]);
    let mut child = filling.arg(data).stdout(Stdio::piped()).spawn()?;
    let bar = progress("tickets made", tickets as usize);
    for line in BufReader::new(child.stdout.take().context("no output")?).lines() {
        bar.set_position(line?.parse()?);
    }
    let status = child.wait()?;
    bar.finish_and_clear();
    ensure!(status.success(), "filling failed ({status})");
    Ok(())
}
