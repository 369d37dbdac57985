//! What follows `field:`: a value or a range, or several with commas; each is checked against the field's shape.

use crate::scan::{Scanner, ends_value, error};
use crate::{
    Category, Distance, Error, Expression, Field, Flag, Kind, Operator, Problem, Shape, Unit, Value, WaitingOn,
};

/// Reads the values of `field`; says how many single conditions they are.
pub fn read(scanner: &mut Scanner, field: Field) -> Result<(usize, Expression), Error> {
    let mut count = 0;
    let mut members = Vec::new();
    loop {
        let conditions = item(scanner, field)?;
        count += conditions.len();
        members.push(Expression::and(conditions));
        if !scanner.take(',') {
            return Ok((count, Expression::or(members)));
        }
    }
}

/// One value with its operator, or a range, which is one or two conditions.
fn item(scanner: &mut Scanner, field: Field) -> Result<Vec<Expression>, Error> {
    let start = scanner.position();
    let operator = operator(scanner);
    let is_quoted = scanner.peek() == Some('"');
    let text = if is_quoted { scanner.quoted()? } else { scanner.take_while(|character| !ends_value(character)) };
    if text.is_empty() {
        return Err(error(scanner.position(), Problem::MissingValue(field.as_str())));
    }
    let ordered = matches!(field.shape(), Shape::Number { .. } | Shape::Time { .. });
    if !ordered && !matches!(operator, None | Some(Operator::Equal)) {
        return Err(error(start, Problem::NoOrder(field)));
    }
    let conditions = match text.split_once("..") {
        Some((from, to)) if ordered && !is_quoted => match operator {
            None => range(field, from, to, &text),
            Some(_) => Err(Problem::NotComparable(text)),
        },
        _ => single(field, operator.unwrap_or(Operator::Equal), &text, is_quoted).map(|one| vec![one]),
    };
    conditions.map_err(|problem| error(start, problem))
}

/// The operator that comes next, if there is one.
fn operator(scanner: &mut Scanner) -> Option<Operator> {
    let operator = match scanner.rest() {
        ['<', '=', ..] => Operator::AtMost,
        ['>', '=', ..] => Operator::AtLeast,
        ['<', ..] => Operator::Less,
        ['>', ..] => Operator::Greater,
        ['=', ..] => Operator::Equal,
        _ => return None,
    };
    scanner.advance(operator.sql().len());
    Some(operator)
}

/// `from..to` with both ends included; either end may be left out.
fn range(field: Field, from: &str, to: &str, text: &str) -> Result<Vec<Expression>, Problem> {
    let end = |part: &str, operator: Operator| {
        if part.is_empty() { Ok(None) } else { single(field, operator, part, false).map(Some) }
    };
    let (least, most) = (end(from, Operator::AtLeast)?, end(to, Operator::AtMost)?);
    if let (Some(Expression::Field { value: least, .. }), Some(Expression::Field { value: most, .. })) = (&least, &most)
    {
        // Ages count backwards and dates forwards, so a range cannot have one of each.
        if matches!(least, Value::Distance(_)) != matches!(most, Value::Distance(_)) {
            return Err(wrong(field, text));
        }
    }
    let conditions: Vec<_> = least.into_iter().chain(most).collect();
    if conditions.is_empty() { Err(wrong(field, text)) } else { Ok(conditions) }
}

fn single(field: Field, operator: Operator, text: &str, is_quoted: bool) -> Result<Expression, Problem> {
    let value = value(field, text, is_quoted).ok_or_else(|| wrong(field, text))?;
    match (&value, operator) {
        (Value::Distance(_), Operator::Equal) => Err(Problem::BareDistance(field, text.to_owned())),
        (Value::Nothing, Operator::Less | Operator::AtMost | Operator::Greater | Operator::AtLeast) => {
            Err(Problem::NotComparable(text.to_owned()))
        }
        _ => Ok(Expression::Field { field, operator, value }),
    }
}

/// The typed value; `None` when the field does not take it.
fn value(field: Field, text: &str, is_quoted: bool) -> Option<Value> {
    let nothing = is_word(text, "none", is_quoted).then_some(Value::Nothing);
    let name = || Some(Value::Name(text.to_owned()));
    match field.shape() {
        Shape::Kind => Kind::parse(text).map(Value::Kind),
        Shape::Category => Category::parse(text).map(Value::Category),
        Shape::Flag => Flag::parse(text).map(Value::Flag),
        Shape::WaitingOn => nothing.or_else(|| WaitingOn::parse(text).map(Value::WaitingOn)),
        Shape::Name { optional } => nothing.filter(|_| optional).or_else(name),
        Shape::Person if is_word(text, "me", is_quoted) => Some(Value::Me),
        Shape::Person => nothing.or_else(name),
        Shape::Words => Some(Value::Words(text.to_owned())),
        Shape::Number { least, most, optional } => nothing.filter(|_| optional).or_else(|| {
            let number = number(field, text).filter(|number| (least..=most).contains(number))?;
            Some(Value::Number(number))
        }),
        Shape::Time { optional } => nothing.filter(|_| optional).or_else(|| time(text)),
    }
}

/// Whether `text` is one of the two special words, and not a quoted name.
pub fn is_word(text: &str, word: &str, is_quoted: bool) -> bool {
    !is_quoted && text.eq_ignore_ascii_case(word)
}

/// A whole number; priorities and tiers may be written as the pages show them, `P2` and `L3`.
fn number(field: Field, text: &str) -> Option<i64> {
    let digits = match field {
        Field::Priority => text.strip_prefix(['p', 'P']).unwrap_or(text),
        Field::Tier => text.strip_prefix(['l', 'L']).unwrap_or(text),
        _ => text,
    };
    let plain = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
    if plain { digits.parse().ok() } else { None }
}

/// A length of time, a day or an instant.
fn time(text: &str) -> Option<Value> {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    if let Some((amount, unit)) = text.split_at_checked(digits)
        && let (Some(unit), Ok(amount)) = (Unit::parse(unit), amount.parse::<u32>())
    {
        return (amount <= Distance::MAX_AMOUNT).then_some(Value::Distance(Distance { amount, unit }));
    }
    if text.len() == "2026-11-01".len() {
        return text.parse().ok().map(Value::Day);
    }
    text.parse().ok().map(Value::Instant)
}

fn wrong(field: Field, text: &str) -> Problem {
    Problem::WrongValue { field, value: text.to_owned() }
}
