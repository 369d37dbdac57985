//! Starts cargo and other programs in this tree, and reads what cargo knows about it.

use std::{
    path::{Path, PathBuf},
    process::Command,
};

use anyhow::{Context, ensure};
use serde_json::Value;

/// The root of the checkout, as cargo says it now: a build folder may be shared by several checkouts.
pub(crate) fn root() -> PathBuf {
    let here = variable("CARGO_MANIFEST_DIR").map(PathBuf::from);
    here.and_then(|here| here.parent().map(Path::to_owned)).unwrap_or_else(|| PathBuf::from("."))
}

/// A program that starts in the root of the checkout.
pub(crate) fn program(name: impl AsRef<std::ffi::OsStr>) -> Command {
    let mut program = peers::command(name);
    program.current_dir(root());
    // What cargo tells us about our own package must not reach the packages that are built next.
    for (name, _) in variables() {
        if name.starts_with("CARGO_PKG_") || name.starts_with("CARGO_MANIFEST_") {
            program.env_remove(name);
        }
    }
    program
}

/// Cargo itself, the one that runs us.
pub(crate) fn cargo() -> Command {
    program(variable("CARGO").unwrap_or_else(|| "cargo".to_owned()))
}

/// Runs a program to its end and fails unless it succeeds.
pub(crate) fn succeed(program: &mut Command) -> anyhow::Result<()> {
    let name = program.get_program().to_string_lossy().into_owned();
    let status = program.status().with_context(|| format!("{name} could not be started"))?;
    ensure!(status.success(), "{name} failed ({status})");
    Ok(())
}

/// What `cargo metadata` says; with `dependencies`, also about every crate from outside.
pub(crate) fn metadata(dependencies: bool) -> anyhow::Result<Value> {
    let mut asked = cargo();
    asked.args(["metadata", "--format-version=1", "--locked"]);
    if !dependencies {
        asked.arg("--no-deps");
    }
    let output = asked.output().context("cargo could not be started")?;
    ensure!(output.status.success(), "cargo metadata failed: {}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).context("cargo metadata is not JSON")
}

/// Where cargo leaves the product's binary.
pub(crate) fn binary(profile: &str) -> anyhow::Result<PathBuf> {
    let metadata = metadata(false)?;
    let target = metadata["target_directory"].as_str().context("cargo tells no target directory")?;
    Ok(Path::new(target).join(profile).join("aftercare"))
}

/// An environment variable.
pub(crate) fn variable(name: &str) -> Option<String> {
    variables().find(|(known, _)| known == name).map(|(_, value)| value)
}

fn variables() -> impl Iterator<Item = (String, String)> {
    #[expect(clippy::disallowed_methods, reason = "developer commands pass on the environment they were started in")]
    let all = std::env::vars_os();
    all.filter_map(|(name, value)| Some((name.into_string().ok()?, value.into_string().ok()?)))
}
