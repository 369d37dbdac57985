## What is wrong with a query; the English sentences are those of the query language itself.
query-refused = { $problem } (character { $position })
query-too-long = The query is longer than { $limit } characters; shorten it.
query-too-deep = The query is nested deeper than { $limit } levels; use fewer parentheses.
query-too-many-terms = The query has more than { $limit } conditions; leave some out.
query-control-character = A control character cannot be searched for; remove it.
query-unclosed-quote = This quotation mark is never closed; add the closing one.
query-empty-quote = There is nothing between these quotation marks.
query-unclosed-parenthesis = This parenthesis is never closed; add `)`.
query-unopened-parenthesis = This parenthesis was never opened; remove it.
query-empty-parentheses = There is nothing between these parentheses.
query-lonely-word = `{ $word }` needs a condition { $place ->
        [after] after it
       *[around] on both sides
    }; put the word in quotes to search for it.
query-unknown-field = There is no field named `{ $field }`; put the text in quotes to search for it.
query-missing-value = `{ $field }:` needs a value right after the colon.
query-wrong-choice = `{ $value }` is not a value of `{ $field }`; it takes one of { $choices }.
query-wrong-name = `{ $value }` is not a value of `{ $field }`; it takes a name{ $optional ->
        [true] {" "}or none
       *[other] {""}
    }.
query-wrong-person = `{ $value }` is not a value of `{ $field }`; it takes a name or an address, me or none.
query-wrong-words = `{ $value }` is not a value of `{ $field }`; it takes words.
query-wrong-number = `{ $value }` is not a value of `{ $field }`; it takes a number from { $least } to { $most }{ $optional ->
        [true] {" "}or none
       *[other] {""}
    }.
query-wrong-time = `{ $value }` is not a value of `{ $field }`; it takes a length of time (90min, 4h, 2d, 3w), a day (2026-11-01), an instant (2026-11-01T08:00:00Z){ $optional ->
        [true] {" "}or none
       *[other] {""}
    }.
query-no-order = `{ $field }` has no order, so `<`, `>` and `..` do not apply to it.
query-not-comparable = `<` and `>` do not go with `{ $value }`.
query-bare-distance = Say `{ $field }:<{ $value }` for less than that or `{ $field }:>{ $value }` for more.
query-sort-twice = A query has one order only; remove this `sort:`.
query-sort-inside = `sort:` orders the whole query; move it out of the parentheses and leave out the `-` before it.
query-unknown-sort = Lists cannot be ordered by `{ $value }`; possible are { $choices }.
