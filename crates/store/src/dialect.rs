//! The places where the two engines differ; nothing outside this file branches on the engine's SQL.
//!
//! In statements: `{list $n}`, `{texts $n}`, `{skip_locked}`. In migrations: the column types
//! BIGINT, TEXT, BLOB, BOOLEAN and DOUBLE. In `store` itself: numbering, sequences, introspection.

use std::borrow::Cow;

use crate::Engine;

/// Replaces the markers of a statement.
pub fn statement(engine: Engine, sql: &str) -> Cow<'_, str> {
    if !sql.contains('{') {
        return Cow::Borrowed(sql);
    }
    let mut out = String::with_capacity(sql.len() + 40);
    let mut rest = sql;
    while let Some((before, after)) = rest.split_once('{') {
        out.push_str(before);
        let Some((marker, behind)) = after.split_once('}') else {
            out.push('{');
            rest = after;
            continue;
        };
        out.push_str(&marker_text(engine, marker));
        rest = behind;
    }
    out.push_str(rest);
    Cow::Owned(out)
}

fn marker_text(engine: Engine, marker: &str) -> String {
    match (engine, marker.split_once(' ')) {
        (Engine::Sqlite, Some(("list" | "texts", number))) => format!("(SELECT value FROM json_each({number}))"),
        (Engine::Postgres, Some(("list", number))) => format!("(SELECT unnest(CAST({number} AS BIGINT[])))"),
        (Engine::Postgres, Some(("texts", number))) => format!("(SELECT unnest(CAST({number} AS TEXT[])))"),
        (Engine::Postgres, None) if marker == "skip_locked" => "FOR UPDATE SKIP LOCKED".to_owned(),
        (Engine::Sqlite, None) if marker == "skip_locked" => String::new(),
        _ => format!("{{{marker}}}"),
    }
}

/// Turns one statement of a migration into the engine's own words.
pub fn migration(engine: Engine, sql: &str) -> String {
    let mut out = String::with_capacity(sql.len() + 80);
    for (text, quoted) in quoted_parts(sql) {
        if quoted { out.push_str(text) } else { out.push_str(&column_types(engine, text)) }
    }
    let creates_table = out.trim_start().to_ascii_uppercase().starts_with("CREATE TABLE");
    if engine == Engine::Sqlite && creates_table {
        out.push_str(" STRICT");
    }
    out
}

fn column_types(engine: Engine, text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut word = String::new();
    for character in text.chars().chain(std::iter::once('\0')) {
        if character.is_ascii_alphanumeric() || character == '_' {
            word.push(character);
            continue;
        }
        out.push_str(column_type(engine, &word).unwrap_or(&word));
        word.clear();
        if character != '\0' {
            out.push(character);
        }
    }
    out
}

fn column_type(engine: Engine, word: &str) -> Option<&'static str> {
    match (engine, word) {
        (Engine::Sqlite, "BIGINT" | "BOOLEAN") => Some("INTEGER"),
        (Engine::Sqlite, "DOUBLE") => Some("REAL"),
        (Engine::Postgres, "BLOB") => Some("BYTEA"),
        (Engine::Postgres, "DOUBLE") => Some("DOUBLE PRECISION"),
        _ => None,
    }
}

/// Cuts a migration at its semicolons; comments and quoted texts may hold some.
pub fn split_statements(sql: &str) -> Vec<String> {
    let without_comments: String =
        sql.lines().map(|line| line.split("--").next().unwrap_or("")).collect::<Vec<_>>().join("\n");
    let mut statements = vec![String::new()];
    for (text, quoted) in quoted_parts(&without_comments) {
        let mut pieces = if quoted { vec![text] } else { text.split(';').collect() };
        let first = pieces.remove(0);
        if let Some(last) = statements.last_mut() {
            last.push_str(first);
        }
        statements.extend(pieces.into_iter().map(str::to_owned));
    }
    statements.retain(|statement| !statement.trim().is_empty());
    statements
}

/// The text in runs outside and inside single quotes.
fn quoted_parts(sql: &str) -> impl Iterator<Item = (&str, bool)> {
    sql.split_inclusive('\'').scan(false, |inside, part| {
        let quoted = *inside;
        if part.ends_with('\'') {
            *inside = !*inside;
        }
        Some((part, quoted))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markers_become_the_engines_own_words() {
        let sql = "SELECT 1 FROM t WHERE id IN {list $2} {skip_locked}";
        assert_eq!(statement(Engine::Sqlite, sql), "SELECT 1 FROM t WHERE id IN (SELECT value FROM json_each($2)) ");
        assert_eq!(
            statement(Engine::Postgres, sql),
            "SELECT 1 FROM t WHERE id IN (SELECT unnest(CAST($2 AS BIGINT[]))) FOR UPDATE SKIP LOCKED"
        );
    }

    #[test]
    fn column_types_change_outside_quotes_only() {
        let sql = "CREATE TABLE t (a BIGINT DEFAULT 'BIGINT', b BLOB, c BOOLEAN, d DOUBLE)";
        assert_eq!(
            migration(Engine::Sqlite, sql),
            "CREATE TABLE t (a INTEGER DEFAULT 'BIGINT', b BLOB, c INTEGER, d REAL) STRICT"
        );
        assert_eq!(
            migration(Engine::Postgres, sql),
            "CREATE TABLE t (a BIGINT DEFAULT 'BIGINT', b BYTEA, c BOOLEAN, d DOUBLE PRECISION)"
        );
    }

    #[test]
    fn statements_are_cut_outside_quotes_only() {
        assert_eq!(split_statements("-- a;b\nA 'x;y';\nB;\n"), ["\nA 'x;y'", "\nB"]);
    }
}
