//! Why a text is not a query: one plain sentence and the place; a code and arguments for other languages.

use crate::{Category, Flag, Kind, MAX_DEPTH, MAX_LENGTH, MAX_TERMS, Shape, SortField, WaitingOn, field::Field};

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
    #[error("The query is longer than {} characters; shorten it.", MAX_LENGTH)]
    TooLong,
    /// Past [`MAX_DEPTH`](crate::MAX_DEPTH).
    #[error("The query is nested deeper than {} levels; use fewer parentheses.", MAX_DEPTH)]
    TooDeep,
    /// Past [`MAX_TERMS`](crate::MAX_TERMS).
    #[error("The query has more than {} conditions; leave some out.", MAX_TERMS)]
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
    #[error("`{value}` is not a value of `{field}`; it takes {}.", expected(*.field))]
    WrongValue {
        /// The field.
        field: Field,
        /// The value as typed.
        value: String,
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
    #[error("Lists cannot be ordered by `{0}`; possible are {list}.", list = SortField::WORDS.join(", "))]
    UnknownSort(String),
}

impl Problem {
    /// Names the sentence, for translations of it. For a wrong value it also tells the shape of the field.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::TooLong => "too-long",
            Self::TooDeep => "too-deep",
            Self::TooManyTerms => "too-many-terms",
            Self::ControlCharacter => "control-character",
            Self::UnclosedQuote => "unclosed-quote",
            Self::EmptyQuote => "empty-quote",
            Self::UnclosedParenthesis => "unclosed-parenthesis",
            Self::UnopenedParenthesis => "unopened-parenthesis",
            Self::EmptyParentheses => "empty-parentheses",
            Self::LonelyWord(_) => "lonely-word",
            Self::UnknownField(_) => "unknown-field",
            Self::MissingValue(_) => "missing-value",
            Self::WrongValue { field, .. } => match field.shape() {
                Shape::Kind | Shape::Category | Shape::WaitingOn | Shape::Flag => "wrong-choice",
                Shape::Name { .. } => "wrong-name",
                Shape::Person => "wrong-person",
                Shape::Words => "wrong-words",
                Shape::Number { .. } => "wrong-number",
                Shape::Time { .. } => "wrong-time",
            },
            Self::NoOrder(_) => "no-order",
            Self::NotComparable(_) => "not-comparable",
            Self::BareDistance(..) => "bare-distance",
            Self::SortTwice => "sort-twice",
            Self::SortInside => "sort-inside",
            Self::UnknownSort(_) => "unknown-sort",
        }
    }

    /// What the sentence mentions, by name: `limit`, `word`, `field`, `value`, `choices`, `least`, `most`,
    /// and whether the field may be `none`: `optional`, `true` or `false`.
    #[must_use]
    pub fn arguments(&self) -> Vec<(&'static str, String)> {
        let field = |field: &Field| ("field", field.to_string());
        match self {
            Self::TooLong => vec![("limit", MAX_LENGTH.to_string())],
            Self::TooDeep => vec![("limit", MAX_DEPTH.to_string())],
            Self::TooManyTerms => vec![("limit", MAX_TERMS.to_string())],
            Self::LonelyWord(word) => {
                let place = if matches!(*word, "not" | "-") { "after" } else { "around" };
                vec![("word", (*word).to_owned()), ("place", place.to_owned())]
            }
            Self::UnknownField(name) => vec![("field", name.clone())],
            Self::MissingValue(name) => vec![("field", (*name).to_owned())],
            Self::WrongValue { field: of, value } => {
                let mut arguments = vec![field(of), ("value", value.clone())];
                arguments.extend(limits(of.shape()));
                arguments
            }
            Self::NoOrder(of) => vec![field(of)],
            Self::NotComparable(value) => vec![("value", value.clone())],
            Self::BareDistance(of, value) => vec![field(of), ("value", value.clone())],
            Self::UnknownSort(name) => vec![("value", name.clone()), ("choices", SortField::WORDS.join(", "))],
            Self::ControlCharacter
            | Self::UnclosedQuote
            | Self::EmptyQuote
            | Self::UnclosedParenthesis
            | Self::UnopenedParenthesis
            | Self::EmptyParentheses
            | Self::SortTwice
            | Self::SortInside => Vec::new(),
        }
    }
}

/// What a shape takes, by name.
fn limits(shape: Shape) -> Vec<(&'static str, String)> {
    let optional = |optional: bool| ("optional", optional.to_string());
    match shape {
        Shape::Number { least, most, optional: none } => {
            vec![("least", least.to_string()), ("most", most.to_string()), optional(none)]
        }
        Shape::Name { optional: none } | Shape::Time { optional: none } => vec![optional(none)],
        shape => choices(shape).map(|words| ("choices", words.join(", "))).into_iter().collect(),
    }
}

/// The words of a closed set.
fn choices(shape: Shape) -> Option<Vec<&'static str>> {
    match shape {
        Shape::Kind => Some(Kind::WORDS.to_vec()),
        Shape::Category => Some(Category::WORDS.to_vec()),
        Shape::WaitingOn => Some([WaitingOn::WORDS, &["none"]].concat()),
        Shape::Flag => Some(Flag::WORDS.to_vec()),
        Shape::Name { .. } | Shape::Person | Shape::Words | Shape::Number { .. } | Shape::Time { .. } => None,
    }
}

/// What a field takes, as a phrase for people.
fn expected(field: Field) -> String {
    let or_none = |optional: bool| if optional { " or none" } else { "" };
    match field.shape() {
        shape @ (Shape::Kind | Shape::Category | Shape::WaitingOn | Shape::Flag) => {
            format!("one of {}", choices(shape).unwrap_or_default().join(", "))
        }
        Shape::Name { optional } => format!("a name{}", or_none(optional)),
        Shape::Person => "a name or an address, me or none".to_owned(),
        Shape::Words => "words".to_owned(),
        Shape::Number { least, most, optional } => {
            format!("a number from {least} to {most}{}", or_none(optional))
        }
        Shape::Time { optional } => {
            format!(
                "a length of time (90min, 4h, 2d, 3w), a day (2026-11-01), an instant (2026-11-01T08:00:00Z){}",
                or_none(optional)
            )
        }
    }
}
