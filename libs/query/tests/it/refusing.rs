//! What is not a query, where the fault is, and what the sentence says.

use query::{MAX_DEPTH, MAX_LENGTH, MAX_TERMS, Problem, Query};

#[test]
fn every_fault_has_its_place_and_sentence() {
    for (text, position, sentence) in [
        ("a \"b", 2, "This quotation mark is never closed; add the closing one."),
        ("a \"\"", 2, "There is nothing between these quotation marks."),
        ("a (b", 2, "This parenthesis is never closed; add `)`."),
        ("a) b", 1, "This parenthesis was never opened; remove it."),
        ("é ()", 2, "There is nothing between these parentheses."),
        ("or a", 0, "`or` needs a condition on both sides; put the word in quotes to search for it."),
        ("a or", 2, "`or` needs a condition on both sides; put the word in quotes to search for it."),
        ("a or or b", 5, "`or` needs a condition on both sides; put the word in quotes to search for it."),
        ("a and", 2, "`and` needs a condition on both sides; put the word in quotes to search for it."),
        ("a not", 2, "`not` needs a condition after it; put the word in quotes to search for it."),
        ("-or a", 0, "`-` needs a condition after it; put the word in quotes to search for it."),
        ("stauts:open", 0, "There is no field named `stauts`; put the text in quotes to search for it."),
        ("a status: open", 9, "`status:` needs a value right after the colon."),
        ("status:open,", 12, "`status:` needs a value right after the colon."),
        ("priority:5", 9, "`5` is not a value of `priority`; it takes a number from 1 to 4."),
        ("priority:none", 9, "`none` is not a value of `priority`; it takes a number from 1 to 4."),
        ("tier:+1", 5, "`+1` is not a value of `tier`; it takes a number from 1 to 4 or none."),
        (
            "kind:tickt",
            5,
            "`tickt` is not a value of `kind`; it takes one of ticket, incident, bug, feature, change, task.",
        ),
        ("status:<open", 7, "`status` has no order, so `<`, `>` and `..` do not apply to it."),
        ("due:<none", 4, "`<` and `>` do not go with `none`."),
        ("priority:<1..2", 9, "`<` and `>` do not go with `1..2`."),
        ("updated:2d", 8, "Say `updated:<2d` for less than that or `updated:>2d` for more."),
        ("sort:created sort:due", 13, "A query has one order only; remove this `sort:`."),
        ("sort:", 0, "`sort:` needs a value right after the colon."),
        (
            "sort:name",
            5,
            "Lists cannot be ordered by `name`; possible are created, updated, due, priority, solved, closed, title.",
        ),
        ("a\u{7}", 1, "A control character cannot be searched for; remove it."),
    ] {
        let error = Query::parse(text).expect_err(text);
        assert_eq!((error.position, error.problem.to_string().as_str()), (position, sentence), "{text}");
    }
}

#[test]
fn times_that_do_not_exist_are_refused() {
    for value in [
        "2026-02-30",
        "2026-13-01",
        "yesterday",
        "<2m",
        "<d",
        "<100001d",
        "<99999999999d",
        "..",
        "1d..2026-11-01",
        "2026-11-01T25:00:00Z",
    ] {
        let error = Query::parse(&format!("created:{value}")).expect_err(value);
        assert!(matches!(error.problem, Problem::WrongValue { .. }), "{value}: {error}");
    }
}

#[test]
fn an_order_inside_parentheses_or_negated_is_refused() {
    for text in ["a (sort:due b)", "-sort:due", "not sort:due"] {
        assert_eq!(Query::parse(text).expect_err(text).problem, Problem::SortInside, "{text}");
    }
}

#[test]
fn the_limits_are_exact() {
    assert!(Query::parse(&"é".repeat(MAX_LENGTH)).is_ok());
    let error = Query::parse(&"é".repeat(MAX_LENGTH + 1)).expect_err("too long");
    assert_eq!((error.position, error.problem), (MAX_LENGTH, Problem::TooLong));

    let nested = |depth: usize, inner: &str| format!("{}{inner}{}", "(".repeat(depth), ")".repeat(depth));
    assert!(Query::parse(&nested(MAX_DEPTH, "a")).is_ok());
    assert_eq!(Query::parse(&nested(MAX_DEPTH + 1, "a")).expect_err("too deep").problem, Problem::TooDeep);
    assert!(Query::parse(&nested(MAX_DEPTH - 1, "priority:1..2")).is_ok());
    assert_eq!(Query::parse(&nested(MAX_DEPTH, "priority:1..2")).expect_err("too deep").problem, Problem::TooDeep);

    assert!(Query::parse(&"a ".repeat(MAX_TERMS)).is_ok());
    assert_eq!(Query::parse(&"a ".repeat(MAX_TERMS + 1)).expect_err("too many").problem, Problem::TooManyTerms);
    let list = vec!["x"; MAX_TERMS + 1].join(",");
    assert_eq!(Query::parse(&format!("tag:{list}")).expect_err("too many").problem, Problem::TooManyTerms);
}

#[test]
fn the_whole_message_counts_characters_from_one() {
    let error = Query::parse("é )").expect_err("a lone parenthesis");
    assert_eq!(error.to_string(), "This parenthesis was never opened; remove it. (character 3)");
}
