-- What the desk knows of a mailbox that mail itself does not: the queue, the signature, the first answer.
CREATE TABLE desk_mailbox (
    mailbox BIGINT PRIMARY KEY REFERENCES mail_mailbox (id),
    queue BIGINT NOT NULL REFERENCES work_queue (id),
    acknowledges BOOLEAN NOT NULL,
    signature TEXT NOT NULL
);
CREATE INDEX desk_mailbox_queue ON desk_mailbox (queue);
