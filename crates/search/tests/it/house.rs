//! A small provider with two customers, an index beside it, and a way to ask.

use std::time::Duration;

use base::{Limit, Role, Scope};
use people::{organization::NewOrganization, person::NewPerson};
use query::Query;
use search::{Ask, Found, Index};
use store::{Part, Tx};
use testkit::{Engine, TestStore};
use work::{Author, Channel, Error, Item, Kind, NewItem, NewMessage, QueueData, Visibility, item, message};

pub struct House {
    pub test: TestStore,
    pub index: Index,
    pub folder: tempfile::TempDir,
    pub agent: i64,
    pub kim: i64,
    pub lee: i64,
    pub northwind: i64,
    pub support: i64,
}

fn parts() -> Vec<Part> {
    vec![store::part(), people::part(), work::part(), search::part()]
}

/// Runs a story in a house on SQLite and in one on PostgreSQL.
pub fn both(story: impl AsyncFn(House)) {
    testkit::on_both(async |engine| story(House::build(engine)).await);
}

impl House {
    pub fn build(engine: Engine) -> Self {
        let test = TestStore::open(engine, &parts());
        let folder = tempfile::tempdir().unwrap();
        let index = Index::open(folder.path().join("search")).unwrap();
        let populated = std::thread::scope(|scope| {
            scope.spawn(|| test.store.write_blocking(|tx| Ok::<_, Error>(populate(tx)))).join().unwrap()
        });
        let [agent, northwind, kim, lee, support] = populated.unwrap();
        Self { test, index, folder, agent, kim, lee, northwind, support }
    }

    pub fn agent(&self) -> Scope {
        Scope::staff(self.agent, Role::Agent)
    }

    /// Kim of Northwind, who sees what colleagues asked.
    pub fn kim(&self) -> Scope {
        Scope::customer(self.kim, vec![self.northwind])
    }

    /// Lee, who sees their own items alone.
    pub fn lee(&self) -> Scope {
        Scope::customer(self.lee, Vec::new())
    }

    /// Runs a verb in a transaction of its own; the clock moves a second before.
    pub async fn write<T: Send + 'static>(
        &self,
        verb: impl FnOnce(&mut Tx<'_>) -> Result<T, Error> + Send + 'static,
    ) -> T {
        self.test.world.clock.advance(Duration::from_secs(1));
        self.test.store.write(verb).await.unwrap()
    }

    pub async fn create(&self, new: NewItem) -> Item {
        self.write(move |tx| item::create(tx, &Scope::system("test"), new)).await
    }

    /// A ticket of Kim with a first message.
    pub async fn ticket(&self, title: &str, text: &str) -> i64 {
        let requester = self.kim;
        let new =
            NewItem { queue: Some(self.support), requester: Some(requester), ..NewItem::new(Kind::Ticket, title) };
        let id = self.create(new).await.id;
        self.say(id, Visibility::Public, text).await;
        id
    }

    pub async fn say(&self, item: i64, visibility: Visibility, text: &str) {
        let new = NewMessage::text(item, Author::system(), visibility, Channel::Mail, text);
        self.write(move |tx| message::add(tx, &Scope::system("test"), new)).await;
    }

    /// Brings the index up to date.
    pub async fn catch_up(&self) {
        self.test.all_numbered().await;
        self.index.catch_up(&self.test.store).await.unwrap();
    }

    /// What a scope finds.
    pub async fn ask(&self, scope: &Scope, text: &str) -> Found {
        let query = Query::parse(text).unwrap();
        self.index.find(&self.test.store, scope, &query, &Ask::default()).await.unwrap()
    }

    /// The ids that an agent finds, in ascending order.
    pub async fn ids(&self, text: &str) -> Vec<i64> {
        ascending(self.ask(&self.agent(), text).await.ids)
    }

    /// All pages of a search, `rows` a page.
    pub async fn pages(&self, text: &str, rows: u32) -> Vec<i64> {
        let query = Query::parse(text).unwrap();
        let mut ids = Vec::new();
        let mut ask = Ask { limit: Limit::new(Some(rows)), cursor: None };
        loop {
            let found = self.index.find(&self.test.store, &self.agent(), &query, &ask).await.unwrap();
            ids.extend(found.ids);
            match found.next {
                Some(next) => ask.cursor = Some(next),
                None => return ids,
            }
        }
    }
}

/// Ids in ascending order; those of PostgreSQL do not follow the order of making.
pub fn ascending(ids: impl Into<Vec<i64>>) -> Vec<i64> {
    let mut ids = ids.into();
    ids.sort_unstable();
    ids
}

fn populate(tx: &mut Tx<'_>) -> [i64; 5] {
    let system = Scope::system("test");
    let agent = NewPerson::of("Ana", "ana@provider.example", Role::Agent);
    let agent = people::person::create(tx, &system, agent).unwrap().id;
    let mut organization = |name: &str| {
        let new = NewOrganization { name: name.into(), shares_items: true };
        people::organization::create(tx, &system, new).unwrap().id
    };
    let (northwind, contoso) = (organization("Northwind GmbH"), organization("Contoso"));
    let mut customer = |name: &str, organization| {
        let address = format!("{}@customer.example", name.to_lowercase());
        let new = NewPerson { organization: Some(organization), ..NewPerson::of(name, &address, Role::Customer) };
        people::person::create(tx, &system, new).unwrap().id
    };
    let (kim, lee) = (customer("Kim", northwind), customer("Lee", contoso));
    let support = work::queue::create(tx, &system, QueueData::new("Support", "sup")).unwrap().id;
    [agent, northwind, kim, lee, support]
}
