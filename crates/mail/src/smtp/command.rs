//! SMTP commands, read strictly.

use crate::{limits::ADDRESS_BYTES, parse::addresses};

/// A command that was understood.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Command {
    Hello { name: String, extended: bool },
    StartTls,
    Mail { from: String, size: Option<usize> },
    Recipient(String),
    Data,
    Reset,
    Noop,
    Verify,
    Help,
    Quit,
}

/// Why a command was not understood: the reply.
pub(super) type Refusal = &'static str;

const UNKNOWN: Refusal = "500 5.5.2 Unknown command";
const SYNTAX: Refusal = "501 5.5.4 Syntax error";
const PARAMETER: Refusal = "555 5.5.4 Unknown parameter";

/// Reads a line without its end.
pub(super) fn parse(line: &[u8]) -> Result<Command, Refusal> {
    let line = std::str::from_utf8(line).map_err(|_| SYNTAX)?;
    if line.contains(['\r', '\n', '\0']) {
        return Err(SYNTAX);
    }
    let (verb, rest) = line.split_once(' ').unwrap_or((line, ""));
    let rest = rest.trim();
    match verb.to_ascii_uppercase().as_str() {
        "HELO" | "EHLO" => hello(rest, verb.eq_ignore_ascii_case("EHLO")),
        "STARTTLS" if rest.is_empty() => Ok(Command::StartTls),
        "MAIL" => mail(rest),
        "RCPT" => recipient(rest),
        "DATA" if rest.is_empty() => Ok(Command::Data),
        "RSET" => Ok(Command::Reset),
        "NOOP" => Ok(Command::Noop),
        "VRFY" | "EXPN" => Ok(Command::Verify),
        "HELP" => Ok(Command::Help),
        "QUIT" => Ok(Command::Quit),
        "AUTH" => Err("502 5.5.1 Signing in is not offered here"),
        "STARTTLS" | "DATA" => Err(SYNTAX),
        _ => Err(UNKNOWN),
    }
}

/// A name or an address in brackets (RFC 5321 §4.1.1.1); it is written into the trace, so it holds nothing else.
fn hello(rest: &str, extended: bool) -> Result<Command, Refusal> {
    let name = rest.split_ascii_whitespace().next().ok_or("501 5.5.4 Say who you are")?;
    let fits = |c: char| c.is_alphanumeric() || matches!(c, '.' | '-' | '_' | ':' | '[' | ']');
    if name.len() > 255 || !name.chars().all(fits) {
        return Err("501 5.5.4 This is no name of a server");
    }
    Ok(Command::Hello { name: name.to_owned(), extended })
}

fn mail(rest: &str) -> Result<Command, Refusal> {
    let (path, parameters) = path(rest, "FROM:")?;
    let from = if path.is_empty() {
        String::new()
    } else {
        addresses::plausible(path).ok_or("553 5.1.7 This is no address")?
    };
    let mut size = None;
    for parameter in parameters.split_ascii_whitespace() {
        let (name, value) = parameter.split_once('=').unwrap_or((parameter, ""));
        match name.to_ascii_uppercase().as_str() {
            "SIZE" => size = Some(value.parse().map_err(|_| SYNTAX)?),
            "BODY" if matches!(value.to_ascii_uppercase().as_str(), "7BIT" | "8BITMIME") => {}
            "SMTPUTF8" if value.is_empty() => {}
            _ => return Err(PARAMETER),
        }
    }
    Ok(Command::Mail { from, size })
}

fn recipient(rest: &str) -> Result<Command, Refusal> {
    let (path, parameters) = path(rest, "TO:")?;
    if !parameters.trim().is_empty() {
        return Err(PARAMETER);
    }
    addresses::plausible(path).map(Command::Recipient).ok_or("553 5.1.3 This is no address")
}

/// `FROM:<path> parameters`, also with a space after the colon or without brackets, as many programs write.
fn path<'a>(rest: &'a str, keyword: &str) -> Result<(&'a str, &'a str), Refusal> {
    let head = rest.get(..keyword.len()).filter(|head| head.eq_ignore_ascii_case(keyword)).ok_or(SYNTAX)?;
    let rest = rest.get(head.len()..).unwrap_or_default().trim_start();
    if rest.len() > ADDRESS_BYTES * 3 {
        return Err(SYNTAX);
    }
    if let Some(inner) = rest.strip_prefix('<') {
        let (path, parameters) = inner.split_once('>').ok_or(SYNTAX)?;
        // A source route before the address is skipped (RFC 5321 §4.1.1.3).
        let path = if path.starts_with('@') { path.split_once(':').map_or(path, |(_, address)| address) } else { path };
        return Ok((path, parameters));
    }
    let (path, parameters) = rest.split_once(' ').unwrap_or((rest, ""));
    if path.is_empty() { Err(SYNTAX) } else { Ok((path, parameters)) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn commands_are_read() {
        let mail = |from: &str, size| Ok(Command::Mail { from: from.into(), size });
        let hello = |name: &str, extended| Ok(Command::Hello { name: name.into(), extended });
        let table = [
            ("EHLO a.example", hello("a.example", true)),
            ("ehlo [127.0.0.1]", hello("[127.0.0.1]", true)),
            ("HELO a.example", hello("a.example", false)),
            ("HELO", Err("501 5.5.4 Say who you are")),
            ("EHLO a);<x>", Err("501 5.5.4 This is no name of a server")),
            ("MAIL FROM:<a@b.example>", mail("a@b.example", None)),
            ("MAIL FROM:<> SIZE=12 BODY=8BITMIME SMTPUTF8", mail("", Some(12))),
            ("mail from: a@b.example", mail("a@b.example", None)),
            ("MAIL FROM:<@x.example:a@b.example>", mail("a@b.example", None)),
            ("MAIL FROM:<a@b.example> FOO=1", Err(PARAMETER)),
            ("MAIL FROM:<a@b.example", Err(SYNTAX)),
            ("MAIL a@b.example", Err(SYNTAX)),
            ("RCPT TO:<b@c.example>", Ok(Command::Recipient("b@c.example".into()))),
            ("RCPT TO:<>", Err("553 5.1.3 This is no address")),
            ("RCPT TO:<b@c.example> NOTIFY=NEVER", Err(PARAMETER)),
            ("DATA", Ok(Command::Data)),
            ("DATA now", Err(SYNTAX)),
            ("BDAT 10 LAST", Err(UNKNOWN)),
            ("", Err(UNKNOWN)),
        ];
        for (line, expected) in table {
            assert_eq!(parse(line.as_bytes()), expected, "{line}");
        }
        assert_eq!(parse(b"NOOP\0"), Err(SYNTAX));
        assert_eq!(parse(b"\xff\xfe"), Err(SYNTAX));
    }
}
