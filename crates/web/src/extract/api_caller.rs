//! Programs with a token, and our own pages.

use crate::{Permission, extract::extractor};

extractor! {
    /// Somebody with an API token or a session.
    ApiCaller, Permission::SignedIn
}
