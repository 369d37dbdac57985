//! The HTML or the text inside rich text: what stands in `\*\htmltag` groups and outside `\htmlrtf` is the HTML that
//! the sender wrote (MS-OXRTFEX §2.2); rich text that wraps nothing is read as text.

use encoding_rs::{Encoding, UTF_16LE, WINDOWS_1252};

use super::tokens::{Token, Tokens};
use crate::codepage;

/// What was inside.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Body {
    /// HTML (`\fromhtml1`).
    Html(String),
    /// Text: wrapped (`\fromtext`), or the words of rich text.
    Text(String),
}

/// Groups nested deeper than this end the reading; Outlook nests fewer than twenty.
const DEPTH: usize = 500;
/// Fonts beyond this are not remembered.
const FONTS: usize = 2_000;
/// Tokens in which the mark of what is wrapped must stand (MS-OXRTFEX §2.2.3.1 asks for the first ten).
const MARK_WITHIN: usize = 30;
/// Groups that hold no text of the body.
const NO_TEXT: [&[u8]; 15] = [
    b"colortbl",
    b"stylesheet",
    b"info",
    b"pict",
    b"object",
    b"header",
    b"footer",
    b"headerl",
    b"headerr",
    b"footerl",
    b"footerr",
    b"listtable",
    b"listoverridetable",
    b"generator",
    b"themedata",
];

/// Unwraps rich text. Never longer than six times its length.
#[must_use]
pub fn unwrap(rich: &[u8]) -> Body {
    let is_html = says_from_html(rich);
    let mut reading = Reading::new(is_html);
    let mut tokens = Tokens::of(rich);
    while let Some(token) = tokens.next() {
        if let Token::Word(b"bin", Some(length)) = token {
            tokens.jump(usize::try_from(length).unwrap_or(0));
        } else if reading.take(token).is_none() {
            break;
        }
    }
    let text = reading.finish();
    if is_html { Body::Html(text) } else { Body::Text(text) }
}

fn says_from_html(rich: &[u8]) -> bool {
    Tokens::of(rich).take(MARK_WITHIN).any(|token| matches!(token, Token::Word(b"fromhtml", Some(1) | None)))
}

/// What a group has of its own and gives back at its end.
#[derive(Clone, Copy)]
struct Group {
    destination: Destination,
    /// Between `\htmlrtf` and `\htmlrtf0`: only for readers of rich text.
    suppressed: bool,
    /// The characters after `\u` that stand for it in old programs.
    replaced: usize,
    encoding: &'static Encoding,
    /// The group began with `\*`: unknown means ignored.
    optional: bool,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Destination {
    Body,
    HtmlTag,
    Fonts,
    Ignored,
}

struct Reading {
    is_html: bool,
    groups: Vec<Group>,
    now: Group,
    default: &'static Encoding,
    fonts: Vec<(i32, &'static Encoding)>,
    font: i32,
    skip: usize,
    pending: Vec<u8>,
    high: Option<u16>,
    written: String,
}

impl Reading {
    fn new(is_html: bool) -> Self {
        let now = Group {
            destination: Destination::Body,
            suppressed: false,
            replaced: 1,
            encoding: WINDOWS_1252,
            optional: false,
        };
        Self {
            is_html,
            groups: Vec::new(),
            now,
            default: WINDOWS_1252,
            fonts: Vec::new(),
            font: 0,
            skip: 0,
            pending: Vec::new(),
            high: None,
            written: String::new(),
        }
    }

    /// None when the groups are nested too deep.
    fn take(&mut self, token: Token<'_>) -> Option<()> {
        match token {
            Token::Open => {
                self.skip = 0;
                (self.groups.len() < DEPTH).then_some(())?;
                self.groups.push(self.now);
                self.now.optional = false;
            }
            Token::Close => {
                self.skip = 0;
                self.flush();
                if let Some(group) = self.groups.pop() {
                    self.now = group;
                }
            }
            Token::Byte(byte) => self.byte(byte),
            Token::Sign(b'*') => self.now.optional = true,
            Token::Sign(sign) => self.sign(sign),
            Token::Word(word, number) => self.word(word, number),
        }
        Some(())
    }

    fn shows(&self) -> bool {
        match self.now.destination {
            Destination::Body => !self.now.suppressed,
            Destination::HtmlTag => self.is_html,
            Destination::Fonts | Destination::Ignored => false,
        }
    }

    fn byte(&mut self, byte: u8) {
        if self.skip > 0 {
            self.skip -= 1;
        } else if self.shows() {
            self.pending.push(byte);
        }
    }

    fn sign(&mut self, sign: u8) {
        match sign {
            b'\\' | b'{' | b'}' => self.byte(sign),
            b'~' => self.put(if self.is_html { "&nbsp;" } else { "\u{a0}" }),
            b'_' => self.put(if self.is_html { "&shy;" } else { "-" }),
            b'\r' | b'\n' => self.put("\n"),
            _ => {}
        }
    }

