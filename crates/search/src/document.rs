//! Turns what is known about an item into a document of the index.

use base::text;
use tantivy::TantivyDocument;

use crate::{
    load::Source,
    order::title_numbers,
    schema::{Fields, NONE, NOT_WAITING},
};

/// The document of an item.
pub(crate) fn document(fields: &Fields, source: &Source) -> TantivyDocument {
    let mut document = TantivyDocument::default();
    words(&mut document, fields, source);
    numbers(&mut document, fields, source);
    instants(&mut document, fields, source);
    document.add_text(fields.title, &source.title);
    for text in &source.body {
        document.add_text(fields.body, text);
    }
    for text in &source.notes {
        document.add_text(fields.notes, text);
    }
    document
}

fn words(document: &mut TantivyDocument, fields: &Fields, source: &Source) {
    document.add_text(fields.kind, &source.kind);
    document.add_text(fields.status, &source.status);
    document.add_text(fields.category, &source.category);
    document.add_text(fields.channel, &source.channel);
    document.add_text(fields.waiting_on, source.waiting_on.as_deref().unwrap_or(NOT_WAITING));
    for key in &source.keys {
        document.add_text(fields.keys, key);
    }
}

fn numbers(document: &mut TantivyDocument, fields: &Fields, source: &Source) {
    document.add_i64(fields.id, source.id);
    document.add_i64(fields.priority, source.priority);
    document.add_i64(fields.public, i64::from(source.public));
    document.add_i64(fields.active, i64::from(source.active));
    let optional = [
        (fields.impact, source.impact),
        (fields.urgency, source.urgency),
        (fields.tier, source.tier),
        (fields.queue, source.queue),
        (fields.team, source.team),
        (fields.assignee, source.assignee),
        (fields.requester, source.requester),
        (fields.organization, source.organization),
    ];
    for (field, number) in optional {
        document.add_i64(field, number.unwrap_or(NONE));
    }
    for (field, numbers) in [(fields.tags, &source.tags), (fields.watchers, &source.watchers)] {
        if numbers.is_empty() {
            document.add_i64(field, NONE);
        }
        for number in numbers {
            document.add_i64(field, *number);
        }
    }
}

fn instants(document: &mut TantivyDocument, fields: &Fields, source: &Source) {
    document.add_i64(fields.created, source.created);
    document.add_i64(fields.updated, source.updated);
    let optional = [(fields.due, source.due), (fields.solved, source.solved), (fields.closed, source.closed)];
    for (field, instant) in optional {
        if let Some(instant) = instant {
            document.add_i64(field, instant);
        }
    }
    let (first, second) = title_numbers(&text::fold(&source.title));
    document.add_i64(fields.title_first, first);
    document.add_i64(fields.title_second, second);
}
