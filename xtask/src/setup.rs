//! What building and testing need: found, or installed, or named with the command that installs it.

use std::{path::PathBuf, process::Command};

use anyhow::{bail, ensure};

use crate::cargo::{cargo, program, succeed};

/// One thing that must be on the machine.
pub(crate) struct Need {
    what: &'static str,
    found: fn() -> bool,
    source: Source,
}

#[derive(Clone, Copy)]
enum Source {
    /// A package of Debian or Ubuntu.
    Apt(&'static str),
    /// A crate with a program.
    Cargo(&'static str),
}

/// The oldest Node.js that the asset bundler and the browser tests run on.
const NODE: u32 = 20;

const COMPILER: Need = Need { what: "a C compiler", found: || on_path("cc"), source: Source::Apt("build-essential") };
const NODE_JS: Need = Need { what: "Node.js 20 or newer", found: node_is_new, source: Source::Apt("nodejs") };
const NPM: Need = Need { what: "npm", found: || on_path("npm"), source: Source::Apt("npm") };
const POSTGRES: Need = Need {
    what: "PostgreSQL's server",
    found: || peers::postgres::program("initdb").is_ok(),
    source: Source::Apt("postgresql"),
};
const DOVECOT: Need = Need {
    what: "Dovecot's IMAP server",
    found: || PathBuf::from("/usr/lib/dovecot/imap").is_file() && on_path("dovecot"),
    source: Source::Apt("dovecot-imapd"),
};
const DOVECOT_POP3: Need = Need {
    what: "Dovecot's POP3 server",
    found: || PathBuf::from("/usr/lib/dovecot/pop3").is_file(),
    source: Source::Apt("dovecot-pop3d"),
};
const POSTFIX: Need = Need { what: "Postfix", found: || on_path("postfix"), source: Source::Apt("postfix") };
const OPENSSL: Need = Need { what: "OpenSSL", found: || on_path("openssl"), source: Source::Apt("openssl") };
const GNUPG: Need =
    Need { what: "GnuPG", found: || on_path("gpg") && on_path("gpgconf"), source: Source::Apt("gnupg") };
const CHROMIUM: Need = Need { what: "Chromium", found: || on_path("chromium"), source: Source::Apt("chromium") };
const NEXTEST: Need = Need {
    what: "cargo-nextest",
    found: || quiet(cargo().args(["nextest", "--version"])),
    source: Source::Cargo("cargo-nextest"),
};
const CARGO_FUZZ: Need = Need {
    what: "cargo-fuzz",
    found: || quiet(cargo().args(["fuzz", "--version"])),
    source: Source::Cargo("cargo-fuzz"),
};

/// What building the binary needs.
pub(crate) const BUILD: [Need; 3] = [COMPILER, NODE_JS, NPM];
/// What fuzzing needs.
pub(crate) const FUZZ: [Need; 2] = [COMPILER, CARGO_FUZZ];
/// What building and testing need.
pub(crate) const EVERYTHING: [Need; 11] =
    [COMPILER, NODE_JS, NPM, NEXTEST, POSTGRES, DOVECOT, DOVECOT_POP3, POSTFIX, CHROMIUM, OPENSSL, GNUPG];

/// Looks for all that is needed and installs what is missing, or only names it.
pub(crate) fn run(needs: &[Need], only_check: bool) -> anyhow::Result<()> {
    let mut missing = Vec::new();
    for need in needs {
        let found = (need.found)();
        println!("{} {}", if found { "found  " } else { "missing" }, need.what);
        if !found {
            missing.push(need);
        }
    }
    if missing.is_empty() {
        return Ok(());
    }
    if only_check || !may_install(&missing) {
        bail!("install what is missing with:\n{}", commands(&missing).join("\n"));
    }
    install(&missing)?;
    let still: Vec<&str> = missing.iter().filter(|need| !(need.found)()).map(|need| need.what).collect();
    ensure!(still.is_empty(), "still missing after the installation: {}", still.join(", "));
    Ok(())
}

fn packages<'a>(missing: &[&'a Need]) -> Vec<&'a str> {
    missing.iter().filter_map(|need| if let Source::Apt(name) = need.source { Some(name) } else { None }).collect()
}

fn crates<'a>(missing: &[&'a Need]) -> Vec<&'a str> {
    missing.iter().filter_map(|need| if let Source::Cargo(name) = need.source { Some(name) } else { None }).collect()
}

/// The commands that install what is missing, one per line.
fn commands(missing: &[&Need]) -> Vec<String> {
    let mut commands = Vec::new();
    if !packages(missing).is_empty() {
        commands.push(format!(
            "  sudo apt-get update && sudo apt-get install --yes --no-install-recommends {}",
            packages(missing).join(" ")
        ));
    }
    commands.extend(crates(missing).iter().map(|name| format!("  cargo install --locked {name}")));
    commands
}

/// Packages need root on a system with apt; crates need nothing.
fn may_install(missing: &[&Need]) -> bool {
    packages(missing).is_empty() || (peers::is_root() && on_path("apt-get"))
}

fn install(missing: &[&Need]) -> anyhow::Result<()> {
    let packages = packages(missing);
    if !packages.is_empty() {
        println!("installing {}", packages.join(", "));
        // Postfix must not begin to serve this machine; tests bring their own settings.
        let answers = "echo 'postfix postfix/main_mailer_type select No configuration' | debconf-set-selections";
        if on_path("debconf-set-selections") {
            succeed(program("sh").args(["-c", answers]))?;
        }
        succeed(apt().arg("update"))?;
        succeed(apt().args(["install", "--yes", "--no-install-recommends"]).args(packages))?;
    }
    for name in crates(missing) {
        println!("installing {name}");
        succeed(cargo().args(["install", "--locked", name]))?;
    }
    Ok(())
}

fn apt() -> Command {
    let mut apt = program("apt-get");
    apt.env("DEBIAN_FRONTEND", "noninteractive").args(["-q", "-o", "Dpkg::Use-Pty=0"]);
    apt
}

fn on_path(name: &str) -> bool {
    peers::require(name, "", &[]).is_ok()
}

fn quiet(command: &mut Command) -> bool {
    command.output().is_ok_and(|output| output.status.success())
}

fn node_is_new() -> bool {
    let Ok(output) = program("node").arg("--version").output() else { return false };
    major(&String::from_utf8_lossy(&output.stdout)).is_some_and(|version| version >= NODE)
}

/// `v20.1.2` → 20.
fn major(version: &str) -> Option<u32> {
    version.trim().strip_prefix('v')?.split('.').next()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_missing_comes_with_its_command() {
        assert_eq!(
            commands(&[&POSTFIX, &NEXTEST, &CHROMIUM]),
            [
                "  sudo apt-get update && sudo apt-get install --yes --no-install-recommends postfix chromium",
                "  cargo install --locked cargo-nextest",
            ]
        );
    }

    #[test]
    fn versions_are_read() {
        assert_eq!(major("v20.20.2\n"), Some(20));
        assert_eq!(major("20"), None);
    }
}
