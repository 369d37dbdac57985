//! desk: see ARCHITECTURE.md.
