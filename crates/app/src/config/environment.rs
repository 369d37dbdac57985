//! `AFTERCARE_SECTION__KEY=value` overrides `key` in `[section]`.

const PREFIX: &str = "AFTERCARE_";

/// Section, key and text of every override in the process's environment.
#[expect(clippy::disallowed_methods, reason = "the one place that reads the environment")]
pub fn overrides() -> Vec<(String, String, String)> {
    std::env::vars().filter_map(|(name, value)| split(&name).map(|(section, key)| (section, key, value))).collect()
}

fn split(name: &str) -> Option<(String, String)> {
    let (section, key) = name.strip_prefix(PREFIX)?.split_once("__")?;
    Some((section.to_ascii_lowercase(), key.to_ascii_lowercase()))
}

/// Numbers, booleans and lists are read as TOML; everything else is text.
pub fn value(text: &str) -> toml::Value {
    let parsed = format!("value = {text}").parse::<toml::Table>().ok().and_then(|mut table| table.remove("value"));
    match parsed {
        Some(value @ (toml::Value::Integer(_) | toml::Value::Boolean(_) | toml::Value::Array(_))) => value,
        _ => toml::Value::String(text.to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_section_and_key() {
        assert_eq!(split("AFTERCARE_SERVER__BASE_URL"), Some(("server".to_owned(), "base_url".to_owned())));
        assert_eq!(split("AFTERCARE_TEST_POSTGRES"), None);
        assert_eq!(split("HOME"), None);
    }
}
