-- step: store_0001_store
-- Every change appends one row here; the number is its place in the order of commits.
CREATE TABLE store_event (
    id BIGINT PRIMARY KEY,
    number BIGINT,
    at BIGINT NOT NULL,
    actor TEXT NOT NULL,
    actor_person BIGINT,
    subject TEXT NOT NULL,
    subject_id BIGINT NOT NULL,
    item BIGINT,
    organization BIGINT,
    requester BIGINT,
    visibility TEXT NOT NULL,
    kind TEXT NOT NULL,
    data TEXT NOT NULL
);
CREATE UNIQUE INDEX store_event_number ON store_event (number);
CREATE INDEX store_event_unnumbered ON store_event (id) WHERE number IS NULL;
CREATE INDEX store_event_item ON store_event (item, id) WHERE item IS NOT NULL;
CREATE INDEX store_event_subject ON store_event (subject, subject_id, id) WHERE item IS NULL;
-- The highest id handed out in blocks (SQLite); PostgreSQL uses a sequence of the same name.
CREATE TABLE store_identity (
    name TEXT PRIMARY KEY,
    high BIGINT NOT NULL
);
-- step: jobs_0001_jobs
-- One row per job. `state` is waiting (for its time), pending (due, for its turn), running, done or dead: what
-- is due stands apart from what is not, so that claiming reads only what it takes. `lease` is how long one attempt may go
-- without a sign of life, in microseconds; every claim gets a new `lease_token`, and whoever does not
-- hold it can neither finish nor renew.
CREATE TABLE job_job (
  id BIGINT PRIMARY KEY,
  lane TEXT NOT NULL,
  kind TEXT NOT NULL,
  key TEXT,
  dedupe TEXT,
  payload TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('waiting', 'pending', 'running', 'done', 'dead')),
  priority BIGINT NOT NULL,
  run_at BIGINT NOT NULL,
  attempt BIGINT NOT NULL,
  max_attempts BIGINT NOT NULL,
  lease BIGINT NOT NULL,
  lease_token BIGINT,
  lease_until BIGINT,
  last_error TEXT,
  created_at BIGINT NOT NULL,
  finished_at BIGINT
);
CREATE INDEX job_job_waiting ON job_job (lane, run_at, id) WHERE state = 'waiting';
CREATE INDEX job_job_pending ON job_job (lane, priority, run_at, id) WHERE state = 'pending';
CREATE INDEX job_job_key_pending ON job_job (key, run_at, id) WHERE state = 'pending' AND key IS NOT NULL;
CREATE UNIQUE INDEX job_job_key_running ON job_job (key) WHERE state = 'running' AND key IS NOT NULL;
CREATE UNIQUE INDEX job_job_dedupe ON job_job (dedupe) WHERE state IN ('waiting', 'pending', 'running') AND dedupe IS NOT NULL;
CREATE INDEX job_job_lease ON job_job (lease_until) WHERE state = 'running';
CREATE INDEX job_job_finished ON job_job (finished_at) WHERE state = 'done';
CREATE INDEX job_job_dead ON job_job (id) WHERE state = 'dead';

-- When each schedule is due next.
CREATE TABLE job_schedule (
  id BIGINT PRIMARY KEY,
  name TEXT NOT NULL UNIQUE,
  next_run BIGINT NOT NULL
);
-- step: people_0001_people
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
-- step: work_0001_work
-- Queues: where items wait for a team.
CREATE TABLE work_queue (
  id BIGINT PRIMARY KEY,
  name TEXT NOT NULL,
  name_fold TEXT NOT NULL UNIQUE,
  key_prefix TEXT NOT NULL,
  team BIGINT REFERENCES people_team (id),
  reopen_days BIGINT NOT NULL,
  position BIGINT NOT NULL,
  created_at BIGINT NOT NULL
);

-- Status names per kind, each bound to one of the seven categories.
-- The rows shipped with the product have ids below zero.
CREATE TABLE work_status (
  id BIGINT PRIMARY KEY,
  kind TEXT NOT NULL,
  name TEXT NOT NULL,
  name_fold TEXT NOT NULL,
  category TEXT NOT NULL,
  position BIGINT NOT NULL,
  UNIQUE (kind, name_fold)
);

