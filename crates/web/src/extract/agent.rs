//! Whoever may change items.

use crate::{Permission, extract::extractor};

extractor! {
    /// An agent or administrator.
    Agent, Permission::Agent
}
