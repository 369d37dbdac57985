//! The words of the example data lie in two files beside the code.

use serde::Deserialize;

/// Who and what.
pub struct Content {
    pub people: People,
    pub threads: Vec<Thread>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct People {
    pub provider: Provider,
    pub staff: Vec<Staff>,
    pub queue: Vec<Queue>,
    pub organization: Vec<Organization>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Provider {
    pub name: String,
    pub domain: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Staff {
    pub name: String,
    pub local: String,
    pub role: base::Role,
    pub team: Option<String>,
    pub locale: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Queue {
    pub name: String,
    pub prefix: String,
    pub mailbox: String,
    pub team: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Organization {
    pub name: String,
    pub domain: String,
    pub site: String,
    pub language: Language,
    pub people: Vec<String>,
}

#[derive(Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Language {
    En,
    Zh,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Threads {
    thread: Vec<Thread>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Thread {
    pub language: Language,
    pub product: String,
    pub subject: String,
    pub priority: i64,
    pub tags: Vec<String>,
    pub status: String,
    pub queue: Option<String>,
    pub turns: Vec<(Speaker, String)>,
}

#[derive(Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Speaker {
    Customer,
    Agent,
    Note,
}

/// Reads both files.
pub fn read() -> anyhow::Result<Content> {
    let people = toml::from_str(include_str!("../../demo/people.toml"))?;
    let Threads { thread } = toml::from_str(include_str!("../../demo/threads.toml"))?;
    Ok(Content { people, threads: thread })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_words_can_be_read() {
        let content = read().unwrap();
        let customers: usize = content.people.organization.iter().map(|one| one.people.len()).sum();
        assert_eq!(content.people.organization.len(), 8);
        assert_eq!(customers + content.people.staff.len(), 40);
        let products: std::collections::HashSet<_> = content.threads.iter().map(|thread| &thread.product).collect();
        assert_eq!(products.len(), 3);
        assert!(content.threads.iter().all(|thread| thread.turns[0].0 == Speaker::Customer));
    }
}
