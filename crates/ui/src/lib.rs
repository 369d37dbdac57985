//! The design system: templates, translations, embedded assets. It knows no nouns of the product.
//!
//! Template authors read `README.md` in this crate's folder.

mod asset;
mod error;
mod function;
mod instant;
mod keys;
mod language;
mod number;
mod person;
mod text;
mod ui;

pub use asset::{Asset, asset};
pub use error::Error;
pub use keys::Keys;
pub use ui::{Locale, Template, Ui};
