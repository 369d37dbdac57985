-- A mailbox is tried out step by step; `steps` is what each step found, as JSON.
CREATE TABLE desk_mailbox_trial (
  id BIGINT PRIMARY KEY,
  mailbox BIGINT NOT NULL,
  steps TEXT NOT NULL,
  started_at BIGINT NOT NULL,
  finished_at BIGINT
);
CREATE INDEX desk_mailbox_trial_mailbox ON desk_mailbox_trial (mailbox, id);

-- The open task about a mailbox that needs somebody.
CREATE TABLE desk_mailbox_alarm (
  mailbox BIGINT PRIMARY KEY,
  trouble TEXT NOT NULL,
  item BIGINT NOT NULL,
  raised_at BIGINT NOT NULL
);