INSERT INTO work_status (id, kind, name, name_fold, category, position) VALUES
  (-1, 'ticket', 'new', 'new', 'triage', 1),
  (-2, 'ticket', 'open', 'open', 'doing', 2),
  (-3, 'ticket', 'waiting', 'waiting', 'waiting', 3),
  (-4, 'ticket', 'solved', 'solved', 'resolved', 4),
  (-5, 'ticket', 'closed', 'closed', 'closed', 5),
  (-6, 'ticket', 'canceled', 'canceled', 'canceled', 6),
  (-11, 'incident', 'new', 'new', 'triage', 1),
  (-12, 'incident', 'investigating', 'investigating', 'doing', 2),
  (-13, 'incident', 'mitigating', 'mitigating', 'doing', 3),
  (-14, 'incident', 'monitoring', 'monitoring', 'waiting', 4),
  (-15, 'incident', 'resolved', 'resolved', 'resolved', 5),
  (-16, 'incident', 'closed', 'closed', 'closed', 6),
  (-17, 'incident', 'canceled', 'canceled', 'canceled', 7),
  (-21, 'bug', 'new', 'new', 'triage', 1),
  (-22, 'bug', 'confirmed', 'confirmed', 'todo', 2),
  (-23, 'bug', 'in progress', 'in progress', 'doing', 3),
  (-24, 'bug', 'waiting', 'waiting', 'waiting', 4),
  (-25, 'bug', 'fixed', 'fixed', 'resolved', 5),
  (-26, 'bug', 'closed', 'closed', 'closed', 6),
  (-27, 'bug', 'canceled', 'canceled', 'canceled', 7),
  (-31, 'feature', 'proposed', 'proposed', 'triage', 1),
  (-32, 'feature', 'planned', 'planned', 'todo', 2),
  (-33, 'feature', 'in progress', 'in progress', 'doing', 3),
  (-34, 'feature', 'waiting', 'waiting', 'waiting', 4),
  (-35, 'feature', 'done', 'done', 'resolved', 5),
  (-36, 'feature', 'closed', 'closed', 'closed', 6),
  (-37, 'feature', 'canceled', 'canceled', 'canceled', 7),
  (-41, 'change', 'draft', 'draft', 'triage', 1),
  (-42, 'change', 'planned', 'planned', 'todo', 2),
  (-43, 'change', 'in progress', 'in progress', 'doing', 3),
  (-44, 'change', 'waiting', 'waiting', 'waiting', 4),
  (-45, 'change', 'implemented', 'implemented', 'resolved', 5),
  (-46, 'change', 'closed', 'closed', 'closed', 6),
  (-47, 'change', 'canceled', 'canceled', 'canceled', 7),
  (-51, 'task', 'to do', 'to do', 'todo', 1),
  (-52, 'task', 'in progress', 'in progress', 'doing', 2),
  (-53, 'task', 'waiting', 'waiting', 'waiting', 3),
  (-54, 'task', 'done', 'done', 'resolved', 4),
  (-55, 'task', 'closed', 'closed', 'closed', 5),
  (-56, 'task', 'canceled', 'canceled', 'canceled', 6);

-- Priority from impact (1 whole organisation … 3 user) and urgency (1 critical … 4 low).
CREATE TABLE work_priority (
  impact BIGINT NOT NULL,
  urgency BIGINT NOT NULL,
  priority BIGINT NOT NULL,
  PRIMARY KEY (impact, urgency)
);

INSERT INTO work_priority (impact, urgency, priority) VALUES
  (1, 1, 1), (1, 2, 1), (1, 3, 2), (1, 4, 4),
  (2, 1, 1), (2, 2, 2), (2, 3, 3), (2, 4, 4),
  (3, 1, 2), (3, 2, 3), (3, 3, 3), (3, 4, 4);

