//! Everything that must hold before a change lands, as one list of steps.

use peers::postgres;

use crate::{
    browser,
    cargo::{cargo, metadata, succeed},
    setup,
    steps::Steps,
    tidy,
};

/// What to leave out while working; CI leaves out nothing.
#[derive(clap::Args)]
pub(crate) struct Options {
    /// Leave out the browser tests.
    #[arg(long)]
    skip_browser: bool,
    /// Leave out clippy.
    #[arg(long)]
    skip_lints: bool,
    /// Only the tests whose name contains this.
    #[arg(value_name = "NAME")]
    only: Option<String>,
}

/// Every crate, and the whole application for tests.
const EVERYTHING: [&str; 4] = ["--workspace", "--locked", "--features", "testkit/app"];

/// Runs every step and fails when one did.
pub(crate) fn run(options: &Options) -> anyhow::Result<()> {
    let mut steps = Steps::default();
    if !steps.run("set-up", || setup::run(&setup::EVERYTHING, false)) {
        return steps.finish();
    }
    steps.run("format", || succeed(cargo().args(["fmt", "--all", "--check", "--", "--files-with-diff"])));
    steps.run("tidy", tidy::run);
    if options.skip_lints {
        steps.skip("lints");
    } else {
        steps.run("lints", lints);
    }
    steps.run("tests on SQLite and PostgreSQL", || tests(options.only.as_deref()));
    steps.run("scripts of the pages", browser::scripts);
    steps.run("examples in the documentation", examples);
    steps.run("licences and sources", licences);
    if options.skip_browser {
        steps.skip("browser tests");
    } else if steps.run("binary", || succeed(cargo().args(["build", "--locked", "--package", "aftercare"]))) {
        steps.run("browser tests", || browser::run(options.only.as_deref()));
    }
    steps.finish()
}

fn lints() -> anyhow::Result<()> {
    succeed(cargo().arg("clippy").args(EVERYTHING).args(["--all-targets", "--", "-D", "warnings"]))
}

/// Every story runs on both databases; the tests find PostgreSQL by its address in the environment.
fn tests(only: Option<&str>) -> anyhow::Result<()> {
    let server = postgres::Server::start()?;
    let mut nextest = cargo();
    nextest.args(["nextest", "run"]).args(EVERYTHING).args(only);
    succeed(nextest.env(postgres::ADDRESS, server.url()))
}

/// Only the algorithms under `libs/` show examples.
fn examples() -> anyhow::Result<()> {
    let metadata = metadata(false)?;
    let packages = metadata["packages"].as_array().map_or(&[][..], Vec::as_slice);
    let mut test = cargo();
    test.args(["test", "--doc", "--locked", "--quiet"]);
    for package in packages {
        let in_libs = package["manifest_path"].as_str().is_some_and(|path| path.contains("/libs/"));
        if let (true, Some(name)) = (in_libs, package["name"].as_str()) {
            test.args(["--package", name]);
        }
    }
    succeed(&mut test)
}

/// tidy has checked the licences already; cargo-deny looks deeper where it is installed.
fn licences() -> anyhow::Result<()> {
    if cargo().args(["deny", "--version"]).output().is_ok_and(|output| output.status.success()) {
        return succeed(cargo().args(["deny", "check", "licenses", "bans", "sources"]));
    }
    println!("cargo-deny is not installed; tidy checked licences, banned crates and sources from deny.toml");
    Ok(())
}
