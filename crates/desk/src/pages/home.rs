//! The address itself leads everybody to their own side.

use axum::response::{IntoResponse, Redirect, Response};
use base::Scope;
use web::Anyone;

/// Staff to the desk, customers to the portal, strangers to the sign-in.
pub async fn home(visit: Anyone) -> Response {
    let target = match visit.scope().map(Scope::is_staff) {
        Some(true) => "/desk",
        Some(false) => "/portal",
        None => "/sign-in",
    };
    Redirect::to(target).into_response()
}
