//! keys: see ARCHITECTURE.md.
