//! A mail address is compared without regard to the case of ASCII letters, and nothing else is joined.
//!
//! Unicode normalisation of the part before the `@` would let a look-alike such as `ⓐnn@…` stand for
//! `ann@…` (attack_unicode_address); domains are folded as the name system does.

use base::text;

use crate::{Error, Flaw, Result};

/// RFC 5321 §4.5.3.1: local part at most 64 octets, the whole at most 254.
const MAX_LOCAL: usize = 64;
const MAX_ADDRESS: usize = 254;

/// A syntactically sound mail address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Address {
    written: String,
    fold: String,
}

impl Address {
    /// Reads an address of the form `name@domain`.
    ///
    /// # Errors
    /// [`Flaw::Missing`] or [`Flaw::NotAnAddress`].
    pub fn parse(text: &str) -> Result<Self> {
        let written = text.trim().to_owned();
        if written.is_empty() {
            return Err(Error::invalid("address", Flaw::Missing));
        }
        let parts = written.rsplit_once('@').filter(|(local, _)| is_local(local));
        let (local, domain) = parts.ok_or(Error::invalid("address", Flaw::NotAnAddress))?;
        let domain = domain_fold(domain).map_err(|_| Error::invalid("address", Flaw::NotAnAddress))?;
        if written.len() > MAX_ADDRESS {
            return Err(Error::invalid("address", Flaw::TooLong));
        }
        let fold = format!("{}@{domain}", local.to_ascii_lowercase());
        Ok(Self { written, fold })
    }

    /// As the person writes it.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.written
    }

    /// As it is compared.
    #[must_use]
    pub fn fold(&self) -> &str {
        &self.fold
    }

    /// The folded part behind the `@`.
    #[must_use]
    pub fn domain(&self) -> &str {
        self.fold.rsplit_once('@').map_or("", |(_, domain)| domain)
    }

    /// The part before the `@`, for want of a name.
    #[must_use]
    pub fn local(&self) -> &str {
        self.written.rsplit_once('@').map_or("", |(local, _)| local)
    }
}

/// The comparable form of a mail domain.
///
/// # Errors
/// [`Flaw::NotADomain`] when it is none.
pub fn domain_fold(domain: &str) -> Result<String> {
    let fold = text::fold(domain.trim().trim_end_matches('.'));
    let sound = !fold.is_empty()
        && fold.len() <= 253
        && fold.split('.').all(|label| {
            (1..=63).contains(&label.len())
                && !label.starts_with('-')
                && !label.ends_with('-')
                && label.chars().all(|character| character.is_alphanumeric() || character == '-')
        });
    if sound { Ok(fold) } else { Err(Error::invalid("domain", Flaw::NotADomain)) }
}

fn is_local(local: &str) -> bool {
    !local.is_empty()
        && local.len() <= MAX_LOCAL
        && local.chars().all(|character| {
            !character.is_whitespace() && !character.is_control() && !"()<>[]:;,\\\"@".contains(character)
        })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn case_does_not_matter_and_the_spelling_is_kept() {
        let address = Address::parse(" Ann.Lee@Northwind.EXAMPLE ").unwrap();
        assert_eq!(address.as_str(), "Ann.Lee@Northwind.EXAMPLE");
        assert_eq!(address.fold(), "ann.lee@northwind.example");
        assert_eq!(address.domain(), "northwind.example");
    }

    #[test]
    fn what_is_no_address_is_refused() {
        for text in ["", "@", "a@", "@b.example", "a b@c.example", "a@b@c.example", "a@-b.example", "a@b..c", "<a@b.c>"]
        {
            assert!(Address::parse(text).is_err(), "{text:?} was accepted");
        }
        assert!(Address::parse(&format!("{}@b.example", "a".repeat(65))).is_err());
    }

    #[test]
    fn attack_unicode_address() {
        let own = Address::parse("ann@northwind.example").unwrap();
        for other in ["ⓐnn@northwind.example", "ａnn@northwind.example", "an\u{1d427}@northwind.example"] {
            assert_ne!(Address::parse(other).unwrap().fold(), own.fold());
        }
        assert_ne!(
            Address::parse("mi\u{212a}e@b.example").unwrap().fold(),
            Address::parse("mike@b.example").unwrap().fold()
        );
    }

    proptest! {
        #[test]
        fn reading_never_panics_and_folding_is_stable(text in ".{0,300}") {
            if let Ok(address) = Address::parse(&text) {
                let again = Address::parse(address.fold()).unwrap();
                prop_assert_eq!(again.fold(), address.fold());
            }
        }
    }
}
