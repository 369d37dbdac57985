//! OpenSSL with a folder of its own: makes certificates, signs, encrypts, verifies and opens S/MIME.

use std::path::{Path, PathBuf};

use crate::program::{command, output, require};

/// OpenSSL in a folder that goes with it.
#[derive(Debug)]
pub struct Openssl {
    program: PathBuf,
    folder: tempfile::TempDir,
}

impl Openssl {
    /// Finds the program and makes the folder.
    ///
    /// # Errors
    /// When OpenSSL is missing.
    pub fn new() -> anyhow::Result<Self> {
        let program = require("openssl", "openssl", &[])?;
        Ok(Self { program, folder: tempfile::Builder::new().prefix("aftercare-openssl-").tempdir()? })
    }

    /// Where it works; file names are relative to it.
    #[must_use]
    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// Runs a command, written with spaces between its words, and gives its output.
    ///
    /// # Errors
    /// When it fails, with its own words.
    pub fn run(&self, words: &str, input: &[u8]) -> anyhow::Result<Vec<u8>> {
        output(command(&self.program).args(words.split_whitespace()).current_dir(self.folder()), input)
    }

    /// An issuer `ca.pem`, and for `name` a certificate for its address: `name.pem` with the key in `name.key`.
    ///
    /// # Errors
    /// When OpenSSL refuses.
    pub fn certificate(&self, name: &str, address: &str, key: &str) -> anyhow::Result<()> {
        let path = |name: &str| self.folder().join(name);
        if !path("ca.pem").is_file() {
            std::fs::write(
                path("ca.cnf"),
                "[req]\ndistinguished_name=d\n[d]\n[ext]\nbasicConstraints=critical,CA:TRUE\n",
            )?;
            self.run("req -x509 -newkey rsa:2048 -nodes -keyout ca.key -out ca.pem -days 30 -subj /CN=Test-CA -config ca.cnf -extensions ext", b"")?;
        }
        let extensions = format!("subjectAltName=email:{address}\nkeyUsage=digitalSignature,keyEncipherment\n");
        std::fs::write(path("leaf.ext"), extensions)?;
        let request =
            format!("req -newkey {key} -nodes -keyout {name}.key -out {name}.csr -subj /CN={name} -config ca.cnf");
        self.run(&request, b"")?;
        let issue = format!(
            "x509 -req -in {name}.csr -CA ca.pem -CAkey ca.key -CAcreateserial -days 20 -extfile leaf.ext -out {name}.pem"
        );
        self.run(&issue, b"")?;
        Ok(())
    }

    /// A file of the folder.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn file(&self, name: &str) -> std::io::Result<Vec<u8>> {
        std::fs::read(self.folder().join(name))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn real_openssl_verifies_what_it_signed() {
        let openssl = Openssl::new().unwrap();
        openssl.certificate("kim", "kim@outside.test", "rsa:2048").unwrap();
        let signed = openssl.run("cms -sign -signer kim.pem -inkey kim.key -text", b"hello").unwrap();
        let read = openssl.run("cms -verify -CAfile ca.pem -text", &signed).unwrap();
        assert_eq!(read.trim_ascii(), b"hello");
    }
}
