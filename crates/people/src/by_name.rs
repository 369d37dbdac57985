//! Lists are in the order of folded names, ids breaking ties, and are searched by parts of names.

use base::{Cursor, text};
use serde_json::Value;

use crate::Result;

/// The sort keys behind which the page begins.
pub fn after(cursor: Option<&str>) -> Result<(String, i64)> {
    let Some(cursor) = cursor else {
        return Ok((String::new(), 0));
    };
    let cursor = Cursor::decode(cursor)?;
    Ok((cursor.text(0)?.to_owned(), cursor.integer(1)?))
}

/// The cursor behind a row.
pub fn cursor(name: &str, id: i64) -> Cursor {
    Cursor(vec![Value::from(text::fold(name)), Value::from(id)])
}

/// A `LIKE` pattern with `!` as escape for folded texts that contain `part`; none for an empty part.
pub fn pattern(part: Option<&str>) -> Option<String> {
    let part = text::fold(&text::clean(part?));
    let escaped = part.replace('!', "!!").replace('%', "!%").replace('_', "!_");
    (!escaped.is_empty()).then(|| format!("%{escaped}%"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signs_of_the_pattern_language_stand_for_themselves() {
        assert_eq!(pattern(Some(" 50%_Off! ")), Some("%50!%!_off!!%".to_owned()));
        assert_eq!(pattern(Some("  ")), None);
        assert_eq!(pattern(None), None);
    }
}
