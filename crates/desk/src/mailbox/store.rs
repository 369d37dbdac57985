//! All SQL of the desk's side of mailboxes.

store::statements! {
    pub INSERT = "INSERT INTO desk_mailbox (mailbox, queue, acknowledges, signature) VALUES ($1, $2, $3, $4)";
    pub OF_MAILBOX = "SELECT d.mailbox, d.queue, q.name, d.acknowledges, d.signature
        FROM desk_mailbox d JOIN work_queue q ON q.id = d.queue WHERE d.mailbox = $1";
    pub OF_QUEUE = "SELECT d.mailbox, d.queue, q.name, d.acknowledges, d.signature
        FROM desk_mailbox d JOIN work_queue q ON q.id = d.queue JOIN mail_mailbox m ON m.id = d.mailbox
        WHERE m.enabled = true AND (d.queue = $1 OR CAST($1 AS BIGINT) IS NULL) ORDER BY d.mailbox LIMIT 1";
    pub LIST = "SELECT d.mailbox, d.queue, q.name, d.acknowledges, d.signature
        FROM desk_mailbox d JOIN work_queue q ON q.id = d.queue ORDER BY d.mailbox";
    pub CHANGE = "UPDATE desk_mailbox SET queue = $1, acknowledges = $2, signature = $3 WHERE mailbox = $4";
    pub START_TRIAL = "INSERT INTO desk_mailbox_trial (id, mailbox, steps, started_at) VALUES ($1, $2, $3, $4)";
    pub TRIAL = "SELECT id, mailbox, steps, started_at, finished_at FROM desk_mailbox_trial WHERE id = $1";
    pub LAST_TRIAL = "SELECT id, mailbox, steps, started_at, finished_at FROM desk_mailbox_trial
        WHERE mailbox = $1 ORDER BY started_at DESC, id DESC LIMIT 1";
    pub NOTE_TRIAL = "UPDATE desk_mailbox_trial SET steps = $1 WHERE id = $2";
    pub FINISH_TRIAL = "UPDATE desk_mailbox_trial SET finished_at = $1 WHERE id = $2";
    pub ALARMS = "SELECT mailbox, item FROM desk_mailbox_alarm ORDER BY mailbox";
    pub RAISE_ALARM = "INSERT INTO desk_mailbox_alarm (mailbox, trouble, item, raised_at) VALUES ($1, $2, $3, $4)";
    pub END_ALARM = "DELETE FROM desk_mailbox_alarm WHERE mailbox = $1";
    pub FIRST_QUEUE = "SELECT id FROM work_queue ORDER BY position, id LIMIT 1";
}
