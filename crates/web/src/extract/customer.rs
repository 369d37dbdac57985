//! Customers only.

use crate::{Permission, extract::extractor};

extractor! {
    /// A customer.
    Customer, Permission::Customer
}
