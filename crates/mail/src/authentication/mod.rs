//! Who a mail really is from, as far as it can be proved: SPF, DKIM, DMARC and ARC, judged outside any transaction.

mod check;
pub mod dkim_key;
mod dns;
mod facts;
mod hello;
mod origin;
mod results_field;
pub(crate) mod table;
pub mod trust;
mod verdict;

pub use check::check;
pub use dns::Dns;
pub use facts::Facts;
pub use origin::{Origin, keep, of_mail, of_mails};
pub use trust::{Disproved, Trust};
pub use verdict::{Alignment, ArcChain, Authentication, Dkim, Dmarc, Policy, Spf, Standing, Verdict};
