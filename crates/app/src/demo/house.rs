//! The provider's house: staff, teams, queues, mailboxes, customers with their people.

use std::collections::HashMap;

use base::{Role, Scope, Secret};
use keys::Keys;
use people::{HashedPassword, Passwords, organization::NewOrganization, person::NewPerson};
use store::{Store, Tx};
use work::QueueData;

use super::{
    content::{self, Language, People},
    scope,
};

/// A way into the example.
#[derive(Clone, Debug)]
pub struct SignIn {
    pub role: Role,
    pub address: String,
    pub password: String,
}

/// Somebody who writes in the example.
#[derive(Clone, Debug)]
pub struct Voice {
    pub person: i64,
    pub name: String,
}

/// A customer.
pub struct Customer {
    pub site: String,
    pub language: Language,
    pub people: Vec<Voice>,
}

/// Everybody and everything the tickets refer to.
pub struct House {
    pub sign_ins: Vec<SignIn>,
    pub agents: Vec<Voice>,
    pub chinese_agent: Voice,
    pub queues: HashMap<String, i64>,
    pub customers: Vec<Customer>,
}

/// Builds the house in one transaction; the passwords are hashed before it.
pub fn build(store: &Store, keys: &Keys, passwords: &Passwords, people: People) -> anyhow::Result<House> {
    let mut ways = HashMap::new();
    for role in [Role::Admin, Role::Agent, Role::Customer] {
        // Four groups of random letters: easy to type, far beyond guessing.
        let password = Secret::new(store.world().token(12));
        ways.insert(role, (password.clone(), passwords.hash_blocking(&password, &[])?));
    }
    let keys = keys.clone();
    store.write_blocking(move |tx| furnish(tx, &keys, &people, &ways))
}

type Ways = HashMap<Role, (Secret<String>, HashedPassword)>;

fn furnish(tx: &mut Tx<'_>, keys: &Keys, people: &People, ways: &Ways) -> anyhow::Result<House> {
    let scope = scope();
    let mut sign_ins = Vec::new();
    let mut teams = HashMap::new();
    let (mut agents, mut chinese_agent) = (Vec::new(), None);
    for staff in &people.staff {
        let address = format!("{}@{}", staff.local, people.provider.domain);
        let mut new = NewPerson::of(&staff.name, &address, staff.role);
        new.verified = true;
        new.locale.clone_from(&staff.locale);
        let person = people::person::create(tx, &scope, new)?;
        if let Some(name) = &staff.team {
            let team = team(tx, &scope, &mut teams, name)?;
            people::team::add_member(tx, &scope, team, person.id)?;
        }
        let voice = Voice { person: person.id, name: staff.name.clone() };
        if staff.locale.as_deref() == Some("zh-CN") {
            chinese_agent = Some(voice);
        } else if staff.role == Role::Agent {
            agents.push(voice);
        }
        first_way(tx, &mut sign_ins, ways, (staff.role, person.id, address))?;
    }
    let queues = queues(tx, keys, people, &mut teams)?;
    let mut customers = Vec::new();
    for organization in &people.organization {
        customers.push(customer(tx, &scope, organization, ways, &mut sign_ins)?);
    }
    let chinese_agent = chinese_agent.ok_or_else(|| anyhow::anyhow!("nobody on the staff writes Chinese"))?;
    Ok(House { sign_ins, agents, chinese_agent, queues, customers })
}

/// The first person of each role gets a password.
fn first_way(
    tx: &mut Tx<'_>,
    sign_ins: &mut Vec<SignIn>,
    ways: &Ways,
    (role, person, address): (Role, i64, String),
) -> anyhow::Result<()> {
    if sign_ins.iter().any(|known| known.role == role) {
        return Ok(());
    }
    if let Some((password, hashed)) = ways.get(&role) {
        people::person::set_password(tx, &scope(), person, hashed)?;
        sign_ins.push(SignIn { role, address, password: password.expose().clone() });
    }
    Ok(())
}

fn team(tx: &mut Tx<'_>, scope: &Scope, known: &mut HashMap<String, i64>, name: &str) -> anyhow::Result<i64> {
    if let Some(id) = known.get(name) {
        return Ok(*id);
    }
    let team = people::team::create(tx, scope, name)?;
    known.insert(name.to_owned(), team.id);
    Ok(team.id)
}

fn queues(
    tx: &mut Tx<'_>,
    keys: &Keys,
    people: &People,
    teams: &mut HashMap<String, i64>,
) -> anyhow::Result<HashMap<String, i64>> {
    let scope = &scope();
    let mut queues = HashMap::new();
    for queue in &people.queue {
        let mut data = QueueData::new(&queue.name, &queue.prefix);
        data.team = Some(team(tx, scope, teams, &queue.team)?);
        let made = work::queue::create(tx, scope, data)?;
        let address = format!("{}@{}", queue.mailbox, people.provider.domain);
        let name = format!("{} {}", people.provider.name, queue.name);
        desk::mailbox::add(tx, scope, keys, desk::mailbox::NewMailbox::of(&address, &name, made.id))?;
        queues.insert(queue.name.clone(), made.id);
    }
    Ok(queues)
}

fn customer(
    tx: &mut Tx<'_>,
    scope: &Scope,
    organization: &content::Organization,
    ways: &Ways,
    sign_ins: &mut Vec<SignIn>,
) -> anyhow::Result<Customer> {
    let new = NewOrganization { name: organization.name.clone(), shares_items: true };
    let made = people::organization::create(tx, scope, new)?;
    people::organization::add_domain(tx, scope, made.id, &organization.domain)?;
    let mut voices = Vec::new();
    for (place, name) in organization.people.iter().enumerate() {
        let address = format!("{}@{}", local_part(name, place), organization.domain);
        let mut person = NewPerson::of(name, &address, Role::Customer);
        person.organization = Some(made.id);
        person.verified = true;
        person.locale = (organization.language == Language::Zh).then(|| "zh-CN".to_owned());
        let person = people::person::create(tx, scope, person)?;
        first_way(tx, sign_ins, ways, (Role::Customer, person.id, address))?;
        voices.push(Voice { person: person.id, name: name.clone() });
    }
    Ok(Customer { site: organization.site.clone(), language: organization.language, people: voices })
}

/// The first name in plain letters; a number where the name has none.
fn local_part(name: &str, place: usize) -> String {
    let plain = |letter: char| match letter {
        'è' | 'é' | 'ê' => Some('e'),
        'ã' => Some('a'),
        'ń' => Some('n'),
        letter if letter.is_ascii_alphabetic() => Some(letter.to_ascii_lowercase()),
        _ => None,
    };
    let first: String = name.split(' ').next().unwrap_or("").chars().filter_map(plain).collect();
    if first.is_empty() { format!("user{}", place + 1) } else { first }
}
