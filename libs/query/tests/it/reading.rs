//! Each piece of the language and the tree it becomes.

use query::{
    Category, Distance, Expression, Field, Flag, Kind, Operator, Query, Shape, Sort, SortField, Unit, Value, WaitingOn,
};

fn field(field: Field, operator: Operator, value: Value) -> Expression {
    Expression::Field { field, operator, value }
}

fn is(name: Field, value: Value) -> Expression {
    field(name, Operator::Equal, value)
}

fn name(text: &str) -> Value {
    Value::Name(text.to_owned())
}

fn word(text: &str) -> Expression {
    Expression::Text { text: text.to_owned(), phrase: false }
}

fn phrase(text: &str) -> Expression {
    Expression::Text { text: text.to_owned(), phrase: true }
}

fn not(inner: Expression) -> Expression {
    Expression::Not(Box::new(inner))
}

#[track_caller]
fn reads(text: &str, expected: Expression) {
    match Query::parse(text) {
        Ok(query) => assert_eq!(query.expression, expected, "{text}"),
        Err(error) => panic!("{text}: {error}"),
    }
}

#[test]
fn the_example_of_the_design_is_understood() {
    let two_days = Value::Distance(Distance { amount: 2, unit: Unit::Day });
    reads(
        r#"kind:ticket status:open priority:<=2 updated:<2d assignee:me -tag:spam org:"Northwind GmbH" "exact phrase" words"#,
        Expression::And(vec![
            is(Field::Kind, Value::Kind(Kind::Ticket)),
            is(Field::Status, name("open")),
            field(Field::Priority, Operator::AtMost, Value::Number(2)),
            field(Field::Updated, Operator::Less, two_days),
            is(Field::Assignee, Value::Me),
            not(is(Field::Tag, name("spam"))),
            is(Field::Organization, name("Northwind GmbH")),
            phrase("exact phrase"),
            word("words"),
        ]),
    );
}

#[test]
fn side_by_side_binds_stronger_than_or() {
    let expected = Expression::Or(vec![Expression::And(vec![word("a"), word("b")]), word("c")]);
    reads("a b or c", expected.clone());
    reads("a and b OR c", expected.clone());
    reads("((a b) or (c))", expected);
    reads("a (b or c)", Expression::And(vec![word("a"), Expression::Or(vec![word("b"), word("c")])]));
    reads("a (b (c d))", Expression::And(vec![word("a"), word("b"), word("c"), word("d")]));
}

#[test]
fn minus_and_not_negate_and_cancel_each_other() {
    for text in ["-a", "not a", "NOT a", "---a", "not -not a", "-(-(-a))"] {
        reads(text, not(word("a")));
    }
    reads("--a", word("a"));
    reads("-(a or b)", not(Expression::Or(vec![word("a"), word("b")])));
    reads("-\"a b\"", not(phrase("a b")));
}

#[test]
fn lists_and_ranges_are_spelled_out() {
    let new_or_open = Expression::Or(vec![is(Field::Status, name("new")), is(Field::Status, name("open"))]);
    reads("status:new,open", new_or_open.clone());
    reads("-status:new,open", not(new_or_open));
    let least = field(Field::Priority, Operator::AtLeast, Value::Number(2));
    let most = field(Field::Priority, Operator::AtMost, Value::Number(3));
    reads("priority:2..3 x", Expression::And(vec![least.clone(), most.clone(), word("x")]));
    reads("priority:2..", least.clone());
    reads("priority:..3", most.clone());
    let one = is(Field::Priority, Value::Number(1));
    reads("priority:1,2..3", Expression::Or(vec![one, Expression::And(vec![least, most])]));
}

#[test]
fn every_operator_is_read() {
    for (text, operator) in [
        ("priority:2", Operator::Equal),
        ("priority:=2", Operator::Equal),
        ("priority:<2", Operator::Less),
        ("priority:<=2", Operator::AtMost),
        ("priority:>2", Operator::Greater),
        ("priority:>=P2", Operator::AtLeast),
    ] {
        reads(text, field(Field::Priority, operator, Value::Number(2)));
    }
}