-- The item. `active` is derived: in triage, todo, doing or waiting, and not in the recycle bin.
CREATE TABLE work_item (
  id BIGINT PRIMARY KEY,
  key TEXT NOT NULL,
  kind TEXT NOT NULL,
  title TEXT NOT NULL,
  title_fold TEXT NOT NULL,
  status TEXT NOT NULL,
  status_fold TEXT NOT NULL,
  category TEXT NOT NULL,
  active BOOLEAN NOT NULL,
  waiting_on TEXT,
  impact BIGINT,
  urgency BIGINT,
  priority BIGINT NOT NULL,
  tier BIGINT,
  team BIGINT REFERENCES people_team (id),
  queue BIGINT REFERENCES work_queue (id),
  assignee BIGINT REFERENCES people_person (id),
  requester BIGINT REFERENCES people_person (id),
  organization BIGINT REFERENCES people_organization (id),
  contract_line BIGINT,
  asset BIGINT,
  parent BIGINT REFERENCES work_item (id),
  fix_release BIGINT,
  due_at BIGINT,
  rank TEXT,
  visibility TEXT NOT NULL,
  channel TEXT NOT NULL,
  version BIGINT NOT NULL,
  message_count BIGINT NOT NULL,
  created_at BIGINT NOT NULL,
  updated_at BIGINT NOT NULL,
  first_response_at BIGINT,
  solved_at BIGINT,
  closed_at BIGINT,
  deleted_at BIGINT,
  data TEXT NOT NULL
);

-- Every list index is [what is compared,] active, what is sorted by, id. A list that does not say whether it wants
-- active items reads both halves and merges them. The columns behind the id answer common filters and counts from the
-- index alone.
CREATE INDEX work_item_by_update
  ON work_item (active, updated_at, id, category, priority, due_at, kind, deleted_at);
CREATE INDEX work_item_by_creation ON work_item (active, created_at, id, category);
CREATE INDEX work_item_by_priority
  ON work_item (active, priority, updated_at DESC, id DESC, category, queue, assignee, deleted_at);
CREATE INDEX work_item_by_queue ON work_item (queue, active, updated_at, id, category);
CREATE INDEX work_item_by_assignee ON work_item (assignee, active, updated_at, id, category, kind, status_fold);
CREATE INDEX work_item_by_requester ON work_item (requester, active, updated_at, id, category);
CREATE INDEX work_item_by_organization ON work_item (organization, active, updated_at, id, category);
-- Partial ones cost nothing for the mass of tickets that are just coming in.
CREATE INDEX work_item_by_kind ON work_item (kind, active, updated_at, id, category) WHERE kind <> 'ticket';
CREATE INDEX work_item_by_due ON work_item (due_at, id) WHERE due_at IS NOT NULL;
CREATE INDEX work_item_by_solution ON work_item (solved_at, id) WHERE solved_at IS NOT NULL;
CREATE INDEX work_item_by_parent ON work_item (parent) WHERE parent IS NOT NULL;
CREATE INDEX work_item_by_deletion ON work_item (deleted_at, id) WHERE deleted_at IS NOT NULL;

-- Every key an item ever had, and every imported one, resolves for ever.
CREATE TABLE work_key (
  key TEXT PRIMARY KEY,
  item BIGINT NOT NULL REFERENCES work_item (id)
);
CREATE INDEX work_key_by_item ON work_key (item);

CREATE TABLE work_key_counter (
  prefix TEXT PRIMARY KEY,
  last BIGINT NOT NULL
);

CREATE TABLE work_message (
  id BIGINT PRIMARY KEY,
  item BIGINT NOT NULL REFERENCES work_item (id),
  position BIGINT NOT NULL,
  author BIGINT REFERENCES people_person (id),
  author_name TEXT NOT NULL,
  by_staff BOOLEAN NOT NULL,
  visibility TEXT NOT NULL,
  channel TEXT NOT NULL,
  format TEXT NOT NULL,
  text TEXT NOT NULL,
  html TEXT NOT NULL,
  quoted_text TEXT,
  quoted_html TEXT,
  automatic BOOLEAN NOT NULL,
  source_mail BIGINT UNIQUE,
  created_at BIGINT NOT NULL,
  UNIQUE (item, position)
);

CREATE TABLE work_attachment (
  id BIGINT PRIMARY KEY,
  message BIGINT NOT NULL REFERENCES work_message (id),
  digest TEXT NOT NULL,
  name TEXT NOT NULL,
  mime TEXT NOT NULL,
  size BIGINT NOT NULL,
  content_id TEXT,
  inline BOOLEAN NOT NULL
);
CREATE INDEX work_attachment_by_message ON work_attachment (message, id);
CREATE INDEX work_attachment_by_digest ON work_attachment (digest);

