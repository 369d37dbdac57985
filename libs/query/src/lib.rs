//! query: see ARCHITECTURE.md.
