//! The few kinds of values that travel to and from both databases.

use base::Timestamp;

use crate::Error;

/// A parameter or a column.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// Nothing.
    Null,
    /// Ids, counts, instants in microseconds.
    Integer(i64),
    /// Measurements.
    Real(f64),
    /// Yes or no; SQLite stores 1 or 0.
    Bool(bool),
    /// Text without NUL.
    Text(String),
    /// Raw bytes.
    Bytes(Vec<u8>),
    /// Ids for `{list $n}`; never empty sets of SQL text.
    List(Vec<i64>),
    /// Texts for `{texts $n}`.
    Texts(Vec<String>),
}

macro_rules! value_from {
    ($($source:ty => |$value:ident| $make:expr),* $(,)?) => {
        $(impl From<$source> for Value {
            fn from($value: $source) -> Self { $make }
        })*
    };
}

value_from! {
    i64 => |value| Self::Integer(value),
    &i64 => |value| Self::Integer(*value),
    i32 => |value| Self::Integer(i64::from(value)),
    u32 => |value| Self::Integer(i64::from(value)),
    u8 => |value| Self::Integer(i64::from(value)),
    f64 => |value| Self::Real(value),
    bool => |value| Self::Bool(value),
    &str => |value| Self::Text(value.to_owned()),
    String => |value| Self::Text(value),
    &String => |value| Self::Text(value.clone()),
    Vec<u8> => |value| Self::Bytes(value),
    &[u8] => |value| Self::Bytes(value.to_vec()),
    Timestamp => |value| Self::Integer(value.micros()),
    Vec<i64> => |value| Self::List(value),
    &[i64] => |value| Self::List(value.to_vec()),
    Vec<String> => |value| Self::Texts(value),
}

impl<T: Into<Self>> From<Option<T>> for Value {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Null, Into::into)
    }
}

impl<T: Clone + Into<Self>> From<&Option<T>> for Value {
    fn from(value: &Option<T>) -> Self {
        value.clone().map_or(Self::Null, Into::into)
    }
}

/// What a column can be read as.
pub trait FromValue: Sized {
    /// Reads the value.
    ///
    /// # Errors
    /// [`Error::Mismatch`] when the column holds another kind.
    fn from_value(value: &Value) -> Result<Self, Error>;
}

fn mismatch<T>(wanted: &str, value: &Value) -> Result<T, Error> {
    let kind = match value {
        Value::Null => "null",
        Value::Integer(_) => "integer",
        Value::Real(_) => "real",
        Value::Bool(_) => "bool",
        Value::Text(_) => "text",
        Value::Bytes(_) => "bytes",
        Value::List(_) | Value::Texts(_) => "list",
    };
    Err(Error::Mismatch(format!("a column is {kind}, not {wanted}")))
}

impl FromValue for i64 {
    fn from_value(value: &Value) -> Result<Self, Error> {
        match value {
            Value::Integer(number) => Ok(*number),
            Value::Bool(flag) => Ok(Self::from(*flag)),
            other => mismatch("integer", other),
        }
    }
}

impl FromValue for bool {
    fn from_value(value: &Value) -> Result<Self, Error> {
        match value {
            Value::Bool(flag) => Ok(*flag),
            Value::Integer(number) => Ok(*number != 0),
            other => mismatch("bool", other),
        }
    }
}

impl FromValue for f64 {
    fn from_value(value: &Value) -> Result<Self, Error> {
        match value {
            Value::Real(number) => Ok(*number),
            #[expect(clippy::cast_precision_loss, reason = "measurements, not ids")]
            Value::Integer(number) => Ok(*number as Self),
            other => mismatch("real", other),
        }
    }
}

impl FromValue for String {
    fn from_value(value: &Value) -> Result<Self, Error> {
        match value {
            Value::Text(text) => Ok(text.clone()),
            other => mismatch("text", other),
        }
    }
}

impl FromValue for Vec<u8> {
    fn from_value(value: &Value) -> Result<Self, Error> {
        match value {
            Value::Bytes(bytes) => Ok(bytes.clone()),
            other => mismatch("bytes", other),
        }
    }
}

impl FromValue for Timestamp {
    fn from_value(value: &Value) -> Result<Self, Error> {
        i64::from_value(value).map(Self)
    }
}

impl FromValue for Value {
    fn from_value(value: &Value) -> Result<Self, Error> {
        Ok(value.clone())
    }
}

impl<T: FromValue> FromValue for Option<T> {
    fn from_value(value: &Value) -> Result<Self, Error> {
        match value {
            Value::Null => Ok(None),
            other => T::from_value(other).map(Some),
        }
    }
}

/// Makes the parameters of a statement: `params![id, name, at]`.
#[macro_export]
macro_rules! params {
    () => { &[] as &[$crate::Value] };
    ($($value:expr),+ $(,)?) => { &[$($crate::Value::from($value)),+] as &[$crate::Value] };
}
