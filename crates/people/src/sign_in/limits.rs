//! How many tries each way in allows: few from one network, many for one account, so that nobody can
//! lock somebody else out.

use std::net::IpAddr;

use base::{Secret, World};

use crate::{
    Address, Error, Result,
    limits::{Limiter, Rate, Softlock, network},
    stuffing::Stuffing,
};

/// Passwords and link tokens tried from one network.
const TRIES_BY_NETWORK: Rate = Rate { burst: 30, per_second: 0.2 };
/// Passwords tried on one account, from wherever.
const TRIES_BY_ACCOUNT: Rate = Rate { burst: 600, per_second: 0.5 };
/// Links asked for from one network.
const LINKS_BY_NETWORK: Rate = Rate { burst: 10, per_second: 0.02 };
/// Links mailed to one address.
const LINKS_BY_ADDRESS: Rate = Rate { burst: 3, per_second: 0.002 };

/// The buckets of all ways in.
#[derive(Clone)]
pub(crate) struct Limits {
    tries_by_network: Limiter,
    tries_by_account: Limiter,
    links_by_network: Limiter,
    links_by_address: Limiter,
    softlock: Softlock,
    stuffing: Stuffing,
}

impl Limits {
    pub fn new(world: &World) -> Self {
        let limiter = |rate| Limiter::new(world.clone(), rate);
        Self {
            tries_by_network: limiter(TRIES_BY_NETWORK),
            tries_by_account: limiter(TRIES_BY_ACCOUNT),
            links_by_network: limiter(LINKS_BY_NETWORK),
            links_by_address: limiter(LINKS_BY_ADDRESS),
            softlock: Softlock::new(world.clone()),
            stuffing: Stuffing::new(world),
        }
    }

    /// Before a password is compared. Delays count per account *and* network: a stranger slows only themselves.
    pub fn before_password(&self, account: &str, peer: IpAddr) -> Result<()> {
        self.stuffing.check(peer).map_err(too_many)?;
        let network = network(peer);
        self.tries_by_network.take(&network).map_err(too_many)?;
        self.softlock.check(&format!("{network} {account}")).map_err(too_many)?;
        self.tries_by_account.take(account).map_err(too_many)
    }

    pub fn password_failed(&self, account: &str, peer: IpAddr) {
        self.softlock.failed(&format!("{} {account}", network(peer)));
    }

    /// Answers the host when it has tried so many pairs that it is refused from now on.
    pub fn pair_failed(&self, account: &str, password: &Secret<String>, peer: IpAddr) -> Option<String> {
        self.stuffing.wrong(account, password, peer)
    }

    pub fn password_fitted(&self, account: &str, peer: IpAddr) {
        let network = network(peer);
        self.tries_by_network.give_back(&network);
        self.tries_by_account.give_back(account);
        self.stuffing.right(account, peer);
        self.softlock.succeeded(&format!("{network} {account}"));
    }

    /// Before a link's or the set-up's token is looked up.
    pub fn before_token(&self, peer: IpAddr) -> Result<()> {
        self.tries_by_network.take(&network(peer)).map_err(too_many)
    }

    /// Before a link is made.
    pub fn before_link(&self, address: &Address, peer: IpAddr) -> Result<()> {
        self.links_by_network.take(&network(peer)).map_err(too_many)?;
        self.links_by_address.take(address.fold()).map_err(too_many)
    }
}

const fn too_many(after: std::time::Duration) -> Error {
    Error::TooMany { after }
}
