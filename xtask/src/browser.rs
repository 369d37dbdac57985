//! What runs in browsers: the scripts of the pages by themselves, and the real binary in headless Chromium.

use std::{fs, path::Path, process::Command};

use anyhow::Context;

use crate::cargo::{binary, cargo, program, root, succeed};

/// Checks the types of the pages' scripts and runs their unit tests.
pub(crate) fn scripts() -> anyhow::Result<()> {
    let folder = root().join("crates/ui/web");
    install(&folder)?;
    for task in ["check", "test"] {
        succeed(program("npm").args(["run", "--silent", task]).current_dir(&folder))?;
    }
    Ok(())
}

/// Runs the specs of `e2e/` against the debug build.
pub(crate) fn run(only: Option<&str>) -> anyhow::Result<()> {
    install(&root().join("e2e"))?;
    succeed(in_e2e("npx").args(["--no-install", "tsc", "--noEmit"]))?;
    let mut playwright = in_e2e("npx");
    playwright.args(["--no-install", "playwright", "test"]);
    if let Some(only) = only {
        playwright.args(["--grep", only]);
    }
    // The main job is told with real mail servers, which the specs ask this program for.
    let ourselves = std::env::current_exe().context("this program does not know where it is")?;
    succeed(playwright.env("AFTERCARE_BINARY", binary("debug")?).env("AFTERCARE_XTASK", ourselves))
}

/// Takes a picture of every page in both themes, languages and widths, for people to look at.
pub(crate) fn screenshots(only: Option<&str>) -> anyhow::Result<()> {
    install(&root().join("e2e"))?;
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
fn install(folder: &Path) -> anyhow::Result<()> {
    let lock = fs::read(folder.join("package-lock.json")).context("package-lock.json cannot be read")?;
    let installed = folder.join("node_modules/.installed-lock.json");
    if fs::read(&installed).is_ok_and(|known| known == lock) {
        return Ok(());
    }
    let arguments = ["ci", "--ignore-scripts", "--no-audit", "--no-fund"];
    succeed(program("npm").args(arguments).current_dir(folder))?;
    fs::write(&installed, lock).context("node_modules cannot be written")
}

fn in_e2e(name: &str) -> Command {
    let mut program = program(name);
    program.current_dir(root().join("e2e")).env("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1");
    program
}
