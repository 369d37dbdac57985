//! All SQL of teams.

use store::{Error, Row};

use super::Team;

store::statements! {
    pub(super) INSERT = "INSERT INTO people_team (id, name, name_fold, created_at)
        VALUES ($1, $2, $3, $4) ON CONFLICT (name_fold) DO NOTHING";
    pub(super) NAME_TAKEN = "SELECT t.id FROM people_team t WHERE t.name_fold = $1 AND t.id <> $2";
    pub(super) RENAME = "UPDATE people_team SET name = $1, name_fold = $2 WHERE id = $3";
    pub(super) BY_ID = "SELECT t.id, t.name, t.created_at FROM people_team t WHERE t.id = $1";
    pub(super) LIST = "SELECT t.id, t.name, t.created_at FROM people_team t ORDER BY t.name_fold, t.id";
    pub(super) OF_PERSON = "SELECT m.team FROM people_team_member m WHERE m.person = $1 ORDER BY m.team";
    pub(super) MEMBERS = "SELECT m.person FROM people_team_member m WHERE m.team = $1 ORDER BY m.person";
    pub(super) INSERT_MEMBER = "INSERT INTO people_team_member (id, team, person)
        VALUES ($1, $2, $3) ON CONFLICT (team, person) DO NOTHING";
    pub(super) DELETE_MEMBER = "DELETE FROM people_team_member WHERE team = $1 AND person = $2";
}

pub(super) fn team(row: &Row) -> Result<Team, Error> {
    Ok(Team { id: row.get(0)?, name: row.get(1)?, created_at: row.get(2)? })
}
