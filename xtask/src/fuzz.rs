//! Runs the fuzz targets, each for a number of executions, from the mails of the test corpus.

use std::fs;

use anyhow::{Context, bail};

use crate::{
    cargo::{cargo, root, succeed},
    setup,
    steps::Steps,
};

/// Which targets, and how long.
#[derive(clap::Args)]
pub(crate) struct Options {
    /// Only these targets; all of them by default.
    #[arg(value_name = "TARGET")]
    targets: Vec<String>,
    /// How many executions each target gets.
    #[arg(long, default_value_t = 100_000)]
    runs: u64,
}

/// Mails that every target begins with.
const SEEDS: &str = "crates/mail/tests/corpus";

/// Runs every target and names those that found something.
pub(crate) fn run(options: &Options) -> anyhow::Result<()> {
    setup::run(&setup::FUZZ, true)?;
    let known = targets()?;
    if let Some(unknown) = options.targets.iter().find(|name| !known.contains(name)) {
        bail!("there is no fuzz target {unknown}; there are: {}", known.join(", "));
    }
    let mut steps = Steps::default();
    for name in known {
        if options.targets.is_empty() || options.targets.contains(&name) {
            steps.run(name.clone(), || fuzz(&name, options.runs));
        }
    }
    steps.finish()
}

/// The targets by the names of their files, sorted.
fn targets() -> anyhow::Result<Vec<String>> {
    let folder = root().join("fuzz/fuzz_targets");
    let mut names = Vec::new();
    for entry in fs::read_dir(&folder).with_context(|| format!("{} cannot be read", folder.display()))? {
        if let Some(name) = entry?.file_name().to_str().and_then(|name| name.strip_suffix(".rs")) {
            names.push(name.to_owned());
        }
    }
    names.sort();
    Ok(names)
}

/// The product has no unsafe code, so no sanitizer is needed, and the compiler of the product will do.
fn fuzz(name: &str, runs: u64) -> anyhow::Result<()> {
    let found = format!("fuzz/corpus/{name}");
    fs::create_dir_all(root().join(&found)).with_context(|| format!("{found} cannot be made"))?;
    let mut command = cargo();
    command.args(["fuzz", "run", "--release", "--debug-assertions", "--sanitizer", "none", name, &found, SEEDS, "--"]);
    command.args([format!("-runs={runs}").as_str(), "-max_len=4096", "-timeout=5"]);
    succeed(&mut command)
}
