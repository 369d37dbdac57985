//! The words of text/enriched (RFC 1896) and of its forerunner text/richtext, without their formatting.

/// Formatting stands in angle brackets, `<<` is an angle bracket, one line end is a space and more are one less.
#[must_use]
pub fn to_text(enriched: &str) -> String {
    let mut text = String::with_capacity(enriched.len());
    let mut parameters = 0_usize;
    let mut rest = enriched;
    while let Some(character) = rest.chars().next() {
        rest = rest.get(character.len_utf8()..).unwrap_or_default();
        match character {
            '<' if rest.starts_with('<') => {
                text.push('<');
                rest = rest.get(1..).unwrap_or_default();
            }
            '<' => {
                let end = rest.find('>').unwrap_or(rest.len());
                let (name, after) = rest.split_at(end);
                rest = after.strip_prefix('>').unwrap_or(after);
                match name.to_ascii_lowercase().as_str() {
                    "param" => parameters += 1,
                    "/param" => parameters = parameters.saturating_sub(1),
                    "nl" | "paragraph" => text.push('\n'),
                    _ => {}
                }
            }
            '\n' => {
                let more = rest.len() - rest.trim_start_matches('\n').len();
                rest = rest.get(more..).unwrap_or_default();
                if more == 0 { text.push(' ') } else { text.extend(std::iter::repeat_n('\n', more)) }
            }
            _ if parameters > 0 => {}
            other => text.push(other),
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formatting_goes_and_words_stay() {
        let enriched = "<bold>Now</bold> is\nthe time.\n\n<color><param>red</param>Red</color> 1 << 2\n\n\nEnd";
        assert_eq!(to_text(enriched), "Now is the time.\nRed 1 < 2\n\nEnd");
        assert_eq!(to_text("<never closed"), "");
    }
}
