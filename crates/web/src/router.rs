//! All modules' routes behind one explicit list of layers.

use std::{any::Any, sync::Arc};

use axum::{
    Router,
    extract::DefaultBodyLimit,
    middleware::{from_fn, from_fn_with_state},
    response::{IntoResponse, Response},
};
use tower::ServiceBuilder;
use tower_http::{catch_panic::CatchPanicLayer, compression::CompressionLayer};

use crate::{
    Error, Module, State, api, csrf, etag,
    guard::{self, Guards},
    headers, idempotency,
    live::Feed,
    observe, pages, present,
    routes::Routes,
    timeout, visit,
};

/// The whole HTTP side; starts the tasks of the live stream, so it must be called on an executor.
pub fn router(modules: Vec<Module>, state: State) -> Router {
    let mut routes = pages::routes();
    let mut descriptions = vec![crate::live::operations()];
    let mut navigation = Vec::new();
    for module in modules {
        routes = routes.merge(module.routes);
        descriptions.push(module.openapi);
        navigation.extend(module.navigation);
        if let Some(followers) = module.followers {
            let _ = state.feed.followers.set(followers);
        }
    }
    navigation.sort_by_key(|entry| entry.order);
    let _ = state.navigation.set(navigation);
    let _ = state.document.set(api::Document::merge(descriptions));
    Feed::start(&state);
    layered(routes, state)
}

fn layered(routes: Routes, state: State) -> Router {
    let (router, table) = routes.into_parts();
    let guards = Guards { state: Arc::clone(&state), table: Arc::new(table) };
    let compression = CompressionLayer::new().gzip(true);
    // The first layer sees a request first and its response last.
    let layers = ServiceBuilder::new()
        .layer(from_fn_with_state(Arc::clone(&state), observe::observe))
        .layer(from_fn_with_state(Arc::clone(&state), headers::secure))
        .layer(compression)
        .layer(from_fn_with_state(Arc::clone(&state), visit::recognise))
        .layer(from_fn_with_state(Arc::clone(&state), present::present))
        .layer(CatchPanicLayer::custom(panicked))
        .layer(from_fn_with_state(guards.clone(), timeout::limit))
        .layer(from_fn_with_state(guards.clone(), guard::body_size))
        .layer(from_fn_with_state(guards.clone(), guard::rate))
        .layer(from_fn(csrf::guard))
        .layer(from_fn_with_state(guards, guard::permission))
        .layer(from_fn(etag::tag))
        .layer(from_fn_with_state(Arc::clone(&state), idempotency::once))
        .layer(DefaultBodyLimit::disable());
    router.fallback(nowhere).layer(layers).with_state(state)
}

async fn nowhere() -> Error {
    Error::not_found()
}

fn panicked(panic: Box<dyn Any + Send + 'static>) -> Response {
    let text = panic.downcast_ref::<String>().map(String::as_str).or_else(|| panic.downcast_ref::<&str>().copied());
    Error::internal(format!("a handler panicked: {}", text.unwrap_or("no message"))).into_response()
}
