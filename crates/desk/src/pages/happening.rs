//! What happened between the messages, one line each: who did what.

use std::collections::BTreeMap;

use base::Scope;
use events::{Event, Recorded};
use minijinja::{Value, context};
use store::Tx;

use crate::Error;

/// The names of everybody who occurs in some events.
#[derive(Debug, Default)]
pub struct Names(BTreeMap<i64, String>);

impl Names {
    /// Looks up whoever acted in the events or was given an item.
    ///
    /// # Errors
    /// When the database fails.
    pub fn of(tx: &mut Tx<'_>, scope: &Scope, events: &[Recorded]) -> Result<Self, Error> {
        let mut names = BTreeMap::new();
        for person in events.iter().flat_map(people_in) {
            if let std::collections::btree_map::Entry::Vacant(place) = names.entry(person) {
                match people::person::get(tx, scope, person) {
                    Ok(known) => drop(place.insert(known.name)),
                    Err(people::Error::NotFound) => {}
                    Err(error) => return Err(error.into()),
                }
            }
        }
        Ok(Self(names))
    }

    /// The name of a person; none for the product itself and for strangers.
    #[must_use]
    pub fn get(&self, person: Option<i64>) -> Option<&str> {
        self.0.get(&person?).map(String::as_str)
    }
}

fn people_in(recorded: &Recorded) -> impl Iterator<Item = i64> {
    let named = match recorded.event {
        Event::ItemAssigned { to, .. } => to,
        Event::ItemWatched { person, .. } => Some(person),
        _ => None,
    };
    recorded.actor_person.into_iter().chain(named)
}

/// The line of an event; none for creations and messages, which speak for themselves.
#[must_use]
pub fn line(recorded: &Recorded, names: &Names) -> Option<Value> {
    let name = |person| names.get(person).unwrap_or_default().to_owned();
    let (what, icon, from, to) = match &recorded.event {
        Event::ItemStatusChanged { from, to, .. } => ("status", "circle-dot", from.clone(), to.clone()),
        Event::ItemAssigned { to: None, .. } => ("unassigned", "user", String::new(), String::new()),
        Event::ItemAssigned { to, .. } if *to == recorded.actor_person => {
            ("taken", "user-check", String::new(), String::new())
        }
        Event::ItemAssigned { to, .. } => ("assigned", "user-check", String::new(), name(*to)),
        Event::ItemPriorityChanged { from, to, .. } => ("priority", "flag", format!("P{from}"), format!("P{to}")),
        Event::ItemTagged { added, removed } if removed.is_empty() => {
            ("tagged", "tag", String::new(), added.join(", "))
        }
        Event::ItemTagged { added, removed } if added.is_empty() => {
            ("untagged", "tag", removed.join(", "), String::new())
        }
        Event::ItemTagged { added, removed } => ("tags", "tag", removed.join(", "), added.join(", ")),
        Event::ItemConverted { from, to } => ("converted", "refresh-cw", from.clone(), to.clone()),
        Event::ItemFieldChanged { field, to, .. } => field_line(field, to.as_deref())?,
        Event::ItemMerged { source_key, target, target_key, .. } => {
            joined(recorded, *target, ["merged-here", "merged-away"], [source_key, target_key], "merge")
        }
        Event::ItemUnmerged { source_key, target, target_key, stayed, .. } => {
            let what = if *stayed > 0 { "unmerged-stayed" } else { "unmerged-here" };
            let (what, icon, _, to) =
                joined(recorded, *target, [what, "unmerged-away"], [source_key, target_key], "split");
            (what, icon, stayed.to_string(), to)
        }
        Event::MessageMoved { source_key, target, target_key, .. } => {
            joined(recorded, *target, ["message-came", "message-went"], [source_key, target_key], "forward")
        }
        Event::ItemDeleted {} => ("deleted", "trash-2", String::new(), String::new()),
        Event::ItemRestored {} => ("restored", "undo-2", String::new(), String::new()),
        _ => return None,
    };
    let actor = names.get(recorded.actor_person);
    Some(context! { entry => "event", what, icon, from, to, actor, at => recorded.at.rfc3339() })
}

/// What stands on both of two items is told from each one's side, with the key of the other.
fn joined(
    recorded: &Recorded,
    target: i64,
    [here, away]: [&'static str; 2],
    [source_key, target_key]: [&String; 2],
    icon: &'static str,
) -> (&'static str, &'static str, String, String) {
    match recorded.item == Some(target) {
        true => (here, icon, String::new(), source_key.clone()),
        false => (away, icon, String::new(), target_key.clone()),
    }
}

/// Fields whose value is a name say it; the others say only that they changed.
fn field_line(field: &str, to: Option<&str>) -> Option<(&'static str, &'static str, String, String)> {
    let named = |what, icon| Some((what, icon, String::new(), to.unwrap_or_default().to_owned()));
    match field {
        "queue" if to.is_none() => named("queue-none", "inbox"),
        "queue" => named("queue", "inbox"),
        "title" => named("title", "pencil"),
        "requester" => named("requester", "user"),
        "organization" => named("organization", "building-2"),
        "team" => named("team", "users"),
        "tier" => named("tier", "layers"),
        "due" => named("due", "calendar"),
        "visibility" => named("visibility", "eye"),
        _ => None,
    }
}
