//! From text to tree: `or` of terms side by side, terms with an optional `-`, parentheses.

use crate::scan::{Scanner, ends_word, error};
use crate::{Error, Expression, Field, MAX_DEPTH, MAX_LENGTH, MAX_TERMS, Problem, Query, Sort, SortField, condition};

/// Reads a whole query.
pub fn query(text: &str) -> Result<Query, Error> {
    if text.chars().nth(MAX_LENGTH).is_some() {
        return Err(error(MAX_LENGTH, Problem::TooLong));
    }
    if let Some(place) = text.chars().position(|character| character.is_control() && !character.is_whitespace()) {
        return Err(error(place, Problem::ControlCharacter));
    }
    let mut parser = Parser { scanner: Scanner::new(text), depth: 0, terms: 0, sort: None };
    let expression = parser.alternatives()?.unwrap_or(Expression::All);
    if parser.scanner.peek().is_some() {
        return Err(error(parser.scanner.position(), Problem::UnopenedParenthesis));
    }
    Ok(Query { expression, sort: parser.sort })
}

struct Parser {
    scanner: Scanner,
    /// How many parentheses are open.
    depth: usize,
    /// How many conditions and words were read.
    terms: usize,
    sort: Option<Sort>,
}

impl Parser {
    /// Terms, `or`, terms … up to the end or a closing parenthesis. `None` when there is nothing.
    fn alternatives(&mut self) -> Result<Option<Expression>, Error> {
        let mut members = Vec::new();
        let mut last_or = None;
        loop {
            let group = self.side_by_side()?;
            let next_or = Some(self.scanner.position()).filter(|_| self.keyword("or"));
            match (group, next_or.or(last_or)) {
                (Some(member), _) => members.push(member),
                (None, Some(place)) => return Err(error(place, Problem::LonelyWord("or"))),
                (None, None) => return Ok(None),
            }
            if next_or.is_none() {
                return Ok(Some(Expression::or(members)));
            }
            last_or = next_or;
        }
    }

    /// Terms side by side up to `or`, the end or a closing parenthesis. `None` when there is none.
    fn side_by_side(&mut self) -> Result<Option<Expression>, Error> {
        let mut members = Vec::new();
        let mut dangling_and = None;
        loop {
            self.scanner.skip_space();
            let place = self.scanner.position();
            if self.at_end_of_group() || self.at_keyword("or") {
                break;
            }
            if self.keyword("and") {
                if members.is_empty() || dangling_and.is_some() {
                    return Err(error(place, Problem::LonelyWord("and")));
                }
                dangling_and = Some(place);
            } else if let Some(member) = self.term()? {
                members.push(member);
                dangling_and = None;
            }
        }
        if let Some(place) = dangling_and {
            return Err(error(place, Problem::LonelyWord("and")));
        }
        Ok(if members.is_empty() { None } else { Some(Expression::and(members)) })
    }

    /// One term with what negates it. `None` for a lone `-` and for `sort:`, which are no conditions.
    fn term(&mut self) -> Result<Option<Expression>, Error> {
        let start = self.scanner.position();
        let (mut negated, mut sign) = (false, None);
        loop {
            if self.keyword("not") {
                self.scanner.skip_space();
                sign = Some("not");
            } else if self.scanner.take('-') {
                if self.scanner.peek().is_none_or(|next| next.is_whitespace() || next == ')') && sign != Some("not") {
                    return Ok(None);
                }
                sign = sign.or(Some("-"));
            } else {
                break;
            }
            negated = !negated;
        }
        if let Some(sign) = sign
            && (self.at_end_of_group() || self.at_keyword("or") || self.at_keyword("and"))
        {
            return Err(error(start, Problem::LonelyWord(sign)));
        }
        let member = match self.scanner.peek() {
            Some('(') => Some(self.group()?),
            Some('"') => Some(self.phrase()?),
            _ => self.word(sign.is_some())?,
        };
        Ok(member.map(|member| if negated { Expression::negated(member) } else { member }))
    }

