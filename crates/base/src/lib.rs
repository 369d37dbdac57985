//! base: see ARCHITECTURE.md.
