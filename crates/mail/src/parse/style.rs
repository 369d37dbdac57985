//! Of a style attribute only harmless properties with harmless values stay.

const PROPERTIES: &[&str] = &[
    "background-color",
    "border",
    "border-bottom",
    "border-bottom-color",
    "border-bottom-style",
    "border-bottom-width",
    "border-collapse",
    "border-color",
    "border-left",
    "border-left-color",
    "border-left-style",
    "border-left-width",
    "border-radius",
    "border-right",
    "border-right-color",
    "border-right-style",
    "border-right-width",
    "border-spacing",
    "border-style",
    "border-top",
    "border-top-color",
    "border-top-style",
    "border-top-width",
    "border-width",
    "color",
    "direction",
    "font",
    "font-family",
    "font-size",
    "font-style",
    "font-variant",
    "font-weight",
    "height",
    "letter-spacing",
    "line-height",
    "list-style-type",
    "margin",
    "margin-bottom",
    "margin-left",
    "margin-right",
    "margin-top",
    "max-width",
    "padding",
    "padding-bottom",
    "padding-left",
    "padding-right",
    "padding-top",
    "text-align",
    "text-decoration",
    "text-indent",
    "text-transform",
    "vertical-align",
    "white-space",
    "width",
    "word-break",
    "word-wrap",
];
/// Longer values have no honest use.
const VALUE_BYTES: usize = 200;

/// The declarations that may stay. `background` stays when it is a plain colour.
#[must_use]
pub fn filter(style: &str) -> String {
    style.split(';').filter_map(declaration).collect::<Vec<_>>().join(";")
}

fn declaration(text: &str) -> Option<String> {
    let (property, value) = text.split_once(':')?;
    let property = property.trim().to_ascii_lowercase();
    let property = if property == "background" { "background-color".to_owned() } else { property };
    let value = value.trim();
    let lower = value.to_ascii_lowercase();
    let known = PROPERTIES.contains(&property.as_str());
    // Escapes, comments and functions are how a value hides an address; colours may be functions.
    let functions = lower.replace("rgb(", "").replace("rgba(", "").replace("hsl(", "").replace("hsla(", "");
    let harmless =
        !value.is_empty() && value.len() <= VALUE_BYTES && !functions.contains(['(', '\\', '<', '>', '@', '{', '}']);
    let comments = lower.contains("/*") || lower.contains("expression") || lower.contains("script");
    let negative = property.starts_with("margin") && lower.contains('-');
    (known && harmless && !comments && !negative).then(|| format!("{property}:{value}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_harmless_declarations_stay() {
        let table = [
            ("color: red; position: fixed", "color:red"),
            ("background: url(https://x.example/p.gif)", ""),
            ("background:#fff", "background-color:#fff"),
            ("color: rgb(1, 2, 3)", "color:rgb(1, 2, 3)"),
            ("width: expression(alert(1))", ""),
            ("color: \\72 ed", ""),
            ("margin-left: -9999px", ""),
            ("font-family: \"Segoe UI\", sans-serif", "font-family:\"Segoe UI\", sans-serif"),
            ("display: none", ""),
            ("color", ""),
        ];
        for (style, expected) in table {
            assert_eq!(filter(style), expected, "{style}");
        }
    }
}
