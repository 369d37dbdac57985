-- By which version of the sanitiser the HTML of a mail's message was made. Older mails were cleaned by the first.
ALTER TABLE mail_raw ADD COLUMN sanitizer BIGINT;
UPDATE mail_raw SET sanitizer = 1 WHERE message IS NOT NULL;
CREATE INDEX mail_raw_sanitizer ON mail_raw (sanitizer, id) WHERE sanitizer IS NOT NULL;
