//! Bundles the style sheets, scripts, fonts and icons of `web/` into `$OUT_DIR/assets`.

#![expect(clippy::disallowed_methods, reason = "a build script is told its folders by cargo and starts the bundler")]

use std::error::Error;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs};

/// What the bundle is made of, below `web/`.
const SOURCES: [&str; 7] =
    ["build.mjs", "icons.json", "package.json", "package-lock.json", "source", "styles", "tsconfig.json"];

fn main() -> Result<(), Box<dyn Error>> {
    let web = Path::new(&env::var("CARGO_MANIFEST_DIR")?).join("web");
    let assets = PathBuf::from(env::var("OUT_DIR")?).join("assets");
    println!("cargo:rerun-if-changed=build.rs");
    println!("cargo:rerun-if-changed=templates");
    for source in SOURCES {
        println!("cargo:rerun-if-changed=web/{source}");
    }
    install(&web)?;
    fs::remove_dir_all(&assets).or_else(|error| if assets.exists() { Err(error) } else { Ok(()) })?;
    fs::create_dir_all(&assets)?;
    run(&web, "node", &["build.mjs".as_ref(), assets.as_os_str()])
}

/// Installs the locked packages when they are absent or the lock has changed since.
fn install(web: &Path) -> Result<(), Box<dyn Error>> {
    let lock = fs::read(web.join("package-lock.json"))?;
    let installed = web.join("node_modules/.installed-lock.json");
    if fs::read(&installed).is_ok_and(|known| known == lock) {
        return Ok(());
    }
    run(web, "npm", &["ci".as_ref(), "--ignore-scripts".as_ref(), "--no-audit".as_ref(), "--no-fund".as_ref()])?;
    Ok(fs::write(installed, lock)?)
}

fn run(folder: &Path, program: &str, arguments: &[&std::ffi::OsStr]) -> Result<(), Box<dyn Error>> {
    let shown = arguments.iter().map(|part| part.to_string_lossy()).collect::<Vec<_>>().join(" ");
    let call = format!("`{program} {shown}` in crates/ui/web");
    let output = Command::new(program).args(arguments).current_dir(folder).output().map_err(|error| {
        format!("{call} could not start ({error}). Install Node.js 20 or newer with npm: apt-get install nodejs npm")
    })?;
    if output.status.success() {
        return Ok(());
    }
    let said = String::from_utf8_lossy(&output.stderr);
    Err(format!("{call} failed ({}):\n{said}", output.status).into())
}
