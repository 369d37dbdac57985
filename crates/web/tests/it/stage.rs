//! A small application with a few routes, four people, and a clock in the test's hand.

use std::{
    net::SocketAddr,
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
    time::Duration,
};

use axum::{
    Router,
    body::Body,
    extract::{ConnectInfo, State as FromState},
    response::{IntoResponse as _, Response},
};
use base::{Clock, ManualClock, Role, Scope, Secret, SystemRandom, Timestamp, World};
use http::{HeaderMap, Request, StatusCode, header};
use people::person::{self, NewPerson};
use serde::Deserialize;
use store::{OpenOptions, Store, Tx};
use tower::ServiceExt as _;
use web::{
    Agent, Anyone, Created, Error, Form, Json, Module, Path, Permission, Platform, Routes, Settings, SignedIn, Staff,
    State, Upload,
};

pub const PASSWORD: &str = "correct violet harbour staple";
pub const ROLES: [Role; 4] = Role::ALL;

pub struct Stage {
    pub state: State,
    pub router: Router,
    pub clock: Arc<ManualClock>,
    pub people: Vec<(Role, i64, String)>,
    _folder: tempfile::TempDir,
}

#[derive(Default)]
pub struct Count(pub AtomicU64);

/// A response, read to its end.
pub struct Answer {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub body: Vec<u8>,
}

impl Answer {
    pub fn header(&self, name: impl AsRef<str>) -> &str {
        self.headers.get(name.as_ref()).map_or("", |value| value.to_str().unwrap())
    }

    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    pub fn json(&self) -> serde_json::Value {
        serde_json::from_slice(&self.body).unwrap_or_else(|_| panic!("no JSON: {} {}", self.status, self.text()))
    }

    pub fn cookie(&self) -> String {
        let lines = self.headers.get_all(header::SET_COOKIE);
        let line = lines.iter().find(|line| line.to_str().unwrap().contains("session=")).expect("a session cookie");
        line.to_str().unwrap().split(';').next().unwrap().to_owned()
    }
}

impl Stage {
    pub async fn new() -> Self {
        Self::with(Settings::new("http://127.0.0.1:8080")).await
    }

    pub async fn with(settings: Settings) -> Self {
        let mut stage = Self::empty(settings).await;
        for role in ROLES {
            let address = format!("{role}@northwind.example");
            let id = stage.person(&address, role).await;
            stage.people.push((role, id, address));
        }
        stage
    }

    /// Nobody is there yet.
    pub async fn empty(settings: Settings) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let clock = Arc::new(ManualClock::new(Timestamp::parse("2026-03-02T09:00:00Z").unwrap()));
        let world = World { clock: Arc::clone(&clock) as Arc<dyn Clock>, random: Arc::new(SystemRandom) };
        let parts = [store::part(), jobs::part(), people::part(), web::part()];
        let options = OpenOptions {
            url: format!("sqlite:{}", folder.path().join("test.db").display()),
            world: world.clone(),
            readers: 2,
            migrations: parts.into_iter().flat_map(|part| part.migrations).collect(),
        };
        let store = tokio::task::block_in_place(|| Store::open(&options)).unwrap();
        let keys = keys::Keys::from_bytes([7; 32]);
        let blobs = blobs::Blobs::open(folder.path().join("blobs"), world).unwrap();
        let modules = vec![module()];
        let ui = web::ui_of(&modules).unwrap();
        let state = Arc::new(Platform::new(store, keys, blobs, ui, settings).with(Count::default()));
        let router = web::router(modules, Arc::clone(&state));
        Self { state, router, clock, people: Vec::new(), _folder: folder }
    }

    pub async fn person(&self, address: &str, role: Role) -> i64 {
        let hash = self.state.sign_in.passwords().hash(Secret::new(PASSWORD.to_owned()), &[]).await.unwrap();
        let new = NewPerson { verified: true, ..NewPerson::of(address, address, role) };
        let made = self.state.store.write(move |tx| {
            let scope = Scope::system("test");
            let made = person::create(tx, &scope, new)?;
            person::set_password(tx, &scope, made.id, &hash)?;
            Ok::<_, people::Error>(made.id)
        });
        made.await.unwrap()
    }

    pub fn id_of(&self, role: Role) -> i64 {
        self.people.iter().find(|(found, ..)| *found == role).unwrap().1
    }

    pub async fn send(&self, request: Request<Body>) -> Answer {
        let response = self.open(request).await;
        let (parts, body) = response.into_parts();
        let body = axum::body::to_bytes(body, usize::MAX).await.unwrap().to_vec();
        Answer { status: parts.status, headers: parts.headers, body }
    }

    pub async fn open(&self, mut request: Request<Body>) -> Response {
        if request.extensions().get::<ConnectInfo<SocketAddr>>().is_none() {
            request.extensions_mut().insert(ConnectInfo(SocketAddr::from(([203, 0, 113, 9], 40_000))));
        }
        self.router.clone().oneshot(request).await.unwrap()
    }

    pub async fn get(&self, path: &str, cookie: &str) -> Answer {
        self.send(get(path).header("cookie", cookie).body(Body::empty()).unwrap()).await
    }

    /// Posts a form as a browser does from our own page, with the session's token.
    pub async fn post(&self, path: &str, cookie: &str, form: &str) -> Answer {
        let token = self.token(cookie).await;
        let body = if token.is_empty() { form.to_owned() } else { format!("csrf={token}&{form}") };
        self.send(
            post(path).header("cookie", cookie).header("sec-fetch-site", "same-origin").body(Body::from(body)).unwrap(),
        )
        .await
    }

    /// Signs somebody of this role in; the cookie.
    pub async fn sign_in(&self, role: Role) -> String {
        let form = format!("address={role}%40northwind.example&password={}", PASSWORD.replace(' ', "+"));
        self.post("/sign-in", "", &form).await.cookie()
    }

    /// An API token of somebody of this role.
    pub async fn bearer(&self, role: Role) -> String {
        let id = self.id_of(role);
        let scope = if role.is_staff() { Scope::staff(id, role) } else { Scope::customer(id, Vec::new()) };
        let new = people::token::NewToken { name: "test".to_owned(), days: 30 };
        let added = self.state.store.write(move |tx| people::token::add(tx, &scope, id, &new)).await.unwrap();
        format!("Bearer {}", added.token.expose())
    }

    /// The form token that pages of this session carry.
    pub async fn token(&self, cookie: &str) -> String {
        if cookie.is_empty() {
            return String::new();
        }
        let page = self.get("/test/page", cookie).await.text();
        let meta = page.split("name=\"csrf\" content=\"").nth(1).map(|rest| rest.split('"').next().unwrap().to_owned());
        match meta {
            Some(token) => token,
            None => {
                let page = self.get("/account", cookie).await.text();
                page.split("name=\"csrf\" content=\"").nth(1).unwrap().split('"').next().unwrap().to_owned()
            }
        }
    }

    pub fn count(&self) -> u64 {
        self.state.extensions.get::<Count>().unwrap().0.load(Ordering::SeqCst)
    }

    pub fn later(&self, by: Duration) {
        self.clock.advance(by);
    }
}

