//! `/api/docs`: every operation on one page, without script.

use axum::{extract::State as FromState, response::Response};
use minijinja::{context, value::Serde};
use serde::Serialize;
use serde_json::Value;

use crate::{Anyone, Error, State};

#[derive(Serialize)]
struct Operation {
    method: String,
    path: String,
    summary: String,
    parameters: Vec<Parameter>,
    body: Option<String>,
    answers: Vec<Answer>,
}

#[derive(Serialize)]
struct Parameter {
    name: String,
    place: String,
    required: bool,
    text: String,
}

#[derive(Serialize)]
struct Answer {
    status: String,
    text: String,
}

/// Shows the operations.
pub(crate) async fn docs(FromState(state): FromState<State>, anyone: Anyone) -> Result<Response, Error> {
    let document = state.document.get().ok_or_else(Error::not_found)?;
    anyone.render("web/api.html", context! { operations => Serde(operations(document.value())) })
}

fn operations(document: &Value) -> Vec<Operation> {
    let paths = document.get("paths").and_then(Value::as_object).into_iter().flatten();
    let mut operations: Vec<Operation> = paths
        .flat_map(|(path, item)| {
            item.as_object().into_iter().flatten().map(move |(method, value)| (path, method, value))
        })
        .filter(|(_, method, _)| matches!(method.as_str(), "get" | "post" | "put" | "patch" | "delete"))
        .map(|(path, method, value)| operation(path, method, value))
        .collect();
    operations.sort_by(|left, right| left.path.cmp(&right.path));
    operations
}

fn operation(path: &str, method: &str, value: &Value) -> Operation {
    let list = |name: &str| value.get(name).and_then(Value::as_array).cloned().unwrap_or_default();
    let answers = value.get("responses").and_then(Value::as_object).into_iter().flatten();
    Operation {
        method: method.to_uppercase(),
        path: path.to_owned(),
        summary: [text(value, "summary"), text(value, "description")].join(" ").trim().to_owned(),
        parameters: list("parameters").iter().map(parameter).collect(),
        body: value.get("requestBody").map(schema_name),
        answers: answers
            .map(|(status, answer)| Answer { status: status.clone(), text: text(answer, "description") })
            .collect(),
    }
}

fn parameter(value: &Value) -> Parameter {
    Parameter {
        name: text(value, "name"),
        place: text(value, "in"),
        required: value.get("required").and_then(Value::as_bool).unwrap_or(false),
        text: text(value, "description"),
    }
}

/// The last part of a reference to a schema, as in `#/components/schemas/NewItem`.
fn schema_name(body: &Value) -> String {
    let schema = body.pointer("/content/application~1json/schema/$ref").and_then(Value::as_str);
    schema.and_then(|reference| reference.rsplit('/').next()).unwrap_or("").to_owned()
}

fn text(value: &Value, name: &str) -> String {
    value.get(name).and_then(Value::as_str).unwrap_or("").to_owned()
}
