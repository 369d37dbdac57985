//! For any input: no panic, the pieces are the input, neighbours differ, and the time is linear.

use proptest::prelude::*;
use reply_parser::{Part, Settings, Split, html, text};

const PIECES: &[&str] = &[
    "\n",
    "\r\n",
    " ",
    "> ",
    ">",
    "-- \n",
    "Hello",
    "It works.\n",
    "On Mon, 2 Nov 2026 at 10:00, Ana <a@b.example> wrote:\n",
    "wrote:",
    "From: Ana\n",
    "Sent: Monday\n",
    "Subject: x\n",
    "-----Original Message-----\n",
    "---------- Forwarded message ---------\n",
    "______\n",
    "Sent from my iPhone\n",
    "写道：",
    "MARK",
    "&nbsp;",
    "&",
    "&#",
    "&#xe9;",
    "<",
    ">",
    "</",
    "<!--",
    "-->",
    "<!",
    "<div>",
    "</div>",
    "<br>",
    "<blockquote type=cite>",
    "<blockquote>",
    "</blockquote>",
    "<div class=\"gmail_quote\">",
    "<div id=divRplyFwdMsg>",
    "<div style='border-top:solid'>",
    "<div class=yahoo_quoted>",
    "<div id=Signature>",
    "<script>",
    "</script>",
    "<a b='",
    "\"",
    "'",
    "é",
    "\0",
];

fn soup() -> impl Strategy<Value = String> {
    prop::collection::vec(prop::sample::select(PIECES), 0..60).prop_map(|pieces| pieces.concat())
}

fn any_text() -> impl Strategy<Value = String> {
    prop_oneof![3 => soup(), 1 => any::<String>(), 1 => "(.|\n){0,200}"]
}

fn check(input: &str, split: &Split) -> Result<(), TestCaseError> {
    let whole: String = split.pieces.iter().map(|piece| piece.source).collect();
    prop_assert_eq!(whole, input);
    prop_assert!(split.pieces.iter().all(|piece| !piece.source.is_empty()));
    prop_assert!(split.pieces.windows(2).all(|pair| pair[0].part != pair[1].part));
    prop_assert_eq!(split.forwarded.is_some(), split.pieces.iter().any(|piece| piece.part == Part::Forwarded));
    let shows_something = split.pieces.iter().any(|piece| matches!(piece.part, Part::Visible | Part::Forwarded));
    prop_assert!(shows_something || input.is_empty());
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1_000))]

    #[test]
    fn pieces_of_any_text_are_the_text(input in any_text(), marker in any::<bool>(), forward in any::<bool>()) {
        let settings = Settings { marker: marker.then_some("MARK"), forward };
        check(&input, &text(&input, &settings))?;
    }

    #[test]
    fn pieces_of_any_html_are_the_html(input in any_text(), marker in any::<bool>(), forward in any::<bool>()) {
        let settings = Settings { marker: marker.then_some("MARK"), forward };
        check(&input, &html(&input, &settings))?;
    }

    #[test]
    fn what_is_written_above_a_quote_is_seen(words in "[a-z]{1,8}( [a-z]{1,8}){0,6}") {
        let mail = format!("{words}\n\nOn Mon, 2 Nov 2026 at 10:00, Ana <a@b.example> wrote:\n> old\n");
        let split = text(&mail, &Settings::default());
        prop_assert_eq!(split.of(Part::Visible).trim().to_owned(), words);
    }
}

/// Inputs made to be slow for a reader that looks back or ahead too far; they must end, which a quadratic one would
/// not within the time that the test runner allows.
#[test]
fn hostile_inputs_of_a_megabyte_end() {
    let settings = Settings { marker: Some("MARK"), forward: true };
    for piece in PIECES.iter().copied().chain([
        "<div class=gmail_quote>",
        "<p class=quote x=\"",
        "a\n\n",
        "On 2026 10:00 wrote:\n\n",
        "<blockquote>x</blockquote>y<div class=gmail_quote>",
    ]) {
        let input = piece.repeat(1_000_000 / piece.len());
        for split in [text(&input, &settings), html(&input, &settings)] {
            assert_eq!(split.pieces.iter().map(|piece| piece.source.len()).sum::<usize>(), input.len(), "{piece}");
        }
    }
}
