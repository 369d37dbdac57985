//! Of several requests with one key only one runs at a time; a restart forgets those that were under way.

use std::{
    collections::HashSet,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use super::store::Claim;
use crate::State;

/// The keys of requests under way.
#[derive(Default)]
pub(crate) struct Turns(Mutex<HashSet<(String, String)>>);

/// A request's turn; the next may have it when this is dropped.
pub(super) struct Turn {
    state: State,
    name: (String, String),
}

impl Turns {
    /// None while another request with the key runs.
    pub(super) fn take(state: &State, claim: &Claim) -> Option<Turn> {
        let name = claim.name();
        state.turns.lock().insert(name.clone()).then(|| Turn { state: Arc::clone(state), name })
    }

    fn lock(&self) -> MutexGuard<'_, HashSet<(String, String)>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Turn {
    fn drop(&mut self) {
        self.state.turns.lock().remove(&self.name);
    }
}
