-- What is known about the sender of a received mail; `origin` holds all of it as JSON.
CREATE TABLE mail_origin (
  mail BIGINT PRIMARY KEY REFERENCES mail_raw (id),
  standing TEXT NOT NULL CHECK (standing IN ('proven', 'unproven', 'disproved')),
  origin TEXT NOT NULL
);

-- What a mailbox believes: the mail server whose results count, and what becomes of disproved senders.
CREATE TABLE mail_trust (
  mailbox BIGINT PRIMARY KEY REFERENCES mail_mailbox (id),
  server TEXT,
  disproved TEXT NOT NULL CHECK (disproved IN ('mark', 'quarantine')),
  updated_at BIGINT NOT NULL
);

-- Keys that sign outgoing mail. `published_at` is when the record was first seen in DNS.
CREATE TABLE mail_dkim_key (
  id BIGINT PRIMARY KEY,
  domain TEXT NOT NULL,
  selector TEXT NOT NULL,
  algorithm TEXT NOT NULL CHECK (algorithm IN ('rsa', 'ed25519')),
  public_key TEXT NOT NULL,
  sealed TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  published_at BIGINT,
  looked_at BIGINT,
  problem TEXT
);
CREATE UNIQUE INDEX mail_dkim_key_name ON mail_dkim_key (domain, selector);
