//! The binary `aftercare`.
fn main() {}
