//! Translations: one Fluent bundle per language, filled from the files of every crate.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use unic_langid::LanguageIdentifier;

use crate::{Error, number};

/// The language used when a reader's own is not spoken here.
const FALLBACK: &str = "en";

type Bundle = FluentBundle<FluentResource>;

struct Language {
    bundle: Bundle,
    keys: BTreeSet<String>,
}

/// All languages the pages speak.
pub(crate) struct Languages {
    by_name: BTreeMap<String, Language>,
}

impl Languages {
    /// Parses Fluent files given as (language, source).
    pub(crate) fn parse<'a>(files: impl Iterator<Item = (&'a str, &'a str)>) -> Result<Languages, Error> {
        let mut by_name = BTreeMap::new();
        for (name, source) in files {
            if !by_name.contains_key(name) {
                by_name.insert(name.to_owned(), Language::new(name)?);
            }
            if let Some(language) = by_name.get_mut(name) {
                language.add(name, source)?;
            }
        }
        Ok(Languages { by_name })
    }

    /// The names of the languages, as `en` and `zh-CN`.
    pub(crate) fn names(&self) -> impl Iterator<Item = &str> {
        self.by_name.keys().map(String::as_str)
    }

    /// The keys of all messages of a language; empty for an unknown one.
    pub(crate) fn keys(&self, locale: &str) -> BTreeSet<String> {
        self.by_name.get(locale).map(|language| language.keys.clone()).unwrap_or_default()
    }

    /// Writes a message in a language, or says what is missing.
    pub(crate) fn format(&self, locale: &str, key: &str, arguments: &FluentArgs<'_>) -> Result<String, Error> {
        let fail = |reason: String| Error::Message { locale: locale.into(), key: key.into(), reason };
        let language = self.by_name.get(locale).or_else(|| self.by_name.get(FALLBACK));
        let bundle = &language.ok_or_else(|| fail("no such language".into()))?.bundle;
        let message = bundle.get_message(key).ok_or_else(|| fail("no such message".into()))?;
        let pattern = message.value().ok_or_else(|| fail("the message has no text".into()))?;
        let mut errors = Vec::new();
        let text = bundle.format_pattern(pattern, Some(arguments), &mut errors).into_owned();
        match errors.first() {
            None => Ok(text),
            Some(error) => Err(fail(error.to_string())),
        }
    }

    /// Chooses the language for a request from its `Accept-Language` header (RFC 9110 §12.5.4).
    pub(crate) fn negotiate(&self, header: &str) -> &str {
        let mut wishes: Vec<(u16, &str)> = header.split(',').take(20).filter_map(wish).collect();
        wishes.sort_by_key(|(weight, _)| std::cmp::Reverse(*weight));
        let spoken = |tag: &str| {
            let exact = self.names().find(|name| name.eq_ignore_ascii_case(tag));
            exact.or_else(|| self.names().find(|name| primary(name).eq_ignore_ascii_case(primary(tag))))
        };
        wishes.iter().find_map(|(_, tag)| spoken(tag)).unwrap_or(FALLBACK)
    }
}

impl Language {
    fn new(name: &str) -> Result<Language, Error> {
        let fail = |error| Error::Translation { locale: name.into(), reason: format!("{error}") };
        let identifier: LanguageIdentifier = name.parse().map_err(fail)?;
        let mut bundle = Bundle::new_concurrent(vec![identifier]);
        // Isolation marks around arguments would sit inside titles, addresses and copied text;
        // templates set `dir="auto"` where a text of unknown direction stands.
        bundle.set_use_isolating(false);
        bundle.set_formatter(Some(|value, _| match value {
            FluentValue::Number(number) => Some(number::grouped(number.value)),
            _ => None,
        }));
        Ok(Language { bundle, keys: BTreeSet::new() })
    }

