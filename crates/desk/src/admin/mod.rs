//! Administration: who and what there is, what waits, how the installation is.

mod audit;
mod health;
mod jobs;
mod mailboxes;
mod organizations;
mod people;
mod quarantine;
mod queues;

use minijinja::{Value, context};
use web::{Permission::Admin, Routes, Visit};

/// The routes with who may call them.
pub fn routes() -> Routes {
    Routes::new()
        .get("/admin", Admin, health::show)
        .get("/admin/people", Admin, people::list)
        .get("/admin/people/new", Admin, people::form)
        .post("/admin/people/new", Admin, people::create)
        .post("/admin/people/{person}/access", Admin, people::access)
        .post("/admin/people/{person}/role", Admin, people::role)
        .get("/admin/organizations", Admin, organizations::list)
        .post("/admin/organizations", Admin, organizations::create)
        .get("/admin/mailboxes", Admin, mailboxes::list)
        .post("/admin/mailboxes", Admin, mailboxes::create)
        .post("/admin/people/{person}/invitation", Admin, people::invite)
        .get("/admin/queues", Admin, queues::list)
        .post("/admin/queues", Admin, queues::create)
        .get("/admin/quarantine", Admin, quarantine::list)
        .get("/admin/quarantine/{mail}", Admin, quarantine::show)
        .get("/admin/quarantine/{mail}/raw", Admin, quarantine::raw)
        .post("/admin/quarantine/{mail}/retry", Admin, quarantine::retry)
        .post("/admin/quarantine/{mail}/discard", Admin, quarantine::discard)
        .get("/admin/jobs", Admin, jobs::list)
        .post("/admin/jobs/{job}/retry", Admin, jobs::retry)
        .post("/admin/jobs/{job}/discard", Admin, jobs::discard)
        .get("/admin/audit", Admin, audit::list)
}

/// The sections of the administration, for the navigation beside every page of it.
pub(crate) fn sections(visit: &Visit) -> Vec<Value> {
    const SECTIONS: [(&str, &str, &str); 8] = [
        ("/admin", "admin-health", "heart-pulse"),
        ("/admin/people", "admin-people", "users"),
        ("/admin/organizations", "admin-organizations", "building-2"),
        ("/admin/mailboxes", "admin-mailboxes", "mail"),
        ("/admin/queues", "admin-queues", "layers"),
        ("/admin/quarantine", "admin-quarantine", "shield-alert"),
        ("/admin/jobs", "admin-jobs", "list-checks"),
        ("/admin/audit", "admin-audit", "history"),
    ];
    let here = visit.route();
    let is_current = |href: &str| here == href || (href != "/admin" && here.starts_with(&format!("{href}/")));
    let entry = |(href, label, icon): &(&'static str, &'static str, &'static str)| {
        context! { href => *href, label => visit.text(label), icon => *icon, current => is_current(href) }
    };
    SECTIONS.iter().map(entry).collect()
}
