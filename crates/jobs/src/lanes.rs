//! Lanes keep kinds of work from waiting for each other: mail never stands behind a rebuild of the index.

/// A lane and how many of its jobs run at once.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Lane {
    /// The name that job kinds refer to.
    pub name: &'static str,
    /// Jobs that run at once.
    pub slots: usize,
}

/// The lanes of the product. Slots are many where jobs mostly wait for a commit they share with others,
/// few where they use the processor.
pub(crate) const LANES: [Lane; 4] = [
    Lane { name: "mail-in", slots: 32 },
    Lane { name: "mail-out", slots: 8 },
    Lane { name: "default", slots: 32 },
    Lane { name: "bulk", slots: 2 },
];

/// The slots of a lane; a lane that is not listed gets eight.
pub(crate) fn lane(name: &'static str) -> Lane {
    LANES.into_iter().find(|lane| lane.name == name).unwrap_or(Lane { name, slots: 8 })
}