CREATE TABLE work_link (
  id BIGINT PRIMARY KEY,
  source BIGINT NOT NULL REFERENCES work_item (id),
  link TEXT NOT NULL,
  target BIGINT NOT NULL REFERENCES work_item (id),
  created_at BIGINT NOT NULL,
  UNIQUE (source, link, target)
);
CREATE INDEX work_link_by_target ON work_link (target, link);

CREATE TABLE work_watcher (
  item BIGINT NOT NULL REFERENCES work_item (id),
  person BIGINT NOT NULL REFERENCES people_person (id),
  created_at BIGINT NOT NULL,
  PRIMARY KEY (item, person)
);
CREATE INDEX work_watcher_by_person ON work_watcher (person, item);

CREATE TABLE work_tag (
  id BIGINT PRIMARY KEY,
  name TEXT NOT NULL,
  fold TEXT NOT NULL UNIQUE
);

CREATE TABLE work_item_tag (
  item BIGINT NOT NULL REFERENCES work_item (id),
  tag BIGINT NOT NULL REFERENCES work_tag (id),
  PRIMARY KEY (item, tag)
);
CREATE INDEX work_item_tag_by_tag ON work_item_tag (tag, item);
-- step: mail_0001_mail
-- Our own addresses. Settings with passwords are sealed.
CREATE TABLE mail_mailbox (
  id BIGINT PRIMARY KEY,
  address TEXT NOT NULL,
  address_fold TEXT NOT NULL,
  name TEXT NOT NULL,
  fetch_sealed TEXT,
  relay_sealed TEXT,
  enabled BOOLEAN NOT NULL,
  last_fetched_at BIGINT,
  last_error TEXT,
  created_at BIGINT NOT NULL,
  updated_at BIGINT NOT NULL
);
CREATE UNIQUE INDEX mail_mailbox_address ON mail_mailbox (address_fold);

-- Every mail that was ever received. `dedupe` is null on the rows that only count a repetition.
CREATE TABLE mail_raw (
  id BIGINT PRIMARY KEY,
  digest TEXT NOT NULL,
  size BIGINT NOT NULL,
  received_at BIGINT NOT NULL,
  source TEXT NOT NULL CHECK (source IN ('smtp', 'imap', 'pipe')),
  peer TEXT,
  envelope_from TEXT,
  recipients TEXT NOT NULL,
  mailbox BIGINT REFERENCES mail_mailbox (id),
  message_id TEXT,
  fingerprint TEXT NOT NULL,
  dedupe TEXT,
  sender TEXT,
  subject TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('received', 'ticketed', 'appended', 'quarantined', 'dropped')),
  cause TEXT,
  thread BIGINT,
  message BIGINT,
  decision TEXT,
  attempts BIGINT NOT NULL,
  settled_at BIGINT
);
CREATE UNIQUE INDEX mail_raw_dedupe ON mail_raw (dedupe) WHERE dedupe IS NOT NULL;
CREATE INDEX mail_raw_fingerprint ON mail_raw (fingerprint);
CREATE INDEX mail_raw_state ON mail_raw (state, id);
CREATE INDEX mail_raw_message ON mail_raw (message) WHERE message IS NOT NULL;
CREATE INDEX mail_raw_thread ON mail_raw (thread, id) WHERE thread IS NOT NULL;

-- Every message id seen, sent or mentioned, and its thread. The key is a hash, because ids are long.
CREATE TABLE mail_graph (
  id BIGINT PRIMARY KEY,
  message_key TEXT NOT NULL,
  message_id TEXT NOT NULL,
  thread BIGINT NOT NULL,
  source TEXT NOT NULL CHECK (source IN ('received', 'sent', 'mentioned', 'moved')),
  at BIGINT NOT NULL
);
CREATE UNIQUE INDEX mail_graph_key ON mail_graph (message_key);
CREATE INDEX mail_graph_thread ON mail_graph (thread, at);

-- Keys of other ticket systems, per partner domain.
CREATE TABLE mail_foreign_key (
  id BIGINT PRIMARY KEY,
  partner TEXT NOT NULL,
  foreign_key TEXT NOT NULL,
  thread BIGINT NOT NULL,
  at BIGINT NOT NULL
);
CREATE UNIQUE INDEX mail_foreign_key_partner ON mail_foreign_key (partner, foreign_key);

