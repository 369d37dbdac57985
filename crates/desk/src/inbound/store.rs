//! What the desk asks about a sender, read from the foundation's tables.

store::statements! {
    pub WROTE_ON = "SELECT 1 FROM work_message WHERE item = $1 AND author = $2 LIMIT 1";
    pub WATCHES = "SELECT 1 FROM work_watcher WHERE item = $1 AND person = $2";
}
