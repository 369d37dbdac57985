//! All SQL about where mails come from.

store::statements! {
    pub KEEP = "INSERT INTO mail_origin (mail, standing, origin) VALUES ($1, $2, $3)
        ON CONFLICT (mail) DO UPDATE SET standing = excluded.standing, origin = excluded.origin";
    pub ORIGINS = "SELECT mail, origin FROM mail_origin WHERE mail IN {list $1}";
    pub TRUST = "SELECT server, disproved FROM mail_trust WHERE mailbox = $1";
    pub SET_TRUST = "INSERT INTO mail_trust (mailbox, server, disproved, updated_at) VALUES ($1, $2, $3, $4)
        ON CONFLICT (mailbox) DO UPDATE SET server = excluded.server, disproved = excluded.disproved,
        updated_at = excluded.updated_at";
}
