//! Every component of the design system on one page; what its parts ask a server for is answered with examples.

use axum::{
    extract::State as FromState,
    response::{Html, IntoResponse, Response},
};
use minijinja::context;
use serde_json::{Value, json};

use crate::{Error, Json, Path, SignedIn, State, routes::Routes};

/// The pages and what their scripts ask for.
pub(super) fn routes() -> Routes {
    use crate::Permission::SignedIn;
    Routes::new()
        .get("/dev/kit", SignedIn, show)
        .get("/dev/kit/{part}", SignedIn, part)
        .post("/dev/kit/{part}", SignedIn, take)
        .put("/dev/kit/{part}", SignedIn, keep)
}

async fn show(caller: SignedIn) -> Result<Response, Error> {
    let palette = context! { url => "/dev/kit/palette", search => "/desk?q=" };
    caller.render("ui/kit.html", context! { palette })
}

/// A ticket in three panes, or entries to choose from.
async fn part(caller: SignedIn, Path(name): Path<String>) -> Result<Response, Error> {
    if name == "ticket" {
        return caller.render("ui/kit-ticket.html", context! {});
    }
    let entries = entries(&name).ok_or_else(Error::not_found)?;
    Ok(Json(json!({ "entries": entries })).into_response())
}

fn entries(name: &str) -> Option<Value> {
    Some(match name {
        "addresses" => json!([
            { "label": "Kim Doe", "detail": "kim@northwind.example", "value": "Kim Doe <kim@northwind.example>", "icon": "user" },
            { "label": "Lee Wong", "detail": "lee@contoso.example", "value": "Lee Wong <lee@contoso.example>", "icon": "user" },
        ]),
        "mentions" => json!([
            { "label": "Ana Rossi", "detail": "First level", "value": "@Ana Rossi", "icon": "user" },
            { "label": "李娜", "detail": "Second level", "value": "@李娜", "icon": "user" },
        ]),
        "snippets" => json!([
            { "label": "Ask for the log", "detail": "Could you send us …", "value": "Could you send us the log?", "icon": "text-quote" },
            { "label": "Greeting", "detail": "Hello {{first_name}} …", "value": "Hello {{first_name}},\n\nthank you for writing.", "icon": "text-quote" },
        ]),
        "palette" => json!([
            { "label": "SUP-1042 Export hangs at 97 %", "detail": "Kim Doe", "href": "/dev/kit/ticket", "icon": "ticket", "group": "Tickets" },
            { "label": "Kim Doe", "detail": "Northwind GmbH", "href": "/dev/kit", "icon": "user", "group": "People" },
        ]),
        _ => return None,
    })
}

/// Answers an action as a page that has it would.
async fn take(caller: SignedIn, Path(name): Path<String>) -> Result<Response, Error> {
    Ok(match name.as_str() {
        // The script picks the part with its own id from the page.
        "presence" => return show(caller).await,
        "bulk" => Json(json!({ "text": "Done with the selected tickets", "undo": "/dev/kit/undo" })).into_response(),
        "undo" => Json(json!({ "text": "Taken back" })).into_response(),
        "move" => Json(json!({})).into_response(),
        "preview" => Html("<p>Hello,</p><p>the fix is in <strong>4.2.1</strong>.</p>").into_response(),
        "uploads" => Json(json!({ "id": 1 })).into_response(),
        _ => return Err(Error::not_found()),
    })
}

/// Answers as if a draft had been kept.
async fn keep(
    _caller: SignedIn,
    FromState(state): FromState<State>,
    Path(name): Path<String>,
    Json(draft): Json<Value>,
) -> Result<Response, Error> {
    if name != "draft" {
        return Err(Error::not_found());
    }
    let revision = draft.get("revision").and_then(Value::as_i64).unwrap_or(0).saturating_add(1);
    Ok(Json(json!({ "revision": revision, "saved_at": state.world.now() })).into_response())
}
