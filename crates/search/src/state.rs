//! How far the index is; stored with every commit of it, so that both are always of the same moment.

use serde::{Deserialize, Serialize};

use crate::schema::VERSION;

/// What a commit of the index contains.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct State {
    /// The shape of the index.
    pub(crate) version: u32,
    /// The number of the last event that was followed; none before the first step.
    pub(crate) cursor: Option<i64>,
    /// Id and instant of that event: another database has another one there.
    pub(crate) anchor: Option<(i64, i64)>,
    /// The pass over all items that is under way.
    pub(crate) pass: Option<Pass>,
}

/// How far a pass over all items is.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Pass {
    /// The id of the last item.
    pub(crate) after: i64,
    /// Items so far.
    pub(crate) done: i64,
    /// Items when it began.
    pub(crate) of: i64,
}

impl State {
    /// Nothing is indexed yet.
    pub(crate) const fn new() -> Self {
        Self { version: VERSION, cursor: None, anchor: None, pass: None }
    }

    /// Reads what stands with a commit; none when it was written by another version.
    pub(crate) fn read(payload: Option<&str>) -> Option<Self> {
        let Some(payload) = payload else {
            return Some(Self::new());
        };
        serde_json::from_str::<Self>(payload).ok().filter(|state| state.version == VERSION)
    }

    /// Every item is in the index as of the cursor.
    pub(crate) const fn is_complete(&self) -> bool {
        self.cursor.is_some() && self.pass.is_none()
    }
}
