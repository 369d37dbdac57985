//! All SQL of the job tables.

// The state stands in the text, so that each list can use the index of its state.
macro_rules! list {
    ($state:literal) => {
        concat!(
            "SELECT id, kind, lane, state, payload, attempt, max_attempts, run_at, created_at, finished_at, last_error
            FROM job_job WHERE state = '",
            $state,
            "' AND (CAST($1 AS TEXT) IS NULL OR kind = $1) AND (CAST($2 AS BIGINT) IS NULL OR id < $2)
            ORDER BY id DESC LIMIT $3"
        )
    };
}

store::statements! {
    pub ENQUEUE = "
        INSERT INTO job_job (id, lane, kind, key, dedupe, payload, state, priority, run_at, attempt,
            max_attempts, lease, created_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, 0, $10, $11, $12)
        ON CONFLICT DO NOTHING";

    pub MAKE_PENDING = "
        UPDATE job_job SET state = 'pending'
        WHERE state = 'waiting' AND id IN (
            SELECT id FROM job_job WHERE state = 'waiting' AND lane = $1 AND run_at <= $2
            ORDER BY run_at, id LIMIT $3 {skip_locked})";

    // The state stands in the outer WHERE too: without it PostgreSQL lets two claimers take the same row.
    pub CLAIM = "
        WITH due AS MATERIALIZED (
            SELECT ready.id FROM job_job ready
            WHERE ready.state = 'pending' AND ready.lane = $1
              AND (ready.key IS NULL OR (
                NOT EXISTS (SELECT 1 FROM job_job other WHERE other.state = 'running' AND other.key = ready.key)
                AND NOT EXISTS (SELECT 1 FROM job_job other WHERE other.state = 'pending'
                    AND other.key = ready.key AND (other.run_at, other.id) < (ready.run_at, ready.id))))
            ORDER BY ready.priority, ready.run_at, ready.id
            LIMIT $2 {skip_locked})
        UPDATE job_job SET state = 'running', attempt = attempt + 1, lease_token = $3, lease_until = $4 + lease
        WHERE state = 'pending' AND id IN (SELECT due.id FROM due)
        RETURNING id, kind, payload, attempt, max_attempts, run_at, priority, lease_token";

    pub FIRST_PENDING = "
        SELECT run_at FROM job_job WHERE state = 'pending' AND lane = $1 LIMIT 1";

    pub FIRST_WAITING = "
        SELECT run_at FROM job_job WHERE state = 'waiting' AND lane = $1 ORDER BY run_at, id LIMIT 1";

    pub FINISH = "
        UPDATE job_job SET state = 'done', finished_at = $1, lease_token = NULL, lease_until = NULL
        WHERE id = $2 AND lease_token = $3 AND state = 'running'";

    pub RENEW = "
        UPDATE job_job SET lease_until = $1 + lease
        WHERE id = $2 AND lease_token = $3 AND state = 'running'";

    pub TRY_AGAIN = "
        UPDATE job_job SET state = 'waiting', run_at = $1, last_error = $2, lease_token = NULL, lease_until = NULL
        WHERE id = $3 AND lease_token = $4 AND state = 'running'";

    pub PUT_BACK = "
        UPDATE job_job SET state = 'waiting', run_at = $1, attempt = attempt - 1, lease_token = NULL,
            lease_until = NULL
        WHERE id = $2 AND lease_token = $3 AND state = 'running'";

    pub BURY = "
        UPDATE job_job SET state = 'dead', finished_at = $1, last_error = $2, lease_token = NULL,
            lease_until = NULL
        WHERE id = $3 AND lease_token = $4 AND state = 'running'";

    pub EXPIRED = "
        SELECT id, kind, payload, attempt, max_attempts, run_at, priority, lease_token FROM job_job
        WHERE state = 'running' AND lease_until < $1
        ORDER BY lease_until, id LIMIT $2";

    pub EVICT = "
        UPDATE job_job SET lease_until = 0 WHERE state = 'running'";

    pub FINISHED_BEFORE = "
        SELECT id FROM job_job WHERE state = 'done' AND finished_at < $1 ORDER BY finished_at LIMIT $2";

    pub DELETE_FINISHED = "
        DELETE FROM job_job WHERE state = 'done' AND id IN {list $1}";

    pub LIST_WAITING = list!("waiting");
    pub LIST_PENDING = list!("pending");
    pub LIST_RUNNING = list!("running");
    pub LIST_DONE = list!("done");
    pub LIST_DEAD = list!("dead");

    pub REVIVE = "
        UPDATE job_job SET state = 'pending', attempt = 0, run_at = $1, finished_at = NULL
        WHERE id = $2 AND state = 'dead'
          AND NOT EXISTS (SELECT 1 FROM job_job other
            WHERE other.dedupe = job_job.dedupe AND other.state IN ('waiting', 'pending', 'running'))";

    pub IS_DEAD = "
        SELECT id FROM job_job WHERE id = $1 AND state = 'dead'";

    pub DISCARD = "
        DELETE FROM job_job WHERE id = $1 AND state = 'dead'";

    pub DEPTHS = "
        SELECT lane, 'waiting', CAST(count(*) AS BIGINT), CAST(min(run_at) AS BIGINT)
        FROM job_job WHERE state = 'waiting' GROUP BY lane
        UNION ALL SELECT lane, 'pending', CAST(count(*) AS BIGINT), CAST(min(run_at) AS BIGINT)
        FROM job_job WHERE state = 'pending' GROUP BY lane
        UNION ALL SELECT lane, 'running', CAST(count(*) AS BIGINT), CAST(min(run_at) AS BIGINT)
        FROM job_job WHERE state = 'running' GROUP BY lane
        UNION ALL SELECT lane, 'dead', CAST(count(*) AS BIGINT), CAST(min(run_at) AS BIGINT)
        FROM job_job WHERE state = 'dead' GROUP BY lane";

    pub SCHEDULE_SEEN = "
        INSERT INTO job_schedule (id, name, next_run) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING";

    pub SCHEDULES = "
        SELECT name, next_run FROM job_schedule ORDER BY name";

    pub ADVANCE_SCHEDULE = "
        UPDATE job_schedule SET next_run = $1 WHERE name = $2 AND next_run = $3";
}
