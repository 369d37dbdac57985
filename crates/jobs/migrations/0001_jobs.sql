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
