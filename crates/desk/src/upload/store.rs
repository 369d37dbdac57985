//! All SQL about who stored which file.

store::statements! {
    pub NOTE = "INSERT INTO desk_upload (id, person, digest, size, at) VALUES ($1, $2, $3, $4, $5)
        ON CONFLICT (person, digest) DO UPDATE SET at = excluded.at";
    pub FORGET = "DELETE FROM desk_upload WHERE person = $1 AND at < $2";
    pub SINCE = "SELECT CAST(COALESCE(sum(size), 0) AS BIGINT) FROM desk_upload WHERE person = $1 AND at >= $2";
    pub STORED_BY = "SELECT 1 FROM desk_upload WHERE person = $1 AND digest = $2";
}
