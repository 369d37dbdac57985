//! mail: see ARCHITECTURE.md.
