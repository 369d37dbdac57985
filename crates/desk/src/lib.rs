//! The desk: mail, portal and API become tickets, are answered, and the answers arrive.

mod admin;
mod api;
mod error;
mod files;
mod find;
pub mod inbound;
pub mod mailbox;
mod outbound;
mod pages;
pub mod picture;
mod portal;
pub mod reactions;
mod suggest;
mod texts;
pub mod ticket;
mod upload;

use web::{Entry, Module, Permission};

pub use error::Error;

/// What the desk brings to the product.
#[must_use]
pub fn module() -> Module {
    Module {
        name: "desk",
        routes: pages::routes()
            .merge(suggest::routes())
            .merge(portal::routes())
            .merge(admin::routes())
            .merge(api::routes()),
        templates: texts::templates(),
        locales: texts::locales(),
        navigation: navigation(),
        part: part(),
        reactions: reactions::table(),
        schedules: reactions::schedules(),
        followers: Some(work::watch::of_items),
        openapi: <api::Description as utoipa::OpenApi>::openapi(),
        ..Module::default()
    }
}

/// The tables and statements of the desk.
#[must_use]
pub fn part() -> store::Part {
    store::Part {
        migrations: vec![
            store::Migration { name: "desk_0001_desk", sql: include_str!("../migrations/0001_desk.sql") },
            store::Migration { name: "desk_0002_upload", sql: include_str!("../migrations/0002_upload.sql") },
            store::Migration { name: "desk_0004_undelivered", sql: include_str!("../migrations/0004_undelivered.sql") },
            store::Migration { name: "desk_0005_held_answer", sql: include_str!("../migrations/0005_held_answer.sql") },
            store::Migration { name: "desk_0006_mailboxes", sql: include_str!("../migrations/0006_mailboxes.sql") },
            store::Migration { name: "desk_0007_pictures", sql: include_str!("../migrations/0007_pictures.sql") },
        ],
        statements: [
            mailbox::store::STATEMENTS,
            picture::store::STATEMENTS,
            inbound::store::STATEMENTS,
            upload::store::STATEMENTS,
            outbound::held::store::STATEMENTS,
            ticket::undelivered::STATEMENTS,
        ]
        .concat(),
    }
}

fn navigation() -> Vec<Entry> {
    let entry = |href, label, icon, permission, order| Entry { href, label, icon, permission, order };
    vec![
        entry("/desk", "desk-nav-tickets", "inbox", Permission::Staff, 10),
        entry("/portal", "portal-tickets", "inbox", Permission::Customer, 10),
        entry("/portal/new", "portal-new", "plus", Permission::Customer, 11),
        entry("/admin", "admin-nav", "settings", Permission::Admin, 90),
    ]
}
