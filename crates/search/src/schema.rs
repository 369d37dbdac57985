//! What the index knows about an item. Changing anything here, or the analyser, means a new [`VERSION`].

use tantivy::{
    schema::{Field, IndexRecordOption, NumericOptions, Schema, TextFieldIndexing, TextOptions},
    tokenizer::{RAW_TOKENIZER_NAME, TextAnalyzer},
};

use crate::analyse::{Analyser, NAME};

/// The shape of the index; an index of another shape is built anew.
pub(crate) const VERSION: u32 = 1;

/// Stands in id and number fields for "has none"; no row has this id.
pub(crate) const NONE: i64 = 0;

/// Stands in the field of whom an item waits for when it waits for nobody.
pub(crate) const NOT_WAITING: &str = "none";

/// The fields of a document.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Fields {
    pub(crate) id: Field,
    // Words that are compared whole.
    pub(crate) kind: Field,
    pub(crate) status: Field,
    pub(crate) category: Field,
    pub(crate) channel: Field,
    pub(crate) waiting_on: Field,
    pub(crate) keys: Field,
    // Ids and small numbers, [`NONE`] when there is none.
    pub(crate) priority: Field,
    pub(crate) impact: Field,
    pub(crate) urgency: Field,
    pub(crate) tier: Field,
    pub(crate) queue: Field,
    pub(crate) team: Field,
    pub(crate) assignee: Field,
    pub(crate) requester: Field,
    pub(crate) organization: Field,
    pub(crate) tags: Field,
    pub(crate) watchers: Field,
    /// 1 when customers may see the item.
    pub(crate) public: Field,
    /// 1 in the categories of work that is not finished.
    pub(crate) active: Field,
    // Instants in microseconds.
    pub(crate) created: Field,
    pub(crate) updated: Field,
    pub(crate) due: Field,
    pub(crate) solved: Field,
    pub(crate) closed: Field,
    // The beginning of the folded title as two numbers, for sorting.
    pub(crate) title_first: Field,
    pub(crate) title_second: Field,
    // Text.
    pub(crate) title: Field,
    /// New text of public messages.
    pub(crate) body: Field,
    /// New text of internal messages; searched for staff only.
    pub(crate) notes: Field,
}

/// The schema with its fields.
pub(crate) fn schema() -> (Schema, Fields) {
    let mut builder = Schema::builder();
    let id = builder.add_i64_field("id", NumericOptions::default().set_indexed().set_fast());
    let mut word = |name| builder.add_text_field(name, whole());
    let (kind, status, category) = (word("kind"), word("status"), word("category"));
    let (channel, waiting_on, keys) = (word("channel"), word("waiting_on"), word("keys"));
    let mut number = |name| builder.add_i64_field(name, NumericOptions::default().set_indexed());
    let (impact, urgency, tier) = (number("impact"), number("urgency"), number("tier"));
    let (queue, team, assignee) = (number("queue"), number("team"), number("assignee"));
    let (requester, organization, tags) = (number("requester"), number("organization"), number("tags"));
    let (watchers, public, active) = (number("watchers"), number("public"), number("active"));
    let priority = builder.add_i64_field("priority", NumericOptions::default().set_indexed().set_fast());
    let mut instant = |name| builder.add_i64_field(name, NumericOptions::default().set_fast());
    let (created, updated, due) = (instant("created"), instant("updated"), instant("due"));
    let (solved, closed) = (instant("solved"), instant("closed"));
    let (title_first, title_second) = (instant("title_first"), instant("title_second"));
    let mut text = |name| builder.add_text_field(name, searched());
    let (title, body, notes) = (text("title"), text("body"), text("notes"));
    let fields = Fields {
        id,
        kind,
        status,
        category,
        channel,
        waiting_on,
        keys,
        priority,
        impact,
        urgency,
        tier,
        queue,
        team,
        assignee,
        requester,
        organization,
        tags,
        watchers,
        public,
        active,
        created,
        updated,
        due,
        solved,
        closed,
        title_first,
        title_second,
        title,
        body,
        notes,
    };
    (builder.build(), fields)
}

fn whole() -> TextOptions {
    let indexing = TextFieldIndexing::default()
        .set_tokenizer(RAW_TOKENIZER_NAME)
        .set_fieldnorms(false)
        .set_index_option(IndexRecordOption::Basic);
    TextOptions::default().set_indexing_options(indexing)
}

fn searched() -> TextOptions {
    let indexing =
        TextFieldIndexing::default().set_tokenizer(NAME).set_index_option(IndexRecordOption::WithFreqsAndPositions);
    TextOptions::default().set_indexing_options(indexing)
}

/// Tells an opened index how texts are analysed.
pub(crate) fn register(index: &tantivy::Index) {
    index.tokenizers().register(NAME, TextAnalyzer::from(Analyser));
}
