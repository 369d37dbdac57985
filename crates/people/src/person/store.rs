//! All SQL of persons and their addresses.

use base::Role;
use store::{Error, Row, Tx, params};

use super::{Person, PersonAddress};

macro_rules! persons {
    ($rest:literal) => {
        concat!(
            "SELECT p.id, p.name, p.role, p.organization, o.name, o.shares_items, p.sees_organization,
                    a.address, p.locale, p.zone, p.disabled, p.password IS NOT NULL, p.epoch, p.version,
                    p.signed_in_at, p.created_at, p.updated_at
             FROM people_person p
             LEFT JOIN people_organization o ON o.id = p.organization
             LEFT JOIN people_address a ON a.person = p.id AND a.is_primary ",
            $rest
        )
    };
}

store::statements! {
    pub(super) INSERT = "INSERT INTO people_person
        (id, name, name_fold, role, organization, sees_organization, locale, zone, disabled, epoch, version,
         created_at, updated_at)
        VALUES ($1, $2, $3, $4, $5, FALSE, $6, $7, FALSE, 0, 1, $8, $8)";
    pub(super) DELETE_UNUSED = "DELETE FROM people_person WHERE id = $1";
    pub(super) BY_ID = persons!("WHERE p.id = $1");
    pub(super) BY_ADDRESS = persons!("
        WHERE p.id = (SELECT f.person FROM people_address f WHERE f.address_fold = $1)");
    /// Visible: all ($1 true), oneself ($2) and the people of these organisations ($3).
    pub(super) LIST = persons!("
        WHERE (CAST($1 AS BOOLEAN) OR p.id = $2 OR p.organization IN {list $3})
          AND (CAST($4 AS TEXT) IS NULL OR p.role = $4)
          AND (CAST($5 AS BOOLEAN) IS NULL OR (p.role <> 'customer') = $5)
          AND (CAST($6 AS BIGINT) IS NULL OR p.organization = $6)
          AND (CAST($7 AS TEXT) IS NULL OR p.name_fold LIKE $7 ESCAPE '!' OR EXISTS (
               SELECT 1 FROM people_address s WHERE s.person = p.id AND s.address_fold LIKE $7 ESCAPE '!'))
          AND (CAST($8 AS BOOLEAN) OR p.disabled = FALSE)
          AND (p.name_fold, p.id) > ($9, $10)
        ORDER BY p.name_fold, p.id LIMIT $11");
    /// Staff are few among many customers: found by their roles, then sorted.
    pub(super) AGENTS = persons!("
        WHERE p.id IN (SELECT s.id FROM people_person s WHERE s.role IN ('admin', 'agent') AND s.disabled = FALSE)
        ORDER BY p.name_fold, p.id LIMIT $1");
    pub(super) UPDATE = "UPDATE people_person
        SET name = $1, name_fold = $2, organization = $3, sees_organization = $4, locale = $5, zone = $6,
            version = version + 1, updated_at = $7
        WHERE id = $8 AND version = $9";
    pub(super) SET_ROLE = "UPDATE people_person
        SET role = $1, epoch = epoch + 1, version = version + 1, updated_at = $2
        WHERE id = $3 AND role = $4";
    pub(super) SET_DISABLED = "UPDATE people_person
        SET disabled = $1, epoch = epoch + 1, version = version + 1, updated_at = $2
        WHERE id = $3 AND disabled <> $1";
    pub(super) SET_PASSWORD = "UPDATE people_person
        SET password = $1, epoch = epoch + 1, version = version + 1, updated_at = $2
        WHERE id = $3 AND disabled = FALSE";
    pub(super) REPLACE_HASH = "UPDATE people_person SET password = $1 WHERE id = $2 AND epoch = $3";
    pub(super) CREDENTIALS = "SELECT p.id, p.password, p.epoch
        FROM people_person p JOIN people_address f ON f.person = p.id
        WHERE f.address_fold = $1 AND p.disabled = FALSE";
    /// Locks the row and holds only if nothing that a sign-in rests on changed meanwhile.
    pub(super) ADMIT = "UPDATE people_person SET signed_in_at = $1
        WHERE id = $2 AND epoch = $3 AND disabled = FALSE";
    /// Changes nothing but locks the row for this transaction.
    pub(super) HOLD_ENABLED = "UPDATE people_person SET version = version
        WHERE id = $1 AND epoch = $2 AND disabled = FALSE";
    pub(super) OTHER_ADMIN = "SELECT p.id FROM people_person p
        WHERE p.role = 'admin' AND p.disabled = FALSE AND p.id <> $1 LIMIT 1";
    pub(super) HOLD = "INSERT INTO people_guard (id, name, held_at) VALUES ($1, $2, $3)
        ON CONFLICT (name) DO UPDATE SET held_at = excluded.held_at";
    pub(super) INSERT_ADDRESS = "INSERT INTO people_address
        (id, person, address, address_fold, is_primary, verified_at, created_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (address_fold) DO NOTHING";
    pub(super) ADDRESSES = "SELECT a.id, a.address, a.is_primary, a.verified_at FROM people_address a
        WHERE a.person = $1 ORDER BY a.created_at, a.id";
    pub(super) DELETE_ADDRESS = "DELETE FROM people_address WHERE id = $1 AND is_primary = FALSE";
    pub(super) VERIFY_ADDRESS = "UPDATE people_address SET verified_at = $1 WHERE id = $2 AND verified_at IS NULL";
    pub(super) CLEAR_PRIMARY = "UPDATE people_address SET is_primary = FALSE WHERE person = $1 AND is_primary";
    pub(super) SET_PRIMARY = "UPDATE people_address SET is_primary = TRUE WHERE id = $1 AND person = $2";
}

pub(super) fn person(row: &Row) -> Result<Person, Error> {
    let role: String = row.get(2)?;
    Ok(Person {
        id: row.get(0)?,
        name: row.get(1)?,
        role: Role::parse(&role).map_err(|unknown| Error::Mismatch(unknown.to_string()))?,
        organization: row.get(3)?,
        organization_name: row.get(4)?,
        organization_shares: row.get::<Option<bool>>(5)?.unwrap_or(false),
        sees_organization: row.get(6)?,
        address: row.get(7)?,
        locale: row.get(8)?,
        zone: row.get(9)?,
        disabled: row.get(10)?,
        has_password: row.get(11)?,
        epoch: row.get(12)?,
        version: row.get(13)?,
        signed_in_at: row.get(14)?,
        created_at: row.get(15)?,
        updated_at: row.get(16)?,
    })
}

pub(super) fn address(row: &Row) -> Result<PersonAddress, Error> {
    Ok(PersonAddress { id: row.get(0)?, address: row.get(1)?, is_primary: row.get(2)?, verified_at: row.get(3)? })
}

/// Notes a sign-in; false when the person was disabled or what they sign in with changed since `epoch`.
pub(crate) fn admit(tx: &mut Tx<'_>, person: i64, epoch: i64) -> Result<bool, Error> {
    let now = tx.now();
    Ok(tx.execute(ADMIT, params![now, person, epoch])? == 1)
}

/// Keeps the person as they are until this transaction ends; false when they changed since `epoch`.
pub(crate) fn hold(tx: &mut Tx<'_>, person: i64, epoch: i64) -> Result<bool, Error> {
    Ok(tx.execute(HOLD_ENABLED, params![person, epoch])? == 1)
}
