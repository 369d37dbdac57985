//! Browser tests: the real binary in headless Chromium, driven by Playwright.

use std::{fs, process::Command};

use anyhow::Context;

use crate::cargo::{binary, cargo, program, root, succeed};

/// Runs the specs of `e2e/` against the debug build.
pub(crate) fn run(only: Option<&str>) -> anyhow::Result<()> {
    install()?;
    succeed(in_e2e("npx").args(["--no-install", "tsc", "--noEmit"]))?;
    let mut playwright = in_e2e("npx");
    playwright.args(["--no-install", "playwright", "test"]);
    if let Some(only) = only {
        playwright.args(["--grep", only]);
    }
    succeed(playwright.env("AFTERCARE_BINARY", binary("debug")?))
}

/// Takes a picture of every page in both themes, languages and widths, for people to look at.
pub(crate) fn screenshots(only: Option<&str>) -> anyhow::Result<()> {
    install()?;
    succeed(cargo().args(["build", "--locked", "--package", "aftercare"]))?;
    let mut shooting = in_e2e("npm");
    shooting.args(["run", "screenshots", "--"]);
    if let Some(only) = only {
        shooting.args(["--grep", only]);
    }
    let folder = root().join("target/screenshots");
    succeed(shooting.env("AFTERCARE_BINARY", binary("debug")?).env("AFTERCARE_SCREENSHOTS", &folder))?;
    println!("the pictures are in {}", folder.display());
    Ok(())
}

/// Installs the locked packages when they are absent or the lock has changed since.
fn install() -> anyhow::Result<()> {
    let folder = root().join("e2e");
    let lock = fs::read(folder.join("package-lock.json")).context("e2e/package-lock.json cannot be read")?;
    let installed = folder.join("node_modules/.installed-lock.json");
    if fs::read(&installed).is_ok_and(|known| known == lock) {
        return Ok(());
    }
    succeed(in_e2e("npm").args(["ci", "--ignore-scripts", "--no-audit", "--no-fund"]))?;
    fs::write(&installed, lock).context("e2e/node_modules cannot be written")
}

fn in_e2e(name: &str) -> Command {
    let mut program = program(name);
    program.current_dir(root().join("e2e")).env("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1");
    program
}
