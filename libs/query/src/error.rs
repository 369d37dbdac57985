//! Why a text is not a query: one plain sentence and the place.

use crate::field::Field;

/// A text that is not a query.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{problem} (character {})", .position + 1)]
pub struct Error {
    /// How many characters (Unicode scalar values) stand before the place.
    pub position: usize,
    /// What is wrong there.
    pub problem: Problem,
}

/// What is wrong; each one reads as a sentence that says what to do.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Problem {
    /// Past [`MAX_LENGTH`](crate::MAX_LENGTH).
    #[error("The query is longer than {} characters; shorten it.", crate::MAX_LENGTH)]
    TooLong,
    /// Past [`MAX_DEPTH`](crate::MAX_DEPTH).
    #[error("The query is nested deeper than {} levels; use fewer parentheses.", crate::MAX_DEPTH)]
    TooDeep,
    /// Past [`MAX_TERMS`](crate::MAX_TERMS).
    #[error("The query has more than {} conditions; leave some out.", crate::MAX_TERMS)]
    TooManyTerms,
    /// A control character other than white space.
    #[error("A control character cannot be searched for; remove it.")]
    ControlCharacter,
    /// A quotation mark without its partner.
    #[error("This quotation mark is never closed; add the closing one.")]
    UnclosedQuote,
    /// `""`
    #[error("There is nothing between these quotation marks.")]
    EmptyQuote,
    /// `(` without `)`
    #[error("This parenthesis is never closed; add `)`.")]
    UnclosedParenthesis,
    /// `)` without `(`
    #[error("This parenthesis was never opened; remove it.")]
    UnopenedParenthesis,
    /// `()`
    #[error("There is nothing between these parentheses.")]
    EmptyParentheses,
    /// `or`, `and` or `not` with nothing to work on.
    #[error("`{0}` needs a condition {where_}; put the word in quotes to search for it.", where_ = if *.0 == "not" || *.0 == "-" { "after it" } else { "on both sides" })]
    LonelyWord(&'static str),
    /// A word before a colon that names no field.
    #[error("There is no field named `{0}`; put the text in quotes to search for it.")]
    UnknownField(String),
    /// `field:` with nothing after it.
    #[error("`{0}:` needs a value right after the colon.")]
    MissingValue(&'static str),
    /// A value that the field does not take.
    #[error("`{value}` is not a value of `{field}`; it takes {expected}.")]
    WrongValue {
        /// The field.
        field: Field,
        /// The value as typed.
        value: String,
        /// What it takes, as a phrase.
        expected: String,
    },
    /// `<`, `>` or a range on a field without an order.
    #[error("`{0}` has no order, so `<`, `>` and `..` do not apply to it.")]
    NoOrder(Field),
    /// `<` or `>` before `none`, or before one of the ends of a range.
    #[error("`<` and `>` do not go with `{0}`.")]
    NotComparable(String),
    /// `updated:2d`
    #[error("Say `{0}:<{1}` for less than that or `{0}:>{1}` for more.")]
    BareDistance(Field, String),
    /// A second `sort:`.
    #[error("A query has one order only; remove this `sort:`.")]
    SortTwice,
    /// `sort:` within parentheses or after `-`.
    #[error("`sort:` orders the whole query; move it out of the parentheses and leave out the `-` before it.")]
    SortInside,
    /// An order that does not exist.
    #[error("Lists cannot be ordered by `{0}`; possible are {list}.", list = crate::SortField::WORDS.join(", "))]
    UnknownSort(String),
}
