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
    pub FIRST_QUEUE = "SELECT id FROM work_queue ORDER BY position, id LIMIT 1";
}
