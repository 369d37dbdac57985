//! All SQL of organisations.

use store::{Error, Row};

use super::Organization;

macro_rules! organizations {
    ($rest:literal) => {
        concat!(
            "SELECT o.id, o.name, o.shares_items, o.version, o.created_at, o.updated_at
             FROM people_organization o ",
            $rest
        )
    };
}

store::statements! {
    pub(super) INSERT = "INSERT INTO people_organization
        (id, name, name_fold, shares_items, version, created_at, updated_at)
        VALUES ($1, $2, $3, $4, 1, $5, $5) ON CONFLICT (name_fold) DO NOTHING";
    pub(super) BY_ID = organizations!("WHERE o.id = $1");
    pub(super) BY_NAME = organizations!("WHERE o.name_fold = $1");
    pub(super) BY_DOMAIN = organizations!("JOIN people_domain d ON d.organization = o.id WHERE d.domain_fold = $1");
    /// Visible: all ($1 true) or one ($2).
    pub(super) LIST = organizations!("
        WHERE (CAST($1 AS BOOLEAN) OR o.id IN (SELECT p.organization FROM people_person p WHERE p.id = $2))
          AND (CAST($3 AS TEXT) IS NULL OR o.name_fold LIKE $3 ESCAPE '!')
          AND (o.name_fold, o.id) > ($4, $5)
        ORDER BY o.name_fold, o.id LIMIT $6");
    pub(super) NAME_TAKEN = "SELECT o.id FROM people_organization o WHERE o.name_fold = $1 AND o.id <> $2";
    pub(super) UPDATE = "UPDATE people_organization
        SET name = $1, name_fold = $2, shares_items = $3, version = version + 1, updated_at = $4
        WHERE id = $5 AND version = $6";
    pub(super) BELONGS = "SELECT p.id FROM people_person p WHERE p.id = $1 AND p.organization = $2";
    pub(super) DOMAINS = "SELECT d.domain_fold FROM people_domain d WHERE d.organization = $1 ORDER BY d.domain_fold";
    pub(super) INSERT_DOMAIN = "INSERT INTO people_domain (id, organization, domain_fold, created_at)
        VALUES ($1, $2, $3, $4) ON CONFLICT (domain_fold) DO NOTHING";
    pub(super) DELETE_DOMAIN = "DELETE FROM people_domain WHERE organization = $1 AND domain_fold = $2";
}

pub(super) fn organization(row: &Row) -> Result<Organization, Error> {
    Ok(Organization {
        id: row.get(0)?,
        name: row.get(1)?,
        shares_items: row.get(2)?,
        version: row.get(3)?,
        created_at: row.get(4)?,
        updated_at: row.get(5)?,
    })
}
