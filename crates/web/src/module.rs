//! What a context brings to the product, gathered by the program that wires everything.

use ui::{Locale, Template, Ui};
use utoipa::openapi::OpenApi;

use crate::{live::Followers, navigation::Entry, routes::Routes};

/// One context's share.
#[derive(Default)]
pub struct Module {
    /// The context's name.
    pub name: &'static str,
    /// Its routes with what they demand.
    pub routes: Routes,
    /// Its templates, named like `desk/list.html`.
    pub templates: Vec<Template>,
    /// Its translations.
    pub locales: Vec<Locale>,
    /// Its places in the navigation.
    pub navigation: Vec<Entry>,
    /// Its tables.
    pub part: store::Part,
    /// The jobs it runs.
    pub jobs: Vec<jobs::Registration>,
    /// What it does when something happens.
    pub reactions: Vec<jobs::Reaction>,
    /// What it does from time to time.
    pub schedules: Vec<jobs::Schedule>,
    /// Who follows its items: what happens to them is told live to their followers too.
    pub followers: Option<Followers>,
    /// Its part of the API's description.
    pub openapi: OpenApi,
}

/// The templates and translations of this crate and all modules.
///
/// # Errors
/// When one does not parse or a message is given twice.
pub fn ui_of(modules: &[Module]) -> Result<Ui, ui::Error> {
    let (mut templates, mut locales) = crate::pages::texts();
    for module in modules {
        templates.extend(module.templates.iter().cloned());
        locales.extend(module.locales.iter().cloned());
    }
    Ui::new(templates, locales)
}
