//! Printing inverts reading, and reading survives any text.

use proptest::prelude::*;
use query::{
    Category, Distance, Expression, Field, Flag, Kind, Operator, Query, Shape, Sort, SortField, Unit, Value, WaitingOn,
};

fn member<T: Copy + std::fmt::Debug + 'static>(all: &'static [T]) -> impl Strategy<Value = T> {
    prop::sample::select(all)
}

/// Names with everything that could confuse a reader, but never blank.
fn name() -> impl Strategy<Value = String> {
    prop_oneof![
        "[a-z]{1,6}",
        r#"[ a-zé新"\\(),.<>=:-]{0,6}[a-z"\\(]"#,
        Just("none".to_owned()),
        Just("Me".to_owned()),
        Just("a..b".to_owned()),
    ]
}

fn instant() -> impl Strategy<Value = jiff::Timestamp> {
    (-4_000_000_000i64..4_000_000_000, 0i32..1_000_000_000)
        .prop_map(|(second, nano)| jiff::Timestamp::new(second, nano).expect("within range"))
}

fn time() -> BoxedStrategy<(Operator, Value)> {
    let compare = [Operator::Less, Operator::AtMost, Operator::Greater, Operator::AtLeast];
    let distance = (prop::sample::select(compare.to_vec()), 0..=Distance::MAX_AMOUNT, member(Unit::ALL))
        .prop_map(|(operator, amount, unit)| (operator, Value::Distance(Distance { amount, unit })));
    let day = (operator(), instant())
        .prop_map(|(operator, at)| (operator, Value::Day(at.to_zoned(jiff::tz::TimeZone::UTC).date())));
    let at = (operator(), instant()).prop_map(|(operator, at)| (operator, Value::Instant(at)));
    prop_oneof![distance, day, at].boxed()
}

fn operator() -> impl Strategy<Value = Operator> {
    let all = [Operator::Equal, Operator::Less, Operator::AtMost, Operator::Greater, Operator::AtLeast];
    prop::sample::select(all.to_vec())
}

/// Any comparison that the field's shape allows.
fn comparison(field: Field) -> BoxedStrategy<(Operator, Value)> {
    let equal = |value: Value| (Operator::Equal, value);
    let nothing = Just(equal(Value::Nothing));
    match field.shape() {
        Shape::Kind => member(Kind::ALL).prop_map(move |kind| equal(Value::Kind(kind))).boxed(),
        Shape::Category => member(Category::ALL).prop_map(move |category| equal(Value::Category(category))).boxed(),
        Shape::Flag => member(Flag::ALL).prop_map(move |flag| equal(Value::Flag(flag))).boxed(),
        Shape::WaitingOn => {
            prop_oneof![nothing, member(WaitingOn::ALL).prop_map(move |party| equal(Value::WaitingOn(party)))].boxed()
        }
        Shape::Name { optional: true } => {
            prop_oneof![nothing, name().prop_map(move |text| equal(Value::Name(text)))].boxed()
        }
        Shape::Name { optional: false } => name().prop_map(move |text| equal(Value::Name(text))).boxed(),
        Shape::Person => {
            prop_oneof![nothing, Just(equal(Value::Me)), name().prop_map(move |text| equal(Value::Name(text)))].boxed()
        }
        Shape::Words => name().prop_map(move |text| equal(Value::Words(text))).boxed(),
        Shape::Number { least, most, optional } => {
            let number = (operator(), least..=most).prop_map(|(operator, number)| (operator, Value::Number(number)));
            if optional { prop_oneof![nothing, number].boxed() } else { number.boxed() }
        }
        Shape::Time { optional } => {
            if optional {
                prop_oneof![nothing, time()].boxed()
            } else {
                time()
            }
        }
    }
}

fn leaf() -> BoxedStrategy<Expression> {
    let condition = member(Field::ALL).prop_flat_map(|field| {
        comparison(field).prop_map(move |(operator, value)| Expression::Field { field, operator, value })
    });
    let word = "[a-nA-Zé新][a-z.:&é新-]{0,5}z"
        .prop_filter("a field of that name", |text| !text.contains(':'))
        .prop_map(|text| Expression::Text { text, phrase: false });
    let phrase = name().prop_map(|text| Expression::Text { text, phrase: true });
    prop_oneof![3 => condition, 1 => word, 1 => phrase].boxed()
}

fn expression() -> impl Strategy<Value = Expression> {
    leaf().prop_recursive(4, 16, 4, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 1..4).prop_map(Expression::and),
            prop::collection::vec(inner.clone(), 1..4).prop_map(Expression::or),
            inner.prop_map(Expression::negated),
        ]
    })
}

fn sort() -> impl Strategy<Value = Option<Sort>> {
    prop::option::of((member(SortField::ALL), any::<bool>()).prop_map(|(field, descending)| Sort { field, descending }))
}

/// Text made of the pieces of the language, in any order.
fn broken_query() -> impl Strategy<Value = String> {
    let pieces = vec![
        "(",
        ")",
        "-",
        "\"",
        "\\",
        ",",
        "..",
        "<",
        ">=",
        "=",
        " ",
        " or ",
        " and ",
        "not ",
        "status:",
        "priority:",
        "due:",
        "sort:",
        "foo:",
        "1",
        "2d",
        "none",
        "me",
        "2026-11-01",
        "T08:00:00Z",
        "open",
        "新",
        "\u{0}",
        "\u{301}",
        "://",
    ];
    prop::collection::vec(prop::sample::select(pieces), 0..24).prop_map(|pieces| pieces.concat())
}

proptest! {
    #[test]
    fn printing_inverts_reading(expression in expression(), sort in sort()) {
        let query = Query { expression, sort };
        let text = query.to_string();
        prop_assume!(text.chars().count() <= query::MAX_LENGTH);
        prop_assert_eq!(Query::parse(&text), Ok(query), "{}", text);
    }

    #[test]
    fn what_was_read_prints_to_the_same_tree(text in broken_query()) {
        if let Ok(query) = Query::parse(&text) {
            let printed = query.to_string();
            prop_assert_eq!(Query::parse(&printed), Ok(query), "{} became {}", text, printed);
        }
    }

    #[test]
    fn any_text_is_a_query_or_an_error_with_a_place_inside_it(text in any::<String>()) {
        if let Err(error) = Query::parse(&text) {
            prop_assert!(error.position <= text.chars().count());
            prop_assert!(!error.to_string().is_empty());
        }
    }

    #[test]
    fn a_broken_query_is_an_error_with_a_place_inside_it(text in broken_query()) {
        if let Err(error) = Query::parse(&text) {
            prop_assert!(error.position <= text.chars().count(), "{}", text);
        }
    }
}
