//! reply-parser: see ARCHITECTURE.md.
