//! jobs: see ARCHITECTURE.md.
