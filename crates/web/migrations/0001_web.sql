-- Answers kept for repeated requests; the caller and the key name one request.
CREATE TABLE web_idempotency (
    id BIGINT PRIMARY KEY,
    caller TEXT NOT NULL,
    key_hash TEXT NOT NULL,
    request_hash TEXT NOT NULL,
    status BIGINT,
    headers TEXT,
    body BLOB,
    expires_at BIGINT NOT NULL,
    UNIQUE (caller, key_hash)
);
CREATE INDEX web_idempotency_expires ON web_idempotency (expires_at);
