//! A whole application in a test: everything but the listeners, with its queue drained by hand.
//!
//! ```ignore
//! on_both(async |engine| {
//!     let app = TestApp::open(engine, vec![desk::module()], desk::reactions::registrations);
//!     let agent = app.person("Ana", "ana@provider.test", Role::Agent).await;
//!     let browser = app.signed_in(&agent).await;
//!     let list = browser.get("/desk").await.expect(200);
//!     let page = browser.submit(&list, "/desk/new", &[("title", "Export hangs")]).await;
//!     app.receive("kim@outside.test", &["help@provider.test"], b"Subject: …").await;
//!     app.drain().await;
//!     assert_eq!(app.sent.to("kim@outside.test").len(), 1);
//! });
//! ```

mod answer;
mod api;
mod browser;
mod form;
mod internet;
mod sent_mail;

use std::{net::SocketAddr, sync::Arc};

use axum::{Router, body::Body, extract::ConnectInfo};
use base::{Role, Scope, Secret};
use blobs::Blobs;
use connector::Connector;
use http::Request;
use http_body_util::BodyExt as _;
use jobs::{Failed, Registration, Runner};
use keys::Keys;
use mail::{
    Door, Incoming, Receipt, Source,
    authentication::Dns,
    mailbox::{Outside, TlsTrust},
    outbox::Sender,
};
use peers::NameServer;
use people::{
    Person,
    person::NewPerson,
    sign_in::{Attempt, SignIn},
    token::NewToken,
};
use search::Index;
use store::{Engine, Part, Store};
use tower::ServiceExt as _;
use web::{Module, Platform, Settings, State};

pub use answer::Answer;
pub use api::Api;
pub use browser::Browser;
pub use form::Form;
pub use internet::Internet;
pub use sent_mail::{Sent, SentMail};

use crate::{TestStore, TestWorld, test_store::outside_the_runtime};

/// The password of everybody whom [`TestApp::person`] makes.
pub const PASSWORD: &str = "seven grey herons by the weir";

const BASE_URL: &str = "https://help.test";
const PEER: SocketAddr = SocketAddr::new(std::net::IpAddr::V4(std::net::Ipv4Addr::new(192, 0, 2, 7)), 49_152);
const SCOPE: Scope = Scope::system("test");

/// The tables of the foundation, in the order in which they refer to one another.
fn foundation() -> Vec<Part> {
    vec![store::part(), jobs::part(), people::part(), work::part(), mail::part(), search::part(), web::part()]
}

/// A running application without listeners. Dropping it fails the test when work is left in the queue or a mail is
/// missing from the balance.
pub struct TestApp {
    /// What handlers see.
    pub platform: State,
    /// The database.
    pub store: Store,
    /// The clock in the test's hand.
    pub world: TestWorld,
    /// The queue.
    pub runner: Runner,
    /// Every mail that went out.
    pub sent: SentMail,
    /// What the product finds in DNS.
    pub dns: NameServer,
    /// The internet that the product sees.
    pub internet: Internet,
    /// Where mails come in.
    pub door: Door,
    /// The full-text index; [`TestApp::drain`] brings it up to date.
    pub index: Index,
    sign_in: SignIn,
    router: Router,
    database: TestStore,
    _folder: tempfile::TempDir,
}

