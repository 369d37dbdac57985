//! One mailbox: what it is, how it is fetched and sent, whether it works.

mod consent;
mod form;
mod settings;

pub use consent::{answered, ask};
pub use settings::{change, edit};

use std::time::Duration;

use axum::{extract::State as FromState, response::Response};
use base::Scope;
use mail::{mailbox::Mailbox, oauth};
use minijinja::context;
use store::Tx;
use web::{Admin, Path, State};

use super::sections;
use crate::{
    Error,
    mailbox::{self, DeskMailbox, trial, trial::Trial},
    texts::shown,
};

/// A trial without an end after this time was broken off.
const LONGEST_TRIAL: Duration = Duration::from_secs(15 * 60);

struct Known {
    mailbox: Mailbox,
    desk: Option<DeskMailbox>,
    consent: Option<oauth::Consent>,
    trial: Option<Trial>,
    alarm: Option<mail::mailbox::Alarm>,
}

/// Shows it with the last trial; while one runs the page comes anew by itself.
pub async fn show(
    admin: Admin,
    FromState(state): FromState<State>,
    Path(mailbox): Path<i64>,
) -> Result<Response, web::Error> {
    let scope = admin.scope().clone();
    let known = state.store.read(move |tx| known(tx, &scope, mailbox)).await?;
    let now = state.world.now();
    let running =
        known.trial.as_ref().is_some_and(|one| one.finished_at.is_none() && now.since(one.started_at) < LONGEST_TRIAL);
    let well = known.trial.as_ref().is_some_and(Trial::is_well);
    let values = context! {
        sections => sections(&admin),
        mailbox => shown(&known.mailbox),
        desk => shown(&known.desk),
        consent => shown(&known.consent),
        trial => shown(&known.trial),
        alarm => shown(&known.alarm),
        running, well,
    };
    admin.render("desk/admin/mailbox.html", values)
}

fn known(tx: &mut Tx<'_>, scope: &Scope, id: i64) -> Result<Known, Error> {
    Ok(Known {
        mailbox: mail::mailbox::get(tx, scope, id)?,
        desk: mailbox::of(tx, id)?,
        consent: oauth::consents(tx, scope)?.into_iter().find(|one| one.mailbox == id),
        trial: trial::last(tx, scope, id)?,
        alarm: mail::mailbox::alarms(tx, scope)?.into_iter().find(|one| one.mailbox == id),
    })
}

/// Tries it out.
pub async fn try_out(
    admin: Admin,
    FromState(state): FromState<State>,
    Path(mailbox): Path<i64>,
) -> Result<Response, web::Error> {
    let scope = admin.scope().clone();
    state.store.write(move |tx| trial::start(tx, &scope, mailbox)).await?;
    Ok(admin.redirect(&format!("/admin/mailboxes/{mailbox}")))
}
