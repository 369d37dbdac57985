//! Name and value pairs of forms and query strings, read into a typed struct.
//!
//! As browsers send them: an empty value is an absent option, a ticked box says `on`, a repeated
//! name is a list; a name repeated where one value is wanted is refused.

use std::fmt;

use serde::{
    Deserializer,
    de::{self, DeserializeOwned, IntoDeserializer, Visitor, value::MapDeserializer, value::SeqDeserializer},
};

use crate::{Error, error::FieldError, limits};

/// Reads `a=1&b=2`, percent signs and pluses undone.
///
/// # Errors
/// 422 for too many fields or a NUL character.
pub(crate) fn parse_pairs(text: &[u8]) -> Result<Vec<(String, String)>, Error> {
    let mut pairs = Vec::new();
    for (name, value) in form_urlencoded::parse(text) {
        if pairs.len() == limits::FIELDS {
            return Err(Error::field("", format!("At most {} fields are read.", limits::FIELDS)));
        }
        pairs.push((name.into_owned(), value.into_owned()));
    }
    Ok(pairs)
}

/// Turns pairs into a typed struct.
///
/// # Errors
/// 422 that names the refused field.
pub(crate) fn from_pairs<T: DeserializeOwned>(pairs: Vec<(String, String)>) -> Result<T, Error> {
    let mut fields: Vec<(String, Values)> = Vec::new();
    for (name, value) in pairs {
        if value.contains('\0') || name.contains('\0') {
            return Err(Error::field(name.replace('\0', ""), "Text must not hold a NUL character."));
        }
        match fields.iter_mut().find(|(known, _)| *known == name) {
            Some((_, values)) => values.values.push(value),
            None => fields.push((name.clone(), Values { name, values: vec![value] })),
        }
    }
    T::deserialize(MapDeserializer::new(fields.into_iter()))
        .map_err(|Refusal(field)| Error::invalid([(field.field, field.message)]))
}

#[derive(Debug)]
struct Refusal(FieldError);

impl fmt::Display for Refusal {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}: {}", self.0.field, self.0.message)
    }
}

impl std::error::Error for Refusal {}

impl de::Error for Refusal {
    fn custom<T: fmt::Display>(message: T) -> Self {
        Self(FieldError::new("", message.to_string()))
    }

    fn unknown_field(field: &str, _expected: &'static [&'static str]) -> Self {
        Self(FieldError::new(base::text::truncate(field, 80), "This field is not known here."))
    }

    fn missing_field(field: &'static str) -> Self {
        Self(FieldError::new(field, "This field is missing."))
    }
}

/// All values that came under one name.
struct Values {
    name: String,
    values: Vec<String>,
}

impl Values {
    fn refuse(&self, message: impl Into<String>) -> Refusal {
        Refusal(FieldError::new(&self.name, message))
    }

    fn one(&self) -> Result<&str, Refusal> {
        match self.values.as_slice() {
            [value] => Ok(value),
            _ => Err(self.refuse("This field came more than once.")),
        }
    }

    fn named<T>(&self, result: Result<T, Refusal>) -> Result<T, Refusal> {
        result.map_err(|mut refusal| {
            if refusal.0.field.is_empty() {
                refusal.0.field.clone_from(&self.name);
            }
            refusal
        })
    }
}

impl IntoDeserializer<'_, Refusal> for Values {
    type Deserializer = Self;

    fn into_deserializer(self) -> Self {
        self
    }
}

macro_rules! number {
    ($($method:ident => $visit:ident: $number:ty),* $(,)?) => {$(
        fn $method<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Refusal> {
            let number: $number = self.one()?.trim().parse().map_err(|_| self.refuse("A number is expected."))?;
            self.named(visitor.$visit(number))
        }
    )*};
}

impl<'de> Deserializer<'de> for Values {
    type Error = Refusal;