-- How far a folder was fetched.
CREATE TABLE mail_cursor (
  id BIGINT PRIMARY KEY,
  mailbox BIGINT NOT NULL REFERENCES mail_mailbox (id),
  folder TEXT NOT NULL,
  uidvalidity BIGINT NOT NULL,
  uid BIGINT NOT NULL
);
CREATE UNIQUE INDEX mail_cursor_folder ON mail_cursor (mailbox, folder);

-- Mails to be sent. `draft` is all the mail is made of; `digest` is the finished mail once it was made.
CREATE TABLE mail_outbox (
  id BIGINT PRIMARY KEY,
  mailbox BIGINT NOT NULL REFERENCES mail_mailbox (id),
  thread BIGINT,
  message BIGINT,
  message_id TEXT NOT NULL,
  message_key TEXT NOT NULL,
  draft TEXT NOT NULL,
  digest TEXT,
  automatic BOOLEAN NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('queued', 'sending', 'done', 'canceled')),
  not_before BIGINT NOT NULL,
  created_at BIGINT NOT NULL,
  updated_at BIGINT NOT NULL
);
CREATE UNIQUE INDEX mail_outbox_message_key ON mail_outbox (message_key);
CREATE INDEX mail_outbox_message ON mail_outbox (message) WHERE message IS NOT NULL;
CREATE INDEX mail_outbox_open ON mail_outbox (state, not_before) WHERE state IN ('queued', 'sending');

CREATE TABLE mail_outbox_recipient (
  id BIGINT PRIMARY KEY,
  outbox BIGINT NOT NULL REFERENCES mail_outbox (id),
  address TEXT NOT NULL,
  address_fold TEXT NOT NULL,
  envelope_from TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('queued', 'accepted', 'delayed', 'failed_soft', 'failed_hard', 'complained', 'suppressed')),
  reason TEXT,
  attempts BIGINT NOT NULL,
  updated_at BIGINT NOT NULL
);
CREATE UNIQUE INDEX mail_outbox_recipient_one ON mail_outbox_recipient (outbox, address_fold);

-- Addresses that get no more mail.
CREATE TABLE mail_suppressed (
  id BIGINT PRIMARY KEY,
  address_fold TEXT NOT NULL,
  reason TEXT NOT NULL,
  at BIGINT NOT NULL
);
CREATE UNIQUE INDEX mail_suppressed_address ON mail_suppressed (address_fold);

-- Token buckets that keep automatic mail from storming: how many are left at an instant.
CREATE TABLE mail_bucket (
  id BIGINT PRIMARY KEY,
  name TEXT NOT NULL,
  left_over DOUBLE NOT NULL,
  at BIGINT NOT NULL
);
CREATE UNIQUE INDEX mail_bucket_name ON mail_bucket (name);
-- step: web_0001_web
-- Answers kept for repeated requests; the caller and the key name one request.
CREATE TABLE web_idempotency (
    id BIGINT PRIMARY KEY,
    caller TEXT NOT NULL,
    key_hash TEXT NOT NULL,
    request_hash TEXT NOT NULL,
    status BIGINT,
    headers TEXT,
    body BLOB,
    expires_at BIGINT NOT NULL,
    UNIQUE (caller, key_hash)
);
CREATE INDEX web_idempotency_expires ON web_idempotency (expires_at);
-- step: desk_0001_desk
-- What the desk knows of a mailbox that mail itself does not: the queue, the signature, the first answer.
CREATE TABLE desk_mailbox (
    mailbox BIGINT PRIMARY KEY REFERENCES mail_mailbox (id),
    queue BIGINT NOT NULL REFERENCES work_queue (id),
    acknowledges BOOLEAN NOT NULL,
    signature TEXT NOT NULL
);
CREATE INDEX desk_mailbox_queue ON desk_mailbox (queue);
-- step: desk_0002_upload
-- Who stored which file: only they may name it in a message, and what customers store in a day is bounded.
CREATE TABLE desk_upload (
    id BIGINT PRIMARY KEY,
    person BIGINT NOT NULL REFERENCES people_person (id),
    digest TEXT NOT NULL,
    size BIGINT NOT NULL,
    at BIGINT NOT NULL
);
CREATE UNIQUE INDEX desk_upload_digest ON desk_upload (person, digest);
