//! Writes the kit pages and the assets into a folder, to be looked at in a browser:
//! `cargo run -p ui --example kit -- FOLDER`

use std::path::PathBuf;
use std::{env, fs};

use minijinja::{Value, context};
use ui::Ui;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let folder = PathBuf::from(env::args().nth(1).ok_or("say where to write: kit FOLDER")?);
    fs::create_dir_all(folder.join("assets"))?;
    let ui = Ui::new(Vec::new(), Vec::new())?;
    for page in ui.templates().into_iter().filter(|name| name.starts_with("ui/kit") && !name.starts_with("ui/kit/")) {
        for locale in ui.locales() {
            let html = ui.render(page, locale, example())?;
            for file in linked_assets(&html) {
                let asset = ui::asset(file).ok_or_else(|| format!("no asset {file}"))?;
                fs::write(folder.join("assets").join(file), asset.bytes)?;
            }
            let name = page.trim_start_matches("ui/").trim_end_matches(".html");
            fs::write(folder.join(format!("{name}.{locale}.html")), html)?;
        }
    }
    Ok(())
}

/// The names behind `/assets/` in a page.
fn linked_assets(html: &str) -> impl Iterator<Item = &str> {
    html.split("/assets/").skip(1).filter_map(|rest| rest.split(['"', '#']).next())
}

fn example() -> Value {
    context! {
        now => "2026-11-22T09:30:00Z",
        zone => "Europe/Berlin",
        csrf => "token",
        path => "/dev/kit",
        viewer => context! { name => "Ana Rossi", initials => "AR", role => "agent" },
        nav => vec![
            context! { href => "#inbox", label => "Inbox", icon => "inbox", count => 14, current => true, shortcut => "g i" },
            context! { href => "#mine", label => "Mine", icon => "circle-user-round", count => 6 },
            context! { href => "#breaching", label => "Breaching", icon => "flag", count => 2, tone => "red" },
            context! { href => "#mentions", label => "Mentions", icon => "at-sign", count => 1 },
            context! { heading => "Views" },
            context! { href => "#waiting", label => "Waiting", icon => "list-filter", count => 1231 },
            context! { href => "#vip", label => "VIP", icon => "list-filter", count => 4 },
            context! { heading => "Teams" },
            context! { href => "#one", label => "First level", icon => "users" },
            context! { href => "#two", label => "Second level", icon => "users" },
        ],
    }
}
