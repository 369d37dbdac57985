-- Every change appends one row here; the number is its place in the order of commits.
CREATE TABLE store_event (
    id BIGINT PRIMARY KEY,
    number BIGINT,
    at BIGINT NOT NULL,
    actor TEXT NOT NULL,
    actor_person BIGINT,
    subject TEXT NOT NULL,
    subject_id BIGINT NOT NULL,
    item BIGINT,
    organization BIGINT,
    requester BIGINT,
    visibility TEXT NOT NULL,
    kind TEXT NOT NULL,
    data TEXT NOT NULL
);
CREATE UNIQUE INDEX store_event_number ON store_event (number);
CREATE INDEX store_event_unnumbered ON store_event (id) WHERE number IS NULL;
CREATE INDEX store_event_item ON store_event (item, id) WHERE item IS NOT NULL;
CREATE INDEX store_event_subject ON store_event (subject, subject_id, id) WHERE item IS NULL;
-- The highest id handed out in blocks (SQLite); PostgreSQL uses a sequence of the same name.
CREATE TABLE store_identity (
    name TEXT PRIMARY KEY,
    high BIGINT NOT NULL
);
