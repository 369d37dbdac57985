//! The raw mail behind a message can always be downloaded.

use axum::{extract::State as FromState, response::Response};
use web::{Path, Staff, State};

use crate::Error;

/// Hands out the mail exactly as it came.
pub async fn raw(
    staff: Staff,
    FromState(state): FromState<State>,
    Path((item, mail)): Path<(String, i64)>,
) -> Result<Response, web::Error> {
    let scope = staff.scope().clone();
    let digest = state
        .store
        .read(move |tx| {
            let item = work::item::find(tx, &scope, &item)?;
            let message = work::message::by_source(tx, &scope, mail)?.ok_or(work::Error::NotFound)?;
            if message.item != item.id {
                return Err(Error::from(work::Error::NotFound));
            }
            Ok(mail::intake::get(tx, &scope, mail)?.digest)
        })
        .await?;
    let digest = digest.parse::<blobs::Digest>().map_err(|_| web::Error::not_found())?;
    let bytes = state.blobs.get(&digest).await.map_err(web::Error::internal)?;
    Ok(web::download(bytes, &format!("mail-{mail}.eml"), "message/rfc822"))
}
