//! What templates can call beyond MiniJinja's own: translation, assets, icons, times, numbers.

use std::sync::Arc;

use fluent_bundle::FluentArgs;
use jiff::Timestamp;
use minijinja::value::Kwargs;
use minijinja::{Environment, Error, ErrorKind, State, Value};

use crate::asset::Manifest;
use crate::instant::{self, Calendar, Style};
use crate::language::{Languages, argument};
use crate::{number, person, text};

/// Registers all functions and filters.
pub(crate) fn register(environment: &mut Environment<'static>, languages: &Arc<Languages>, manifest: Manifest) {
    register_language(environment, languages);
    register_assets(environment, Arc::new(manifest));
    register_times(environment, languages);
    environment.add_filter("number", |value: f64| number::grouped(value));
    environment.add_filter("file_size", |value: f64| number::file_size(value));
    environment.add_filter("initials", |name: String| person::initials(&name));
    environment.add_filter("tint", |name: String| person::tint(&name));
    environment.add_filter("linked", |source: String| Value::from_safe_string(text::linked(&source)));
}

fn register_language(environment: &mut Environment<'static>, languages: &Arc<Languages>) {
    let spoken = Arc::clone(languages);
    environment.add_function("t", move |state: &State, key: String, arguments: Kwargs| {
        translate(&spoken, state, &key, &arguments)
    });
    let spoken = Arc::clone(languages);
    environment.add_function("time_words", move |state: &State| {
        instant::words(&spoken, &variable(state, "locale")?).map_err(failed)
    });
}

fn translate(languages: &Languages, state: &State, key: &str, arguments: &Kwargs) -> Result<String, Error> {
    let mut values = FluentArgs::new();
    for name in arguments.args() {
        values.set(name.to_owned(), argument(&arguments.get::<Value>(name)?));
    }
    match languages.format(&variable(state, "locale")?, key, &values) {
        // A reader is better served by a page with one odd word than by none; tests see the error.
        Err(_) if !cfg!(debug_assertions) => Ok(key.to_owned()),
        outcome => outcome.map_err(failed),
    }
}

fn register_assets(environment: &mut Environment<'static>, manifest: Arc<Manifest>) {
    let files = Arc::clone(&manifest);
    environment.add_function("asset", move |name: String| {
        files.address(&name).ok_or_else(|| invalid(format!("no asset named {name}")))
    });
    environment.add_function("icon", move |name: String, options: Kwargs| {
        let label: Option<String> = options.get("label")?;
        options.assert_all_used()?;
        icon(&manifest, &name, label.as_deref())
    });
}

fn icon(manifest: &Manifest, name: &str, label: Option<&str>) -> Result<Value, Error> {
    let sprite = manifest.address("icons.svg").filter(|_| manifest.has_icon(name));
    let sprite = sprite.ok_or_else(|| invalid(format!("no icon named {name}; add it to web/icons.json")))?;
    let access = match label {
        Some(label) => format!("role=\"img\" aria-label=\"{}\"", text::escaped(label)),
        None => "aria-hidden=\"true\"".to_owned(),
    };
    Ok(Value::from_safe_string(format!("<svg class=\"icon\" {access}><use href=\"{sprite}#{name}\"></use></svg>")))
}

fn register_times(environment: &mut Environment<'static>, languages: &Arc<Languages>) {
    let spoken = Arc::clone(languages);
    environment.add_filter("relative_time", move |state: &State, at: Value, options: Kwargs| {
        let style = match options.get::<Option<String>>("style")?.as_deref() {
            Some("short") => Style::Short,
            None | Some("long") => Style::Long,
            Some(other) => return Err(invalid(format!("no time style named {other}"))),
        };
        options.assert_all_used()?;
        element(&spoken, state, &at, |calendar, at| calendar.relative(at, style))
    });
    let spoken = Arc::clone(languages);
    environment.add_filter("exact_time", move |state: &State, at: Value| {
        element(&spoken, state, &at, |calendar, at| calendar.exact(at))
    });
}

/// Writes a time element; an instant that has not come to pass (`none`) is a dash.
fn element(
    languages: &Languages,
    state: &State,
    at: &Value,
    write: impl Fn(&Calendar, Timestamp) -> Result<String, crate::Error>,
) -> Result<Value, Error> {
    if at.is_none() {
        return Ok(Value::from("–"));
    }
    let parse =
        |text: &str| text.parse::<Timestamp>().map_err(|error| invalid(format!("{text} is no instant: {error}")));
    let locale = variable(state, "locale")?;
    let calendar = Calendar {
        languages,
        locale: &locale,
        now: parse(&variable(state, "now")?)?,
        zone: instant::zone(&variable(state, "zone")?),
    };
    let at = at.as_str().ok_or_else(|| invalid("an instant is written as RFC 3339 text".to_owned()))?;
    write(&calendar, parse(at)?).map(Value::from_safe_string).map_err(failed)
}

/// A text of the page's context, wherever the call stands.
fn variable(state: &State, name: &str) -> Result<String, Error> {
    let value = state.lookup(name).filter(|value| value.as_str().is_some());
    value.map(|value| value.to_string()).ok_or_else(|| invalid(format!("the context lacks the text `{name}`")))
}

fn invalid(reason: String) -> Error {
    Error::new(ErrorKind::InvalidOperation, reason)
}

fn failed(error: crate::Error) -> Error {
    Error::new(ErrorKind::InvalidOperation, error.to_string())
}
