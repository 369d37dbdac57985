-- Addresses that our mail does not reach: one task for each, and the tickets it concerns.
CREATE TABLE desk_undelivered_address (
    address_fold TEXT PRIMARY KEY
);

CREATE TABLE desk_undelivered (
    id BIGINT PRIMARY KEY,
    address_fold TEXT NOT NULL,
    item BIGINT NOT NULL REFERENCES work_item (id),
    task BIGINT NOT NULL REFERENCES work_item (id),
    at BIGINT NOT NULL
);
CREATE UNIQUE INDEX desk_undelivered_one ON desk_undelivered (address_fold, item);
CREATE INDEX desk_undelivered_item ON desk_undelivered (item);
