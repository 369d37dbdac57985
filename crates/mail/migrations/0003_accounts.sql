-- Fetching watches itself: failures in a row, and how old the last fetch may be before somebody is told.
ALTER TABLE mail_mailbox ADD COLUMN failures BIGINT NOT NULL DEFAULT 0;
ALTER TABLE mail_mailbox ADD COLUMN alarm_minutes BIGINT NOT NULL DEFAULT 60;

-- POP3 has no cursor: the unique ids of the mails that were taken and are still on the server. `whole` is false when
-- the mail was too large and only its header was taken; such a mail is never deleted.
CREATE TABLE mail_pop3_taken (
  id BIGINT PRIMARY KEY,
  mailbox BIGINT NOT NULL REFERENCES mail_mailbox (id),
  uidl TEXT NOT NULL,
  whole BOOLEAN NOT NULL,
  taken_at BIGINT NOT NULL
);
CREATE UNIQUE INDEX mail_pop3_taken_uidl ON mail_pop3_taken (mailbox, uidl);

-- The consent of an account's owner (OAuth 2.0). `sealed` holds the client and the tokens. `refresh_at` is when the
-- access token is renewed next, `ends_at` when the consent itself ends, where the provider says so.
CREATE TABLE mail_consent (
  id BIGINT PRIMARY KEY,
  mailbox BIGINT NOT NULL REFERENCES mail_mailbox (id),
  sealed TEXT NOT NULL,
  expires_at BIGINT NOT NULL,
  refresh_at BIGINT NOT NULL,
  ends_at BIGINT,
  failures BIGINT NOT NULL,
  failure TEXT,
  given_at BIGINT NOT NULL,
  updated_at BIGINT NOT NULL
);
CREATE UNIQUE INDEX mail_consent_mailbox ON mail_consent (mailbox);
CREATE INDEX mail_consent_refresh ON mail_consent (refresh_at);

-- A consent that was asked for: the person is at the provider and comes back with the state.
CREATE TABLE mail_consent_request (
  id BIGINT PRIMARY KEY,
  state_hash TEXT NOT NULL,
  mailbox BIGINT NOT NULL REFERENCES mail_mailbox (id),
  person BIGINT NOT NULL,
  sealed TEXT NOT NULL,
  expires_at BIGINT NOT NULL
);
CREATE UNIQUE INDEX mail_consent_request_state ON mail_consent_request (state_hash);
