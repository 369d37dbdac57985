//! Reading what callers send: every wrapper names the refused field and never panics.

mod body;
mod filled;
mod form;
mod json;
mod pairs;
mod query;
mod route;
mod upload;

pub use filled::Filled;
pub use form::Form;
pub use json::Json;
pub(crate) use json::is_json;
pub use query::Query;
pub use route::Path;
pub use upload::{File, Upload};

pub(crate) use body::{media_type, read_all, too_large};
pub(crate) use pairs::parse_pairs;
