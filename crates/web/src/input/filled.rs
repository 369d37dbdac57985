//! A form that was refused comes back with what was typed and what to mend; an empty one comes without either.

use http::StatusCode;
use minijinja::{Value, context, value::Serde};
use serde::Serialize;

use crate::{Error, FieldError};

/// A form as its page shows it.
#[derive(Debug)]
pub struct Filled<F> {
    form: F,
    errors: Option<Vec<FieldError>>,
}

impl<F> Filled<F> {
    /// Not sent yet.
    pub const fn new(form: F) -> Self {
        Self { form, errors: None }
    }

    /// Sent and refused because of its fields.
    ///
    /// # Errors
    /// The error itself when it is about anything else: no form can mend that.
    pub fn refused(form: F, error: impl Into<Error>) -> Result<Self, Error> {
        let error = error.into();
        if error.status() == StatusCode::UNPROCESSABLE_ENTITY {
            Ok(Self { form, errors: Some(error.fields().to_vec()) })
        } else {
            Err(error)
        }
    }

    /// For templates: `form`, what stands in the fields, and `errors`, what to mend.
    #[must_use]
    pub fn values(&self) -> Value
    where
        F: Serialize,
    {
        context! { form => Serde(&self.form), errors => Serde(&self.errors) }
    }

    /// The status of the page: 200, or 422 when the form was refused.
    #[must_use]
    pub const fn status(&self) -> StatusCode {
        if self.errors.is_some() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK }
    }
}
