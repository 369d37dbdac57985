//! A stream ends when the session or token behind it does, or when its rights change.

use std::sync::Arc;

use base::{Scope, Sees};
use tokio_util::sync::CancellationToken;

use crate::{
    Error, State,
    caller::{Credential, authenticate},
};

/// What a connection was opened with.
pub(super) struct Watcher {
    credential: Credential,
    scope: Scope,
    pub(super) ended: CancellationToken,
}

impl Watcher {
    pub(super) fn new(credential: Credential, scope: Scope) -> Arc<Self> {
        Arc::new(Self { credential, scope, ended: CancellationToken::new() })
    }

    pub(super) const fn scope(&self) -> &Scope {
        &self.scope
    }
}

/// Asks for all credentials in one read; who does not hold any more ends. If the store cannot
/// answer, all end: clients come back by themselves.
pub(super) async fn recheck(state: &State, watchers: Vec<Arc<Watcher>>) {
    let asked = watchers.clone();
    let keys = state.keys.clone();
    let ended = state
        .store
        .read(move |tx| {
            let mut ended = Vec::new();
            for watcher in asked {
                let holds = authenticate(tx, &keys, &watcher.credential)?
                    .is_some_and(|caller| is_same(&caller.scope, &watcher.scope));
                if !holds {
                    ended.push(watcher);
                }
            }
            Ok::<_, Error>(ended)
        })
        .await;
    for watcher in ended.unwrap_or(watchers) {
        watcher.ended.cancel();
    }
}

fn is_same(left: &Scope, right: &Scope) -> bool {
    let sight = |scope: &Scope| match scope.sees() {
        Sees::Everything => None,
        Sees::Own { organizations, .. } => Some(organizations.to_vec()),
    };
    left.person() == right.person() && left.role() == right.role() && sight(left) == sight(right)
}