    fn word(&mut self, word: &[u8], number: Option<i32>) {
        match word {
            b"htmltag" if self.now.optional => self.now.destination = Destination::HtmlTag,
            b"fonttbl" => self.now.destination = Destination::Fonts,
            b"htmlrtf" => self.now.suppressed = number != Some(0) && self.is_html,
            b"ansicpg" => self.code_page(number),
            b"f" => self.choose_font(number.unwrap_or(0)),
            b"fcharset" if self.now.destination == Destination::Fonts => self.font_is(number.unwrap_or(0)),
            b"plain" if self.now.destination != Destination::Fonts => self.set_encoding(self.default),
            b"uc" => self.now.replaced = usize::try_from(number.unwrap_or(1)).unwrap_or(1).min(16),
            b"u" => self.unicode(number.unwrap_or(0)),
            _ if self.skip > 0 => self.skip -= 1,
            _ if NO_TEXT.contains(&word) => self.now.destination = Destination::Ignored,
            _ => match character(word, self.is_html) {
                Some(text) => self.put(text),
                None if self.now.optional => self.now.destination = Destination::Ignored,
                None => {}
            },
        }
    }

    fn code_page(&mut self, number: Option<i32>) {
        let page = number.and_then(|number| u32::try_from(number).ok());
        if let Some(encoding) = page.and_then(codepage::encoding) {
            self.default = encoding;
            self.set_encoding(encoding);
        }
    }

    fn choose_font(&mut self, font: i32) {
        self.font = font;
        if self.now.destination != Destination::Fonts {
            let known = self.fonts.iter().find(|(number, _)| *number == font).map(|(_, encoding)| *encoding);
            self.set_encoding(known.unwrap_or(self.default));
        }
    }

    /// A font of the set 0 or 1 says nothing more than the code page of the whole.
    fn font_is(&mut self, set: i32) {
        let encoding = match codepage::of_font(set).and_then(codepage::encoding) {
            Some(encoding) if encoding != WINDOWS_1252 => encoding,
            _ => return,
        };
        if self.fonts.len() < FONTS {
            self.fonts.push((self.font, encoding));
        }
    }

    fn set_encoding(&mut self, encoding: &'static Encoding) {
        if self.now.encoding != encoding {
            self.flush();
            self.now.encoding = encoding;
        }
    }

    /// `\u` gives units of UTF-16 as signed numbers; two of them may be one character.
    fn unicode(&mut self, number: i32) {
        self.skip = self.now.replaced;
        let Some(unit) = u16::try_from(number & 0xffff).ok().filter(|_| self.shows()) else { return };
        self.flush_bytes();
        let high = self.high.take();
        if (0xd800..0xdc00).contains(&unit) {
            self.high = Some(unit);
            return;
        }
        self.written.extend(char::decode_utf16(high.into_iter().chain([unit])).map(|one| one.unwrap_or('\u{fffd}')));
    }

    fn put(&mut self, text: &str) {
        if self.skip > 0 {
            self.skip -= 1;
        } else if self.shows() {
            self.flush();
            self.written.push_str(text);
        }
    }

    fn flush(&mut self) {
        self.high = None;
        self.flush_bytes();
    }

    fn flush_bytes(&mut self) {
        if !self.pending.is_empty() {
            let encoding = if self.now.encoding == UTF_16LE { WINDOWS_1252 } else { self.now.encoding };
            self.written.push_str(&encoding.decode_without_bom_handling(&self.pending).0);
            self.pending.clear();
        }
    }

    fn finish(mut self) -> String {
        self.flush();
        self.written
    }
}

/// The control words that stand for a character (MS-OXRTFEX §2.1.3.3); in HTML most of them are entities.
fn character(word: &[u8], is_html: bool) -> Option<&'static str> {
    let (plain, entity) = match word {
        b"par" | b"line" | b"row" | b"sect" | b"page" => ("\n", "\n"),
        b"tab" | b"cell" | b"nestcell" => ("\t", "\t"),
        b"lquote" => ("\u{2018}", "&lsquo;"),
        b"rquote" => ("\u{2019}", "&rsquo;"),
        b"ldblquote" => ("\u{201c}", "&ldquo;"),
        b"rdblquote" => ("\u{201d}", "&rdquo;"),
        b"bullet" => ("\u{2022}", "&bull;"),
        b"endash" => ("\u{2013}", "&ndash;"),
        b"emdash" => ("\u{2014}", "&mdash;"),
        b"emspace" => ("\u{2003}", "&emsp;"),
        b"enspace" => ("\u{2002}", "&ensp;"),
        b"zwj" => ("\u{200d}", "&zwj;"),
        b"zwnj" => ("\u{200c}", "&zwnj;"),
        b"ltrmark" => ("\u{200e}", "&lrm;"),
        b"rtlmark" => ("\u{200f}", "&rlm;"),
        _ => return None,
    };
    Some(if is_html { entity } else { plain })
}
