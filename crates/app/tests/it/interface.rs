//! The outward interface: described completely, and no change goes unnoticed.

use std::collections::BTreeSet;

use testkit::Engine;

use crate::stage::Stage;

fn on_runtime(story: impl Future<Output = ()>) {
    tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap().block_on(story);
}

#[test]
fn the_description_of_the_interface_is_reviewed() {
    on_runtime(async {
        let stage = Stage::open(Engine::Sqlite).await;
        let document = stage.app.browser().get("/api/v1/openapi.json").await.expect(200).json();
        assert!(document["openapi"].as_str().unwrap().starts_with("3.1"));
        insta::assert_snapshot!("openapi", serde_json::to_string_pretty(&document).unwrap());
    });
}

#[test]
fn every_route_of_the_interface_is_described_and_nothing_else() {
    on_runtime(async {
        let stage = Stage::open(Engine::Sqlite).await;
        let document = stage.app.browser().get("/api/v1/openapi.json").await.expect(200).json();
        let described: BTreeSet<String> = document["paths"]
            .as_object()
            .unwrap()
            .iter()
            .flat_map(|(path, methods)| {
                methods.as_object().unwrap().keys().map(move |method| format!("{} {path}", method.to_uppercase()))
            })
            .collect();
        let served: BTreeSet<String> = crate::permissions::rules()
            .iter()
            .filter(|rule| rule.path.starts_with("/api/v1/") && rule.path != "/api/v1/openapi.json")
            .map(|rule| format!("{} {}", rule.method, rule.path))
            .collect();
        assert_eq!(described, served);
    });
}
