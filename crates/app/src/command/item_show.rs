//! `item show`: an item and its messages, for people or as JSON.

use std::fmt::Write as _;

use base::Scope;
use serde::{Deserialize, Serialize};
use serde_json::json;
use work::{ItemRow, Message};

use super::Answer;
use crate::open::Installation;

/// Show an item
#[derive(Debug, clap::Args, Serialize, Deserialize)]
pub struct ItemShow {
    /// Any of its keys, or its id
    key: String,
    /// As JSON
    #[arg(long)]
    json: bool,
}

impl ItemShow {
    /// Reads and prints.
    pub async fn run(self, installation: &Installation) -> anyhow::Result<Answer> {
        let (row, messages) = installation
            .platform
            .store
            .read(move |tx| {
                let scope = Scope::system("command line");
                let item = work::item::find(tx, &scope, &self.key)?;
                let row = work::list::rows(tx, &scope, &[item.id])?.pop().ok_or(work::Error::NotFound)?;
                Ok::<_, work::Error>((row, work::message::list(tx, &scope, item.id)?))
            })
            .await?;
        if self.json {
            let whole = json!({ "item": row, "messages": messages });
            return Ok(Answer::line(serde_json::to_string_pretty(&whole)?));
        }
        Ok(Answer { output: text(&row, &messages), ..Answer::default() })
    }
}

fn text(row: &ItemRow, messages: &[Message]) -> String {
    let mut out = format!("{}  {}\n", row.key, row.title);
    let name = |name: &Option<String>| name.clone().unwrap_or_else(|| "–".to_owned());
    let _ = writeln!(out, "{} · {} · P{} · queue {}", row.kind, row.status, row.priority, name(&row.queue_name));
    let _ = writeln!(out, "from {} · assigned to {}", name(&row.requester_name), name(&row.assignee_name));
    for message in messages {
        let _ = writeln!(out, "\n── {} · {} · {}", message.author.name, message.created_at, message.visibility);
        let _ = writeln!(out, "{}", message.text.trim_end());
    }
    out
}
