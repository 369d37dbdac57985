//! `Authentication-Results` (RFC 8601) of our own mail server, and of no other: everybody can write the field.

use super::verdict::Verdict;

/// What the field says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Results {
    /// The server that checked.
    pub(super) server: String,
    /// Each method with its result and its properties.
    pub(super) methods: Vec<Method>,
}

/// One method's result.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Method {
    pub(super) name: String,
    pub(super) verdict: Verdict,
    properties: Vec<(String, String)>,
}

impl Method {
    /// A property such as `header.from`, in lower case.
    pub(super) fn property(&self, name: &str) -> Option<&str> {
        self.properties.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }
}

impl Results {
    /// The first result of a method.
    pub(super) fn method(&self, name: &str) -> Option<&Method> {
        self.methods.iter().find(|method| method.name == name)
    }
}

/// The results that the server `trusted` wrote. Only the topmost field counts: a server puts its own above everything
/// that came from outside, and takes away what pretends to be its own (RFC 8601 §5).
pub(super) fn trusted<'a>(headers: impl Iterator<Item = (&'a [u8], &'a [u8])>, trusted: &str) -> Option<Results> {
    let mut fields = headers.filter(|(name, _)| name.trim_ascii().eq_ignore_ascii_case(b"authentication-results"));
    let (_, value) = fields.next()?;
    let results = read(&String::from_utf8_lossy(value));
    results.server.eq_ignore_ascii_case(trusted.trim()).then_some(results)
}

fn read(value: &str) -> Results {
    let plain = without_comments(value);
    let mut parts = plain.split(';');
    let server = parts.next().unwrap_or_default().split_ascii_whitespace().next().unwrap_or_default();
    Results {
        server: server.trim_matches('"').to_ascii_lowercase(),
        methods: parts.take(40).filter_map(method).collect(),
    }
}

fn method(part: &str) -> Option<Method> {
    let mut pairs = part.split_ascii_whitespace().filter_map(|word| word.split_once('='));
    let (name, result) = pairs.next()?;
    let name = name.split('/').next().unwrap_or_default().to_ascii_lowercase();
    let lower = |text: &str| text.trim_matches('"').to_ascii_lowercase();
    let properties = pairs.take(20).map(|(name, value)| (lower(name), lower(value))).collect();
    Some(Method { name, verdict: verdict(&lower(result)), properties })
}

fn verdict(word: &str) -> Verdict {
    match word {
        "pass" => Verdict::Pass,
        "fail" | "hardfail" => Verdict::Fail,
        "softfail" => Verdict::SoftFail,
        "neutral" | "policy" => Verdict::Neutral,
        "none" => Verdict::None,
        "temperror" => Verdict::TempError,
        "permerror" => Verdict::PermError,
        _ => Verdict::Unchecked,
    }
}

/// Comments may stand anywhere and may be nested (RFC 5322 §3.2.2); quoted strings hold none.
fn without_comments(value: &str) -> String {
    let (mut plain, mut depth, mut quoted, mut escaped) = (String::new(), 0_u32, false, false);
    for character in value.chars() {
        match character {
            _ if escaped => escaped = false,
            '\\' if quoted || depth > 0 => {
                escaped = true;
                continue;
            }
            '"' if depth == 0 => quoted = !quoted,
            '(' if !quoted => depth = depth.saturating_add(1),
            ')' if !quoted && depth > 0 => {
                depth -= 1;
                plain.push(' ');
                continue;
            }
            _ => {}
        }
        if depth == 0 {
            plain.push(character);
        }
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::*;

    const FIELD: &str = "mx.google.com;\r\n       dkim=pass header.i=@a.example header.s=k1 header.b=\"x\";\r\n \
        spf=softfail (google.com: domain of transitioning ann@a.example (really)) smtp.mailfrom=ann@a.example;\r\n \
        dmarc=pass (p=REJECT sp=REJECT dis=NONE) header.from=A.example";

    #[test]
    fn the_field_is_read_with_comments_and_properties() {
        let results = read(FIELD);
        assert_eq!(results.server, "mx.google.com");
        let verdicts: Vec<_> = results.methods.iter().map(|one| (one.name.as_str(), one.verdict)).collect();
        assert_eq!(verdicts, [("dkim", Verdict::Pass), ("spf", Verdict::SoftFail), ("dmarc", Verdict::Pass)]);
        assert_eq!(results.method("dmarc").unwrap().property("header.from"), Some("a.example"));
        assert_eq!(results.method("spf").unwrap().property("smtp.mailfrom"), Some("ann@a.example"));
        assert_eq!(read("mx.a.example 1; none").methods, []);
        assert_eq!(read("(").server, "");
    }

    #[test]
    fn only_the_topmost_field_of_our_own_server_is_believed() {
        let ours: (&[u8], &[u8]) = (b"Authentication-Results", b" mx.ours.example; dmarc=fail header.from=a.example");
        let forged: (&[u8], &[u8]) = (b"authentication-results", b" mx.ours.example; dmarc=pass header.from=a.example");
        let foreign: (&[u8], &[u8]) = (b"Authentication-Results", b" evil.example; dmarc=pass header.from=a.example");
        let found = |fields: &[(&'static [u8], &'static [u8])]| {
            trusted(fields.iter().copied(), "MX.ours.example")
                .and_then(|results| results.method("dmarc").map(|method| method.verdict))
        };
        assert_eq!(found(&[ours, forged]), Some(Verdict::Fail));
        assert_eq!(found(&[foreign, forged]), None, "what stands below a foreign field came from outside");
        assert_eq!(found(&[foreign]), None);
        assert_eq!(found(&[]), None);
    }
}
