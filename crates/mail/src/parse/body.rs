//! Which parts are the text of a mail and which are files that came with it.

use std::collections::HashSet;

use super::{
    attachment::{self, Attachment},
    charset, flowed, html, html_text,
    structure::{Part, Structure},
};
use crate::limits::Limits;

/// The text of a mail, as text and as HTML not yet sanitised, and its files.
#[derive(Debug, Default)]
pub struct Body {
    /// The text; made from the HTML where a mail has no plain text.
    pub text: String,
    /// The HTML as it came; none when the mail is plain.
    pub raw_html: Option<String>,
    /// All of the text was made from HTML.
    pub text_is_from_html: bool,
    /// Everything else.
    pub attachments: Vec<Attachment>,
    /// Some text was longer than what is kept beside the raw mail.
    pub cut: bool,
}

/// One stretch of text in one or both forms.
#[derive(Default)]
struct Segment {
    plain: Option<String>,
    html: Option<String>,
}

struct Collector<'a> {
    raw: &'a [u8],
    structure: &'a Structure,
    limits: &'a Limits,
    files: Vec<usize>,
    cut: bool,
}

/// Reads the text and the files of a mail.
#[must_use]
pub fn read(structure: &Structure, raw: &[u8], limits: &Limits) -> Body {
    let mut collector = Collector { raw, structure, limits, files: Vec::new(), cut: false };
    let segments = collector.collect(0);
    let (files, cut) = (std::mem::take(&mut collector.files), collector.cut);
    let mut body = join(segments, limits);
    body.cut |= cut;
    let mut taken = HashSet::new();
    for (number, part) in files.iter().filter_map(|&index| structure.parts.get(index)).enumerate() {
        body.attachments.push(attachment::of(part, raw, number + 1, &mut taken));
    }
    body
}

impl Collector<'_> {
    /// Nesting is limited by the walk that made the structure, so this may recurse.
    fn collect(&mut self, index: usize) -> Vec<Segment> {
        let Some(part) = self.structure.parts.get(index) else { return Vec::new() };
        if part.kind == "multipart" && !part.children.is_empty() {
            return match part.subtype.as_str() {
                "alternative" => self.alternative(part),
                "related" => self.related(part),
                "report" => self.report(part),
                _ => {
                    let mut segments = Vec::new();
                    for &child in &part.children {
                        let found = self.collect_after(child, !segments.is_empty());
                        segments.extend(found);
                    }
                    segments
                }
            };
        }
        self.collect_after(index, false)
    }

    fn collect_after(&mut self, index: usize, has_text: bool) -> Vec<Segment> {
        let Some(part) = self.structure.parts.get(index) else { return Vec::new() };
        if part.kind == "multipart" && !part.children.is_empty() {
            return self.collect(index);
        }
        let whole = index == 0 && matches!(part.kind.as_str(), "multipart" | "text" | "");
        let named = attachment::given_name(part).is_some();
        let apart = part.is_attachment() || named && has_text;
        let shown = whole || !apart;
        match (part.kind.as_str(), part.subtype.as_str()) {
            ("text", "plain") | ("multipart" | "", _) if shown => {
                vec![Segment { plain: Some(self.plain(part)), html: None }]
            }
            ("text", "html") if shown => vec![Segment { plain: None, html: Some(self.text(part)) }],
            ("text", _) if whole && !part.is_attachment() && part.subtype != "calendar" => {
                vec![Segment { plain: Some(self.plain(part)), html: None }]
            }
            _ => {
                self.files.push(index);
                Vec::new()
            }
        }
    }

    /// The first plain form and the last HTML form of the same text; the rest are files.
    fn alternative(&mut self, part: &Part) -> Vec<Segment> {
        let mut chosen = Segment::default();
        for &child in &part.children {
            for segment in self.collect(child) {
                if chosen.plain.is_none() {
                    chosen.plain = segment.plain;
                }
                chosen.html = segment.html.or(chosen.html);
            }
        }
        vec![chosen]
    }

    /// The first part is the text, the others are what it refers to.
    fn related(&mut self, part: &Part) -> Vec<Segment> {
        let mut children = part.children.iter();
        let mut segments = children.next().map(|&first| self.collect(first)).unwrap_or_default();
        for &child in children {
            let is_text =
                self.structure.parts.get(child).is_some_and(|part| part.kind == "text" || part.kind == "multipart");
            if segments.is_empty() && is_text {
                segments = self.collect(child);
            } else {
                self.files.push(child);
            }
        }
        segments
    }

    /// RFC 6522: the first part is for people, the others are for machines.
    fn report(&mut self, part: &Part) -> Vec<Segment> {
        let mut children = part.children.iter();
        let segments = children.next().map(|&first| self.collect(first)).unwrap_or_default();
        self.files.extend(children);
        segments
    }

    fn text(&mut self, part: &Part) -> String {
        let bytes = part.bytes(self.raw);
        let declared = part.parameter("charset");
        // Four bytes a character at most, and some for the encoding's own signs.
        let most = self.limits.html_bytes.max(self.limits.text_bytes) * 2;
        self.cut |= bytes.len() > most;
        let head = bytes.get(..most).unwrap_or(&bytes);
        let from_meta = if declared.is_none() && part.subtype == "html" { meta_charset(head) } else { None };
        charset::decode(head, declared.or(from_meta.as_deref()))
    }

    fn plain(&mut self, part: &Part) -> String {
        let text = self.text(part);
        let flows = part.parameter("format").is_some_and(|format| format.eq_ignore_ascii_case("flowed"));
        let delete_space = part.parameter("delsp").is_some_and(|value| value.eq_ignore_ascii_case("yes"));
        if flows { flowed::unflow(&text, delete_space) } else { text }
    }
}

