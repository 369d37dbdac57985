-- Our own addresses. Settings with passwords are sealed.
CREATE TABLE mail_mailbox (
  id BIGINT PRIMARY KEY,
  address TEXT NOT NULL,
  address_fold TEXT NOT NULL,
  name TEXT NOT NULL,
  fetch_sealed TEXT,
  relay_sealed TEXT,
  enabled BOOLEAN NOT NULL,
  last_fetched_at BIGINT,
  last_error TEXT,
  created_at BIGINT NOT NULL,
  updated_at BIGINT NOT NULL
);
CREATE UNIQUE INDEX mail_mailbox_address ON mail_mailbox (address_fold);

-- Every mail that was ever received. `dedupe` is null on the rows that only count a repetition.
CREATE TABLE mail_raw (
  id BIGINT PRIMARY KEY,
  digest TEXT NOT NULL,
  size BIGINT NOT NULL,
  received_at BIGINT NOT NULL,
  source TEXT NOT NULL CHECK (source IN ('smtp', 'imap', 'pipe')),
  peer TEXT,
  envelope_from TEXT,
  recipients TEXT NOT NULL,
  mailbox BIGINT REFERENCES mail_mailbox (id),
  message_id TEXT,
  fingerprint TEXT NOT NULL,
  dedupe TEXT,
  sender TEXT,
  subject TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('received', 'ticketed', 'appended', 'quarantined', 'dropped')),
  cause TEXT,
  thread BIGINT,
  message BIGINT,
  decision TEXT,
  attempts BIGINT NOT NULL,
  settled_at BIGINT
);
CREATE UNIQUE INDEX mail_raw_dedupe ON mail_raw (dedupe) WHERE dedupe IS NOT NULL;
CREATE INDEX mail_raw_fingerprint ON mail_raw (fingerprint);
CREATE INDEX mail_raw_state ON mail_raw (state, id);
CREATE INDEX mail_raw_message ON mail_raw (message) WHERE message IS NOT NULL;
CREATE INDEX mail_raw_thread ON mail_raw (thread, id) WHERE thread IS NOT NULL;

-- Every message id seen, sent or mentioned, and its thread. The key is a hash, because ids are long.
CREATE TABLE mail_graph (
  id BIGINT PRIMARY KEY,
  message_key TEXT NOT NULL,
  message_id TEXT NOT NULL,
  thread BIGINT NOT NULL,
  source TEXT NOT NULL CHECK (source IN ('received', 'sent', 'mentioned', 'moved')),
  at BIGINT NOT NULL
);
CREATE UNIQUE INDEX mail_graph_key ON mail_graph (message_key);
CREATE INDEX mail_graph_thread ON mail_graph (thread, at);

-- Keys of other ticket systems, per partner domain.
CREATE TABLE mail_foreign_key (
  id BIGINT PRIMARY KEY,
  partner TEXT NOT NULL,
  foreign_key TEXT NOT NULL,
  thread BIGINT NOT NULL,
  at BIGINT NOT NULL
);
CREATE UNIQUE INDEX mail_foreign_key_partner ON mail_foreign_key (partner, foreign_key);

-- How far a folder was fetched.
CREATE TABLE mail_cursor (
  id BIGINT PRIMARY KEY,
  mailbox BIGINT NOT NULL REFERENCES mail_mailbox (id),
  folder TEXT NOT NULL,
  uidvalidity BIGINT NOT NULL,
  uid BIGINT NOT NULL
);
CREATE UNIQUE INDEX mail_cursor_folder ON mail_cursor (mailbox, folder);

-- Mails to be sent. `draft` is all the mail is made of; `digest` is the finished mail once it was made.
CREATE TABLE mail_outbox (
  id BIGINT PRIMARY KEY,
  mailbox BIGINT NOT NULL REFERENCES mail_mailbox (id),
  thread BIGINT,
  message BIGINT,
  message_id TEXT NOT NULL,
  message_key TEXT NOT NULL,
  draft TEXT NOT NULL,
  digest TEXT,
  automatic BOOLEAN NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('queued', 'sending', 'done', 'canceled')),
  not_before BIGINT NOT NULL,
  created_at BIGINT NOT NULL,
  updated_at BIGINT NOT NULL
);
CREATE UNIQUE INDEX mail_outbox_message_key ON mail_outbox (message_key);
CREATE INDEX mail_outbox_message ON mail_outbox (message) WHERE message IS NOT NULL;
CREATE INDEX mail_outbox_open ON mail_outbox (state, not_before) WHERE state IN ('queued', 'sending');

CREATE TABLE mail_outbox_recipient (
  id BIGINT PRIMARY KEY,
  outbox BIGINT NOT NULL REFERENCES mail_outbox (id),
  address TEXT NOT NULL,
  address_fold TEXT NOT NULL,
  envelope_from TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('queued', 'accepted', 'delayed', 'failed_soft', 'failed_hard', 'complained', 'suppressed')),
  reason TEXT,
  attempts BIGINT NOT NULL,
  updated_at BIGINT NOT NULL
);
CREATE UNIQUE INDEX mail_outbox_recipient_one ON mail_outbox_recipient (outbox, address_fold);

-- Addresses that get no more mail.
CREATE TABLE mail_suppressed (
  id BIGINT PRIMARY KEY,
  address_fold TEXT NOT NULL,
  reason TEXT NOT NULL,
  at BIGINT NOT NULL
);
CREATE UNIQUE INDEX mail_suppressed_address ON mail_suppressed (address_fold);

-- Token buckets that keep automatic mail from storming: how many are left at an instant.
CREATE TABLE mail_bucket (
  id BIGINT PRIMARY KEY,
  name TEXT NOT NULL,
  left_over DOUBLE NOT NULL,
  at BIGINT NOT NULL
);
CREATE UNIQUE INDEX mail_bucket_name ON mail_bucket (name);
