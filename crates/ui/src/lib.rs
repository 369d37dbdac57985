//! ui: see ARCHITECTURE.md.
