//! Administrators only.

use crate::{Permission, extract::extractor};

extractor! {
    /// An administrator.
    Admin, Permission::Admin
}
