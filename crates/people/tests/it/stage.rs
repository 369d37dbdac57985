//! A store with people's tables, a few persons, and short ways to call verbs.

use std::{net::IpAddr, time::Duration};

use base::{Role, Scope, Secret};
use keys::Keys;
use people::{
    Error, Person, Result,
    link::Purpose,
    person::{self, NewPerson},
    session::{self, SignedIn, Started, Visitor},
    sign_in::{self, Attempt, SignIn},
};
use store::{Tx, params};
use testkit::{Engine, TestStore};

pub const SYSTEM: Scope = Scope::system("test");
pub const PASSWORD: &str = "correct violet harbour staple";
pub const OTHER_PASSWORD: &str = "seventeen lamps under water";

pub struct Stage {
    pub test: TestStore,
    pub desk: SignIn,
    pub keys: Keys,
}

impl Stage {
    pub fn open(engine: Engine) -> Self {
        let test = TestStore::open(engine, &[store::part(), jobs::part(), people::part()]);
        let keys = Keys::from_bytes([7; 32]);
        Self { desk: SignIn::new(test.store.clone(), keys.clone()), keys, test }
    }

    pub async fn write<T: Send + 'static>(
        &self,
        work: impl FnOnce(&mut Tx<'_>) -> Result<T> + Send + 'static,
    ) -> Result<T> {
        self.test.store.write(work).await
    }

    pub async fn read<T: Send + 'static>(
        &self,
        work: impl FnOnce(&mut Tx<'_>) -> Result<T> + Send + 'static,
    ) -> Result<T> {
        self.test.store.read(work).await
    }

    pub fn advance(&self, seconds: u64) {
        self.test.world.clock.advance(Duration::from_secs(seconds));
    }

    pub async fn person(&self, name: &str, role: Role) -> Person {
        let new = NewPerson::of(name, &address_of(name), role);
        self.write(move |tx| person::create(tx, &SYSTEM, NewPerson { verified: true, ..new })).await.unwrap()
    }

    /// A person who can sign in with [`PASSWORD`].
    pub async fn with_password(&self, name: &str, role: Role) -> Person {
        let made = self.person(name, role).await;
        let hash = self.desk.passwords().hash(secret(PASSWORD), &[]).await.unwrap();
        self.write(move |tx| {
            person::set_password(tx, &SYSTEM, made.id, &hash)?;
            person::get(tx, &SYSTEM, made.id)
        })
        .await
        .unwrap()
    }

    pub async fn try_password(&self, name: &str, password: &str) -> Result<Started> {
        let attempt = Attempt { address: address_of(name), password: secret(password), visitor: visitor("192.0.2.7") };
        sign_in::password(&self.desk, attempt).await
    }

    pub async fn signed_in(&self, token: &Secret<String>) -> Option<SignedIn> {
        let (keys, token) = (self.keys.clone(), token.expose().clone());
        self.read(move |tx| session::authenticate(tx, &keys, &token)).await.unwrap()
    }

    /// Asks for a link and reads the token that would be mailed.
    pub async fn link(&self, name: &str, purpose: Purpose) -> Option<Secret<String>> {
        self.advance(3_600);
        let last = self.last_link().await;
        sign_in::request_link(&self.desk, &address_of(name), purpose, peer("192.0.2.7")).await.unwrap();
        let link = self.last_link().await;
        assert_ne!(link, last, "asking wrote no link");
        self.letter(link).await
    }

    pub async fn letter(&self, link: i64) -> Option<Secret<String>> {
        let keys = self.keys.clone();
        let letter = self.read(move |tx| people::link::to_send(tx, &SYSTEM, &keys, link)).await.unwrap();
        letter.map(|letter| letter.token)
    }

    async fn last_link(&self) -> i64 {
        self.number("SELECT COALESCE((SELECT id FROM people_link ORDER BY created_at DESC LIMIT 1), 0)").await
    }

    pub async fn number(&self, sql: &'static str) -> i64 {
        let number = self.test.store.read(move |tx| tx.query_one(sql, params![], |row| row.get::<i64>(0))).await;
        number.map_err(|error: store::Error| error).unwrap()
    }

    /// The kinds of the events about one subject, oldest first.
    pub async fn events(&self, subject: &'static str, id: i64) -> Vec<String> {
        let sql = "SELECT kind FROM store_event WHERE subject = $1 AND subject_id = $2 ORDER BY id";
        let kinds = self.test.store.read(move |tx| tx.query(sql, params![subject, id], |row| row.get::<String>(0)));
        kinds.await.map_err(|error: store::Error| error).unwrap()
    }
}

pub fn address_of(name: &str) -> String {
    format!("{}@staff.example", name.to_lowercase())
}

pub fn secret(text: &str) -> Secret<String> {
    Secret::new(text.to_owned())
}

pub fn peer(text: &str) -> IpAddr {
    text.parse().unwrap()
}

pub fn visitor(address: &str) -> Visitor {
    Visitor { peer: peer(address), user_agent: "Browser/1".to_owned(), old_token: None }
}

#[track_caller]
pub fn assert_refused<T: std::fmt::Debug>(result: Result<T>) {
    assert!(matches!(result, Err(Error::Refused)), "{result:?}");
}

#[track_caller]
pub fn assert_forbidden<T: std::fmt::Debug>(result: Result<T>) {
    assert!(matches!(result, Err(Error::Forbidden)), "{result:?}");
}

#[track_caller]
pub fn assert_not_found<T: std::fmt::Debug>(result: Result<T>) {
    assert!(matches!(result, Err(Error::NotFound)), "{result:?}");
}

#[track_caller]
pub fn assert_flaw<T: std::fmt::Debug>(result: Result<T>, field: &str, flaw: people::Flaw) {
    match result {
        Err(Error::Invalid { field: found, flaw: what }) => assert_eq!((found, what), (field, flaw)),
        other => panic!("{other:?}"),
    }
}
