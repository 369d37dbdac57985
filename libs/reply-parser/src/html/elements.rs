//! The signs that mail programs leave in their elements.

use crate::line::Opening;

/// What an element means for the lines inside it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Meaning {
    /// It begins something.
    Opens(Opening),
    /// Everything inside it is quoted, and what follows it is not.
    Quotes,
    /// Everything inside it is a signature.
    Signs,
}

/// More ids and classes of one element are not looked at.
const MOST_WORDS: usize = 30;

/// Ids and classes, without what Outlook (`x_`) and Gmail (`m_-123…`) put in front of those that they quote.
const SIGNS: &[(&str, Meaning)] = &[
    // Gmail, and what imitates it
    ("gmail_quote", Meaning::Opens(Opening::Quote)),
    ("gmail_quote_container", Meaning::Opens(Opening::Quote)),
    ("nylas-quote", Meaning::Opens(Opening::Quote)),
    ("gmail_signature", Meaning::Signs),
    // Outlook: web, mobile, Mac
    ("divRplyFwdMsg", Meaning::Opens(Opening::Rest)),
    ("appendonsend", Meaning::Opens(Opening::Rest)),
    ("mail-editor-reference-message-container", Meaning::Opens(Opening::Rest)),
    ("ms-outlook-mobile-reference-message", Meaning::Opens(Opening::Rest)),
    ("_MailOriginal", Meaning::Opens(Opening::RestIfHeaders)),
    ("stopSpelling", Meaning::Opens(Opening::RestIfHeaders)),
    ("OLK_SRC_BODY_SECTION", Meaning::Opens(Opening::Rest)),
    ("Signature", Meaning::Signs),
    ("ms-outlook-mobile-signature", Meaning::Signs),
    // Proton
    ("protonmail_quote", Meaning::Opens(Opening::Quote)),
    ("protonmail_signature_block", Meaning::Signs),
    // Yahoo
    ("yahoo_quoted", Meaning::Quotes),
    ("yahoo-signature", Meaning::Signs),
    // QQ, NetEase
    ("includetail", Meaning::Opens(Opening::Rest)),
    ("isReplyContent", Meaning::Quotes),
    ("ntes-mailmaster-quote", Meaning::Quotes),
    ("imail_signature", Meaning::Signs),
    ("ntes-signature", Meaning::Signs),
    // Apple
    ("AppleMailSignature", Meaning::Signs),
    ("apple-signature", Meaning::Signs),
    ("AppleOriginalContents", Meaning::Opens(Opening::Quote)),
    // Thunderbird
    ("moz-cite-prefix", Meaning::Opens(Opening::Quote)),
    ("moz-email-headers-table", Meaning::Opens(Opening::Forward)),
    ("moz-forward-container", Meaning::Opens(Opening::Forward)),
    ("moz-signature", Meaning::Signs),
    // Samsung
    ("composer_signature", Meaning::Signs),
    // Zimbra, Zoho, Tuta, Spark, Roundcube, Front, Freshdesk, Missive, Airmail
    ("zwchr", Meaning::Opens(Opening::Rest)),
    ("zmail_extra", Meaning::Opens(Opening::Quote)),
    ("tutanota_quote", Meaning::Quotes),
    ("messageReplySection", Meaning::Opens(Opening::Quote)),
    ("messageSignatureSection", Meaning::Signs),
    ("reply-intro", Meaning::Opens(Opening::Quote)),
    ("front-blockquote", Meaning::Quotes),
    ("freshdesk_quote", Meaning::Quotes),
    ("missive_quote", Meaning::Quotes),
    ("bloop_original_html", Meaning::Opens(Opening::Quote)),
];

/// What the element means, by its name, id, classes, `name` and style.
pub fn meaning(name: &str, attributes: &[(&str, &str)]) -> Option<Meaning> {
    let of =
        |wanted: &str| attributes.iter().find(|(key, _)| key.eq_ignore_ascii_case(wanted)).map(|(_, value)| *value);
    if name.eq_ignore_ascii_case("includetail") {
        return Some(Meaning::Opens(Opening::Rest));
    }
    // GMX and web.de
    if of("name") == Some("quote") {
        return Some(Meaning::Quotes);
    }
    let words = [of("id"), of("class"), of("name")].into_iter().flatten();
    let known = words.flat_map(str::split_ascii_whitespace).take(MOST_WORDS).find_map(|word| {
        let word = without_prefix(word);
        SIGNS.iter().find(|(sign, _)| *sign == word).map(|(_, meaning)| *meaning).or_else(|| yahoo(word))
    });
    if known.is_some() {
        return known;
    }
    let separates = name.eq_ignore_ascii_case("div") && of("style").is_some_and(is_outlook_rule);
    (separates || of("data-marker") == Some("__DIVIDER__")).then_some(Meaning::Opens(Opening::RestIfHeaders))
}

fn without_prefix(word: &str) -> &str {
    let word = word.trim_start_matches("x_");
    let Some(numbered) = word.strip_prefix("m_") else { return word };
    let rest = numbered.trim_start_matches('-').trim_start_matches(|digit: char| digit.is_ascii_digit());
    if rest.len() < numbered.len() { rest.trim_start_matches("x_") } else { word }
}

/// Newer Yahoo puts a changing prefix in front: `ydp1a2b3cyahoo_quoted`.
fn yahoo(word: &str) -> Option<Meaning> {
    (word.contains("yahoo_quoted") && word.len() < 60).then_some(Meaning::Quotes)
}

/// Outlook draws a line above the header lines: `border:none;border-top:solid #E1E1E1 1.0pt`, on mobiles
/// `border-style:solid none none`.
fn is_outlook_rule(style: &str) -> bool {
    let folded: String =
        style.chars().take(300).filter(|character| !character.is_whitespace()).collect::<String>().to_ascii_lowercase();
    folded.split(';').any(|property| {
        property.starts_with("border-top:") && property.contains("solid") || property == "border-style:solidnonenone"
    })
}

/// Whether a `blockquote` is a quoted mail and not an indentation.
pub fn is_cited(attributes: &[(&str, &str)]) -> bool {
    attributes.iter().any(|(key, value)| {
        key.eq_ignore_ascii_case("cite")
            || key.eq_ignore_ascii_case("type") && value.eq_ignore_ascii_case("cite")
            || key.eq_ignore_ascii_case("class") && value.contains("quote")
    })
}
