//! The keys of all domains, with the DNS records to publish.

use base::Scope;
use store::{Tx, params};

use super::{DkimKey, table};
use crate::Error;

/// All keys by domain and selector.
///
/// # Errors
/// [`Error::Forbidden`] for everybody but administrators.
pub fn list(tx: &mut Tx, scope: &Scope) -> Result<Vec<DkimKey>, Error> {
    if !scope.is_admin() {
        return Err(Error::Forbidden);
    }
    Ok(tx.query(table::LIST, params![], table::read)?)
}
