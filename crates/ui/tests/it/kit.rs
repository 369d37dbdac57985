//! The page that shows every component in every state, and which a person looks at.

use minijinja::{Value, context};
use ui::Ui;

/// A context as the web layer gives it to every page.
pub(crate) fn page() -> Value {
    context! {
        now => "2026-11-22T09:30:00Z",
        zone => "Europe/Berlin",
        csrf => "token",
        path => "/dev/kit",
        viewer => context! { name => "Ana Rossi", initials => "AR", role => "agent" },
        nav => vec![
            context! { href => "/desk", label => "Inbox", icon => "inbox", count => 1234, current => true },
            context! { heading => "Views" },
            context! { href => "/desk?q=1", label => "Breaching", icon => "flag", count => 2, tone => "red" },
            context! { href => "/admin", label => "Admin", icon => "settings" },
        ],
    }
}

#[test]
fn the_kit_renders_in_every_language() {
    let ui = Ui::new(Vec::new(), Vec::new()).unwrap();
    let pages = ui.templates().into_iter().filter(|name| name.starts_with("ui/kit") && !name.starts_with("ui/kit/"));
    for (page, locale) in
        pages.flat_map(|page| ui.locales().into_iter().map(move |locale| (page, locale))).collect::<Vec<_>>()
    {
        let html = ui.render(page, locale, self::page()).unwrap_or_else(|error| panic!("{page} in {locale}: {error}"));
        assert!(html.contains(&format!("<html lang=\"{locale}\"")), "{page}");
        assert!(!html.contains("style=\""), "{page}: the content security policy forbids inline styles");
        assert!(!html.contains("<script>") && !html.contains(" onclick="), "{page}: and inline scripts");
    }
}
