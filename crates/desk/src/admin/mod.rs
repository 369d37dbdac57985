//! Administration: who and what there is, what waits, how the installation is.

mod audit;
mod balance;
mod blocked;
mod health;
mod jobs;
mod keys;
mod mailbox;
mod mailboxes;
mod organizations;
mod people;
mod quarantine;
mod queue;
mod queues;
pub(crate) mod senders;

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
        .post("/admin/people/{person}/invitation", Admin, people::invite)
        .get("/admin/organizations", Admin, organizations::list)
        .post("/admin/organizations", Admin, organizations::create)
        .get("/admin/mailboxes", Admin, mailboxes::list)
        .post("/admin/mailboxes", Admin, mailboxes::create)
        .get("/admin/mailboxes/oauth/callback", Admin, mailbox::answered)
        .get("/admin/mailboxes/{mailbox}", Admin, mailbox::show)
        .get("/admin/mailboxes/{mailbox}/settings", Admin, mailbox::edit)
        .post("/admin/mailboxes/{mailbox}/settings", Admin, mailbox::change)
        .post("/admin/mailboxes/{mailbox}/test", Admin, mailbox::try_out)
        .post("/admin/mailboxes/{mailbox}/consent", Admin, mailbox::ask)
        .get("/admin/senders", Admin, senders::list)
        .post("/admin/senders/keys", Admin, senders::add)
        .post("/admin/senders/keys/{key}/remove", Admin, senders::remove)
        .post("/admin/senders/check", Admin, senders::check)
        .post("/admin/senders/mailboxes/{mailbox}", Admin, senders::believe)
        .get("/admin/keys", Admin, keys::list)
        .post("/admin/keys", Admin, keys::add)
        .post("/admin/keys/{key}/remove", Admin, keys::remove)
        .post("/admin/keys/mailboxes/{mailbox}", Admin, keys::protect)
        .get("/admin/queues", Admin, queues::list)
        .post("/admin/queues", Admin, queues::create)
        .get("/admin/queues/{queue}", Admin, queue::form)
        .post("/admin/queues/{queue}", Admin, queue::change)
        .get("/admin/balance", Admin, balance::show)
        .get("/admin/balance/mails", Admin, balance::mails)
        .get("/admin/quarantine", Admin, quarantine::list)
        .post("/admin/quarantine", Admin, quarantine::bulk)
        .get("/admin/quarantine/count", Admin, quarantine::count)
        .get("/admin/quarantine/{mail}", Admin, quarantine::show)
        .get("/admin/quarantine/{mail}/raw", Admin, quarantine::raw)
        .post("/admin/quarantine/{mail}/retry", Admin, quarantine::retry)
        .post("/admin/quarantine/{mail}/discard", Admin, quarantine::discard)
        .post("/admin/quarantine/{mail}/release", Admin, quarantine::release)
        .post("/admin/quarantine/{mail}/block", Admin, quarantine::block)
        .get("/admin/blocked", Admin, blocked::list)
        .post("/admin/blocked", Admin, blocked::block)
        .post("/admin/blocked/{blocked}/remove", Admin, blocked::unblock)
        .get("/admin/jobs", Admin, jobs::list)
        .post("/admin/jobs/{job}/retry", Admin, jobs::retry)
        .post("/admin/jobs/{job}/discard", Admin, jobs::discard)
        .get("/admin/audit", Admin, audit::list)
}

/// The sections of the administration, for the navigation beside every page of it.
pub(crate) fn sections(visit: &Visit) -> Vec<Value> {
    const SECTIONS: [(&str, &str, &str); 12] = [
        ("/admin", "admin-health", "heart-pulse"),
        ("/admin/people", "admin-people", "users"),
        ("/admin/organizations", "admin-organizations", "building-2"),
        ("/admin/mailboxes", "admin-mailboxes", "mail"),
        ("/admin/senders", "admin-senders", "shield-check"),
        ("/admin/keys", "admin-mail-keys", "lock"),
        ("/admin/queues", "admin-queues", "layers"),
        ("/admin/balance", "admin-balance", "gauge"),
        ("/admin/quarantine", "admin-quarantine", "shield-alert"),
        ("/admin/blocked", "admin-blocked", "ban"),
        ("/admin/jobs", "admin-jobs", "list-checks"),
        ("/admin/audit", "admin-audit", "history"),
    ];
    let here = visit.route();
    let is_current = |href: &str| here == href || (href != "/admin" && here.starts_with(&format!("{href}/")));
    let entry = |(href, label, icon): &(&'static str, &'static str, &'static str)| {
        let count_from = (*href == "/admin/quarantine").then_some("/admin/quarantine/count");
        context! { href => *href, label => visit.text(label), icon => *icon, current => is_current(href), count_from }
    };
    SECTIONS.iter().map(entry).collect()
}
