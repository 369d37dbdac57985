//! Every component of the design system on one page.

use axum::response::Response;
use minijinja::context;

use crate::{Error, SignedIn};

/// Shows the kit.
pub(super) async fn show(caller: SignedIn) -> Result<Response, Error> {
    caller.render("ui/kit.html", context! {})
}