    /// `( … )`
    fn group(&mut self) -> Result<Expression, Error> {
        let start = self.scanner.position();
        self.scanner.advance(1);
        self.depth += 1;
        if self.depth > MAX_DEPTH {
            return Err(error(start, Problem::TooDeep));
        }
        let inner = self.alternatives()?;
        if !self.scanner.take(')') {
            return Err(error(start, Problem::UnclosedParenthesis));
        }
        self.depth -= 1;
        inner.ok_or(error(start, Problem::EmptyParentheses))
    }

    /// `" … "`
    fn phrase(&mut self) -> Result<Expression, Error> {
        let start = self.scanner.position();
        let text = self.scanner.quoted()?;
        self.count(1, start)?;
        Ok(Expression::Text { text, phrase: true })
    }

    /// A condition, an order or a word of text. An unknown word before a colon is an error only if a value follows, so
    /// that `Re: invoice` and addresses of the web can be pasted.
    fn word(&mut self, negated: bool) -> Result<Option<Expression>, Error> {
        let start = self.scanner.position();
        if let Some(name) = self.name_before_colon() {
            if name.eq_ignore_ascii_case("sort") {
                self.scanner.advance(name.len() + 1);
                return self.sort(start, negated).map(|()| None);
            }
            if let Some(field) = Field::parse(&name) {
                self.scanner.advance(name.len() + 1);
                return self.condition(field, start).map(Some);
            }
            let after = self.scanner.rest().get(name.len() + 1).copied();
            if after.is_some_and(|character| !ends_word(character) && character != '/') {
                return Err(error(start, Problem::UnknownField(name)));
            }
        }
        let text = self.scanner.take_while(|character| !ends_word(character));
        self.count(1, start)?;
        Ok(Some(Expression::Text { text, phrase: false }))
    }

    /// What follows `field:`.
    fn condition(&mut self, field: Field, start: usize) -> Result<Expression, Error> {
        let (count, expression) = condition::read(&mut self.scanner, field)?;
        self.count(count, start)?;
        if count > 1 && self.depth >= MAX_DEPTH {
            return Err(error(start, Problem::TooDeep));
        }
        Ok(expression)
    }

    /// What follows `sort:`.
    fn sort(&mut self, start: usize, negated: bool) -> Result<(), Error> {
        if negated || self.depth > 0 {
            return Err(error(start, Problem::SortInside));
        }
        if self.sort.is_some() {
            return Err(error(start, Problem::SortTwice));
        }
        let descending = self.scanner.take('-');
        let place = self.scanner.position();
        let name = self.scanner.take_while(|character| !ends_word(character));
        if name.is_empty() {
            return Err(error(start, Problem::MissingValue("sort")));
        }
        let field = SortField::parse(&name).ok_or(error(place, Problem::UnknownSort(name)))?;
        self.sort = Some(Sort { field, descending });
        Ok(())
    }

    /// The letters before a colon, if that is what comes next.
    fn name_before_colon(&self) -> Option<String> {
        let rest = self.scanner.rest();
        let length = rest.iter().take_while(|character| character.is_ascii_alphabetic() || **character == '_').count();
        let (name, after) = rest.split_at_checked(length)?;
        (length > 0 && after.first() == Some(&':')).then(|| name.iter().collect())
    }

    fn at_end_of_group(&self) -> bool {
        self.scanner.peek().is_none_or(|character| character == ')')
    }

    /// Whether `word` comes next, all small or all capital letters, and ends there.
    fn at_keyword(&self, word: &str) -> bool {
        let rest = self.scanner.rest();
        let Some((head, after)) = rest.split_at_checked(word.len()) else { return false };
        let small = head.iter().copied().eq(word.chars());
        let capital = head.iter().copied().eq(word.chars().map(|letter| letter.to_ascii_uppercase()));
        (small || capital) && after.first().copied().is_none_or(ends_word)
    }

    /// Reads `word` if it comes next.
    fn keyword(&mut self, word: &str) -> bool {
        let found = self.at_keyword(word);
        if found {
            self.scanner.advance(word.len());
        }
        found
    }

    fn count(&mut self, terms: usize, place: usize) -> Result<(), Error> {
        self.terms += terms;
        if self.terms > MAX_TERMS { Err(error(place, Problem::TooManyTerms)) } else { Ok(()) }
    }
}
