-- Keys for mail. `place` says whose: `mailbox:1` (with a sealed private half), `address:kim@outside.test`, `issuer`.
CREATE TABLE mail_key (
  id BIGINT PRIMARY KEY,
  place TEXT NOT NULL,
  mailbox BIGINT REFERENCES mail_mailbox (id),
  address_fold TEXT,
  kind TEXT NOT NULL CHECK (kind IN ('smime', 'pgp')),
  fingerprint TEXT NOT NULL,
  holder TEXT NOT NULL,
  issuer TEXT,
  addresses TEXT NOT NULL,
  valid_from BIGINT NOT NULL,
  valid_until BIGINT,
  public BLOB NOT NULL,
  sealed TEXT,
  created_at BIGINT NOT NULL
);
CREATE UNIQUE INDEX mail_key_place ON mail_key (place, fingerprint);
CREATE INDEX mail_key_address ON mail_key (address_fold) WHERE address_fold IS NOT NULL;

-- How a mailbox protects what it sends; a mailbox without a row does not.
CREATE TABLE mail_protection (
  id BIGINT PRIMARY KEY,
  mailbox BIGINT NOT NULL REFERENCES mail_mailbox (id),
  kind TEXT NOT NULL CHECK (kind IN ('smime', 'pgp')),
  signs BOOLEAN NOT NULL,
  encrypts TEXT NOT NULL CHECK (encrypts IN ('never', 'possible', 'always')),
  updated_at BIGINT NOT NULL
);
CREATE UNIQUE INDEX mail_protection_mailbox ON mail_protection (mailbox);

-- What may be said about a protected mail, as JSON.
CREATE TABLE mail_verdict (
  id BIGINT PRIMARY KEY,
  mail BIGINT NOT NULL REFERENCES mail_raw (id),
  verdict TEXT NOT NULL,
  at BIGINT NOT NULL
);
CREATE UNIQUE INDEX mail_verdict_mail ON mail_verdict (mail);
