//! The balance of mail: every mail that came in is somewhere, in numbers, per period and per cause.

use std::time::Duration;

use axum::{extract::State as FromState, response::Response};
use base::Timestamp;
use mail::intake::{self, Balance};
use minijinja::{Value, context, value::Serde};
use serde::Deserialize;
use web::{Admin, Query, State};

use super::sections;
use crate::{Error, pages::encode};

/// The periods that can be chosen, with their length in hours; the last one has no beginning.
const PERIODS: [(&str, Option<u64>); 4] = [("day", Some(24)), ("week", Some(168)), ("month", Some(720)), ("all", None)];

/// The address of the page.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct BalanceAddress {
    period: Option<String>,
}

/// The address of the mails of one row.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MailsAddress {
    period: Option<String>,
    state: String,
    cause: Option<String>,
    cursor: Option<String>,
}

fn chosen(asked: Option<&str>) -> (&'static str, Option<u64>) {
    PERIODS.into_iter().find(|(name, _)| Some(*name) == asked).unwrap_or(("week", Some(168)))
}

fn beginning(now: Timestamp, hours: Option<u64>) -> Timestamp {
    hours.map_or(Timestamp(0), |hours| now.minus(Duration::from_secs(hours * 3_600)))
}

/// Shows the balance of a period, and whether that of all time holds.
pub async fn show(
    admin: Admin,
    FromState(state): FromState<State>,
    Query(address): Query<BalanceAddress>,
) -> Result<Response, web::Error> {
    let (period, hours) = chosen(address.period.as_deref());
    let scope = admin.scope().clone();
    let (whole, balance) = state
        .store
        .read(move |tx| {
            let since = beginning(tx.now(), hours);
            Ok::<_, Error>((mail::balance(tx, &scope)?, intake::balance_since(tx, &scope, since)?))
        })
        .await?;
    let holds = whole.holds() && balance.holds();
    let periods: Vec<&str> = PERIODS.iter().map(|(name, _)| *name).collect();
    let values = context! {
        sections => sections(&admin), period, periods, holds,
        received => balance.received, pending => balance.pending, rows => rows(&balance),
    };
    admin.render("desk/admin/balance.html", values)
}

/// One row for each end that a mail can come to: state, cause, how many.
fn rows(balance: &Balance) -> Vec<Value> {
    let plain = [("ticketed", balance.ticketed), ("appended", balance.appended)];
    let plain = plain.into_iter().map(|(state, count)| context! { state, cause => "", count });
    let aside = [("quarantined", &balance.quarantined), ("dropped", &balance.dropped)];
    let aside = aside
        .into_iter()
        .flat_map(|(state, causes)| causes.iter().map(move |(cause, count)| context! { state, cause, count }));
    plain.chain(aside).collect()
}

/// Lists the mails of one row.
pub async fn mails(
    admin: Admin,
    FromState(state): FromState<State>,
    Query(address): Query<MailsAddress>,
) -> Result<Response, web::Error> {
    let (period, hours) = chosen(address.period.as_deref());
    let (scope, cause, cursor) = (admin.scope().clone(), address.cause.clone(), address.cursor);
    let wanted = intake::State::parse(&address.state);
    let page = state
        .store
        .read(move |tx| {
            let since = Some(beginning(tx.now(), hours));
            let filter = intake::Filter { cause, since, ..intake::Filter::of(wanted) };
            Ok::<_, Error>(intake::list(tx, &scope, &filter, base::Limit::default(), cursor.as_deref())?)
        })
        .await?;
    let cause = address.cause.unwrap_or_default();
    let here = format!("/admin/balance/mails?period={period}&state={}&cause={}", wanted.as_str(), encode(&cause));
    let next = page.next.map(|cursor| format!("{here}&cursor={}", encode(&cursor)));
    let values = context! {
        sections => sections(&admin), period, state => wanted.as_str(), cause, mails => Serde(&page.items), next,
    };
    admin.render("desk/admin/balance-mails.html", values)
}
