//! Staff, queues with mailboxes, customers with their people.

use base::{Role, Scope, Secret, World};
use keys::Keys;
use people::{Passwords, organization::NewOrganization, person::NewPerson};
use store::{Store, Tx};
use work::QueueData;

/// Everything is made in this scope.
pub(crate) const SCOPE: Scope = Scope::system("filling for a measurement");

/// People in one organisation.
const COLLEAGUES: usize = 50;
/// People made in one transaction.
const AT_ONCE: usize = 1_000;

/// Who is to be made.
pub(crate) struct Plan {
    pub(crate) agents: usize,
    pub(crate) customers: usize,
    pub(crate) password: String,
}

/// Everybody and everything the tickets refer to.
pub(crate) struct House {
    pub(crate) agents: Vec<i64>,
    pub(crate) customers: Vec<(i64, String)>,
    pub(crate) queues: Vec<i64>,
}

/// Builds the house.
pub(crate) fn build(store: &Store, keys: &Keys, world: World, plan: Plan) -> anyhow::Result<House> {
    let hashed = Passwords::new(world).hash_blocking(&Secret::new(plan.password), &[])?;
    let keys = keys.clone();
    let (agents, queues) = store.write_blocking(move |tx| {
        let mut agents = Vec::new();
        for place in 0..plan.agents {
            let mut new = NewPerson::of(&format!("Agent {place}"), &format!("agent{place}@desk.test"), Role::Agent);
            new.verified = true;
            let agent = people::person::create(tx, &SCOPE, new)?;
            people::person::set_password(tx, &SCOPE, agent.id, &hashed)?;
            agents.push(agent.id);
        }
        Ok::<_, anyhow::Error>((agents, queues(tx, &keys)?))
    })?;
    let mut customers = Vec::with_capacity(plan.customers);
    for first in (0..plan.customers).step_by(AT_ONCE) {
        let places = first..(first + AT_ONCE).min(plan.customers);
        customers.extend(store.write_blocking(move |tx| make_customers(tx, places))?);
    }
    Ok(House { agents, customers, queues })
}

fn queues(tx: &mut Tx<'_>, keys: &Keys) -> anyhow::Result<Vec<i64>> {
    let queues =
        [("Support", "SUP"), ("Billing", "BIL"), ("Operations", "OPS"), ("Projects", "PRO"), ("中文支持", "CN")];
    let mut made = Vec::new();
    for (name, prefix) in queues {
        let queue = work::queue::create(tx, &SCOPE, QueueData::new(name, prefix))?;
        let address = format!("{}@desk.test", prefix.to_lowercase());
        desk::mailbox::add(tx, &SCOPE, keys, desk::mailbox::NewMailbox::of(&address, name, queue.id))?;
        made.push(queue.id);
    }
    Ok(made)
}

fn make_customers(tx: &mut Tx<'_>, places: std::ops::Range<usize>) -> anyhow::Result<Vec<(i64, String)>> {
    let mut organization = None;
    let mut customers = Vec::with_capacity(places.len());
    for place in places {
        let company = place / COLLEAGUES;
        if place % COLLEAGUES == 0 || organization.is_none() {
            let new = NewOrganization { name: format!("Company {company}"), shares_items: company.is_multiple_of(2) };
            let made = people::organization::create(tx, &SCOPE, new)?;
            people::organization::add_domain(tx, &SCOPE, made.id, &format!("company{company}.test"))?;
            organization = Some(made.id);
        }
        let name = format!("Customer {place}");
        let address = format!("customer{place}@company{company}.test");
        let mut new = NewPerson::of(&name, &address, Role::Customer);
        new.organization = organization;
        new.verified = true;
        customers.push((people::person::create(tx, &SCOPE, new)?.id, name));
    }
    Ok(customers)
}
