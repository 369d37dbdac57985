//! Who a received mail is from, as far as was found out; for staff who may see its message.

use axum::extract::State as FromState;
use mail::authentication::{self, Authentication};
use serde::Serialize;
use web::{ApiCaller, Json, Path, State};

use crate::Error;

/// What is known about a mail's sender.
#[derive(Serialize, utoipa::ToSchema)]
pub struct MailSender {
    /// The address in From.
    from: Option<String>,
    /// Where the sender wants answers, when that is another address.
    reply_to: Option<String>,
    /// From is a colleague's address and nothing proves that they wrote it.
    claims_staff: bool,
    /// `proven`, `unproven` or `disproved`.
    standing: &'static str,
    /// All results in one line.
    results: String,
    /// The results of SPF, DKIM, ARC and DMARC.
    #[schema(value_type = Object)]
    authentication: Authentication,
}

/// Says who the mail behind a message is from.
#[utoipa::path(get, path = "/api/v1/messages/{message}/sender", tag = "items", params(("message" = i64, Path)),
    responses((status = 200, body = MailSender), (status = 404, description = "No such message, or not by mail")))]
pub async fn show(
    caller: ApiCaller,
    FromState(state): FromState<State>,
    Path(message): Path<i64>,
) -> Result<Json<MailSender>, web::Error> {
    let scope = caller.scope().clone();
    let found = state.store.read(move |tx| {
        let mail = work::message::get(tx, &scope, message)?.source_mail.ok_or(work::Error::NotFound)?;
        Ok::<_, Error>(authentication::of_mail(tx, &scope, mail)?)
    });
    let origin = found.await?.ok_or_else(web::Error::not_found)?;
    Ok(Json(MailSender {
        standing: origin.authentication.standing().as_str(),
        results: origin.authentication.in_words(),
        from: origin.from,
        reply_to: origin.reply_to,
        claims_staff: origin.claims_staff,
        authentication: origin.authentication,
    }))
}
