//! All texts of the checkout, without what was built or installed.

use std::{fs, path::Path};

use anyhow::Context;

/// Folders that hold nothing of ours.
const FOREIGN: [&str; 6] = ["target", "node_modules", ".git", "aftercare-data", "test-results", "playwright-report"];
/// Files that are text.
const TEXTS: [&str; 17] = [
    "rs", "toml", "lock", "md", "html", "ftl", "sql", "ts", "mjs", "css", "json", "yml", "sh", "cf", "txt", "svg",
    "run",
];
/// Files without an ending that are text.
const NAMED: [&str; 4] = [".npmrc", ".gitignore", ".ci/run", "LICENSE"];

/// A text with its path below the root.
pub(super) struct File {
    pub(super) path: String,
    pub(super) text: String,
}

/// All texts.
pub(super) struct Tree {
    pub(super) files: Vec<File>,
    folders: Vec<String>,
}

impl Tree {
    /// Reads the checkout.
    pub(super) fn read(root: &Path) -> anyhow::Result<Self> {
        let mut tree = Self { files: Vec::new(), folders: Vec::new() };
        tree.read_folder(root, "")?;
        Ok(tree)
    }

    /// A tree made of the given paths and texts.
    #[cfg(test)]
    pub(super) fn of(files: &[(&str, &str)]) -> Self {
        let mut tree = Self { files: Vec::new(), folders: Vec::new() };
        for (path, text) in files {
            tree.files.push(File { path: (*path).to_owned(), text: (*text).to_owned() });
            let ends = path.match_indices('/').map(|(end, _)| end);
            tree.folders.extend(ends.filter_map(|end| path.get(..end)).map(str::to_owned));
        }
        tree
    }

    fn read_folder(&mut self, folder: &Path, below: &str) -> anyhow::Result<()> {
        for entry in fs::read_dir(folder).with_context(|| format!("{} cannot be read", folder.display()))? {
            let entry = entry?;
            let name = entry.file_name().to_string_lossy().into_owned();
            let path = if below.is_empty() { name.clone() } else { format!("{below}/{name}") };
            let kind = entry.file_type()?;
            if kind.is_dir() && !FOREIGN.contains(&name.as_str()) {
                self.folders.push(path.clone());
                self.read_folder(&entry.path(), &path)?;
            } else if kind.is_file() && is_text(&path) {
                // A test's sample may be no UTF-8 at all; then it holds no rule to check.
                if let Ok(text) = fs::read_to_string(entry.path()) {
                    self.files.push(File { path, text });
                }
            }
        }
        Ok(())
    }

    /// The text of one file.
    pub(super) fn text(&self, path: &str) -> Option<&str> {
        self.files.iter().find(|file| file.path == path).map(|file| file.text.as_str())
    }

    /// Our Rust files.
    pub(super) fn rust(&self) -> impl Iterator<Item = &File> {
        self.files.iter().filter(|file| {
            file.path.ends_with(".rs")
                && ["crates/", "libs/", "xtask/"].iter().any(|folder| file.path.starts_with(folder))
        })
    }

    /// Whether there is such a folder.
    pub(super) fn has_folder(&self, path: &str) -> bool {
        self.folders.iter().any(|folder| folder == path)
    }

    /// The folders of our crates, such as `crates/desk`.
    pub(super) fn crates(&self) -> impl Iterator<Item = &str> {
        self.files
            .iter()
            .filter_map(|file| file.path.strip_suffix("/Cargo.toml"))
            .filter(|folder| !folder.starts_with("fuzz"))
    }
}

fn is_text(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or(path);
    NAMED.contains(&path) || NAMED.contains(&name) || name.rsplit_once('.').is_some_and(|(_, end)| TEXTS.contains(&end))
}
