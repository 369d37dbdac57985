//! HTML and text inside rich text, as Outlook and Exchange write it.

use tnef::rtf::{Body, unwrap};

fn html(rich: &str) -> String {
    match unwrap(rich.as_bytes()) {
        Body::Html(html) => html,
        Body::Text(text) => panic!("no HTML but {text:?}"),
    }
}

fn text(rich: &str) -> String {
    match unwrap(rich.as_bytes()) {
        Body::Text(text) => text,
        Body::Html(html) => panic!("no text but {html:?}"),
    }
}

#[test]
fn html_comes_out_as_it_was_written() {
    let rich = r"{\rtf1\ansi\ansicpg1251\fromhtml1 \deff0
{\fonttbl {\f0\fmodern Courier New;}{\f1\fswiss Arial;}{\f2\fswiss\fcharset0 Arial;}}
{\colortbl\red0\green0\blue0;\red0\green0\blue255;}
{\*\htmltag64}\uc1\pard\plain\deftab360 \f0\fs24
{\*\htmltag18 <HTML>}{\*\htmltag34 <HEAD>}{\*\htmltag1 \par }{\*\htmltag177 <TITLE>}{\*\htmltag 101 note}{\*\htmltag185 </TITLE>}{\*\htmltag41 </HEAD>}
{\*\htmltag50 <BODY>}\htmlrtf \lang1033 \htmlrtf0
{\*\htmltag64 <P>}\htmlrtf {\htmlrtf0 Hello\u8217 's {\*\htmltag148 <B>}\htmlrtf {\b \htmlrtf0 world{\*\htmltag156 </B>}\htmlrtf }\htmlrtf0 1 {\*\htmltag84 &lt;}2{\*\htmltag72 </P>}\htmlrtf \par}\htmlrtf0
{\*\mhtmltag64 <P CLASS=x>}{\*\htmltag58 </BODY>}{\*\htmltag27 </HTML>}}";
    let html = html(rich);
    assert!(html.contains("<P>Hello\u{2019}s <B>world</B>1 &lt;2</P>"), "{html}");
    assert!(html.starts_with("<HTML><HEAD>\n<TITLE>") && html.ends_with("</BODY></HTML>"), "{html}");
    assert!(!html.contains("Courier") && !html.contains("CLASS"), "{html}");
}

#[test]
fn bytes_are_read_in_the_code_page_of_their_font() {
    let rich = r"{\rtf1\ansi\ansicpg1252\fromhtml1{\fonttbl{\f0 Arial;}{\f1\fcharset134 SimSun;}{\f2\fcharset204 Arial;}}
\f1 {\*\htmltag64 <p>}\'ca\'fd\'be\'dd{\f2 \'c1\'e0}\f0 \'fc}";
    assert_eq!(html(rich), "<p>数据Баü");
}

#[test]
fn wrapped_text_and_rich_text_become_text() {
    assert_eq!(
        text(r"{\rtf1\ansi\fromtext{\fonttbl{\f0 Arial;}}\f0 First\par Second\tab x\'e4}"),
        "First\nSecond\tx\u{e4}"
    );
    assert_eq!(
        text(r"{\rtf1\ansi {\*\generator Riched20;}{\info{\title no}}Bold {\b words} \{x\}\line\u-10179?\u-8704?}"),
        "Bold words {x}\n\u{1f600}"
    );
    assert_eq!(text(r"{\rtf1{\pict\bin5 }}}}}shown}"), "");
    assert_eq!(text(r"{\rtf1\uc2\u25968\'ca\'fd\u25454\'be\'dd!}"), "数据!");
}
