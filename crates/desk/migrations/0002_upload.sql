-- Who stored which file: only they may name it in a message, and what customers store in a day is bounded.
CREATE TABLE desk_upload (
    id BIGINT PRIMARY KEY,
    person BIGINT NOT NULL REFERENCES people_person (id),
    digest TEXT NOT NULL,
    size BIGINT NOT NULL,
    at BIGINT NOT NULL
);
CREATE UNIQUE INDEX desk_upload_digest ON desk_upload (person, digest);
