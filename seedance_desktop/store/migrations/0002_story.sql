-- version 1.1
-- What became of each job, step by step; and the tasks whose job was taken off the list.

CREATE TABLE story (
    number  INTEGER PRIMARY KEY,
    job     TEXT NOT NULL REFERENCES jobs (id) ON DELETE CASCADE,
    at      TEXT NOT NULL,
    last_at TEXT NOT NULL,               -- of several alike in a row, the last
    times   INTEGER NOT NULL,
    state   TEXT,                        -- of a step
    waiting INTEGER NOT NULL,
    failure TEXT,                        -- JSON, of a step
    call    TEXT                         -- JSON, of a request and its reply
) STRICT;

CREATE INDEX story_of_job ON story (job, number);

-- A finished job that is forgotten must not come back as a lost one: its video is in the library.
CREATE TABLE fetched_tasks (
    remote_id  TEXT NOT NULL,
    connection TEXT NOT NULL,
    PRIMARY KEY (remote_id, connection)
) STRICT;

CREATE TRIGGER jobs_forgotten AFTER DELETE ON jobs
WHEN OLD.state = 'done' AND OLD.remote_id IS NOT NULL
BEGIN
    INSERT OR IGNORE INTO fetched_tasks (remote_id, connection)
    VALUES (OLD.remote_id, OLD.connection);
END;
