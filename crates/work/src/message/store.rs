//! All SQL of messages and their files.

use base::Timestamp;
use store::{Row, Tx, Value, params, statements};

use super::{Attachment, Author, Message, NewAttachment};
use crate::stored::word;
use crate::{Channel, Error, Format, Item, Visibility};

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
    SET_TEXT = "UPDATE work_message SET text = $1, quoted_text = $2 WHERE id = $3";
    SET_HTML = "UPDATE work_message SET html = $1, format = $2 WHERE id = $3";
    INSERT_ATTACHMENT = "INSERT INTO work_attachment (id, message, digest, name, mime, size, content_id, inline)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";
    ATTACHMENTS = "SELECT message, id, digest, name, mime, size, content_id, inline
        FROM work_attachment WHERE message IN {list $1} ORDER BY id";
    ATTACHMENT = "SELECT message, id, digest, name, mime, size, content_id, inline
        FROM work_attachment WHERE id = $1";
    PUT = "UPDATE work_message SET item = $1, position = $2 WHERE id = $3 AND item = $4";
    PUT_ALL = "UPDATE work_message SET item = $1, position = position + $2 WHERE item = $3";
    PUT_BACK = "UPDATE work_message SET item = $1, position = position - $2
        WHERE item = $3 AND position > $2 AND position <= $2 + $4";
    COUNT_AFTER = "SELECT count(*) FROM work_message WHERE item = $1 AND position > $2";
    COUNT = "SELECT count(*) FROM work_message WHERE item = $1";
    FIRST_RESPONSE = "SELECT min(created_at) FROM work_message WHERE item = $1 AND visibility = 'public' AND by_staff
        AND NOT automatic AND author IS DISTINCT FROM CAST($2 AS BIGINT)";
    NOTE_MOVE = "INSERT INTO work_move (id, message, source, position, target, at) VALUES ($1, $2, $3, $4, $5, $6)";
    LAST_MOVE = "SELECT id, source, position FROM work_move
        WHERE message = $1 AND target = $2 AND undone_at IS NULL ORDER BY id DESC LIMIT 1";
    MOVED_INTO = "SELECT m.id, i.key FROM work_message m JOIN work_move v ON v.message = m.id AND v.target = m.item
        JOIN work_item i ON i.id = v.source WHERE m.item = $1 AND v.undone_at IS NULL ORDER BY v.id";
    UNDO_MOVE = "UPDATE work_move SET undone_at = $1 WHERE id = $2 AND undone_at IS NULL";
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

/// Writes the HTML of a message anew, and further files.
pub(super) fn set_text(tx: &mut Tx, message: &Message) -> Result<(), Error> {
    tx.execute(SET_TEXT, params![&message.text, &message.quoted_text, message.id])?;
    Ok(())
}

pub(super) fn set_html(tx: &mut Tx, message: &mut Message, files: Vec<NewAttachment>) -> Result<(), Error> {
    tx.execute(SET_HTML, params![&message.html, message.format.as_str(), message.id])?;
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

/// Gives all messages of an item to another, behind the place `after`, in their order.
pub(crate) fn move_all(tx: &mut Tx, source: i64, target: i64, after: i64) -> Result<(), Error> {
    tx.execute(PUT_ALL, params![target, after, source])?;
    Ok(())
}

/// Gives as many `places` behind `after` on an item back to the item they came from.
pub(crate) fn move_back_all(tx: &mut Tx, [target, source]: [i64; 2], (after, places): (i64, i64)) -> Result<(), Error> {
    tx.execute(PUT_BACK, params![source, after, target, places])?;
    Ok(())
}

/// How many messages of an item stand behind a place.
pub(crate) fn count_after(tx: &mut Tx, item: i64, position: i64) -> Result<i64, Error> {
    Ok(tx.query_one(COUNT_AFTER, params![item, position], |row| row.get(0))?)
}

/// When staff first answered an item, by the messages that it has now.
pub(crate) fn first_response(tx: &mut Tx, item: &Item) -> Result<Option<Timestamp>, Error> {
    Ok(tx.query_one(FIRST_RESPONSE, params![item.id, item.requester], |row| row.get(0))?)
}

/// How many messages an item has now.
pub(super) fn count(tx: &mut Tx, item: i64) -> Result<i64, Error> {
    Ok(tx.query_one(COUNT, params![item], |row| row.get(0))?)
}

/// A message that went to another item alone, and where it was.
#[derive(Clone, Debug)]
pub(super) struct Move {
    pub id: i64,
    pub source: i64,
    pub position: i64,
}

/// Puts a message to a place of another item and answers whether it still was where it came from.
pub(super) fn put(tx: &mut Tx, message: &Message, item: i64, position: i64) -> Result<bool, Error> {
    Ok(tx.execute(PUT, params![item, position, message.id, message.item])? == 1)
}

/// Writes down where a message was.
pub(super) fn note_move(tx: &mut Tx, message: &Message, target: i64) -> Result<(), Error> {
    let (id, now) = (tx.new_id()?, tx.now());
    tx.execute(NOTE_MOVE, params![id, message.id, message.item, message.position, target, now])?;
    Ok(())
}

/// How a message came to the item where it is.
pub(super) fn last_move(tx: &mut Tx, message: i64, item: i64) -> Result<Option<Move>, Error> {
    Ok(tx.query_optional(LAST_MOVE, params![message, item], |row| {
        Ok(Move { id: row.get(0)?, source: row.get(1)?, position: row.get(2)? })
    })?)
}

/// The messages that came to an item and still are there, with the keys of the items they came from.
pub(super) fn moved_into(tx: &mut Tx, item: i64) -> Result<Vec<(i64, String)>, Error> {
    Ok(tx.query(MOVED_INTO, params![item], |row| Ok((row.get(0)?, row.get(1)?)))?)
}

/// Marks a move as undone.
pub(super) fn undo_move(tx: &mut Tx, id: i64) -> Result<(), Error> {
    let now = tx.now();
    tx.execute(UNDO_MOVE, params![now, id])?;
    Ok(())
}
