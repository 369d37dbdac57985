//! people: see ARCHITECTURE.md.
