//! Which parts are the text of a mail and which are files that came with it.

use std::{borrow::Cow, collections::HashSet};

use super::{
    attachment::{self, Attachment, Given},
    charset, enriched, flowed, html, html_embedded, html_text, ids,
    structure::{Part, Structure},
    uuencode, winmail,
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

impl Segment {
    fn plain(text: String) -> Vec<Self> {
        vec![Self { plain: Some(text), html: None }]
    }

    fn html(html: String) -> Vec<Self> {
        vec![Self { plain: None, html: Some(html) }]
    }
}

/// Kinds of text that programs read, not people.
const NO_PROSE: [&str; 14] = [
    "calendar",
    "css",
    "csv",
    "directory",
    "javascript",
    "rfc822-headers",
    "rtf",
    "vcard",
    "watch-html",
    "x-amp-html",
    "x-vcalendar",
    "x-vcard",
    "xml",
    "x-diff",
];

struct Collector<'a> {
    raw: &'a [u8],
    structure: &'a Structure,
    limits: &'a Limits,
    files: Vec<usize>,
    found: Vec<Given>,
    cut: bool,
}

/// Reads the text and the files of a mail.
#[must_use]
pub fn read(structure: &Structure, raw: &[u8], limits: &Limits) -> Body {
    let mut collector = Collector { raw, structure, limits, files: Vec::new(), found: Vec::new(), cut: false };
    let mut segments = collector.collect(0, false);
    let (attachments, unpacked) = collector.attachments();
    if let Some(unpacked) = unpacked {
        stand_in(&mut segments, unpacked);
    }
    let mut body = join(segments, limits);
    body.cut |= collector.cut;
    body.attachments = attachments;
    body
}

/// What Outlook packed away is the text where the mail has none, and the HTML where it has only text.
fn stand_in(segments: &mut Vec<Segment>, unpacked: winmail::Unpacked) {
    if segments.iter().any(|segment| segment.html.is_some()) {
        return;
    }
    let plain: Vec<&str> = segments.iter().filter_map(|segment| segment.plain.as_deref()).collect();
    let plain = Some(plain.join("\n")).filter(|plain| !is_blank(plain));
    if plain.is_none() || unpacked.html.is_some() {
        *segments = vec![Segment { plain: plain.or(unpacked.text), html: unpacked.html }];
    }
}

