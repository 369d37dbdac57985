//! events: see ARCHITECTURE.md.
