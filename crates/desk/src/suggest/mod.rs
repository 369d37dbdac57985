//! What a page offers while somebody types: tickets and people for the palette, addresses, colleagues, and the text as it
//! will be read. Each answers the entries that `crates/ui/README.md` describes.

mod addresses;
mod colleagues;
mod palette;
mod preview;

use base::Limit;
use people::Person;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use web::{
    Json,
    Permission::{Agent, Staff},
    Routes,
};

/// The routes with who may call them.
pub fn routes() -> Routes {
    Routes::new()
        .get("/palette", Staff, palette::palette)
        .get("/suggest/addresses", Agent, addresses::addresses)
        .get("/suggest/colleagues", Agent, colleagues::colleagues)
        .post("/suggest/preview", Agent, preview::preview)
}

/// How many of a kind are offered.
const MOST: u32 = 8;

/// What was typed so far.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Typed {
    q: Option<String>,
}

impl Typed {
    fn words(self) -> Option<String> {
        self.q.map(|words| words.trim().to_owned()).filter(|words| !words.is_empty())
    }
}

/// One thing to choose.
#[derive(Debug, Default, Serialize)]
struct Entry {
    label: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    detail: Option<String>,
    /// What is written when it is chosen.
    #[serde(skip_serializing_if = "Option::is_none")]
    value: Option<String>,
    /// Where it leads when it is chosen.
    #[serde(skip_serializing_if = "Option::is_none")]
    href: Option<String>,
    icon: &'static str,
    /// The heading it stands under.
    #[serde(skip_serializing_if = "Option::is_none")]
    group: Option<String>,
}

fn answer(entries: &[Entry]) -> Json<Value> {
    Json(json!({ "entries": entries }))
}

fn most() -> Limit {
    Limit::new(Some(MOST))
}

/// What a person is called: the name, else the address.
fn called(person: &Person) -> String {
    let address = || person.address.clone().unwrap_or_default();
    if person.name.is_empty() { address() } else { person.name.clone() }
}
