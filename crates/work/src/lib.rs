//! work: see ARCHITECTURE.md.
