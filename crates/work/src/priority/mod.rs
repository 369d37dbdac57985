//! Priority from impact and urgency: a table of twelve cells that an administrator may change.

mod set_matrix;
mod store;

pub use set_matrix::set_matrix;
pub use store::matrix;
pub(crate) use store::{STATEMENTS, of};

/// The priority of an item of which neither impact nor urgency is known.
pub const USUAL: i64 = 3;

/// Rows are impact 1 to 3, columns urgency 1 to 4, cells priorities 1 to 4.
pub type Matrix = [[i64; 4]; 3];

/// What a new installation begins with.
pub const FIRST_MATRIX: Matrix = [[1, 1, 2, 4], [1, 2, 3, 4], [2, 3, 3, 4]];
