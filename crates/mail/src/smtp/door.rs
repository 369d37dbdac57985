//! What the listener asks of the product: is this ours, and take this mail.

use base::Scope;
use futures_util::future::BoxFuture;

use crate::{
    Error,
    intake::{Door, Incoming, Receipt},
    mailbox,
};

/// Whether mail for an address is taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// It is one of ours.
    Ours,
    /// It is not.
    Unknown,
    /// It cannot be told now.
    TryLater,
}

/// The side of the product that the listener talks to.
pub trait Intake: Send + Sync {
    /// Whether mail for this address is taken.
    fn recipient<'a>(&'a self, address: &'a str) -> BoxFuture<'a, Verdict>;

    /// Takes a mail in; `Ok` means that it is on disk.
    fn accept(&self, incoming: Incoming) -> BoxFuture<'_, Result<Receipt, Error>>;
}

impl Intake for Door {
    fn recipient<'a>(&'a self, address: &'a str) -> BoxFuture<'a, Verdict> {
        let (keys, address) = (self.keys.clone(), address.to_owned());
        Box::pin(async move {
            let look = move |tx: &mut store::Tx<'_>| mailbox::resolve(tx, &keys, &[address]);
            match self.store.read(look).await {
                Ok(resolved) if resolved.mailbox.is_some() => Verdict::Ours,
                Ok(_) => Verdict::Unknown,
                Err(error) => {
                    tracing::error!(%error, scope = %Scope::system("smtp").actor().label(), "a recipient could not be looked up");
                    Verdict::TryLater
                }
            }
        })
    }

    fn accept(&self, incoming: Incoming) -> BoxFuture<'_, Result<Receipt, Error>> {
        Box::pin(Self::accept(self, incoming))
    }
}
