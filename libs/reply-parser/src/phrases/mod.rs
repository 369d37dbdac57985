//! The words of mail programs, in small letters, with plain spaces, apostrophes and hyphens.
//!
//! The order of the languages is: en, de, fr, es, it, pt, nl, pl, ru, ja, ko, zh, then sv, da, nb, fi, cs, sk, uk, tr, hu, ro,
//! el, bg, hr, ca, vi, id, ar, he, th, as far as a phrase differs between them.

mod attributions;
mod dividers;
mod footers;
mod labels;

pub use attributions::{QUOTES, STARTS, VERBS_AT_END, VERBS_INSIDE};
pub use dividers::{ANSWERS_INSIDE, FORWARD_PREFIXES, FORWARDED, MARKERS, ORIGINAL};
pub use footers::{DEVICES, ENDS, LISTS, STARTS as FOOTER_STARTS, WHOLE};
pub use labels::{DATE, FROM, OTHER, SUBJECT, TO};
