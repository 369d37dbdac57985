//! To which thread a mail belongs: the first evidence that passes its guard wins.

pub mod evidence;
pub mod foreign;

pub mod resolve;
