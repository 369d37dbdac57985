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

/// The sections, as tabs on every page of the administration.
pub(crate) fn tabs(visit: &Visit) -> Vec<Value> {
    const SECTIONS: [(&str, &str); 8] = [
        ("/admin", "admin-health"),
        ("/admin/people", "admin-people"),
        ("/admin/organizations", "admin-organizations"),
        ("/admin/mailboxes", "admin-mailboxes"),
        ("/admin/queues", "admin-queues"),
        ("/admin/quarantine", "admin-quarantine"),
        ("/admin/jobs", "admin-jobs"),
        ("/admin/audit", "admin-audit"),
    ];
    let here = visit.route();
    let is_current = |href: &str| here == href || (href != "/admin" && here.starts_with(&format!("{href}/")));
    SECTIONS
        .iter()
        .map(|(href, label)| context! { href => *href, label => visit.text(label), current => is_current(href) })
        .collect()
}