#[expect(clippy::panic, clippy::expect_used, reason = "a test stops where it fails")]
impl TestApp {
    /// Opens an application with these contexts on a fresh database; `jobs` ties their jobs to their code.
    ///
    /// # Panics
    /// When it does not open, or outside a runtime.
    #[must_use]
    pub fn open(engine: Engine, mut modules: Vec<Module>, jobs: impl FnOnce(&State) -> Vec<Registration>) -> Self {
        let world = TestWorld::new();
        let mut parts = foundation();
        parts.extend(modules.iter().map(|module| module.part.clone()));
        let database = TestStore::open_in(engine, &parts, world.clone());
        let store = database.store.clone();
        let folder = tempfile::tempdir().expect("a temporary folder can be made");
        let keys = Keys::from_bytes([7; 32]);
        let files = folder.path().join("blobs");
        let blobs = Blobs::open(files, world.world.clone()).expect("the folder of the files opens");
        let index = Index::open(folder.path().join("index")).expect("the index opens");
        let ui = web::ui_of(&modules).unwrap_or_else(|error| panic!("templates and translations: {error}"));
        let settings = Settings::new(BASE_URL);
        let dns = NameServer::start().expect("the name server starts");
        let asked = Dns::at(&[dns.address()]).expect("the name server can be asked");
        let platform = Platform::new(store.clone(), keys.clone(), blobs.clone(), ui, settings).with(index.clone());
        let (sent, internet) = (SentMail::default(), Internet::default());
        let platform = Arc::new(platform.with(asked).with(outside(&internet, &sent)));
        let sender = Sender { blobs: blobs.clone(), keys: keys.clone(), transport: Arc::new(sent.clone()) };
        let mut registrations = jobs(&platform);
        registrations.push(mail::outbox::registration(sender));
        let runner = runner(&store, registrations, &mut modules);
        let router = web::router(modules, Arc::clone(&platform));
        let sign_in = SignIn::new(store.clone(), keys.clone());
        let door = Door { store: store.clone(), blobs, keys, limits: mail::Limits::default() };
        Self {
            platform,
            store,
            world,
            runner,
            sent,
            dns,
            internet,
            door,
            index,
            sign_in,
            router,
            database,
            _folder: folder,
        }
    }

    /// A mail comes in from outside, as over SMTP; [`TestApp::drain`] lets the product act on it.
    ///
    /// # Panics
    /// When it is not accepted.
    pub async fn receive(&self, from: &str, recipients: &[&str], raw: &[u8]) -> Receipt {
        let incoming = Incoming {
            raw: raw.to_vec(),
            envelope_from: Some(from.to_owned()),
            recipients: recipients.iter().map(ToString::to_string).collect(),
            source: Source::Smtp,
            peer: Some(PEER.ip().to_string()),
            mailbox: None,
        };
        self.door.accept(incoming).await.unwrap_or_else(|error| panic!("the mail was not accepted: {error}"))
    }

    /// Makes a person with the password [`PASSWORD`].
    ///
    /// # Panics
    /// When a rule of the product refuses it.
    pub async fn person(&self, name: &str, address: &str, role: Role) -> Person {
        let new = NewPerson { verified: true, ..NewPerson::of(name, address, role) };
        let hash =
            self.sign_in.passwords().hash(Secret::new(PASSWORD.to_owned()), &[]).await.expect("the password fits");
        self.store
            .write(move |tx| {
                let person = people::person::create(tx, &SCOPE, new)?;
                people::person::set_password(tx, &SCOPE, person.id, &hash)?;
                people::person::get(tx, &SCOPE, person.id)
            })
            .await
            .unwrap_or_else(|error: people::Error| panic!("{address} cannot be made: {error}"))
    }

