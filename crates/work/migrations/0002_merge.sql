-- Where an item went when it was merged into another; it lies in the recycle bin then.
ALTER TABLE work_item ADD COLUMN merged_into BIGINT REFERENCES work_item (id);
CREATE INDEX work_item_by_merge ON work_item (merged_into) WHERE merged_into IS NOT NULL;

-- What a merge did, so that it can be undone. The source's messages got the places after `places_after` on the target,
-- as many as `places`; `gathered` is what the target did not have before, as JSON.
CREATE TABLE work_merge (
  id BIGINT PRIMARY KEY,
  source BIGINT NOT NULL REFERENCES work_item (id),
  target BIGINT NOT NULL REFERENCES work_item (id),
  places_after BIGINT NOT NULL,
  places BIGINT NOT NULL,
  gathered TEXT NOT NULL,
  at BIGINT NOT NULL,
  undone_at BIGINT
);
CREATE UNIQUE INDEX work_merge_standing ON work_merge (source) WHERE undone_at IS NULL;
CREATE INDEX work_merge_by_target ON work_merge (target);

-- A single message that went to another item, and its place before.
CREATE TABLE work_move (
  id BIGINT PRIMARY KEY,
  message BIGINT NOT NULL REFERENCES work_message (id),
  source BIGINT NOT NULL REFERENCES work_item (id),
  position BIGINT NOT NULL,
  target BIGINT NOT NULL REFERENCES work_item (id),
  at BIGINT NOT NULL,
  undone_at BIGINT
);
CREATE INDEX work_move_by_message ON work_move (message, id);
