//! Whom a text names, and what it says about each: the forms of qmail, Exim, Postfix, Sendmail, Exchange, Gmail and others
//! have in common that a line begins with the address, or has it after one of a few phrases, and that the reason follows.

use std::collections::HashMap;

use crate::phrases::{COPY_BEGINS, COPY_FIELDS, NAMES_RECIPIENT};
use crate::words::{fold, head};
use crate::{MAX_RECIPIENTS, Mail, address};

/// How much of what is said about one recipient is kept, in bytes.
const LONGEST: usize = 2_000;
/// How much of a text is searched, in bytes.
const SEARCHED: usize = 32 * 1024;

/// What a text says about one recipient.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Section {
    /// The recipient, if the text names one.
    pub address: Option<String>,
    /// What is said.
    pub said: String,
}

impl Section {
    pub fn is_about(&self, address: &str) -> bool {
        self.address.as_deref().is_some_and(|own| own.eq_ignore_ascii_case(address))
    }
}

/// The recipients that the text of a report names, as far as it is no copy of the mail, with what it says about each. Where no line names one in a known form,
/// the first address in the text is taken.
pub fn read(mail: &Mail, text: &str) -> Vec<Section> {
    let is_other =
        |address: &String| !address::is_daemon(address) && !mail.to.iter().any(|own| own.eq_ignore_ascii_case(address));
    let mut sections: Vec<Section> = Vec::new();
    let mut places: HashMap<String, usize> = HashMap::new();
    let mut current = None;
    for line in text.lines() {
        if let Some(address) = names(line, is_other) {
            let place = *places.entry(address.to_lowercase()).or_insert(sections.len());
            if place == sections.len() && place < MAX_RECIPIENTS {
                sections.push(Section { address: Some(address), said: String::new() });
            }
            current = Some(place);
        }
        if let Some(section) = current.and_then(|place| sections.get_mut(place))
            && section.said.len() < LONGEST
        {
            section.said.push_str(head(line, LONGEST));
            section.said.push('\n');
        }
    }
    if sections.is_empty()
        && let Some(address) = address::all_in(text).into_iter().find(is_other)
    {
        sections.push(Section { address: Some(address), said: head(text, 2 * LONGEST).to_owned() });
    }
    // What stands above a single recipient is said about it too.
    if let [only] = sections.as_mut_slice()
        && text.len() <= LONGEST
    {
        text.clone_into(&mut only.said);
    }
    sections
}

/// The recipient whom a line names.
fn names(line: &str, is_other: impl Fn(&String) -> bool) -> Option<String> {
    let line = line.trim_start_matches(|c: char| c.is_whitespace() || matches!(c, '*' | '•' | '·' | '-' | '|' | '>'));
    if !line.contains('@') {
        return None;
    }
    let line = head(line, LONGEST);
    let first = line.split(|c: char| c.is_whitespace() || matches!(c, '(' | ',' | '：')).next().unwrap_or_default();
    let first = address::of_word(first.split_once(">:").map_or(first, |(address, _)| address)).filter(&is_other);
    if first.is_some() {
        return first;
    }
    let folded = fold(line);
    let known = NAMES_RECIPIENT.iter().any(|phrase| folded.contains(phrase));
    known.then(|| address::all_in(line).into_iter().find(is_other)).flatten()
}

/// The text above the copy of the mail that came back.
pub fn before_copy(text: &str) -> &str {
    let text = head(text, SEARCHED);
    let mut end = 0;
    for line in text.split_inclusive('\n') {
        let folded = fold(head(line, 200));
        let begins = COPY_BEGINS.iter().any(|phrase| folded.contains(phrase))
            || COPY_FIELDS.iter().any(|field| folded.starts_with(field));
        if begins && end > 0 {
            return text.get(..end).unwrap_or(text);
        }
        end += line.len();
    }
    text
}
