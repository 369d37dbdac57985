//! All SQL about pictures.

store::statements! {
    pub KNOWN = "SELECT digest, kind FROM desk_picture WHERE url_hash = $1 AND fetched_at > $2";
    pub KEEP = "INSERT INTO desk_picture (id, url_hash, digest, kind, fetched_at) VALUES ($1, $2, $3, $4, $5)
        ON CONFLICT (url_hash) DO UPDATE SET digest = excluded.digest, kind = excluded.kind, fetched_at = excluded.fetched_at";
}
