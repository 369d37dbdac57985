-- Answers that wait for their time: undo and send later. `files` holds the attachments as JSON.
CREATE TABLE desk_held_answer (
  id BIGINT PRIMARY KEY,
  item BIGINT NOT NULL,
  author BIGINT NOT NULL,
  body TEXT NOT NULL,
  format TEXT,
  seen BIGINT,
  files TEXT NOT NULL,
  status TEXT,
  state TEXT NOT NULL CHECK (state IN ('held', 'said', 'taken_back', 'refused')),
  say_at BIGINT NOT NULL,
  created_at BIGINT NOT NULL,
  updated_at BIGINT NOT NULL
);
CREATE INDEX desk_held_answer_item ON desk_held_answer (item) WHERE state = 'held';
