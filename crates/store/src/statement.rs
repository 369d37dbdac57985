//! Every statement has a name and stands in a register, so that a test can prepare it on both engines.

use crate::Migration;

/// A named SQL text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Statement {
    /// The constant's name with its module, for messages.
    pub name: &'static str,
    /// The portable text.
    pub sql: &'static str,
}

/// What a crate with tables brings: its migrations and its statements.
#[derive(Clone, Debug, Default)]
pub struct Part {
    /// Applied in order, forward only.
    pub migrations: Vec<Migration>,
    /// Prepared on both engines by a test.
    pub statements: Vec<Statement>,
}

/// Declares SQL constants and the register `STATEMENTS` that holds them all.
#[macro_export]
macro_rules! statements {
    ($($(#[$note:meta])* $visibility:vis $name:ident = $sql:expr;)+) => {
        $($(#[$note])* $visibility const $name: &str = $sql;)+
        /// Every statement of this file.
        pub const STATEMENTS: &[$crate::Statement] = &[
            $($crate::Statement { name: concat!(module_path!(), "::", stringify!($name)), sql: $name }),+
        ];
    };
}
