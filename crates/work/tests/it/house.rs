//! A small provider with two customers, on a fresh database.

use std::time::Duration;

use base::{Role, Scope};
use people::{organization::NewOrganization, person::NewPerson};
use store::{Part, Tx};
use testkit::{Engine, TestStore};
use work::{Error, Item, Kind, NewItem, QueueData, item, queue};

pub struct House {
    pub test: TestStore,
    pub admin: i64,
    pub agent: i64,
    pub viewer: i64,
    pub kim: i64,
    pub lee: i64,
    pub mona: i64,
    pub northwind: i64,
    pub contoso: i64,
    pub support: i64,
    pub team: i64,
}

pub fn parts() -> Vec<Part> {
    vec![store::part(), people::part(), work::part()]
}

/// Runs a story on a house on SQLite and on one on PostgreSQL.
pub fn both(story: impl Fn(&House)) {
    for engine in [Engine::Sqlite, Engine::Postgres] {
        eprintln!("on {engine:?}:");
        story(&House::build(engine));
    }
}

impl House {
    pub fn build(engine: Engine) -> Self {
        let test = TestStore::open(engine, &parts());
        let mut ids = test.store.write_blocking(|tx| Ok::<_, Error>(populate(tx))).unwrap().into_iter();
        let mut next = || ids.next().unwrap();
        let (admin, agent, viewer) = (next(), next(), next());
        let (northwind, contoso) = (next(), next());
        let (kim, lee, mona) = (next(), next(), next());
        let (support, team) = (next(), next());
        Self { test, admin, agent, viewer, kim, lee, mona, northwind, contoso, support, team }
    }

    pub fn agent(&self) -> Scope {
        Scope::staff(self.agent, Role::Agent)
    }

    /// Kim of Northwind, who sees what colleagues asked.
    pub fn kim(&self) -> Scope {
        Scope::customer(self.kim, vec![self.northwind])
    }

    /// Lee of Contoso, likewise.
    pub fn lee(&self) -> Scope {
        Scope::customer(self.lee, vec![self.contoso])
    }

    /// Mona of Northwind, who sees her own items alone.
    pub fn mona(&self) -> Scope {
        Scope::customer(self.mona, Vec::new())
    }

    /// Runs a verb in a transaction of its own; the clock moves a second before.
    pub fn write<T: Send + 'static>(
        &self,
        verb: impl FnOnce(&mut Tx<'_>) -> Result<T, Error> + Send + 'static,
    ) -> Result<T, Error> {
        self.test.world.clock.advance(Duration::from_secs(1));
        self.test.store.write_blocking(verb)
    }

    pub fn read<T: Send + 'static>(
        &self,
        reader: impl FnOnce(&mut Tx<'_>) -> Result<T, Error> + Send + 'static,
    ) -> Result<T, Error> {
        self.test.store.read_blocking(reader)
    }

    /// A ticket of a requester in the support queue.
    pub fn ticket(&self, requester: i64, title: &str) -> Item {
        let new =
            NewItem { queue: Some(self.support), requester: Some(requester), ..NewItem::new(Kind::Ticket, title) };
        self.create(new)
    }

    pub fn create(&self, new: NewItem) -> Item {
        self.write(move |tx| item::create(tx, &Scope::system("test"), new)).unwrap()
    }

    /// The names of the events about an item, the first one first.
    pub fn events(&self, item: i64) -> Vec<String> {
        self.read(move |tx| {
            let sql = "SELECT kind FROM store_event WHERE item = $1 ORDER BY id";
            Ok(tx.query(sql, store::params![item], |row| row.get::<String>(0))?)
        })
        .unwrap()
    }
}

fn populate(tx: &mut Tx<'_>) -> Vec<i64> {
    let system = Scope::system("test");
    let staff = |tx: &mut Tx<'_>, name: &str, role| {
        let new = NewPerson::of(name, &format!("{}@provider.example", name.to_lowercase()), role);
        people::person::create(tx, &system, new).unwrap().id
    };
    let staff: Vec<i64> = [("Ada", Role::Admin), ("Ana", Role::Agent), ("Vic", Role::Viewer)]
        .map(|(name, role)| staff(tx, name, role))
        .into();
    let organization = |tx: &mut Tx<'_>, name: &str| {
        let new = NewOrganization { name: name.into(), shares_items: true };
        people::organization::create(tx, &system, new).unwrap().id
    };
    let northwind = organization(tx, "Northwind GmbH");
    let contoso = organization(tx, "Contoso");
    let customer = |tx: &mut Tx<'_>, name: &str, organization| {
        let new = NewPerson {
            organization: Some(organization),
            ..NewPerson::of(name, &format!("{}@customer.example", name.to_lowercase()), Role::Customer)
        };
        people::person::create(tx, &system, new).unwrap().id
    };
    let customers =
        [("Kim", northwind), ("Lee", contoso), ("Mona", northwind)].map(|(name, of)| customer(tx, name, of));
    let support = queue::create(tx, &system, QueueData::new("Support", "sup")).unwrap().id;
    let team = people::team::create(tx, &system, "First line").unwrap().id;
    let mut ids = staff;
    ids.extend([northwind, contoso]);
    ids.extend(customers);
    ids.extend([support, team]);
    ids
}
