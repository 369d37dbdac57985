//! The keys that count when a mail is read: our own, those of people we know, and the issuers we trust.

use crate::{Kind, PrivateKey};

/// A public key or certificate that somebody of us has said belongs to an address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Known {
    /// Certificate or OpenPGP key.
    pub kind: Kind,
    /// The address, in lower case.
    pub address: String,
    /// The certificate in DER, or the key's packets.
    pub public: Vec<u8>,
}

/// All keys that count.
#[derive(Clone, Debug, Default)]
pub struct Keyring {
    /// Our own private keys; they open mails, and their signatures are known.
    pub own: Vec<PrivateKey>,
    /// Keys of others.
    pub known: Vec<Known>,
    /// Certificates of trusted issuers, in DER.
    pub issuers: Vec<Vec<u8>>,
}

impl Keyring {
    /// The public keys of a kind with the addresses they are known for.
    pub(crate) fn public(&self, kind: Kind) -> impl Iterator<Item = (&str, &[u8])> {
        let known = self.known.iter().map(|known| (known.kind, known.address.as_str(), known.public.as_slice()));
        let own = self.own.iter().flat_map(|key| {
            let facts = key.facts();
            facts.addresses.iter().map(move |address| (facts.kind, address.as_str(), facts.public.as_slice()))
        });
        known.chain(own).filter(move |(of, _, _)| *of == kind).map(|(_, address, public)| (address, public))
    }

    /// Our own keys of a kind.
    pub(crate) fn own(&self, kind: Kind) -> impl Iterator<Item = &PrivateKey> {
        self.own.iter().filter(move |key| key.facts().kind == kind)
    }
}