pub fn get(path: &str) -> http::request::Builder {
    Request::get(path)
}

pub fn post(path: &str) -> http::request::Builder {
    Request::post(path).header("content-type", "application/x-www-form-urlencoded")
}

#[derive(Deserialize, serde::Serialize)]
#[serde(deny_unknown_fields)]
struct Note {
    title: String,
    priority: Option<i64>,
}

fn counted(state: &State) {
    state.extensions.get::<Count>().unwrap().0.fetch_add(1, Ordering::SeqCst);
}

async fn page(staff: Staff) -> Result<Response, Error> {
    staff.render("web/confirm.html", minijinja::context! { next => (), refused => false, has_password => true })
}

async fn form(FromState(state): FromState<State>, _agent: Agent, Form(note): Form<Note>) -> Result<Response, Error> {
    counted(&state);
    Ok(note.title.into_response())
}

async fn upload(FromState(state): FromState<State>, _agent: Agent, upload: Upload<Note>) -> Result<Response, Error> {
    counted(&state);
    let files: Vec<String> = upload.files.iter().map(|file| format!("{}:{}", file.name, file.bytes.len())).collect();
    Ok(format!("{} {}", upload.form.title, files.join(",")).into_response())
}

async fn add(FromState(state): FromState<State>, _caller: SignedIn, Json(note): Json<Note>) -> Result<Response, Error> {
    counted(&state);
    tokio::task::yield_now().await;
    Ok((StatusCode::CREATED, Json(note)).into_response())
}

/// Makes something and dies before it can answer.
async fn dies(caller: SignedIn, FromState(state): FromState<State>, Json(note): Json<Note>) -> Result<Response, Error> {
    caller.create(move |_tx| Ok::<_, Error>(Created::new(note).at("/api/v1/test/1".to_owned()).version(7))).await?;
    counted(&state);
    panic!("the process is killed after the commit")
}

async fn one(_caller: SignedIn, Path(id): Path<i64>) -> Result<Response, Error> {
    Ok(Json(serde_json::json!({ "id": id, "text": "x".repeat(2_000) })).into_response())
}

async fn breaks(_anyone: Anyone) -> Result<Response, Error> {
    panic!("the secret is 4711")
}

async fn fails(_anyone: Anyone) -> Result<Response, Error> {
    Err(Error::internal("the secret is 4711"))
}

async fn offered(_anyone: Anyone) -> Result<Response, Error> {
    Ok("taken".into_response())
}

async fn slow(_caller: SignedIn) -> Result<Response, Error> {
    tokio::time::sleep(Duration::from_millis(300)).await;
    Ok("done".into_response())
}

/// The customer of this stage follows item 9.
fn followers(tx: &mut Tx<'_>, items: &[i64]) -> Result<Vec<(i64, i64)>, store::Error> {
    let customers = "SELECT id FROM people_person WHERE role = 'customer'";
    let customers = tx.query(customers, &[], |row| row.get::<i64>(0))?;
    Ok(customers.into_iter().filter(|_| items.contains(&9)).map(|person| (9, person)).collect())
}

pub fn module() -> Module {
    use Permission as P;
    Module {
        name: "test",
        routes: Routes::new()
            .get("/test/page", P::Staff, page)
            .post("/test/form", P::Agent, form)
            .post("/test/upload", P::Agent, upload)
            .body_limit(web::limits::UPLOAD)
            .get("/test/breaks", P::Anyone, breaks)
            .get("/test/admin", P::Admin, offered)
            .get("/test/customer", P::Customer, offered)
            .post("/test/public", P::Anyone, offered)
            .get("/api/v1/test/breaks", P::Anyone, breaks)
            .get("/api/v1/test/fails", P::Anyone, fails)
            .post("/api/v1/test", P::SignedIn, add)
            .post("/api/v1/test/dies", P::SignedIn, dies)
            .get("/api/v1/test/{id}", P::SignedIn, one)
            .get("/api/v1/slow", P::SignedIn, slow),
        followers: Some(followers),
        ..Module::default()
    }
}
