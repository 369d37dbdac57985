//! Layouts and functions, driven by small templates.

use std::borrow::Cow;

use minijinja::{Value, context};
use ui::{Error, Ui};

use crate::kit::page;

fn ui(templates: &[(&str, &'static str)]) -> Ui {
    let templates = templates.iter().map(|(name, source)| ((*name).to_owned(), Cow::Borrowed(*source))).collect();
    Ui::new(templates, Vec::new()).unwrap()
}

fn render(source: &'static str, context: Value) -> Result<String, Error> {
    ui(&[("page.html", source)]).render("page.html", "en", context)
}

#[test]
fn a_workspace_page_has_landmarks_and_only_the_panes_it_fills() {
    let whole = r#"{% extends "ui/layout/workspace.html" %}{% import "ui/components.html" as ui %}
        {% block title %}Tickets & more{% endblock %}{% block pane %}list{% endblock %}{% block back %}/desk{% endblock %}
        {% block list %}{{ ui.button("Take") }}{% endblock %}
        {% block main %}{{ name }}{% endblock %}{% block context %}About{% endblock %}"#;
    let html = render(whole, context! { name => "<b>", ..page() }).unwrap();
    for part in [
        "<nav ",
        "<main ",
        "<aside ",
        "data-pane=\"list\"",
        "id=\"live-region\"",
        "class=\"skip-link\" href=\"#main\"",
        "&lt;b&gt;",
        "Take",
    ] {
        assert!(html.contains(part), "{part} is missing");
    }
    let bare =
        r#"{% extends "ui/layout/workspace.html" %}{% block title %}T{% endblock %}{% block main %}M{% endblock %}"#;
    let html = render(bare, page()).unwrap();
    assert!(!html.contains("<aside ") && !html.contains("workspace-list"));
    assert!(html.contains("data-pane=\"main\""));
}

#[test]
fn an_error_page_needs_almost_nothing() {
    let source = r#"{% extends "ui/layout/plain.html" %}{% block title %}Not found{% endblock %}{% block main %}<h1>Not found</h1>{% endblock %}"#;
    let html = render(source, context! { now => "2026-11-22T09:30:00Z", zone => "UTC" }).unwrap();
    assert!(html.contains("<title>Not found · Aftercare</title>"));
    assert!(html.contains("action=\"/preferences\""));
}

#[test]
fn undefined_names_and_messages_are_errors() {
    assert!(render("{{ nobody }}", page()).is_err());
    assert!(render("{% if nobody %}x{% endif %}", page()).is_err());
    assert!(render("{{ t('no-such-message') }}", page()).is_err());
    assert!(render("{{ t('message-by') }}", page()).is_err());
    assert!(render("{{ icon('no-such-icon') }}", page()).is_err());
    assert!(render("{{ asset('no-such-asset.css') }}", page()).is_err());
    assert!(ui(&[]).render("no-such.html", "en", page()).is_err());
}

#[test]
fn functions_speak_the_language_of_the_page() {
    let source = r#"{% from "ui/components/badge.html" import priority %}{{ t("message-by", author="<Kim>") }}|{{ 12345 | number }}|{{ 2500000 | file_size }}|{{ at | relative_time(style="short") }}|{{ none | relative_time }}|{{ "a https://b.example <c>" | linked }}|{{ priority(1) }}"#;
    let html = ui(&[("page.html", source)])
        .render("page.html", "zh-CN", context! { at => "2026-11-22T09:00:00Z", ..page() })
        .unwrap();
    assert!(html.starts_with("&lt;Kim&gt; 的消息|12,345|2.5\u{a0}MB|<time "), "{html}");
    assert!(html.contains(">30分</time>|–|a <a href="), "{html}");
    assert!(html.contains("&lt;c&gt;") && html.contains("P1，紧急"), "{html}");
}

#[test]
fn a_fields_error_is_tied_to_its_input() {
    let source = r#"{% import "ui/components.html" as ui %}{{ ui.field("email", "Address", hint="Yours", error="Too short", attributes={"data-x": true, "data-y": none}) }}"#;
    let html = render(source, page()).unwrap();
    assert!(
        html.contains("aria-describedby=\"field-email-hint field-email-error\" aria-invalid=\"true\" data-x>"),
        "{html}"
    );
}