fn join(segments: Vec<Segment>, limits: &Limits) -> Body {
    let mut body = Body::default();
    let any_html = segments.iter().any(|segment| segment.html.is_some());
    let has_plain = segments.iter().any(|segment| segment.plain.as_deref().is_some_and(|plain| !is_blank(plain)));
    body.text_is_from_html = any_html && !has_plain;
    let mut markup = String::new();
    for segment in segments {
        let text = match (&segment.plain, &segment.html) {
            (Some(plain), Some(html)) if is_blank(plain) => html_text::to_text(html, limits.text_bytes),
            (Some(plain), _) => plain.clone(),
            (None, Some(html)) => html_text::to_text(html, limits.text_bytes),
            (None, None) => String::new(),
        };
        if any_html {
            markup.push_str(&segment.html.unwrap_or_else(|| html::from_text(&text)));
        }
        if !body.text.is_empty() && !text.trim().is_empty() {
            body.text.push('\n');
        }
        body.text.push_str(&text);
    }
    if body.text.len() > limits.text_bytes {
        body.cut = true;
        let mut end = limits.text_bytes;
        while !body.text.is_char_boundary(end) {
            end -= 1;
        }
        body.text.truncate(end);
    }
    body.raw_html = any_html.then_some(markup);
    body
}

/// Some programs send an empty plain form beside the real text.
fn is_blank(text: &str) -> bool {
    text.chars().all(|c| c.is_whitespace() || c == '\u{feff}' || c == '\u{200b}')
}

/// The charset that an HTML text declares for itself in its first kilobytes.
fn meta_charset(bytes: &[u8]) -> Option<String> {
    let head = String::from_utf8_lossy(bytes.get(..2_048).unwrap_or(bytes)).to_ascii_lowercase();
    let (_, after) = head.split_once("charset=")?;
    let label: String = after
        .trim_start_matches(['"', '\''])
        .chars()
        .take_while(|c| c.is_ascii_alphanumeric() || "-_:".contains(*c))
        .collect();
    (!label.is_empty()).then_some(label)
}
