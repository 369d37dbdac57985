//! Whoever is signed in.

use crate::{Permission, extract::extractor};

extractor! {
    /// Somebody who is signed in.
    SignedIn, Permission::SignedIn
}
