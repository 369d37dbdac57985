//! GnuPG with a home of its own: makes keys, signs, encrypts, verifies and decrypts OpenPGP.

use std::path::PathBuf;

use crate::program::{command, output, require};

const PACKAGE: &str = "gnupg";

/// GnuPG in a home that goes with it, and so does its agent.
#[derive(Debug)]
pub struct Gnupg {
    program: PathBuf,
    home: tempfile::TempDir,
}

impl Gnupg {
    /// Finds the program and makes the home.
    ///
    /// # Errors
    /// When GnuPG is missing.
    pub fn new() -> anyhow::Result<Self> {
        let program = require("gpg", PACKAGE, &[])?;
        require("gpgconf", PACKAGE, &[])?;
        // The agent's socket needs a short path.
        let home = tempfile::Builder::new().prefix("ac-gpg-").tempdir()?;
        Ok(Self { program, home })
    }

    /// Runs a command, written with spaces between its words, and gives its output.
    ///
    /// # Errors
    /// When it fails, with its own words.
    pub fn run(&self, words: &str, input: &[u8]) -> anyhow::Result<Vec<u8>> {
        let mut gpg = command(&self.program);
        gpg.arg("--homedir").arg(self.home.path()).current_dir(self.home.path());
        gpg.args(["--batch", "--yes", "--quiet", "--trust-model", "always", "--pinentry-mode", "loopback"]);
        gpg.args(["--passphrase", ""]).args(words.split_whitespace());
        output(&mut gpg, input)
    }

    /// A file of the home; its name is relative to it in commands, too.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn write(&self, name: &str, bytes: &[u8]) -> std::io::Result<()> {
        std::fs::write(self.home.path().join(name), bytes)
    }
}

impl Drop for Gnupg {
    fn drop(&mut self) {
        if let Ok(program) = require("gpgconf", PACKAGE, &[]) {
            let mut stop = command(program);
            stop.arg("--homedir").arg(self.home.path()).args(["--kill", "all"]);
            let _ = stop.output();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn real_gnupg_decrypts_what_it_encrypted() {
        let gnupg = Gnupg::new().unwrap();
        gnupg.run("--quick-generate-key kim@outside.test default default never", b"").unwrap();
        let message = gnupg.run("--armor --encrypt --recipient kim@outside.test", b"hello").unwrap();
        assert_eq!(gnupg.run("--decrypt", &message).unwrap(), b"hello");
    }
}
