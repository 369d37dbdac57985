//! `desk+<token>@…` answers to a thread; `bounce+<token>@…` tells which delivery came back.

use keys::Keys;

use super::token;

const REPLY: &str = "mail.reply-address";
const BOUNCE: &str = "mail.bounce-address";

/// What stands behind the plus sign of one of our addresses.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Token {
    /// An answer to this thread.
    Thread(i64),
    /// The fate of this outbox recipient.
    Delivery(i64),
}

/// The address for answers to a thread: the mailbox's own with a signed token.
#[must_use]
pub fn for_thread(keys: &Keys, mailbox: &str, thread: i64) -> String {
    with_tag(mailbox, &format!("t{}", token::write(keys, REPLY, thread)))
}

/// The envelope sender of one delivery (VERP): whatever comes back to it is about this recipient.
#[must_use]
pub fn for_delivery(keys: &Keys, mailbox: &str, recipient: i64) -> String {
    with_tag(mailbox, &format!("b{}", token::write(keys, BOUNCE, recipient)))
}

fn with_tag(mailbox: &str, tag: &str) -> String {
    match mailbox.rsplit_once('@') {
        Some((local, domain)) => format!("{local}+{tag}@{domain}"),
        None => mailbox.to_owned(),
    }
}

/// Splits an address into the plain address and what stands behind the plus sign.
#[must_use]
pub fn split_tag(address: &str) -> (String, Option<String>) {
    let Some((local, domain)) = address.rsplit_once('@') else { return (address.to_owned(), None) };
    match local.split_once('+') {
        Some((plain, tag)) if !plain.is_empty() => (format!("{plain}@{domain}"), Some(tag.to_owned())),
        _ => (address.to_owned(), None),
    }
}

/// What a tag means, when its code is right; other tags are the customer's own.
#[must_use]
pub fn read_tag(keys: &Keys, tag: &str) -> Option<Token> {
    let tag = tag.to_ascii_lowercase();
    if let Some(thread) = tag.strip_prefix('t').and_then(|text| token::read(keys, REPLY, text)) {
        return Some(Token::Thread(thread));
    }
    tag.strip_prefix('b').and_then(|text| token::read(keys, BOUNCE, text)).map(Token::Delivery)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signed_addresses_lead_back() {
        let keys = Keys::from_bytes([7; 32]);
        let address = for_thread(&keys, "support@desk.example", 4_711);
        let (plain, tag) = split_tag(&address);
        assert_eq!(plain, "support@desk.example");
        assert_eq!(read_tag(&keys, &tag.clone().unwrap()), Some(Token::Thread(4_711)));
        assert_eq!(read_tag(&keys, &tag.unwrap().to_uppercase()), Some(Token::Thread(4_711)));
        let (_, tag) = split_tag(&for_delivery(&keys, "support@desk.example", 9));
        assert_eq!(read_tag(&keys, &tag.unwrap()), Some(Token::Delivery(9)));
        assert!(address.split('@').next().unwrap().len() <= 64, "the local part fits RFC 5321");
    }

    #[test]
    fn a_customers_own_tag_means_nothing() {
        let keys = Keys::from_bytes([7; 32]);
        for tag in ["", "t", "urgent", "t12-aaaaaaaaaaaaaaaa", "b1"] {
            assert_eq!(read_tag(&keys, tag), None, "{tag}");
        }
        assert_eq!(split_tag("+a@b"), ("+a@b".to_owned(), None));
    }
}
