//! Pictures that HTML carries within itself become files of the mail, so that each is kept once and the HTML stays small.

use super::{attachment::Given, transfer};

const BEGINNING: &str = "data:image/";
/// The most pictures taken out; further ones stay where they are.
const PICTURES: usize = 200;
/// Smaller ones, such as a line or a dot, are not worth a file.
const SMALLEST: usize = 1_024;
const KINDS: [&str; 5] = ["png", "jpeg", "jpg", "gif", "webp"];

/// Moves the pictures of the HTML to `files` and gives the HTML with `cid:` references to them.
#[must_use]
pub fn extract(html: String, files: &mut Vec<Given>) -> String {
    if !html.contains(BEGINNING) {
        return html;
    }
    let mut written = String::new();
    let mut rest = html.as_str();
    while let Some(at) = rest.find(BEGINNING) {
        let (before, from) = rest.split_at(at);
        written.push_str(before);
        let quote = before.chars().next_back().filter(|quote| matches!(quote, '"' | '\''));
        match quote.filter(|_| files.len() < PICTURES).and_then(|quote| picture(from, quote)) {
            Some((kind, code, after)) => {
                let id = format!("embedded-{}", files.len() + 1);
                written.push_str(&format!("cid:{id}"));
                let extension = if kind == "jpeg" { "jpg" } else { kind };
                files.push(Given {
                    name: Some(format!("image-{}.{extension}", files.len() + 1)),
                    mime: format!("image/{}", if kind == "jpg" { "jpeg" } else { kind }),
                    content_id: Some(id),
                    bytes: transfer::base64(code.as_bytes()),
                });
                rest = after;
            }
            None => {
                written.push_str(BEGINNING);
                rest = from.get(BEGINNING.len()..).unwrap_or_default();
            }
        }
    }
    written.push_str(rest);
    written
}

/// The kind and the code of the picture that `text` begins with, up to the quote that ends it.
fn picture(text: &str, quote: char) -> Option<(&'static str, &str, &str)> {
    let (kind, rest) = text.strip_prefix(BEGINNING)?.split_once(";base64,")?;
    let kind = KINDS.into_iter().find(|known| kind.eq_ignore_ascii_case(known))?;
    let end = rest.find(quote)?;
    let (code, after) = rest.split_at(end);
    let is_code = code.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"+/=\r\n\t %".contains(&byte));
    (code.len() >= SMALLEST && is_code).then_some((kind, code, after))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pictures_become_files() {
        let code = "iVBORw0K".repeat(200);
        let mut files = Vec::new();
        let html = extract(format!("<p>a</p><img src=\"data:image/png;base64,{code}\" width=3>b"), &mut files);
        assert_eq!(html, "<p>a</p><img src=\"cid:embedded-1\" width=3>b");
        assert_eq!(
            (files.len(), files[0].mime.as_str(), files[0].name.as_deref()),
            (1, "image/png", Some("image-1.png"))
        );
        assert!(files[0].bytes.starts_with(b"\x89PNG"));
    }

    #[test]
    fn small_and_strange_ones_stay() {
        for html in
            ["<img src=\"data:image/png;base64,AAAA\">", "data:image/", "<img src=\"data:image/svg+xml;base64,AAAA\">"]
        {
            assert_eq!(extract(html.to_owned(), &mut Vec::new()), html);
        }
    }
}
