//! A draft becomes a mail: the same draft always gives the same bytes, and no field can break a line.

use std::{collections::HashMap, time::SystemTime};

use base::Timestamp;
use lettre::{
    Address, Message,
    message::{
        Attachment, Mailbox as Addressee, MultiPart, SinglePart,
        header::{ContentType, HeaderName, HeaderValue},
    },
};

use super::{Automatic, Draft, DraftFile};
use crate::{
    Error,
    parse::{INSTANCE_HEADER, MailAddress, attachment},
};

/// Puts the mail together; `files` holds the bytes of the attached files by digest.
///
/// # Errors
/// [`Error::Compose`] when an address is none or a file is missing.
pub fn compose(draft: &Draft, files: &HashMap<String, Vec<u8>>) -> Result<Vec<u8>, Error> {
    let mut builder = Message::builder().from(addressee(&draft.from)?).date(system_time(draft.date)).keep_bcc();
    for to in &draft.to {
        builder = builder.to(addressee(to)?);
    }
    for cc in &draft.cc {
        builder = builder.cc(addressee(cc)?);
    }
    if let Some(reply_to) = &draft.reply_to {
        let reply_to = MailAddress { name: draft.from.name.clone(), address: reply_to.clone() };
        builder = builder.reply_to(addressee(&reply_to)?);
    }
    builder = builder.subject(line(&draft.subject)).message_id(Some(format!("<{}>", id(&draft.message_id))));
    if let Some(answered) = &draft.in_reply_to {
        builder = builder.in_reply_to(format!("<{}>", id(answered)));
    }
    if !draft.references.is_empty() || draft.in_reply_to.is_some() {
        builder = builder.references(references(draft));
    }
    for (name, value) in automatic_fields(draft) {
        builder = builder.raw_header(HeaderValue::new(HeaderName::new_from_ascii_str(name), line(&value)));
    }
    let envelope_needed = draft.to.is_empty() && draft.cc.is_empty();
    if envelope_needed {
        return Err(Error::Compose("nobody to send to".to_owned()));
    }
    let message = builder.multipart(content(draft, files)?).map_err(|error| Error::Compose(error.to_string()))?;
    Ok(message.formatted())
}

fn content(draft: &Draft, files: &HashMap<String, Vec<u8>>) -> Result<MultiPart, Error> {
    let unique = boundary_seed(draft);
    let text = match &draft.marker {
        Some(marker) => format!("{}\r\n\r\n[{marker}]\r\n", draft.text.trim_end()),
        None => draft.text.clone(),
    };
    let mut alternative = MultiPart::alternative().boundary(format!("a-{unique}")).singlepart(SinglePart::plain(text));
    let (inline, attached): (Vec<&DraftFile>, Vec<&DraftFile>) =
        draft.files.iter().partition(|file| file.content_id.is_some());
    if let Some(html) = &draft.html {
        let html = SinglePart::html(with_hidden_marker(html, draft.marker.as_deref()));
        alternative = match inline.is_empty() {
            true => alternative.singlepart(html),
            false => {
                let mut related = MultiPart::related().boundary(format!("r-{unique}")).singlepart(html);
                for file in inline {
                    related = related.singlepart(part(file, files)?);
                }
                alternative.multipart(related)
            }
        };
    }
    if attached.is_empty() {
        return Ok(alternative);
    }
    let mut mixed = MultiPart::mixed().boundary(format!("m-{unique}")).multipart(alternative);
    for file in attached {
        mixed = mixed.singlepart(part(file, files)?);
    }
    Ok(mixed)
}

fn part(file: &DraftFile, files: &HashMap<String, Vec<u8>>) -> Result<SinglePart, Error> {
    let bytes =
        files.get(&file.digest).cloned().ok_or_else(|| Error::Compose(format!("the file {} is missing", file.name)))?;
    let kind = ContentType::parse(&line(&file.mime)).or_else(|_| ContentType::parse("application/octet-stream"));
    let kind = kind.map_err(|error| Error::Compose(error.to_string()))?;
    let name = attachment::safe(&file.name);
    let attachment = match &file.content_id {
        Some(content_id) => Attachment::new_inline_with_name(id(content_id), name),
        None => Attachment::new(name),
    };
    Ok(attachment.body(bytes, kind))
}

fn with_hidden_marker(html: &str, marker: Option<&str>) -> String {
    match marker {
        Some(marker) => format!("{html}<div style=\"display:none;font-size:1px;color:#ffffff\">{marker}</div>"),
        None => html.to_owned(),
    }
}

fn automatic_fields(draft: &Draft) -> Vec<(&'static str, String)> {
    let Some(automatic) = draft.automatic else { return Vec::new() };
    let submitted = match automatic {
        Automatic::Reply => "auto-replied",
        Automatic::Notice => "auto-generated",
    };
    let mut fields = vec![("Auto-Submitted", submitted.to_owned()), ("X-Auto-Response-Suppress", "All".to_owned())];
    if let Some(instance) = &draft.instance {
        fields.push((INSTANCE_HEADER, instance.clone()));
    }
    fields
}

