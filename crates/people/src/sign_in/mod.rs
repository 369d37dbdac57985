//! The ways in: password, link from a mail, first set-up. All are rationed and refuse without saying why.

mod change_password;
mod limits;
mod password;
mod prove_again;
mod redeem_link;
mod request_link;
mod set_password;

pub use change_password::change_password;
pub(crate) use limits::Limits;
pub use password::{Attempt, password};
pub use prove_again::prove_again;
pub use redeem_link::redeem_link;
pub use request_link::request_link;
pub use set_password::set_password;

use base::Scope;
use keys::Keys;
use store::Store;

use crate::Passwords;

/// Why the product itself writes: nobody is signed in yet.
pub(crate) const SCOPE: Scope = Scope::system("sign-in");

/// What signing in needs; cheap to clone, one for the whole process.
#[derive(Clone)]
pub struct SignIn {
    pub(crate) store: Store,
    pub(crate) keys: Keys,
    pub(crate) passwords: Passwords,
    pub(crate) limits: Limits,
}

impl SignIn {
    /// Limits and hashing follow the store's world.
    #[must_use]
    pub fn new(store: Store, keys: Keys) -> Self {
        let world = store.world().clone();
        Self { store, keys, passwords: Passwords::new(world.clone()), limits: Limits::new(&world) }
    }

    /// The hasher, for commands and pages that set passwords.
    #[must_use]
    pub const fn passwords(&self) -> &Passwords {
        &self.passwords
    }
}
