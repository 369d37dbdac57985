//! business-time: see ARCHITECTURE.md.
