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
