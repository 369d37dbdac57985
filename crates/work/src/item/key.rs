//! A key is letters, a hyphen and a number; a queue or the kind gives the letters, a counter the number.

use store::Tx;

use super::store as rows;
use crate::Error;

/// How many numbers in a row may be taken by imported keys before it is an error.
const TRIES: usize = 1_000;

/// The longest key, in characters.
const LONGEST: usize = 60;

/// Takes the next free key of a prefix for an item.
pub(super) fn take(tx: &mut Tx, prefix: &str) -> Result<String, Error> {
    for _ in 0..TRIES {
        let key = format!("{prefix}-{}", rows::next_number(tx, prefix)?);
        if rows::item_of_key(tx, &key)?.is_none() {
            return Ok(key);
        }
    }
    Err(Error::invalid("key", format!("too many keys that start with {prefix} are taken")))
}

/// The form in which keys are stored: without outer space, ASCII capitals.
pub(crate) fn normal(key: &str) -> String {
    key.trim().chars().take(LONGEST + 1).collect::<String>().to_ascii_uppercase()
}

/// A key fit for storing, with its prefix and number if it has the usual form.
pub(super) fn checked(asked: &str) -> Result<(String, Option<(String, i64)>), Error> {
    let key = normal(asked);
    let fits = key.chars().count() <= LONGEST
        && key.chars().any(|c| !c.is_ascii_digit())
        && key.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_' | '#' | '.' | '/'));
    if !fits {
        return Err(Error::invalid("key", "a key has 1 to 60 letters, digits or - _ # . / and is not only a number"));
    }
    let usual = key.rsplit_once('-').and_then(|(prefix, number)| {
        let number: i64 = number.parse().ok().filter(|number| (1..=1_000_000_000_000).contains(number))?;
        Some((prefix.to_owned(), number))
    });
    Ok((key, usual))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_read_in_one_form() {
        assert_eq!(normal(" sup-12 "), "SUP-12");
        assert_eq!(checked("rt-77").unwrap(), ("RT-77".into(), Some(("RT".into(), 77))));
        assert_eq!(checked("INC0010023").unwrap().1, None);
        for bad in ["", "12", "a b", "x\0", &"K".repeat(61)] {
            assert!(checked(bad).is_err(), "{bad:?}");
        }
    }
}
