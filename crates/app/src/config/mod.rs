//! Settings: the TOML file, then `AFTERCARE_SECTION__KEY`, then flags; unknown keys are refused.

mod environment;
mod sections;

use std::path::{Path, PathBuf};

use anyhow::Context as _;

use crate::private;

pub use sections::{Config, LogFormat};

/// The file looked for in the data folder when none is named.
const FILE_NAME: &str = "aftercare.toml";

/// Where data and settings lie.
#[derive(Clone, Debug, clap::Args)]
pub struct Places {
    /// The data folder
    #[arg(long, global = true, default_value = "./aftercare-data", value_name = "DIR")]
    pub data: PathBuf,
    /// The settings file [default: aftercare.toml in the data folder]
    #[arg(long, global = true, value_name = "FILE")]
    pub config: Option<PathBuf>,
}

impl Places {
    /// Reads the settings; a file that was named must exist.
    pub fn load(&self) -> anyhow::Result<Config> {
        let default = self.data.join(FILE_NAME);
        let path = self.config.as_deref().unwrap_or(&default);
        let text = match std::fs::read_to_string(path) {
            Ok(text) => text,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound && self.config.is_none() => String::new(),
            Err(error) => return Err(error).with_context(|| format!("cannot read {}", path.display())),
        };
        read(&text, environment::overrides()).with_context(|| format!("in {} or the environment", path.display()))
    }

    /// The database's address: the configured one or the file in the data folder.
    pub fn database_url(&self, config: &Config) -> String {
        match config.database.url.as_deref() {
            None | Some("sqlite:") => format!("sqlite:{}", self.data.join("aftercare.db").display()),
            Some(url) => url.to_owned(),
        }
    }

    /// Makes the data folder; one that is there is made private, or refused when it is somebody else's.
    pub fn create(&self) -> anyhow::Result<()> {
        use std::os::unix::fs::DirBuilderExt as _;
        let made = std::fs::DirBuilder::new().recursive(true).mode(0o700).create(&self.data);
        made.with_context(|| format!("cannot create the data folder {}", self.data.display()))?;
        private::tighten(&self.data)
    }

    /// The private socket through which commands reach a running server.
    pub fn socket(&self) -> PathBuf {
        self.data.join("control.sock")
    }

    /// A file or folder inside the data folder.
    pub fn inside(&self, name: &str) -> PathBuf {
        Path::new(&self.data).join(name)
    }
}

fn read(text: &str, overrides: Vec<(String, String, String)>) -> anyhow::Result<Config> {
    let mut table: toml::Table = text.parse()?;
    for (section, key, value) in overrides {
        let section = table.entry(section).or_insert_with(|| toml::Value::Table(toml::Table::new()));
        let Some(section) = section.as_table_mut() else { continue };
        section.insert(key, environment::value(&value));
    }
    let config: Config = table.try_into()?;
    config.check()?;
    Ok(config)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_environment_wins_over_the_file() {
        let overrides = vec![
            ("server".to_owned(), "http".to_owned(), "127.0.0.1:9000".to_owned()),
            ("database".to_owned(), "connections".to_owned(), "3".to_owned()),
        ];
        let config = read("[server]\nhttp = \"127.0.0.1:1\"\n", overrides).unwrap();
        assert_eq!(config.server.http, "127.0.0.1:9000");
        assert_eq!(config.database.connections, Some(3));
    }

    #[test]
    fn unknown_keys_and_wrong_kinds_are_refused_by_name() {
        for (text, word) in [
            ("[server]\nhtpp = \"x\"", "htpp"),
            ("[smtp]\nmaximum_size_mib = \"big\"", "maximum_size_mib"),
            ("[server]\nhttp = \"nonsense\"", "server.http"),
            ("[server]\nbase_url = \"ftp://x\"", "server.base_url"),
            ("[smtp]\ncertificate = \"a.pem\"", "smtp.key"),
            ("[server]\ntrusted_proxies = [\"everybody\"]", "server.trusted_proxies"),
            ("[dns]\nservers = [\"dns.example\"]", "dns.servers"),
        ] {
            let error = format!("{:#}", read(text, Vec::new()).unwrap_err());
            assert!(error.contains(word), "{text}: {error}");
        }
    }
}
