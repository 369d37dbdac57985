//! All SQL of messages and their files.

use store::{Row, Tx, Value, params, statements};

use super::{Attachment, Author, Message, NewAttachment};
use crate::stored::word;
use crate::{Channel, Error, Format, Visibility};

statements! {
    OF_ITEM = "SELECT id, item, position, author, author_name, by_staff, visibility, channel, format, text, html,
            quoted_text, quoted_html, automatic, source_mail, created_at
        FROM work_message WHERE item = $1 ORDER BY position";
    PUBLIC_OF_ITEM = "SELECT id, item, position, author, author_name, by_staff, visibility, channel, format, text,
            html, quoted_text, quoted_html, automatic, source_mail, created_at
        FROM work_message WHERE item = $1 AND visibility = 'public' ORDER BY position";
    BY_ID = "SELECT id, item, position, author, author_name, by_staff, visibility, channel, format, text, html,
            quoted_text, quoted_html, automatic, source_mail, created_at
        FROM work_message WHERE id = $1";
    BY_SOURCE = "SELECT id, item, position, author, author_name, by_staff, visibility, channel, format, text, html,
            quoted_text, quoted_html, automatic, source_mail, created_at
        FROM work_message WHERE source_mail = $1";
    INSERT = "INSERT INTO work_message (id, item, position, author, author_name, by_staff, visibility, channel,
            format, text, html, quoted_text, quoted_html, automatic, source_mail, created_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)";
    NEWER_OF_OTHERS = "SELECT count(*) FROM work_message WHERE item = $1 AND position > $2
        AND author IS DISTINCT FROM CAST($3 AS BIGINT)";
    INSERT_ATTACHMENT = "INSERT INTO work_attachment (id, message, digest, name, mime, size, content_id, inline)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";
    ATTACHMENTS = "SELECT message, id, digest, name, mime, size, content_id, inline
        FROM work_attachment WHERE message IN {list $1} ORDER BY id";
    ATTACHMENT = "SELECT message, id, digest, name, mime, size, content_id, inline
        FROM work_attachment WHERE id = $1";
    NAME = "SELECT name FROM people_person WHERE id = $1";
}

fn read(row: &Row) -> Result<Message, store::Error> {
    Ok(Message {
        id: row.get(0)?,
        item: row.get(1)?,
        position: row.get(2)?,
        author: Author { person: row.get(3)?, name: row.get(4)? },
        by_staff: row.get(5)?,
        visibility: word(row, 6, Visibility::parse)?,
        channel: word(row, 7, Channel::parse)?,
        format: word(row, 8, Format::parse)?,
        text: row.get(9)?,
        html: row.get(10)?,
        quoted_text: row.get(11)?,
        quoted_html: row.get(12)?,
        automatic: row.get(13)?,
        source_mail: row.get(14)?,
        created_at: row.get(15)?,
        attachments: Vec::new(),
    })
}

fn read_attachment(row: &Row) -> Result<(i64, Attachment), store::Error> {
    let attachment = Attachment {
        id: row.get(1)?,
        digest: row.get(2)?,
        name: row.get(3)?,
        mime: row.get(4)?,
        size: row.get(5)?,
        content_id: row.get(6)?,
        inline: row.get(7)?,
    };
    Ok((row.get(0)?, attachment))
}

/// The messages of an item in their order, with their files; `internal` ones too or not.
pub(super) fn of_item(tx: &mut Tx, item: i64, internal: bool) -> Result<Vec<Message>, Error> {
    let messages = tx.query(if internal { OF_ITEM } else { PUBLIC_OF_ITEM }, params![item], read)?;
    with_attachments(tx, messages)
}

/// One message with its files.
pub(super) fn by_id(tx: &mut Tx, id: i64) -> Result<Option<Message>, Error> {
    let message = tx.query(BY_ID, params![id], read)?;
    Ok(with_attachments(tx, message)?.pop())
}

/// The message that was made from a mail.
pub(super) fn by_source(tx: &mut Tx, mail: i64) -> Result<Option<Message>, Error> {
    let message = tx.query(BY_SOURCE, params![mail], read)?;
    Ok(with_attachments(tx, message)?.pop())
}

fn with_attachments(tx: &mut Tx, mut messages: Vec<Message>) -> Result<Vec<Message>, Error> {
    let ids: Vec<i64> = messages.iter().map(|message| message.id).collect();
    if ids.is_empty() {
        return Ok(messages);
    }
    for (owner, attachment) in tx.query(ATTACHMENTS, &[Value::from(ids)], read_attachment)? {
        if let Some(message) = messages.iter_mut().find(|message| message.id == owner) {
            message.attachments.push(attachment);
        }
    }
    Ok(messages)
}

/// One file and the message it belongs to.
pub(super) fn attachment(tx: &mut Tx, id: i64) -> Result<Option<(i64, Attachment)>, Error> {
    Ok(tx.query_optional(ATTACHMENT, params![id], read_attachment)?)
}

/// Writes a message and its files.
pub(super) fn insert(tx: &mut Tx, message: &mut Message, files: Vec<NewAttachment>) -> Result<(), Error> {
    tx.execute(
        INSERT,
        params![
            message.id,
            message.item,
            message.position,
            message.author.person,
            &message.author.name,
            message.by_staff,
            message.visibility.as_str(),
            message.channel.as_str(),
            message.format.as_str(),
            &message.text,
            &message.html,
            &message.quoted_text,
            &message.quoted_html,
            message.automatic,
            message.source_mail,
            message.created_at
        ],
    )?;
    for file in files {
        let attachment = insert_attachment(tx, message.id, file)?;
        message.attachments.push(attachment);
    }
    Ok(())
}

fn insert_attachment(tx: &mut Tx, message: i64, file: NewAttachment) -> Result<Attachment, Error> {
    let NewAttachment { digest, name, mime, size, content_id, inline } = file;
    let id = tx.new_id()?;
    tx.execute(INSERT_ATTACHMENT, params![id, message, &digest, &name, &mime, size, &content_id, inline])?;
    Ok(Attachment { id, digest, name, mime, size, content_id, inline })
}

/// How many messages after a position are by somebody else.
pub(super) fn newer_of_others(tx: &mut Tx, item: i64, position: i64, person: Option<i64>) -> Result<i64, Error> {
    Ok(tx.query_one(NEWER_OF_OTHERS, params![item, position, person], |row| row.get(0))?)
}

/// The name a person has now.
pub(super) fn name_of(tx: &mut Tx, person: i64) -> Result<String, Error> {
    tx.query_optional(NAME, params![person], |row| row.get(0))?.ok_or(Error::NotFound)
}
