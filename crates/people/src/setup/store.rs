//! All SQL of the first set-up.

store::statements! {
    pub(super) ANY_ADMIN = "SELECT p.id FROM people_person p WHERE p.role = 'admin' LIMIT 1";
    pub(super) PREPARE = "INSERT INTO people_setup (id, slot, token_hash, created_at)
        VALUES ($1, 1, $2, $3)
        ON CONFLICT (slot) DO UPDATE SET token_hash = excluded.token_hash, created_at = excluded.created_at,
            used_at = NULL";
    pub(super) PENDING = "SELECT s.id FROM people_setup s WHERE s.token_hash = $1 AND s.used_at IS NULL";
    /// One row at most: the token is right, unused, and there is still no administrator.
    pub(super) USE = "UPDATE people_setup SET used_at = $1
        WHERE token_hash = $2 AND used_at IS NULL
          AND NOT EXISTS (SELECT 1 FROM people_person p WHERE p.role = 'admin')";
}
