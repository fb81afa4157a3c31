-- version 1.0
-- Jobs and videos. Moments are UTC texts of one width, so that they sort as text.

CREATE TABLE videos (
    id          TEXT PRIMARY KEY,
    job         TEXT NOT NULL,           -- no reference: a job may be removed, its video stays
    library     TEXT NOT NULL,
    file        TEXT NOT NULL,           -- relative to the library, with forward slashes
    connection  TEXT NOT NULL,
    made_at     TEXT NOT NULL,
    model       TEXT NOT NULL,
    prompt      TEXT NOT NULL,
    resolution  TEXT NOT NULL,
    ratio       TEXT NOT NULL,           -- as asked for, so it may be 'adaptive'
    width       INTEGER NOT NULL,
    height      INTEGER NOT NULL,
    duration    REAL NOT NULL,           -- seconds
    frame_count INTEGER NOT NULL,
    frame_rate  REAL NOT NULL,
    codec       TEXT NOT NULL,
    has_sound   INTEGER NOT NULL,
    byte_count  INTEGER NOT NULL,
    seed        INTEGER,
    tokens      INTEGER,
    price       REAL,
    currency    TEXT NOT NULL,
    rating      INTEGER NOT NULL DEFAULT 0 CHECK (rating BETWEEN 0 AND 5),
    request     TEXT NOT NULL            -- JSON
) STRICT;

CREATE INDEX videos_newest ON videos (made_at DESC, id DESC);
CREATE INDEX videos_file ON videos (library, file);

CREATE TABLE jobs (
    id                 TEXT PRIMARY KEY,
    state              TEXT NOT NULL,
    connection         TEXT NOT NULL,
    address            TEXT NOT NULL,
    library            TEXT NOT NULL,
    remote_id          TEXT,
    waiting_at_service INTEGER NOT NULL,
    video_url          TEXT,
    created_at         TEXT NOT NULL,
    changed_at         TEXT NOT NULL,
    submitted_at       TEXT,
    finished_at        TEXT,
    video              TEXT REFERENCES videos (id) ON DELETE SET NULL,
    retry_of           TEXT,             -- no reference: the job before may be removed
    request            TEXT NOT NULL,    -- JSON
    usage              TEXT NOT NULL,    -- JSON
    failure            TEXT,             -- JSON
    UNIQUE (connection, remote_id)
) STRICT;

CREATE INDEX jobs_newest ON jobs (created_at DESC, id DESC);
CREATE INDEX jobs_by_state ON jobs (state);
CREATE INDEX jobs_by_video ON jobs (video);
