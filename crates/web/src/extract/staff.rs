//! Members of staff, readers included.

use crate::{Permission, extract::extractor};

extractor! {
    /// A viewer, agent or administrator.
    Staff, Permission::Staff
}
