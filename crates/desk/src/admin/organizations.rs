//! Organisations with their mail domains.

use axum::{extract::State as FromState, response::Response};
use minijinja::{Value, context};
use people::organization::NewOrganization;
use serde::{Deserialize, Serialize};
use web::{Admin, Filled, Form, State};

use super::sections;
use crate::Error;

/// A new organisation.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[serde(deny_unknown_fields, default)]
pub struct NewForm {
    name: String,
    /// Mail domains, separated by commas.
    domains: Option<String>,
    shares_items: bool,
}

/// Lists organisations.
pub async fn list(admin: Admin, FromState(state): FromState<State>) -> Result<Response, web::Error> {
    show(&admin, &state, Filled::new(NewForm::default())).await
}

/// Makes an organisation.
pub async fn create(
    admin: Admin,
    FromState(state): FromState<State>,
    Form(form): Form<NewForm>,
) -> Result<Response, web::Error> {
    let (scope, written) = (admin.scope().clone(), form.clone());
    let made = state
        .store
        .write(move |tx| {
            let new = NewOrganization { name: form.name, shares_items: form.shares_items };
            let made = people::organization::create(tx, &scope, new)?;
            let domains = form.domains.unwrap_or_default();
            for domain in domains.split([',', ' ', '，']).filter(|domain| !domain.is_empty()) {
                people::organization::add_domain(tx, &scope, made.id, domain)?;
            }
            Ok::<_, Error>(())
        })
        .await;
    match made {
        Ok(()) => Ok(admin.redirect_done("/admin/organizations", "done-organization")),
        Err(error) => show(&admin, &state, Filled::refused(written, error)?).await,
    }
}

async fn show(admin: &Admin, state: &State, filled: Filled<NewForm>) -> Result<Response, web::Error> {
    let scope = admin.scope().clone();
    let organizations = state
        .store
        .read(move |tx| {
            let limit = base::Limit::new(Some(base::Limit::MAX));
            let page = people::organization::list(tx, &scope, None, limit, None)?;
            let mut shown = Vec::new();
            for one in page.items {
                let domains = people::organization::domains(tx, &scope, one.id)?;
                shown.push(context! { name => one.name, domains, shares => one.shares_items, created_at => one.created_at.rfc3339() });
            }
            Ok::<Vec<Value>, Error>(shown)
        })
        .await?;
    let values = context! { sections => sections(admin), organizations, ..filled.values() };
    admin.render_with(filled.status(), "desk/admin/organizations.html", values)
}
