//! A number with its authentication code, in lower-case letters and digits that survive every mail system.

use keys::{Keys, SHORTEST_MAC};

/// Writes `number` and its code, such as `2s-k3jd…`.
pub(super) fn write(keys: &Keys, purpose: &str, number: i64) -> String {
    let digits = base36(number);
    let code = keys.mac_text(purpose, digits.as_bytes(), SHORTEST_MAC);
    format!("{digits}-{code}")
}

/// The number, when its code is right.
pub(super) fn read(keys: &Keys, purpose: &str, token: &str) -> Option<i64> {
    let token = token.to_ascii_lowercase();
    let (digits, code) = token.split_once('-')?;
    let number = i64::from_str_radix(digits, 36).ok().filter(|number| *number >= 0)?;
    (base36(number) == digits && code.len() == SHORTEST_MAC && keys.verify_text(purpose, digits.as_bytes(), code))
        .then_some(number)
}

fn base36(number: i64) -> String {
    let mut digits = Vec::new();
    let mut rest = number.unsigned_abs();
    loop {
        let digit = u32::try_from(rest % 36).unwrap_or(0);
        digits.push(char::from_digit(digit, 36).unwrap_or('0'));
        rest /= 36;
        if rest == 0 {
            return digits.into_iter().rev().collect();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_right_code_gives_the_number() {
        let keys = Keys::from_bytes([7; 32]);
        for number in [0, 1, 35, 36, 987_654_321, i64::MAX] {
            let token = write(&keys, "a", number);
            assert_eq!(read(&keys, "a", &token), Some(number));
            assert_eq!(read(&keys, "a", &token.to_uppercase()), Some(number));
            assert_eq!(read(&keys, "b", &token), None);
            assert_eq!(read(&keys, "a", &format!("0{token}")), None);
        }
        for junk in ["", "-", "1-", "1-aaaaaaaaaaaaaaaa", "-1-aaaaaaaaaaaaaaaa", "zzzzzzzzzzzzzzzzzz-aaaaaaaaaaaaaaaa"]
        {
            assert_eq!(read(&keys, "a", junk), None, "{junk}");
        }
    }
}
