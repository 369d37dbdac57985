//! The HTTP side of the product: who asks, what they may, how errors look, what happens live.
//!
//! Contexts bring [`Routes`] in a [`Module`]; [`router`] puts them behind one list of layers.

mod account;
mod api;
mod caller;
mod cookies;
mod csrf;
mod download;
mod error;
mod etag;
mod extensions;
mod extract;
mod guard;
mod guests;
mod headers;
mod idempotency;
mod input;
mod kind;
pub mod limits;
mod live;
pub mod metrics;
mod module;
mod navigation;
mod network;
mod next;
mod observe;
mod pages;
mod paging;
mod permission;
mod platform;
mod present;
mod rate;
mod refusal;
mod render;
mod router;
mod routes;
mod serve;
mod settings;
mod sign_in;
mod timeout;
mod visit;

pub use caller::{By, Caller, Credential};
pub use download::download;
pub use error::{Error, FieldError};
pub use etag::{IfMatch, version_tag};
pub use extensions::Extensions;
pub use extract::{Admin, Agent, Anyone, ApiCaller, Customer, SignedIn, Staff};
pub use headers::CONTENT_SECURITY_POLICY;
pub use idempotency::Created;
pub use input::{File, Filled, Form, Json, Path, Query, Upload};
pub use kind::Kind;
pub use live::Followers;
pub use module::{Module, ui_of};
pub use navigation::Entry;
pub use network::{InvalidNetwork, Network};
pub use next::{next_or_home, safe_next};
pub use paging::Paging;
pub use permission::Permission;
pub use platform::{Platform, State};
pub use router::router;
pub use routes::{Routes, Rule};
pub use serve::serve;
pub use settings::Settings;
pub use sign_in::mail_path;
pub use visit::{Family, Visit};

/// Reading the paging parameters of lists that have others too.
pub mod page {
    pub use crate::paging::{cursor, limit};
}

/// The tables of this crate.
#[must_use]
pub fn part() -> store::Part {
    store::Part {
        migrations: vec![store::Migration { name: "web_0001_web", sql: include_str!("../migrations/0001_web.sql") }],
        statements: idempotency::STATEMENTS.to_vec(),
    }
}

/// The routes of this crate with their rules, for tests that walk all routes.
#[must_use]
pub fn own_rules() -> Vec<Rule> {
    pages::routes().rules().to_vec()
}
