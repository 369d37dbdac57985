//! aftercare: see ARCHITECTURE.md.