impl Collector<'_> {
    /// The text of a part; what is no text becomes a file. `has_text`: some text stands before it.
    /// Nesting is limited by the walk that made the structure, so this may recurse.
    fn collect(&mut self, index: usize, has_text: bool) -> Vec<Segment> {
        let Some(part) = self.structure.parts.get(index) else { return Vec::new() };
        if part.kind != "multipart" || part.children.is_empty() {
            return self.leaf(index, part, has_text);
        }
        match part.subtype.as_str() {
            "alternative" => self.alternative(part),
            "related" => self.related(part),
            "report" => self.report(part),
            _ => {
                let mut segments = Vec::new();
                for &child in &part.children {
                    let found = self.collect(child, has_text || !segments.is_empty());
                    segments.extend(found);
                }
                segments
            }
        }
    }

    fn leaf(&mut self, index: usize, part: &Part, has_text: bool) -> Vec<Segment> {
        let is_named = attachment::given_name(part).is_some();
        let is_whole = index == 0 && !(is_named && part.is_attachment());
        let is_shown = is_whole || !(part.is_attachment() || is_named && has_text);
        match (part.kind.as_str(), part.subtype.as_str()) {
            ("text", "plain") | ("multipart", _) if is_shown => Segment::plain(self.plain(part)),
            ("text", "html") if is_shown => Segment::html(self.html(part)),
            ("text", "enriched" | "richtext") if is_shown && !has_text => {
                Segment::plain(enriched::to_text(&self.text(part, &part.bytes(self.raw))))
            }
            // A fragment of a mail, and a pointer to a file elsewhere, have nothing else to show.
            ("message", "partial") if is_whole => Segment::plain(self.plain(part)),
            ("message", "external-body") if part.parameter("url").is_some() => {
                Segment::plain(part.parameter("url").unwrap_or_default().to_owned())
            }
            // RFC 2046 §4.1.4: text of an unknown kind is text.
            ("text", subtype) if is_shown && !is_named && !NO_PROSE.contains(&subtype) => {
                Segment::plain(self.plain(part))
            }
            ("text", subtype) if is_whole && subtype != "calendar" => Segment::plain(self.plain(part)),
            _ => {
                self.files.push(index);
                Vec::new()
            }
        }
    }

    /// The first plain form and the last HTML form of the same text; other forms of it are not needed then.
    fn alternative(&mut self, part: &Part) -> Vec<Segment> {
        const OTHER_FORMS: [&str; 4] = ["x-amp-html", "watch-html", "enriched", "richtext"];
        let (others, children): (Vec<usize>, Vec<usize>) = part.children.iter().partition(|&&child| {
            let child = self.structure.parts.get(child);
            child.is_some_and(|child| child.kind == "text" && OTHER_FORMS.contains(&child.subtype.as_str()))
        });
        let mut chosen = Segment::default();
        for child in children {
            let (mut plain, mut html) = (Vec::new(), String::new());
            for segment in self.collect(child, false) {
                // Apple Mail puts a file between two stretches of HTML; its place in the text stays.
                html.extend(segment.html.as_deref());
                plain.extend(segment.plain);
            }
            if chosen.plain.as_deref().is_none_or(is_blank) && !plain.is_empty() {
                chosen.plain = Some(plain.join("\n"));
            }
            if !html.is_empty() {
                chosen.html = Some(html);
            }
        }
        if chosen.plain.is_none() && chosen.html.is_none() {
            return others.into_iter().flat_map(|other| self.collect(other, false)).collect();
        }
        vec![chosen]
    }

    /// The root is the part that `start` names, else the first (RFC 2387); the others are what it refers to.
    fn related(&mut self, part: &Part) -> Vec<Segment> {
        let start = part.parameter("start").and_then(ids::clean);
        let is_root = |child: &usize| {
            let id = self.structure.parts.get(*child).and_then(|child| child.headers.text("Content-ID"));
            start.is_some() && id.as_deref().and_then(ids::clean) == start
        };
        let root = part.children.iter().copied().find(is_root).or_else(|| part.children.first().copied());
        let mut segments = root.map(|root| self.collect(root, false)).unwrap_or_default();
        for &child in part.children.iter().filter(|child| Some(**child) != root) {
            let holds_text =
                self.structure.parts.get(child).is_some_and(|part| matches!(part.kind.as_str(), "text" | "multipart"));
            if segments.is_empty() && holds_text {
                segments = self.collect(child, false);
            } else {
                self.all_files(child);
            }
        }
        segments
    }

    /// RFC 6522: the first part is for people, the others are for machines.
    fn report(&mut self, part: &Part) -> Vec<Segment> {
        let mut children = part.children.iter();
        let segments = children.next().map(|&first| self.collect(first, false)).unwrap_or_default();
        children.for_each(|&child| self.all_files(child));
        segments
    }

    /// Every part below this one is a file.
    fn all_files(&mut self, index: usize) {
        match self.structure.parts.get(index) {
            Some(part) if part.kind == "multipart" && !part.children.is_empty() => {
                part.children.iter().for_each(|&child| self.all_files(child));
            }
            Some(_) => self.files.push(index),
            None => {}
        }
    }

    fn plain(&mut self, part: &Part) -> String {
        let bytes = part.bytes(self.raw);
        let (bytes, files) = uuencode::extract(&bytes);
        self.found.extend(files.into_iter().map(|file| Given {
            name: Some(file.name),
            bytes: file.bytes,
            ..Given::default()
        }));
        let text = self.text(part, &bytes);
        let flows = part.parameter("format").is_some_and(|format| format.eq_ignore_ascii_case("flowed"));
        let delete_space = part.parameter("delsp").is_some_and(|value| value.eq_ignore_ascii_case("yes"));
        if flows { flowed::unflow(&text, delete_space) } else { text }
    }

    fn text(&mut self, part: &Part, bytes: &[u8]) -> String {
        // Four bytes a character at most, and some for the encoding's own signs.
        let most = self.limits.text_bytes * 5;
        self.cut |= bytes.len() > most;
        charset::decode(bytes.get(..most).unwrap_or(bytes), part.parameter("charset"))
    }

    /// Pictures inside the HTML are taken out before its length counts.
    fn html(&mut self, part: &Part) -> String {
        let bytes = part.bytes(self.raw);
        let declared = part.parameter("charset");
        let from_meta = if declared.is_none() { meta_charset(&bytes) } else { None };
        let whole = charset::decode(&bytes, declared.or(from_meta.as_deref()));
        let mut html = html_embedded::extract(whole, &mut self.found);
        self.cut |= cut(&mut html, self.limits.html_bytes.max(self.limits.text_bytes) * 2);
        html
    }

    /// All files, with those that Outlook packed into one, and the text it packed.
    fn attachments(&mut self) -> (Vec<Attachment>, Option<winmail::Unpacked>) {
        let (mut files, mut taken, mut unpacked) = (Vec::new(), HashSet::new(), None);
        for part in self.files.iter().filter_map(|&index| self.structure.parts.get(index)) {
            let file = attachment::of(part, self.raw, &mut taken);
            let inside = if winmail::is_one(part) { winmail::unpack(&file.bytes, &mut taken) } else { None };
            files.push(file);
            if let Some(mut inside) = inside {
                files.append(&mut inside.files);
                unpacked.get_or_insert(inside);
            }
        }
        files.extend(self.found.drain(..).map(|found| attachment::named(found, &mut taken)));
        (files, unpacked)
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
            (Some(plain), Some(html)) if is_blank(plain) => Cow::Owned(html_text::to_text(html, limits.text_bytes)),
            (Some(plain), _) => Cow::Borrowed(plain.as_str()),
            (None, Some(html)) => Cow::Owned(html_text::to_text(html, limits.text_bytes)),
            (None, None) => Cow::Borrowed(""),
        };
        if any_html {
            match &segment.html {
                Some(html) => markup.push_str(html),
                None => markup.push_str(&html::from_text(&text)),
            }
        }
        if !body.text.is_empty() && !text.trim().is_empty() {
            body.text.push('\n');
        }
        body.text.push_str(&text);
    }
    body.cut |= cut(&mut body.text, limits.text_bytes);
    body.raw_html = any_html.then_some(markup);
    body
}

/// Cuts a text to so many bytes at most; says whether it did.
pub fn cut(text: &mut String, most: usize) -> bool {
    let is_longer = text.len() > most;
    text.truncate(text.floor_char_boundary(most));
    is_longer
}

/// Some programs send an empty plain form beside the real text.
fn is_blank(text: &str) -> bool {
    text.chars().all(|c| c.is_whitespace() || c == '\u{feff}' || c == '\u{200b}')
}

/// The charset that an HTML text declares for itself in its first kilobytes.
fn meta_charset(bytes: &[u8]) -> Option<String> {
    let head = String::from_utf8_lossy(bytes.get(..4_096).unwrap_or(bytes)).to_ascii_lowercase();
    head.split("<meta").skip(1).find_map(|tag| {
        let (_, after) = tag.split('>').next()?.split_once("charset")?;
        let after = after.trim_start().strip_prefix('=')?.trim_start_matches(['"', '\'', ' ']);
        let label: String = after.chars().take_while(|c| c.is_ascii_alphanumeric() || "-_:".contains(*c)).collect();
        // A page that can be read this far is not in UTF-16.
        (!label.is_empty() && !label.starts_with("utf-16")).then_some(label)
    })
}
