//! Who may depend on whom: contexts never on contexts, the foundation never on a context, nothing on the app.

use serde_json::Value;

use super::Problem;

const APP: &str = "aftercare";
/// Subjects of their own; they meet through events and the foundation only.
const CONTEXTS: [&str; 12] = [
    "desk",
    "knowledge",
    "tracker",
    "releases",
    "incidents",
    "watch",
    "telemetry",
    "advisories",
    "backup",
    "plans",
    "compliance",
    "bridges",
];
/// What every context stands on.
const FOUNDATION: [&str; 14] = [
    "base",
    "blobs",
    "catalog",
    "connector",
    "events",
    "jobs",
    "keys",
    "mail",
    "people",
    "search",
    "store",
    "ui",
    "web",
    "work",
];
/// What only tests and developers use.
const TOOLS: [&str; 3] = ["peers", "testkit", "xtask"];
/// What a pure algorithm must not know.
const IMPURE: [&str; 10] =
    ["tokio", "axum", "hyper", "tower", "rusqlite", "postgres", "tokio-postgres", "tantivy", "lettre", "async-imap"];

#[derive(Clone, Copy, PartialEq)]
enum Layer {
    App,
    Context,
    Foundation,
    Tool,
    Library,
}

pub(super) fn check(metadata: &Value) -> Vec<Problem> {
    let packages = metadata["packages"].as_array().map_or(&[][..], Vec::as_slice);
    let layer_of = |name: &str| packages.iter().find(|package| package["name"] == name).and_then(layer);
    let mut problems = Vec::new();
    for package in packages {
        let name = package["name"].as_str().unwrap_or_default();
        let Some(from) = layer(package) else {
            problems.push(Problem::in_file(name, "this crate has no layer; place it in xtask/src/tidy/arrows.rs"));
            continue;
        };
        for dependency in package["dependencies"].as_array().map_or(&[][..], Vec::as_slice) {
            let on = dependency["name"].as_str().unwrap_or_default();
            let for_tests = dependency["kind"] == "dev";
            if let Some(why) = forbidden((name, from), (on, layer_of(on)), for_tests) {
                problems.push(Problem::in_file(name, format!("must not depend on {on}: {why}")));
            }
        }
    }
    problems
}

fn layer(package: &Value) -> Option<Layer> {
    let name = package["name"].as_str()?;
    if package["manifest_path"].as_str()?.contains("/libs/") {
        Some(Layer::Library)
    } else if name == APP {
        Some(Layer::App)
    } else if CONTEXTS.contains(&name) {
        Some(Layer::Context)
    } else if FOUNDATION.contains(&name) {
        Some(Layer::Foundation)
    } else if TOOLS.contains(&name) {
        Some(Layer::Tool)
    } else {
        None
    }
}

/// Why the arrow must not be; none when it may. A dependency without a layer comes from outside.
fn forbidden((name, from): (&str, Layer), (on, layer): (&str, Option<Layer>), for_tests: bool) -> Option<&'static str> {
    let Some(to) = layer else {
        return (from == Layer::Library && IMPURE.contains(&on)).then_some("a library is a pure algorithm");
    };
    match (from, to) {
        (_, Layer::App) => Some("nothing knows the front door"),
        (Layer::Library, to) if to != Layer::Library => Some("a library knows nothing of the house"),
        (Layer::Context, Layer::Context) => Some("contexts meet through events and the foundation"),
        (Layer::Foundation, Layer::Context) => Some("the foundation knows no context"),
        (Layer::Tool, Layer::Context) => Some("tests hand their modules over"),
        (Layer::App | Layer::Context | Layer::Foundation, Layer::Tool) if !for_tests => Some("only tests use it"),
        _ if for_tests => None,
        _ if name == "base" => Some("base stands on nothing of ours"),
        _ if name == "events" && on != "base" => Some("events stands on base only"),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn problems(name: &str, folder: &str, on: &str, kind: Option<&str>) -> usize {
        let package = |name: &str, folder: &str, dependencies: Value| json!({"name": name, "manifest_path": format!("/x/{folder}/{name}/Cargo.toml"), "dependencies": dependencies});
        let known = ["desk", "watch", "store", "base", "events", "aftercare", "testkit"]
            .map(|n| package(n, "crates", json!([])));
        let mut packages = known.to_vec();
        packages.retain(|known| known["name"] != name);
        packages.push(package(name, folder, json!([{"name": on, "kind": kind}])));
        check(&json!({ "packages": packages })).len()
    }

    #[test]
    fn arrows_that_must_not_be_are_found() {
        assert_eq!(problems("desk", "crates", "watch", None), 1);
        assert_eq!(problems("desk", "crates", "watch", Some("dev")), 1);
        assert_eq!(problems("store", "crates", "desk", None), 1);
        assert_eq!(problems("events", "crates", "store", None), 1);
        assert_eq!(problems("base", "crates", "events", None), 1);
        assert_eq!(problems("desk", "crates", "testkit", None), 1);
        assert_eq!(problems("testkit", "crates", "aftercare", None), 1);
        assert_eq!(problems("query", "libs", "base", None), 1);
        assert_eq!(problems("query", "libs", "tokio", None), 1);
        assert_eq!(problems("mystery", "crates", "base", None), 1);
    }

    #[test]
    fn arrows_that_may_be_are_left_alone() {
        assert_eq!(problems("desk", "crates", "store", None), 0);
        assert_eq!(problems("events", "crates", "base", None), 0);
        assert_eq!(problems("desk", "crates", "testkit", Some("dev")), 0);
        assert_eq!(problems("aftercare", "crates", "desk", None), 0);
        assert_eq!(problems("query", "libs", "jiff", None), 0);
    }
}
