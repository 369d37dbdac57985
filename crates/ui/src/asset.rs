//! Style sheets, scripts, fonts and icons live inside the binary, under names that carry a hash of their content.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use rust_embed::Embed;
use serde::Deserialize;

use crate::Error;

#[derive(Embed)]
#[folder = "$OUT_DIR/assets"]
struct Files;

/// One file to be served below `/assets/`.
#[derive(Debug, Clone)]
pub struct Asset {
    /// The content as it is.
    pub bytes: Cow<'static, [u8]>,
    /// The same content compressed with gzip; absent where that gains nothing (fonts).
    pub gzip: Option<Cow<'static, [u8]>>,
    /// The media type, with its charset where it has one.
    pub mime: &'static str,
    /// True when the name carries a content hash, so that a browser may keep it for ever.
    pub immutable: bool,
}

/// Finds the file served at `/assets/{path}`; `None` when there is no such file.
pub fn asset(path: &str) -> Option<Asset> {
    let mime = mime(path)?;
    Some(Asset {
        bytes: Files::get(path)?.data,
        gzip: Files::get(&format!("{path}.gz")).map(|file| file.data),
        mime,
        immutable: true,
    })
}

/// The media type by extension; `None` for what is embedded but not served, as the manifest.
fn mime(path: &str) -> Option<&'static str> {
    match path.rsplit_once('.')?.1 {
        "css" => Some("text/css; charset=utf-8"),
        "js" => Some("text/javascript; charset=utf-8"),
        "svg" => Some("image/svg+xml"),
        "woff2" => Some("font/woff2"),
        _ => None,
    }
}

/// What the build wrote down: the hashed name of every asset and the names of the icons in the sprite.
#[derive(Debug, Deserialize)]
pub(crate) struct Manifest {
    files: BTreeMap<String, String>,
    icons: BTreeSet<String>,
}

impl Manifest {
    /// Reads the manifest embedded at build time.
    pub(crate) fn embedded() -> Result<Manifest, Error> {
        let file = Files::get("manifest.json").ok_or_else(|| Error::Assets("manifest.json is missing".into()))?;
        serde_json::from_slice(&file.data).map_err(|error| Error::Assets(error.to_string()))
    }

    /// The address of an asset by its plain name, as `app.css`.
    pub(crate) fn address(&self, name: &str) -> Option<String> {
        self.files.get(name).map(|file| format!("/assets/{file}"))
    }

    /// Whether the sprite holds this icon.
    pub(crate) fn has_icon(&self, name: &str) -> bool {
        self.icons.contains(name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_asset_of_the_manifest_is_served_for_ever() {
        let manifest = Manifest::embedded().unwrap();
        for name in ["app.css", "app.js", "icons.svg", "favicon.svg", "inter-latin.woff2"] {
            let address = manifest.address(name).unwrap_or_else(|| panic!("{name} is not in the manifest"));
            let found = asset(address.trim_start_matches("/assets/")).unwrap();
            assert!(found.immutable && !found.bytes.is_empty(), "{name}");
        }
    }

    #[test]
    fn what_is_not_an_asset_is_not_served() {
        assert!(asset("manifest.json").is_none());
        assert!(asset("../Cargo.toml").is_none());
        assert!(asset("app.css").is_none());
    }

    #[test]
    fn the_budgets_hold() {
        let manifest = Manifest::embedded().unwrap();
        for (name, limit) in [("app.js", 60_000), ("app.css", 40_000)] {
            let address = manifest.address(name).unwrap();
            let size = asset(address.trim_start_matches("/assets/")).unwrap().gzip.unwrap().len();
            assert!(size <= limit, "{name} has {size} bytes compressed, the budget is {limit}");
        }
    }
}
