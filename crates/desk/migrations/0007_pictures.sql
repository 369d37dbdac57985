-- Remote pictures that were fetched for a reader; the hash of the address, because addresses are long.
CREATE TABLE desk_picture (
  id BIGINT PRIMARY KEY,
  url_hash TEXT NOT NULL,
  digest TEXT NOT NULL,
  kind TEXT NOT NULL,
  fetched_at BIGINT NOT NULL
);
CREATE UNIQUE INDEX desk_picture_url ON desk_picture (url_hash);
