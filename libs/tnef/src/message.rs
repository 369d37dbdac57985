//! A message is put together from its attributes and properties; messages inside are opened with less depth.

use crate::{
    Contents, File, Limits,
    attributes::{self, Attribute},
    codepage,
    properties::{self, Property, Value, without_end},
    rtf::{self, Body},
};

// Properties by their numbers (MS-OXPROPS).
const SUBJECT: u16 = 0x0037;
const BODY: u16 = 0x1000;
const RTF_COMPRESSED: u16 = 0x1009;
const HTML: u16 = 0x1013;
const DISPLAY_NAME: u16 = 0x3001;
const ATTACH_DATA: u16 = 0x3701;
const ATTACH_FILE_NAME: u16 = 0x3704;
const ATTACH_LONG_FILE_NAME: u16 = 0x3707;
const ATTACH_MIME: u16 = 0x370e;
const ATTACH_CONTENT_ID: u16 = 0x3712;
const INTERNET_CODE_PAGE: u16 = 0x3fde;
const MESSAGE_CODE_PAGE: u16 = 0x3ffd;

#[derive(Default)]
struct Message {
    contents: Contents,
    code_page: Option<u32>,
    file: Option<File>,
}

/// Reads a stream; takes what it unpacks off `left`.
pub(crate) fn read(bytes: &[u8], left: &mut Limits) -> Option<Contents> {
    let mut message = Message::default();
    for attribute in attributes::read(bytes)? {
        message.take(&attribute, left);
    }
    message.end_of_file();
    Some(message.contents)
}

impl Message {
    fn take(&mut self, attribute: &Attribute<'_>, left: &mut Limits) {
        let data = attribute.data;
        match attribute.id {
            attributes::CODE_PAGE => {
                self.code_page = data.first_chunk().map(|page| u32::from_le_bytes(*page));
            }
            attributes::SUBJECT if self.contents.subject.is_none() => {
                self.contents.subject = self.narrow(data);
            }
            attributes::BODY if self.contents.text.is_none() && spend(left, data.len()) => {
                self.contents.text = self.narrow(data);
            }
            attributes::MESSAGE_PROPERTIES => self.properties(&properties::read(data), left),
            attributes::FILE_BEGINS => {
                self.end_of_file();
                if left.files > 0 {
                    left.files -= 1;
                    self.file = Some(File::default());
                }
            }
            attributes::FILE_TITLE => {
                let title = self.narrow(data);
                if let Some(file) = self.file.as_mut().filter(|file| file.name.is_none()) {
                    file.name = title;
                }
            }
            attributes::FILE_DATA => {
                if let Some(file) = self.file.as_mut().filter(|file| file.bytes.is_empty())
                    && spend(left, data.len())
                {
                    file.bytes = data.to_vec();
                }
            }
            attributes::FILE_PROPERTIES => self.file_properties(&properties::read(data), left),
            _ => {}
        }
    }

    fn narrow(&self, data: &[u8]) -> Option<String> {
        let text = codepage::decode(without_end(data), self.code_page);
        (!text.is_empty()).then_some(text)
    }

    fn properties(&mut self, found: &[Property<'_>], left: &mut Limits) {
        let number = |id| {
            found.iter().find_map(|property| match property.value {
                Value::Number(number) if property.id == id => Some(number),
                _ => None,
            })
        };
        let page = number(MESSAGE_CODE_PAGE).or(self.code_page);
        let html_page = number(INTERNET_CODE_PAGE).or(page);
        for Property { id, value } in found {
            match (*id, value) {
                (SUBJECT, value) => self.contents.subject = value.text(page).or(self.contents.subject.take()),
                (BODY, value @ (Value::Narrow(bytes) | Value::Wide(bytes))) if spend(left, bytes.len()) => {
                    self.contents.text = value.text(page).or(self.contents.text.take());
                }
                (HTML, Value::Bytes(bytes)) if spend(left, bytes.len()) => {
                    self.contents.html = Some(codepage::decode(bytes, html_page));
                }
                (HTML, value @ (Value::Narrow(bytes) | Value::Wide(bytes))) if spend(left, bytes.len()) => {
                    self.contents.html = value.text(html_page).or(self.contents.html.take());
                }
                (RTF_COMPRESSED, Value::Bytes(bytes)) => self.rich_text(bytes, left),
                _ => {}
            }
        }
    }

    /// Rich text tells the HTML or the text that it wraps; what is there in its own form already counts more.
    fn rich_text(&mut self, compressed: &[u8], left: &mut Limits) {
        let Some(rich) = rtf::decompress(compressed, left.bytes) else { return };
        if !spend(left, rich.len()) {
            return;
        }
        match rtf::unwrap(&rich) {
            Body::Html(html) => {
                self.contents.html.get_or_insert(html);
            }
            Body::Text(text) if !text.trim().is_empty() => {
                self.contents.text.get_or_insert(text);
            }
            Body::Text(_) => {}
        }
    }

    fn file_properties(&mut self, found: &[Property<'_>], left: &mut Limits) {
        let page = self.code_page;
        let text = |id| found.iter().find(|property| property.id == id).and_then(|property| property.value.text(page));
        let Some(file) = &mut self.file else { return };
        let name = text(ATTACH_LONG_FILE_NAME).or_else(|| text(ATTACH_FILE_NAME));
        file.name = name.or(file.name.take()).or_else(|| text(DISPLAY_NAME));
        file.mime = text(ATTACH_MIME);
        file.content_id = text(ATTACH_CONTENT_ID);
        for Property { value, .. } in found.iter().filter(|property| property.id == ATTACH_DATA) {
            match value {
                Value::Bytes(bytes) if file.bytes.is_empty() && spend(left, bytes.len()) => {
                    file.bytes = bytes.to_vec();
                }
                Value::Object(bytes) if attributes::read(bytes).is_some() => {
                    let title = file.name.take();
                    self.file = None;
                    self.message_inside(bytes, title, left);
                    return;
                }
                Value::Object(bytes) if file.bytes.is_empty() && spend(left, bytes.len()) => {
                    file.bytes = bytes.to_vec();
                }
                _ => {}
            }
        }
    }

    /// A message inside becomes a file with its text, followed by its own files.
    fn message_inside(&mut self, bytes: &[u8], title: Option<String>, left: &mut Limits) {
        if left.nesting == 0 {
            let bytes = if spend(left, bytes.len()) { bytes.to_vec() } else { Vec::new() };
            self.contents.files.push(File { name: title, bytes, ..File::default() });
            return;
        }
        left.nesting -= 1;
        let inside = read(bytes, left).unwrap_or_default();
        left.nesting += 1;
        let name = inside.subject.or(title).unwrap_or_else(|| "message".to_owned());
        let (mime, extension, text) = match (inside.html, inside.text) {
            (_, Some(text)) => ("text/plain", "txt", text),
            (Some(html), None) => ("text/html", "html", html),
            (None, None) => ("text/plain", "txt", String::new()),
        };
        self.contents.files.push(File {
            name: Some(format!("{name}.{extension}")),
            mime: Some(mime.to_owned()),
            content_id: None,
            bytes: text.into_bytes(),
        });
        self.contents.files.extend(inside.files);
    }

    fn end_of_file(&mut self) {
        self.contents.files.extend(self.file.take());
    }
}

/// Takes bytes off what may still be unpacked; false when that is too little.
fn spend(left: &mut Limits, bytes: usize) -> bool {
    let enough = left.bytes >= bytes;
    if enough {
        left.bytes -= bytes;
    }
    enough
}
