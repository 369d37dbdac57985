//! All templates and translations of the product, ready to render.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::sync::Arc;

use fluent_bundle::FluentArgs;
use minijinja::{Environment, UndefinedBehavior, Value, context};
use rust_embed::Embed;

use crate::asset::Manifest;
use crate::language::{Languages, argument};
use crate::{Error, Keys, function, text};

/// A template: its name, as `desk/list.html`, and its source.
pub type Template = (String, Cow<'static, str>);
/// A translation file: its language, as `zh-CN`, and its Fluent source.
pub type Locale = (String, Cow<'static, str>);

#[derive(Embed)]
#[folder = "templates/"]
struct OwnTemplates;

/// The translations of the layouts and components themselves.
pub(crate) const OWN_LOCALES: [(&str, &str); 2] =
    [("en", include_str!("../locales/en/ui.ftl")), ("zh-CN", include_str!("../locales/zh-CN/ui.ftl"))];

/// What the layouts read and a page may leave out.
const OPTIONAL: [&str; 11] =
    ["viewer", "flash", "nav", "path", "theme", "density", "csrf", "live_after", "brand", "keys", "palette"];

/// Renders every page of the product; cheap to clone.
#[derive(Clone)]
pub struct Ui {
    environment: Arc<Environment<'static>>,
    languages: Arc<Languages>,
    keys: Arc<Keys>,
}

impl Ui {
    /// Takes the templates and translations of all crates, beside the design system's own (`ui/…`).
    ///
    /// # Errors
    /// When a template or translation does not parse, or a message is given twice.
    pub fn new(templates: Vec<Template>, locales: Vec<Locale>) -> Result<Ui, Error> {
        let given = locales.iter().map(|(name, source)| (name.as_str(), source.as_ref()));
        let languages = Arc::new(Languages::parse(OWN_LOCALES.into_iter().chain(given))?);
        let mut environment = Environment::new();
        environment.set_undefined_behavior(UndefinedBehavior::Strict);
        environment.set_debug(cfg!(debug_assertions));
        environment.set_formatter(text::write);
        for name in OPTIONAL {
            environment.add_global(name, ());
        }
        environment.add_global("locales", languages.names().map(str::to_owned).collect::<Vec<_>>());
        function::register(&mut environment, &languages, Manifest::embedded()?);
        let mut keys = Keys::default();
        for (name, source) in own_templates().chain(templates) {
            keys.extend(Keys::of_template(&source));
            environment.add_template_owned(name, source)?;
        }
        Ok(Ui { environment: Arc::new(environment), languages, keys: Arc::new(keys) })
    }

    /// Renders a template for a reader of the given language.
    ///
    /// # Errors
    /// When the template is unknown or uses something that `context` does not define.
    pub fn render(&self, name: &str, locale: &str, context: Value) -> Result<String, Error> {
        let template = self.environment.get_template(name)?;
        Ok(template.render(context! { locale, ..context })?)
    }

    /// Writes a message outside a template, as for a mail or an error.
    ///
    /// # Errors
    /// When the message or one of its arguments is missing.
    pub fn text(&self, locale: &str, key: &str, arguments: &[(&'static str, Value)]) -> Result<String, Error> {
        let arguments = arguments.iter().map(|(name, value)| (*name, argument(value)));
        self.languages.format(locale, key, &FluentArgs::from_iter(arguments))
    }

    /// The languages the product speaks, in order of their names.
    pub fn locales(&self) -> Vec<&str> {
        self.languages.names().collect()
    }

    /// The best language for an `Accept-Language` header; English when none fits.
    pub fn negotiate(&self, accept_language: &str) -> &str {
        self.languages.negotiate(accept_language)
    }

    /// The keys of all messages of a language.
    pub fn message_keys(&self, locale: &str) -> BTreeSet<String> {
        self.languages.keys(locale)
    }

    /// The keys that all templates together ask for.
    pub fn template_keys(&self) -> &Keys {
        &self.keys
    }

    /// The names of all templates, in order.
    pub fn templates(&self) -> Vec<&str> {
        self.environment.templates().map(|(name, _)| name).collect()
    }
}

fn own_templates() -> impl Iterator<Item = Template> {
    OwnTemplates::iter().filter_map(|path| {
        let source = String::from_utf8(OwnTemplates::get(&path)?.data.into_owned()).ok()?;
        Some((format!("ui/{path}"), Cow::Owned(source)))
    })
}
