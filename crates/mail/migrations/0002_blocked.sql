-- Senders whose mail is put aside at once: an address, or `@` and a domain with everything below it.
CREATE TABLE mail_blocked (
  id BIGINT PRIMARY KEY,
  sender TEXT NOT NULL,
  reason TEXT NOT NULL,
  at BIGINT NOT NULL
);
CREATE UNIQUE INDEX mail_blocked_sender ON mail_blocked (sender);

-- The tickets of outgoing mails, for marking those whose mail did not arrive.
CREATE INDEX mail_outbox_thread ON mail_outbox (thread, id) WHERE thread IS NOT NULL;
