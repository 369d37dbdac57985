//! The one way out over HTTP: no other crate of the program makes a request.
//!
//! Whoever writes a mail or fills in a form can name a server; none of them may thereby make this program speak to
//! the network behind it (server-side request forgery). So a name is resolved here, every address it has is checked,
//! and the connection goes to a checked address and to no other; each redirect begins again. There is a limit for
//! the time, for the answer, for redirects and for ports.

mod address;
mod error;
mod network;
mod policy;
mod request;
mod send;
mod target;

pub use address::is_global;
pub use error::Error;
pub use network::{Network, Stream, SystemNetwork};
pub use policy::{Policy, Ports, Reach};
pub use request::{Request, Response};
pub use send::{Connector, PATIENCE};
pub use target::Target;