    number! {
        deserialize_i8 => visit_i8: i8, deserialize_i16 => visit_i16: i16, deserialize_i32 => visit_i32: i32,
        deserialize_i64 => visit_i64: i64, deserialize_u8 => visit_u8: u8, deserialize_u16 => visit_u16: u16,
        deserialize_u32 => visit_u32: u32, deserialize_u64 => visit_u64: u64, deserialize_f32 => visit_f32: f32,
        deserialize_f64 => visit_f64: f64,
    }

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Refusal> {
        let value = self.one()?.to_owned();
        self.named(visitor.visit_string(value))
    }

    fn deserialize_bool<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Refusal> {
        match self.one()? {
            "on" | "true" | "1" | "yes" => visitor.visit_bool(true),
            "off" | "false" | "0" | "no" | "" => visitor.visit_bool(false),
            _ => Err(self.refuse("Yes or no is expected.")),
        }
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Refusal> {
        if self.values.iter().all(|value| value.trim().is_empty()) {
            visitor.visit_none()
        } else {
            visitor.visit_some(self)
        }
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Refusal> {
        let name = &self.name;
        let values = self.values.iter().filter(|value| !value.is_empty());
        let each = values.map(|value| Self { name: name.clone(), values: vec![value.clone()] });
        let result = visitor.visit_seq(SeqDeserializer::new(each));
        self.named(result)
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(self, _name: &'static str, visitor: V) -> Result<V::Value, Refusal> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _name: &'static str,
        variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Refusal> {
        let value = self.one()?.to_owned();
        if !variants.contains(&value.as_str()) {
            return Err(self.refuse(format!("One of {} is expected.", variants.join(", "))));
        }
        let result = visitor.visit_enum(IntoDeserializer::<Refusal>::into_deserializer(value));
        self.named(result)
    }

    serde::forward_to_deserialize_any! {
        i128 u128 char str string bytes byte_buf unit unit_struct tuple tuple_struct map struct identifier ignored_any
    }
}

#[cfg(test)]
mod tests {
    use serde::Deserialize;

    use super::*;

    #[derive(Debug, Deserialize, PartialEq)]
    #[serde(rename_all = "snake_case")]
    enum Visibility {
        Public,
        Internal,
    }

    #[derive(Debug, Deserialize, PartialEq)]
    #[serde(deny_unknown_fields)]
    struct Reply {
        body: String,
        queue: Option<i64>,
        #[serde(default)]
        tags: Vec<String>,
        #[serde(default)]
        solve: bool,
        visibility: Option<Visibility>,
    }

    fn read(text: &str) -> Result<Reply, FieldError> {
        let pairs = parse_pairs(text.as_bytes()).unwrap();
        from_pairs(pairs).map_err(|error| error.fields().first().unwrap().clone())
    }

    #[test]
    fn forms_are_read_as_browsers_send_them() {
        let reply = read("body=a+b%21&queue=&tags=x&tags=y&solve=on&visibility=internal").unwrap();
        assert_eq!(reply.body, "a b!");
        assert_eq!((reply.queue, reply.solve), (None, true));
        assert_eq!(reply.tags, ["x", "y"]);
        assert_eq!(reply.visibility, Some(Visibility::Internal));
        assert_eq!(read("body=a&queue=%204").unwrap().queue, Some(4));
    }

    #[test]
    fn every_refusal_names_its_field() {
        for (text, field) in [
            ("queue=1", "body"),
            ("body=a&body=b", "body"),
            ("body=a&org_id=1", "org_id"),
            ("body=a&queue=four", "queue"),
            ("body=a&queue=99999999999999999999", "queue"),
            ("body=a&solve=perhaps", "solve"),
            ("body=a&visibility=secret", "visibility"),
            ("body=a%00", "body"),
        ] {
            assert_eq!(read(text).unwrap_err().field, field, "{text}");
        }
    }

    #[test]
    fn fields_are_counted() {
        assert!(parse_pairs("a=1&".repeat(limits::FIELDS + 1).as_bytes()).is_err());
    }
}
