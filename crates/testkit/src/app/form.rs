//! Forms as they stand in our own pages: fields, what they hold, and how a browser sends them.

use std::fmt::Write as _;

use http::Method;

/// What separates the parts of a form with files.
pub(super) const BOUNDARY: &str = "boundary-of-the-test-browser";

/// A form with its fields.
#[derive(Clone, Debug)]
pub struct Form {
    /// Where it goes.
    pub action: String,
    /// How.
    pub method: Method,
    /// Whether it is sent in parts, as forms with files are.
    pub is_multipart: bool,
    fields: Vec<Field>,
}

#[derive(Clone, Debug)]
struct Field {
    name: String,
    value: String,
    /// Unchecked boxes and buttons are sent only when a test sets them.
    is_sent: bool,
}

impl Form {
    /// All forms of a page; a form without action goes to the page's own address.
    pub(super) fn all(page: &str, path: &str) -> Vec<Self> {
        let mut forms: Vec<Self> = Vec::new();
        let mut open: Option<Self> = None;
        let mut rest = page;
        while let Some((tag, after)) = next_tag(rest) {
            rest = after;
            if tag.name == "form" {
                open = Some(Self::of(&tag, path));
            } else if tag.name == "/form" {
                forms.extend(open.take());
            } else if let Some(form) = &mut open {
                form.read(&tag, after);
            }
        }
        forms
    }

    fn of(tag: &Tag, path: &str) -> Self {
        let is_post = tag.attribute("method").is_some_and(|method| method.eq_ignore_ascii_case("post"));
        Self {
            action: tag.attribute("action").filter(|action| !action.is_empty()).unwrap_or_else(|| path.to_owned()),
            method: if is_post { Method::POST } else { Method::GET },
            is_multipart: tag.attribute("enctype").is_some_and(|kind| kind == "multipart/form-data"),
            fields: Vec::new(),
        }
    }

    fn read(&mut self, tag: &Tag, after: &str) {
        if tag.name == "option" {
            let Some(select) = self.fields.last_mut() else { return };
            // The first option is chosen unless another one says so.
            if tag.attribute("selected").is_some() || !select.is_sent {
                select.value = tag.attribute("value").unwrap_or_else(|| inner(after, "</option"));
                select.is_sent = true;
            }
            return;
        }
        let Some(name) = tag.attribute("name") else { return };
        let kind = tag.attribute("type").unwrap_or_default();
        let (value, is_sent) = match (tag.name.as_str(), kind.as_str()) {
            ("textarea", _) => (inner(after, "</textarea").trim_start_matches('\n').to_owned(), true),
            ("select", _) => (String::new(), false),
            ("input", "checkbox" | "radio") => {
                (tag.attribute("value").unwrap_or_else(|| "on".to_owned()), tag.attribute("checked").is_some())
            }
            ("button", _) | ("input", "submit" | "file") => (tag.attribute("value").unwrap_or_default(), false),
            ("input", _) => (tag.attribute("value").unwrap_or_default(), true),
            _ => return,
        };
        self.fields.push(Field { name, value, is_sent });
    }

    /// Fills a field in; boxes are ticked by their value.
    ///
    /// # Panics
    /// When the form has no such field.
    pub fn set(&mut self, name: &str, value: &str) {
        let names: Vec<String> = self.fields.iter().map(|field| field.name.clone()).collect();
        let same = |field: &&mut Field| field.name == name;
        let exact = self.fields.iter().position(|field| field.name == name && field.value == value);
        let field = match exact {
            Some(place) => self.fields.get_mut(place),
            None => self.fields.iter_mut().find(same),
        };
        assert!(field.is_some(), "the form to {} has no field {name}, only {names:?}", self.action);
        if let Some(field) = field {
            value.clone_into(&mut field.value);
            field.is_sent = true;
        }
    }

    /// What a field holds.
    #[must_use]
    pub fn value(&self, name: &str) -> Option<&str> {
        self.fields.iter().find(|field| field.name == name && field.is_sent).map(|field| field.value.as_str())
    }

    fn sent(&self) -> impl Iterator<Item = &Field> {
        self.fields.iter().filter(|field| field.is_sent)
    }