    /// A browser in which nobody is signed in.
    #[must_use]
    pub fn browser(&self) -> Browser<'_> {
        Browser::new(self)
    }

    /// A browser in which this person, made by [`TestApp::person`], is signed in.
    ///
    /// # Panics
    /// When the person cannot sign in.
    pub async fn signed_in(&self, person: &Person) -> Browser<'_> {
        let address = person.address.clone().expect("the person has an address");
        let visitor =
            people::session::Visitor { peer: PEER.ip(), user_agent: "test browser".to_owned(), old_token: None };
        let attempt = Attempt { address, password: Secret::new(PASSWORD.to_owned()), visitor };
        let started = people::sign_in::password(&self.sign_in, attempt).await;
        let started = started.unwrap_or_else(|error| panic!("{} cannot sign in: {error}", person.name));
        let browser = Browser::new(self);
        browser.set_cookie(self.platform.settings.cookie_name(), started.token.expose());
        browser
    }

    /// A program that calls the API with a token of this person.
    ///
    /// # Panics
    /// When the person may have none.
    pub async fn api(&self, person: &Person) -> Api<'_> {
        let (id, scope) = (person.id, people::scope_of(person));
        let new = NewToken { name: "test".to_owned(), days: 30 };
        let added = self.store.write(move |tx| people::token::add(tx, &scope, id, &new)).await;
        Api::new(self, added.unwrap_or_else(|error| panic!("no token: {error}")).token)
    }

    /// Sends a request as it is and gives the response with its body still streaming.
    ///
    /// # Panics
    /// Never: the router answers everything.
    pub async fn stream(&self, mut request: Request<Body>) -> http::Response<Body> {
        request.extensions_mut().insert(ConnectInfo(PEER));
        let response = self.router.clone().oneshot(request).await;
        response.unwrap_or_else(|never| match never {})
    }

    /// Sends a request as it is and reads the whole answer.
    ///
    /// # Panics
    /// When the body breaks off.
    pub async fn send(&self, request: Request<Body>) -> Answer {
        let path = request.uri().to_string();
        let (parts, body) = self.stream(request).await.into_parts();
        let body = body.collect().await.unwrap_or_else(|error| panic!("the answer of {path} broke off: {error}"));
        Answer::new(path, parts, body.to_bytes())
    }

    /// Runs everything that is due until nothing is; then every event has its number and can be found.
    ///
    /// # Panics
    /// When a job fails; [`TestApp::drain_failures`] is for tests of failures.
    pub async fn drain(&self) {
        let failed = self.drain_failures().await;
        assert!(failed.is_empty(), "jobs failed: {failed:#?}");
    }

    /// [`TestApp::drain`], but gives the attempts that failed.
    ///
    /// # Panics
    /// When the database fails.
    pub async fn drain_failures(&self) -> Vec<Failed> {
        let failed = self.runner.drain().await;
        let failed = failed.unwrap_or_else(|error| panic!("the queue cannot be drained: {error}"));
        self.database.all_numbered().await;
        let found = self.index.catch_up(&self.store).await;
        found.unwrap_or_else(|error| panic!("the index cannot be brought up to date: {error}"));
        failed
    }
}

/// The way out of the product ends in the test.
#[expect(clippy::expect_used, reason = "a test stops where it fails")]
fn outside(internet: &Internet, sent: &SentMail) -> Outside {
    Outside {
        connector: Connector::new(Arc::new(internet.clone()), Connector::public_roots()).expect("TLS is there"),
        trust: TlsTrust::public().expect("TLS is there"),
        relay: Arc::new(sent.clone()),
        limits: mail::Limits::default(),
    }
}

/// The queue with every module's jobs, reactions and schedules.
fn runner(store: &Store, mut registrations: Vec<Registration>, modules: &mut [Module]) -> Runner {
    let (mut reactions, mut schedules) = (Vec::new(), Vec::new());
    for module in modules {
        registrations.append(&mut module.jobs);
        reactions.append(&mut module.reactions);
        schedules.append(&mut module.schedules);
    }
    Runner::new(store.clone(), registrations, reactions, schedules)
}

impl Drop for TestApp {
    fn drop(&mut self) {
        self.platform.shutdown.cancel();
        if std::thread::panicking() {
            return;
        }
        let store = self.store.clone();
        let left = outside_the_runtime(|| store.read_blocking(jobs::depths));
        let due: i64 = left.iter().flatten().map(|lane| lane.pending + lane.running).sum();
        assert!(due == 0, "{due} jobs are left in the queue; drain it: {left:#?}");
        let balance = outside_the_runtime(|| store.read_blocking(|tx| mail::balance(tx, &SCOPE)));
        assert!(balance.as_ref().is_ok_and(mail::intake::Balance::holds), "a mail is missing: {balance:#?}");
    }
}
