//! All SQL of the graph.

store::statements! {
    pub LEARN = "INSERT INTO mail_graph (id, message_key, message_id, thread, source, at) VALUES ($1, $2, $3, $4, $5, $6)
        ON CONFLICT (message_key) DO UPDATE SET thread = excluded.thread, source = excluded.source, at = excluded.at
        WHERE excluded.source = 'moved' OR (mail_graph.source = 'mentioned' AND excluded.source <> 'mentioned')";
    pub FIND = "SELECT message_key, thread FROM mail_graph WHERE message_key IN {texts $1}";
    pub RECENT = "SELECT message_id, source FROM mail_graph WHERE thread = $1 AND source IN ('received', 'sent', 'moved') ORDER BY at DESC, id DESC LIMIT $2";
    pub LEARN_FOREIGN = "INSERT INTO mail_foreign_key (id, partner, foreign_key, thread, at) VALUES ($1, $2, $3, $4, $5)
        ON CONFLICT (partner, foreign_key) DO UPDATE SET thread = excluded.thread, at = excluded.at";
    pub FIND_FOREIGN = "SELECT thread FROM mail_foreign_key WHERE partner = $1 AND foreign_key IN {texts $2} ORDER BY at DESC LIMIT 1";
}
