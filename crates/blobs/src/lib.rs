//! blobs: see ARCHITECTURE.md.
