//! Routes are added together with what they demand, so that no route is without a rule.

use std::collections::HashMap;

use axum::handler::Handler;
use http::Method;

use crate::{
    State,
    limits::{self, Rate},
    permission::Permission,
};

/// What one route demands.
#[derive(Clone, Debug)]
pub struct Rule {
    /// The method.
    pub method: Method,
    /// The path with its placeholders, for example `/desk/{key}`.
    pub path: &'static str,
    /// Who may call it.
    pub permission: Permission,
    /// The most bytes of its request body.
    pub body: usize,
    /// How often one client address may call it, beside the general limits.
    pub rate: Option<Rate>,
}

/// Handlers with their rules; the only way to add routes to the product.
#[derive(Default)]
pub struct Routes {
    router: axum::Router<State>,
    rules: Vec<Rule>,
}

macro_rules! method {
    ($name:ident, $method:ident) => {
        #[doc = concat!("Adds a handler for ", stringify!($method), ".")]
        #[must_use]
        pub fn $name<H, T>(mut self, path: &'static str, permission: Permission, handler: H) -> Self
        where
            H: Handler<T, State>,
            T: 'static,
        {
            self.router = self.router.route(path, axum::routing::$name(handler));
            self.rules.push(rule(Method::$method, path, permission));
            self
        }
    };
}

impl Routes {
    /// No routes yet.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    method!(get, GET);
    method!(post, POST);
    method!(put, PUT);
    method!(patch, PATCH);
    method!(delete, DELETE);

    /// Lets the route added last take bodies of up to `bytes`.
    #[must_use]
    pub fn body_limit(mut self, bytes: usize) -> Self {
        if let Some(rule) = self.rules.last_mut() {
            rule.body = bytes;
        }
        self
    }

    /// Limits how often one client address may call the route added last.
    #[must_use]
    pub fn rate(mut self, rate: Rate) -> Self {
        if let Some(rule) = self.rules.last_mut() {
            rule.rate = Some(rate);
        }
        self
    }

    /// Both route sets as one.
    #[must_use]
    pub fn merge(mut self, other: Self) -> Self {
        self.router = self.router.merge(other.router);
        self.rules.extend(other.rules);
        self
    }

    /// The rules of all routes, for tests that walk them.
    #[must_use]
    pub fn rules(&self) -> &[Rule] {
        &self.rules
    }

    pub(crate) fn into_parts(self) -> (axum::Router<State>, Table) {
        let table = Table::of(self.rules);
        (self.router, table)
    }
}

fn rule(method: Method, path: &'static str, permission: Permission) -> Rule {
    let public_write = permission == Permission::Anyone && method != Method::GET;
    Rule { method, path, permission, body: limits::BODY, rate: public_write.then_some(limits::PUBLIC_WRITE) }
}

/// Finds the rule of a matched route.
#[derive(Clone, Debug, Default)]
pub(crate) struct Table(HashMap<&'static str, Vec<Rule>>);

impl Table {
    fn of(rules: Vec<Rule>) -> Self {
        let mut table: HashMap<&'static str, Vec<Rule>> = HashMap::new();
        for rule in rules {
            table.entry(rule.path).or_default().push(rule);
        }
        Self(table)
    }

    /// The rule for a method on a path with placeholders; HEAD is answered by GET.
    pub(crate) fn find(&self, method: &Method, path: &str) -> Option<&Rule> {
        let wanted = if *method == Method::HEAD { &Method::GET } else { method };
        self.0.get(path)?.iter().find(|rule| rule.method == *wanted)
    }
}
