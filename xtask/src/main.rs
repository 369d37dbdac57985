//! The developer's commands: `cargo xtask setup | test | demo | bench | crash | fuzz | screenshots | tidy | postgres`.

mod bench;
mod browser;
mod cargo;
mod crash;
mod demo;
mod fuzz;
mod outside;
mod postgres;
mod setup;
mod steps;
mod test;
mod tidy;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

/// Everything a developer and CI do with this tree.
#[derive(Parser)]
#[command(name = "cargo xtask")]
struct Arguments {
    #[command(subcommand)]
    task: Task,
}

#[derive(Subcommand)]
enum Task {
    /// Install what building and testing need, or name it with the command that installs it.
    Setup {
        /// Only look; fail when something is missing.
        #[arg(long)]
        check: bool,
    },
    /// Run everything that CI runs.
    Test(test::Options),
    /// Start the release build on a throw-away folder with example data.
    Demo(demo::Options),
    /// Measure the release build.
    Bench {
        /// What to measure.
        #[command(subcommand)]
        what: bench::What,
    },
    /// Run the fuzz targets, each for a number of executions.
    Fuzz(fuzz::Options),
    /// Send minutes of mail and kill the release build every few seconds: nothing is lost, nothing doubled.
    Crash(crash::Options),
    /// Take a picture of every page, into target/screenshots.
    Screenshots {
        /// A part of the names, such as `ticket` or `wide.dark.en`.
        only: Option<String>,
    },
    /// Start a private Postfix and Dovecot for browser tests, until the end of the input.
    Outside(outside::Options),
    /// Check the rules of the house that no compiler checks.
    Tidy,
    /// Start a private PostgreSQL for tests: until Ctrl-C, or while the given command runs.
    Postgres {
        /// Such as `cargo nextest run -p store`.
        #[arg(trailing_var_arg = true)]
        command: Vec<String>,
    },
}

fn main() -> ExitCode {
    let done = match Arguments::parse().task {
        Task::Setup { check } => setup::run(&setup::EVERYTHING, check),
        Task::Test(options) => test::run(&options),
        Task::Demo(options) => demo::run(&options),
        Task::Bench { what } => bench::run(&what),
        Task::Fuzz(options) => fuzz::run(&options),
        Task::Crash(options) => crash::run(&options),
        Task::Screenshots { only } => browser::screenshots(only.as_deref()),
        Task::Outside(options) => outside::run(&options),
        Task::Tidy => tidy::run(),
        Task::Postgres { command } => postgres::run(&command),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}
