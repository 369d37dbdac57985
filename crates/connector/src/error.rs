//! Why a request did not succeed, in words for whoever named the server.

use std::net::IpAddr;

/// A request was refused or failed.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The address cannot be read or asks for what is not offered.
    #[error("{address:?} cannot be used: {why}")]
    Address {
        /// As it was given, without what may be secret.
        address: String,
        /// A plain sentence.
        why: &'static str,
    },
    /// The name has no address.
    #[error("{host} has no address: {why}")]
    Unresolved {
        /// The name.
        host: String,
        /// What the resolver says.
        why: String,
    },
    /// The name leads where requests may not go.
    #[error("{host} leads to {address}, which may not be reached")]
    Forbidden {
        /// The name.
        host: String,
        /// One of its addresses.
        address: IpAddr,
    },
    /// No connection.
    #[error("no connection to {host}: {why}")]
    Connection {
        /// The name.
        host: String,
        /// What the system says.
        why: String,
    },
    /// The other side does not speak HTTP properly.
    #[error("{host} does not answer properly: {why}")]
    Protocol {
        /// The name.
        host: String,
        /// What is wrong.
        why: String,
    },
    /// The answer is larger than allowed.
    #[error("the answer of {host} is larger than {limit} bytes")]
    TooLarge {
        /// The name.
        host: String,
        /// Bytes allowed.
        limit: usize,
    },
    /// It took too long.
    #[error("{host} did not answer in time")]
    TooSlow {
        /// The name.
        host: String,
    },
    /// Redirects without end, or one that may not be followed.
    #[error("{host} sends us on too often")]
    TooManyRedirects {
        /// The name.
        host: String,
    },
}