#[test]
fn every_field_takes_the_values_of_its_shape() {
    for &field in Field::ALL {
        let values: &[&str] = match field.shape() {
            Shape::Kind => &["bug", "TICKET"],
            Shape::Category => &["doing", "cancelled"],
            Shape::WaitingOn => &["customer", "none"],
            Shape::Flag => &["unassigned", "overdue"],
            Shape::Name { optional: false } => &["SUP-12", "\"in progress\"", "新建"],
            Shape::Name { optional: true } => &["billing", "none", "\"none\""],
            Shape::Person => &["me", "none", "kim@northwind.example", "\"Kim Doe\""],
            Shape::Words => &["export", "\"export hangs\"", "none"],
            Shape::Number { optional: false, .. } => &["1", "<3", "1..2"],
            Shape::Number { optional: true, .. } => &["1", "<3", "none"],
            Shape::Time { optional: false } => &["<90min", "2026-11-01", ">=2026-11-01T08:00:00Z", "1d..2w"],
            Shape::Time { optional: true } => &["<90min", "none", "2026-11-01..2026-11-30"],
        };
        for value in values {
            let text = format!("{field}:{value}");
            assert!(Query::parse(&text).is_ok(), "{text}");
        }
    }
}

#[test]
fn special_words_in_quotes_are_names() {
    reads("assignee:none", is(Field::Assignee, Value::Nothing));
    reads("assignee:\"none\"", is(Field::Assignee, name("none")));
    reads("assignee:\"me\"", is(Field::Assignee, name("me")));
    reads("queue:me", is(Field::Queue, name("me")));
    reads("waiting_on:Customer", is(Field::WaitingOn, Value::WaitingOn(WaitingOn::Customer)));
    reads("state:waiting", is(Field::Category, Value::Category(Category::Waiting)));
    reads("is:unassigned", is(Field::Is, Value::Flag(Flag::Unassigned)));
    reads("IS:Open", is(Field::Is, Value::Flag(Flag::Open)));
    reads("tier:L2", is(Field::Tier, Value::Number(2)));
}

#[test]
fn pasted_text_is_searched_as_text() {
    reads("Re: invoice - wrong", Expression::And(vec![word("Re:"), word("invoice"), word("wrong")]));
    reads("https://shop.example/a?b=c", word("https://shop.example/a?b=c"));
    reads("10:30", word("10:30"));
    reads("Not Or", Expression::And(vec![word("Not"), word("Or")]));
    reads("导出 卡住", Expression::And(vec![word("导出"), word("卡住")]));
    reads(r#""say \"hi\" to C:\temp\\x""#, phrase(r#"say "hi" to C:\temp\x"#));
    reads("-", Expression::All);
    reads(" \t\n", Expression::All);
}

#[test]
fn one_order_for_the_whole_query() {
    let query = Query::parse("sort:-updated printer or scanner").expect("a query");
    assert_eq!(query.sort, Some(Sort { field: SortField::Updated, descending: true }));
    assert_eq!(query.expression, Expression::Or(vec![word("printer"), word("scanner")]));
    let query = Query::parse("sort:Created").expect("a query");
    assert_eq!(query.sort, Some(Sort { field: SortField::Created, descending: false }));
    assert_eq!(query, Query { sort: query.sort, ..Query::all() });
}

#[test]
fn text_is_found_wherever_it_stands() {
    for (text, expected) in
        [("status:open", false), ("", false), ("-(status:open or -printer)", true), ("title:printer", false)]
    {
        assert_eq!(Query::parse(text).expect(text).has_text(), expected, "{text}");
    }
}

#[test]
fn helpers_keep_the_normal_form() {
    assert_eq!(Expression::and(vec![]), Expression::All);
    assert_eq!(Expression::and(vec![Expression::All, word("a")]), word("a"));
    assert_eq!(Expression::or(vec![]), not(Expression::All));
    assert_eq!(Expression::or(vec![word("a"), Expression::All]), Expression::All);
    assert_eq!(Expression::negated(not(word("a"))), word("a"));
}
