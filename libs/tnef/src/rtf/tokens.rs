//! Rich text as tokens: groups, control words, bytes and text (RTF 1.9.1, as MS-OXRTFEX uses it).

/// One token.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Token<'a> {
    /// `{`
    Open,
    /// `}`
    Close,
    /// `\word12`; the number is none when there is none.
    Word(&'a [u8], Option<i32>),
    /// `\*` and other signs behind a backslash.
    Sign(u8),
    /// `\'e4` or a byte of the text; line ends between tokens mean nothing.
    Byte(u8),
}

/// The tokens of rich text.
pub(super) struct Tokens<'a> {
    rest: &'a [u8],
}

impl<'a> Tokens<'a> {
    pub(super) const fn of(rich: &'a [u8]) -> Self {
        Self { rest: rich }
    }

    fn next_byte(&mut self) -> Option<u8> {
        let (&byte, rest) = self.rest.split_first()?;
        self.rest = rest;
        Some(byte)
    }

    fn run(&mut self, belongs: impl Fn(&u8) -> bool, most: usize) -> &'a [u8] {
        let length = self.rest.iter().take(most).take_while(|byte| belongs(byte)).count();
        let (run, rest) = self.rest.split_at(length);
        self.rest = rest;
        run
    }

    /// Jumps over `\binN` data, which is no text.
    pub(super) fn jump(&mut self, bytes: usize) {
        self.rest = self.rest.get(bytes..).unwrap_or_default();
    }

    fn control(&mut self) -> Option<Token<'a>> {
        let word = self.run(u8::is_ascii_alphabetic, 32);
        if word.is_empty() {
            return match self.next_byte()? {
                b'\'' => Some(self.hex()),
                sign => Some(Token::Sign(sign)),
            };
        }
        let negative = self.rest.first() == Some(&b'-') && self.rest.get(1).is_some_and(u8::is_ascii_digit);
        if negative {
            self.next_byte();
        }
        let digits = self.run(u8::is_ascii_digit, 10);
        let number = std::str::from_utf8(digits).ok().and_then(|digits| digits.parse::<i32>().ok());
        if self.rest.first() == Some(&b' ') {
            self.next_byte();
        }
        Some(Token::Word(word, number.map(|number| if negative { -number } else { number })))
    }

    fn hex(&mut self) -> Token<'a> {
        let digits = self.run(u8::is_ascii_hexdigit, 2);
        let value = std::str::from_utf8(digits).ok().and_then(|digits| u8::from_str_radix(digits, 16).ok());
        Token::Byte(value.unwrap_or(b'?'))
    }
}

impl<'a> Iterator for Tokens<'a> {
    type Item = Token<'a>;

    fn next(&mut self) -> Option<Token<'a>> {
        loop {
            match self.next_byte()? {
                b'{' => return Some(Token::Open),
                b'}' => return Some(Token::Close),
                b'\\' => return self.control(),
                b'\r' | b'\n' | 0 => {}
                byte => return Some(Token::Byte(byte)),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_numbers_signs_and_bytes() {
        let tokens: Vec<_> = Tokens::of(b"{\\rtf1\\u-5 a\\'e4\\*\\b b\r\n}").collect();
        let word = |name: &'static str, number| Token::Word(name.as_bytes(), number);
        let expected = [
            Token::Open,
            word("rtf", Some(1)),
            word("u", Some(-5)),
            Token::Byte(b'a'),
            Token::Byte(0xe4),
            Token::Sign(b'*'),
            word("b", None),
            Token::Byte(b'b'),
            Token::Close,
        ];
        assert_eq!(tokens, expected);
    }
}
