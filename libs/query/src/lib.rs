//! The one filter language: text such as `kind:ticket priority:<=2 updated:<2d printer` becomes a typed [`Query`].
//!
//! The same text is what a person types into the search box, what a saved view stores and what `q=` in the
//! interface carries. This crate only reads and writes the language; turning a query into SQL or into a full-text
//! query belongs to whoever owns those tables and indexes.
//!
//! # The language
//! - Terms side by side must all hold: `status:open tag:vip`. `and` between two terms may be written and changes nothing.
//! - `or` binds weaker than that; parentheses group: `status:new or (status:open priority:1)`.
//! - `-term` or `not term` turns a term round: `-tag:spam`, `not (status:new or status:open)`.
//! - The connecting words are `or`, `and`, `not` in small or in capital letters; `Not` is an ordinary word.
//! - `field:value` compares a [`Field`]. A value is a word or a quoted string (`\"` and `\\` stand for `"` and `\`).
//!   Numbers and times also take `<`, `<=`, `>`, `>=`, `=` and ranges `a..b`, `a..`, `..b` with both ends included.
//!   `status:new,open` is short for `(status:new or status:open)`.
//! - `none` stands for "has no value", `me` for the person who asks; in quotes both are ordinary names.
//! - Times: `updated:<2d` is less than two days ago, `updated:>2d` is longer ago. `due:<4h` has less than four hours
//!   left (which includes what is overdue), `due:>4h` has more. Units: `min`, `h`, `d` (24 hours), `w` (7 × 24 hours).
//!   `created:2026-11-01` is that day in the asker's time zone, `created:<2026-11-01` is before it begins,
//!   `created:>2026-11-01` after it ends. RFC 3339 instants work too: `created:>=2026-11-01T08:00:00Z`.
//!   [`Bounds`] has the exact rule.
//! - `is:` takes a [`Flag`].
//! - Every other word is searched as text, `"several words"` as a phrase.
//! - `sort:updated` orders ascending, `sort:-updated` descending; once, and not inside parentheses.
//! - A lone `-` is ignored, so that a pasted subject line is a valid query.
//!
//! # Example
//! ```
//! use query::{Expression, Field, Operator, Query, Value};
//!
//! let query = Query::parse("priority:<=2 -tag:spam")?;
//! assert_eq!(
//!     query.expression,
//!     Expression::And(vec![
//!         Expression::Field { field: Field::Priority, operator: Operator::AtMost, value: Value::Number(2) },
//!         Expression::Not(Box::new(Expression::Field {
//!             field: Field::Tag,
//!             operator: Operator::Equal,
//!             value: Value::Name("spam".into()),
//!         })),
//!     ])
//! );
//! assert_eq!(query.to_string(), "priority:<=2 -tag:spam");
//! # Ok::<(), query::Error>(())
//! ```

mod bounds;
mod closed;
mod condition;
mod display;
mod error;
mod expression;
mod field;
mod parse;
mod scan;
mod value;

pub use bounds::Bounds;
pub use error::{Error, Problem};
pub use expression::{Expression, Operator, Query, Sort, SortField};
pub use field::{Field, Shape};
pub use value::{Category, Distance, Flag, Kind, Unit, Value, WaitingOn};

/// The longest text that is read, in characters.
pub const MAX_LENGTH: usize = 1_000;
/// The deepest nesting of parentheses; a value list or a range counts as one level.
pub const MAX_DEPTH: usize = 16;
/// The largest number of single conditions and words, after lists and ranges are spelled out.
pub const MAX_TERMS: usize = 64;