/// The first id of the thread and the last few (RFC 5322 §3.6.4 allows all; some servers refuse long fields).
fn references(draft: &Draft) -> String {
    let mut ids: Vec<&String> = draft.references.iter().collect();
    if let Some(answered) = &draft.in_reply_to {
        ids.retain(|known| *known != answered);
        ids.push(answered);
    }
    let last = ids.len().saturating_sub(9);
    let kept =
        ids.iter().enumerate().filter(|(at, _)| *at == 0 || *at >= last).map(|(_, known)| format!("<{}>", id(known)));
    kept.collect::<Vec<_>>().join(" ")
}

fn addressee(address: &MailAddress) -> Result<Addressee, Error> {
    let parsed: Address =
        address.address.parse().map_err(|_| Error::Compose(format!("{} is no address", address.address)))?;
    let name = line(&address.name);
    Ok(Addressee::new((!name.is_empty()).then_some(name), parsed))
}

/// One line without control characters: a field can never start another one.
fn line(text: &str) -> String {
    base::text::clean_line(text)
}

fn id(text: &str) -> String {
    text.chars().filter(|c| c.is_ascii_graphic() && !matches!(c, '<' | '>')).collect()
}

fn boundary_seed(draft: &Draft) -> String {
    draft.message_id.chars().filter(char::is_ascii_alphanumeric).take(24).collect()
}

fn system_time(at: Timestamp) -> SystemTime {
    SystemTime::UNIX_EPOCH + at.since(Timestamp(0))
}

/// An instant as RFC 5322 writes it, in UTC.
#[must_use]
pub fn date_line(at: Timestamp) -> String {
    mail_parser::DateTime::from_timestamp(at.seconds()).to_rfc822()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Limits, parse};

    fn draft() -> Draft {
        let address = |name: &str, address: &str| MailAddress { name: name.into(), address: address.into() };
        Draft {
            from: address("Support", "support@desk.example"),
            to: vec![address("王敏", "wang@c.example")],
            cc: vec![],
            reply_to: Some("support+t1-x@desk.example".into()),
            subject: "Re: 数据库 [SUP-1]".into(),
            text: "Hello\n.\nworld".into(),
            html: Some("<p>Hello</p>".into()),
            message_id: "abc.def@desk.example".into(),
            in_reply_to: Some("q@c.example".into()),
            references: (0..30).map(|n| format!("{n}@c.example")).collect(),
            date: Timestamp::from_seconds(1_772_465_400),
            marker: Some("ref:ac-1-abc".into()),
            automatic: Some(Automatic::Reply),
            instance: Some("i1".into()),
            files: vec![DraftFile {
                digest: "d".into(),
                name: "../报告.pdf".into(),
                mime: "application/pdf".into(),
                content_id: None,
            }],
        }
    }

    fn files() -> HashMap<String, Vec<u8>> {
        HashMap::from([("d".to_owned(), b"%PDF".to_vec())])
    }

    #[test]
    fn what_is_written_is_read_again() {
        let raw = compose(&draft(), &files()).unwrap();
        let mail = parse::parse(&raw, &Limits::default());
        assert_eq!(mail.subject, "Re: 数据库 [SUP-1]");
        assert_eq!(mail.to[0].name, "王敏");
        assert_eq!(mail.message_id.as_deref(), Some("abc.def@desk.example"));
        assert_eq!(mail.in_reply_to, ["q@c.example"]);
        assert_eq!(mail.references.first().map(String::as_str), Some("0@c.example"));
        assert_eq!(mail.references.last().map(String::as_str), Some("q@c.example"));
        assert_eq!(mail.references.len(), 10);
        assert_eq!(mail.reply_to[0].address, "support+t1-x@desk.example");
        assert_eq!(mail.attachments[0].name, "报告.pdf");
        assert_eq!(mail.attachments[0].bytes, b"%PDF");
        assert_eq!(mail.markers, ["1-abc"]);
        assert_eq!(mail.instance.as_deref(), Some("i1"));
        assert!(mail.machine.is_machine() && mail.text.contains("Hello\n.\nworld"));
        assert_eq!(mail.date, Some(draft().date));
    }

    #[test]
    fn making_a_mail_twice_gives_the_same_bytes() {
        assert_eq!(compose(&draft(), &files()).unwrap(), compose(&draft(), &files()).unwrap());
    }

    #[test]
    fn no_field_can_start_another_one() {
        let mut draft = draft();
        draft.subject = "x\r\nBcc: victim@x.example".into();
        draft.from.name = "a\r\nBcc: victim@x.example".into();
        draft.in_reply_to = Some("a>\r\nBcc: victim@x.example\r\n<b".into());
        draft.instance = Some("i\r\nBcc: v@x.example".into());
        draft.files[0].name = "a\r\nBcc: v@x.example".into();
        let raw = compose(&draft, &files()).unwrap();
        let text = String::from_utf8_lossy(&raw);
        assert!(text.lines().all(|line| !line.starts_with("Bcc:")), "{text}");
        assert!(
            raw.windows(1).filter(|byte| byte == b"\n").count() == raw.windows(2).filter(|two| two == b"\r\n").count()
        );
    }

    #[test]
    fn an_address_that_is_none_is_refused() {
        let mut draft = draft();
        draft.to[0].address = "a@b\r\nRCPT TO:<x@y>".into();
        assert!(matches!(compose(&draft, &files()), Err(Error::Compose(_))));
    }
}