    pub(super) fn encoded(&self) -> String {
        let pairs: Vec<String> =
            self.sent().map(|field| format!("{}={}", encoded(&field.name), encoded(&field.value))).collect();
        pairs.join("&")
    }

    pub(super) fn multipart(&self) -> String {
        let mut body = String::new();
        for Field { name, value, .. } in self.sent() {
            let _ = write!(
                body,
                "--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{}\r\n",
                value.replace('\n', "\r\n")
            );
        }
        body + "--" + BOUNDARY + "--\r\n"
    }
}

/// `application/x-www-form-urlencoded`, as the URL standard says.
fn encoded(text: &str) -> String {
    let mut encoded = String::new();
    for byte in text.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'*' | b'-' | b'.' | b'_' => encoded.push(char::from(byte)),
            b' ' => encoded.push('+'),
            _ => {
                let _ = write!(encoded, "%{byte:02X}");
            }
        }
    }
    encoded
}

struct Tag {
    name: String,
    attributes: Vec<(String, String)>,
}

impl Tag {
    fn attribute(&self, name: &str) -> Option<String> {
        self.attributes.iter().find(|(known, _)| known == name).map(|(_, value)| value.clone())
    }
}

/// The next tag and what follows it.
fn next_tag(text: &str) -> Option<(Tag, &str)> {
    let (_, text) = text.split_once('<')?;
    let end = text.find(|c: char| c.is_whitespace() || c == '>').unwrap_or(text.len());
    let (name, mut rest) = text.split_at(end);
    let mut attributes = Vec::new();
    loop {
        rest = rest.trim_start();
        if let Some(after) = rest.strip_prefix('>') {
            return Some((Tag { name: name.to_ascii_lowercase(), attributes }, after));
        }
        let end = rest.find(|c: char| c.is_whitespace() || c == '=' || c == '>')?;
        let (key, after) = rest.split_at(end);
        let Some(quoted) = after.strip_prefix("=\"") else {
            attributes.push((key.to_owned(), String::new()));
            // What is neither a name nor a quoted value is passed over.
            rest = after.strip_prefix('=').unwrap_or(after);
            continue;
        };
        let (value, after) = quoted.split_once('"')?;
        attributes.push((key.to_owned(), unescaped(value)));
        rest = after;
    }
}

fn inner(after: &str, end: &str) -> String {
    unescaped(after.split(end).next().unwrap_or_default())
}

/// Text as a reader sees it.
pub(super) fn unescaped(text: &str) -> String {
    let mut text = text.to_owned();
    for (escape, plain) in ESCAPES {
        text = text.replace(escape, plain);
    }
    text
}

/// `&amp;` comes last, so that what it stood before is not read twice.
const ESCAPES: [(&str, &str); 7] =
    [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#x27;", "'"), ("&#39;", "'"), ("&#x2f;", "/"), ("&amp;", "&")];

#[cfg(test)]
mod tests {
    use super::*;

    const PAGE: &str = r#"
        <p>x < y</p>
        <form method="post" action="/desk/SUP-1/reply" enctype="application/x-www-form-urlencoded">
          <input type="hidden" name="csrf" value="a&amp;b">
          <label>Text <textarea name="body" rows="3">
first &lt;line&gt;</textarea></label>
          <input type="checkbox" name="tag" value="vip" checked><input type="checkbox" name="tag" value="spam">
          <select name="status"><option value="open">Open</option><option value="solved" selected>Solved</option></select>
          <select name="queue"><option value="1">One</option><option value="2">Two</option></select>
          <button name="then" value="solve">Send</button>
        </form>
        <form action="/desk"><input name="q" value=""></form>"#;

    #[test]
    fn a_form_is_sent_as_a_browser_does() {
        let mut form = Form::all(PAGE, "/x").remove(0);
        assert_eq!(form.method, Method::POST);
        assert_eq!(form.value("body"), Some("first <line>"));
        form.set("body", "hello you");
        form.set("tag", "spam");
        form.set("then", "solve");
        assert_eq!(form.encoded(), "csrf=a%26b&body=hello+you&tag=vip&tag=spam&status=solved&queue=1&then=solve");
    }

    #[test]
    #[should_panic(expected = "has no field colour")]
    fn a_field_that_is_not_there_cannot_be_filled_in() {
        Form::all(PAGE, "/x").remove(1).set("colour", "red");
    }
}