    fn add(&mut self, name: &str, source: &str) -> Result<(), Error> {
        let fail = |reason: String| Error::Translation { locale: name.into(), reason };
        let resource = FluentResource::try_new(source.to_owned())
            .map_err(|(_, errors)| fail(errors.iter().map(ToString::to_string).collect::<Vec<_>>().join("; ")))?;
        self.keys.extend(resource.entries().filter_map(message_key));
        self.bundle
            .add_resource(resource)
            .map_err(|errors| fail(errors.iter().map(ToString::to_string).collect::<Vec<_>>().join("; ")))
    }
}

/// The key of a message; terms (`-brand`) are not keys, templates cannot ask for them.
fn message_key(entry: &fluent_syntax::ast::Entry<&str>) -> Option<String> {
    match entry {
        fluent_syntax::ast::Entry::Message(message) => Some(message.id.name.to_owned()),
        _ => None,
    }
}

/// One wish of the header, as (weight in thousandths, tag); none when it is refused (`q=0`) or unreadable.
fn wish(part: &str) -> Option<(u16, &str)> {
    let (tag, parameters) = part.split_once(';').unwrap_or((part, ""));
    let weight = match parameters.trim().strip_prefix("q=") {
        Some(number) => number.trim().parse::<f32>().ok().filter(|weight| (0.0..=1.0).contains(weight))?,
        None => 1.0,
    };
    let thousandths = (weight * 1000.0) as u16;
    (thousandths > 0).then_some((thousandths, tag.trim()))
}

/// `zh` of `zh-CN`.
fn primary(tag: &str) -> &str {
    tag.split('-').next().unwrap_or(tag)
}

/// Turns a template value into a Fluent argument: numbers stay numbers, so that plurals work.
pub(crate) fn argument(value: &minijinja::Value) -> FluentValue<'static> {
    if value.is_number()
        && let Ok(number) = f64::try_from(value.clone())
    {
        return FluentValue::from(number);
    }
    FluentValue::String(Cow::Owned(value.to_string()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn languages() -> Languages {
        let files = [
            (
                "en",
                "inbox = { $count ->\n    [one] { $count } mail\n   *[other] { $count } mails\n }\nhello = Hello { $name }",
            ),
            ("zh-CN", "inbox = { $count } 封邮件\nhello = 你好，{ $name }"),
        ];
        Languages::parse(files.into_iter()).unwrap()
    }

    fn count(number: f64) -> FluentArgs<'static> {
        FluentArgs::from_iter([("count", FluentValue::from(number))])
    }

    #[test]
    fn plurals_and_grouping_follow_the_language() {
        let languages = languages();
        assert_eq!(languages.format("en", "inbox", &count(1.0)).unwrap(), "1 mail");
        assert_eq!(languages.format("en", "inbox", &count(12345.0)).unwrap(), "12,345 mails");
        assert_eq!(languages.format("zh-CN", "inbox", &count(2.0)).unwrap(), "2 封邮件");
        assert_eq!(languages.format("fr", "inbox", &count(2.0)).unwrap(), "2 mails");
    }

    #[test]
    fn a_missing_message_or_argument_is_named() {
        let none = FluentArgs::new();
        assert!(languages().format("en", "gone", &none).unwrap_err().to_string().contains("gone"));
        assert!(languages().format("en", "hello", &none).unwrap_err().to_string().contains("$name"));
    }

    #[test]
    fn a_key_given_twice_is_refused() {
        assert!(Languages::parse([("en", "a = 1"), ("en", "a = 2")].into_iter()).is_err());
    }

    #[test]
    fn the_best_spoken_language_is_chosen() {
        let languages = languages();
        for (header, expected) in [
            ("zh-Hans-CN,zh;q=0.9,en;q=0.8", "zh-CN"),
            ("de-DE, en-GB;q=0.7, zh;q=0.3", "en"),
            ("en;q=0.2, zh-TW", "zh-CN"),
            ("zh;q=0, fr", "en"),
            ("", "en"),
            ("*;q=banana,,;;", "en"),
        ] {
            assert_eq!(languages.negotiate(header), expected, "{header}");
        }
    }
}
