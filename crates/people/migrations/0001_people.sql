-- Organisations, persons, teams, and how persons sign in.
-- Columns ending in _fold hold the form in which texts are compared; *_hash hold SHA-256 of random tokens.

CREATE TABLE people_organization (
    id BIGINT PRIMARY KEY,
    name TEXT NOT NULL,
    name_fold TEXT NOT NULL UNIQUE,
    shares_items BOOLEAN NOT NULL,
    version BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL
);

CREATE TABLE people_domain (
    id BIGINT PRIMARY KEY,
    organization BIGINT NOT NULL REFERENCES people_organization (id),
    domain_fold TEXT NOT NULL UNIQUE,
    created_at BIGINT NOT NULL
);
CREATE INDEX people_domain_organization ON people_domain (organization);

CREATE TABLE people_person (
    id BIGINT PRIMARY KEY,
    name TEXT NOT NULL,
    name_fold TEXT NOT NULL,
    role TEXT NOT NULL CHECK (role IN ('admin', 'agent', 'viewer', 'customer')),
    organization BIGINT REFERENCES people_organization (id),
    sees_organization BOOLEAN NOT NULL,
    locale TEXT,
    zone TEXT,
    disabled BOOLEAN NOT NULL,
    password TEXT,
    epoch BIGINT NOT NULL,
    version BIGINT NOT NULL,
    signed_in_at BIGINT,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL
);
CREATE INDEX people_person_name ON people_person (name_fold, id);
CREATE INDEX people_person_organization ON people_person (organization);
CREATE INDEX people_person_role ON people_person (role);

CREATE TABLE people_address (
    id BIGINT PRIMARY KEY,
    person BIGINT NOT NULL REFERENCES people_person (id),
    address TEXT NOT NULL,
    address_fold TEXT NOT NULL UNIQUE,
    is_primary BOOLEAN NOT NULL,
    verified_at BIGINT,
    created_at BIGINT NOT NULL
);
CREATE INDEX people_address_person ON people_address (person);
CREATE UNIQUE INDEX people_address_primary ON people_address (person) WHERE is_primary;

CREATE TABLE people_team (
    id BIGINT PRIMARY KEY,
    name TEXT NOT NULL,
    name_fold TEXT NOT NULL UNIQUE,
    created_at BIGINT NOT NULL
);

CREATE TABLE people_team_member (
    id BIGINT PRIMARY KEY,
    team BIGINT NOT NULL REFERENCES people_team (id),
    person BIGINT NOT NULL REFERENCES people_person (id),
    UNIQUE (team, person)
);
CREATE INDEX people_team_member_person ON people_team_member (person);

CREATE TABLE people_session (
    id BIGINT PRIMARY KEY,
    token_hash TEXT NOT NULL UNIQUE CHECK (length(token_hash) = 64),
    person BIGINT NOT NULL REFERENCES people_person (id),
    epoch BIGINT NOT NULL,
    method TEXT NOT NULL,
    peer TEXT NOT NULL,
    user_agent TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    last_seen_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,
    elevated_until BIGINT
);
CREATE INDEX people_session_person ON people_session (person);
CREATE INDEX people_session_expiry ON people_session (expires_at);

CREATE TABLE people_token (
    id BIGINT PRIMARY KEY,
    identifier TEXT NOT NULL UNIQUE,
    secret_hash TEXT NOT NULL CHECK (length(secret_hash) = 64),
    person BIGINT NOT NULL REFERENCES people_person (id),
    name TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,
    last_used_at BIGINT,
    revoked_at BIGINT
);
CREATE INDEX people_token_person ON people_token (person);

-- person is null when the address asked for belongs to nobody: asking costs the same work, nothing can be redeemed
CREATE TABLE people_link (
    id BIGINT PRIMARY KEY,
    token_hash TEXT NOT NULL UNIQUE CHECK (length(token_hash) = 64),
    person BIGINT REFERENCES people_person (id),
    address BIGINT,
    purpose TEXT NOT NULL,
    sealed TEXT,
    created_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,
    used_at BIGINT
);
CREATE INDEX people_link_person ON people_link (person);
CREATE INDEX people_link_expiry ON people_link (expires_at);

-- one row while or after the first administrator is made
CREATE TABLE people_setup (
    id BIGINT PRIMARY KEY,
    slot BIGINT NOT NULL UNIQUE CHECK (slot = 1),
    token_hash TEXT NOT NULL CHECK (length(token_hash) = 64),
    created_at BIGINT NOT NULL,
    used_at BIGINT
);

-- a row that changes to the set of administrators lock, so that two of them cannot remove each other at once
CREATE TABLE people_guard (
    id BIGINT PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,
    held_at BIGINT NOT NULL
);
