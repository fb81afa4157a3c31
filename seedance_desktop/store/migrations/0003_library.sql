-- version 1.2
-- The library: what is searched, sorted, counted and organised, in rows so narrow that a hundred
-- thousand are read in a moment. Triggers keep it in step with videos, whoever writes them.

CREATE TABLE looks (                    -- the few combinations that the many entries share
    number     INTEGER PRIMARY KEY,
    model      TEXT NOT NULL,
    resolution TEXT NOT NULL,
    ratio      TEXT NOT NULL,           -- the real one where 'adaptive' was asked for
    connection TEXT NOT NULL,
    UNIQUE (model, resolution, ratio, connection)
) STRICT;

CREATE TABLE entries (
    number       INTEGER PRIMARY KEY,   -- made_at in microseconds, moved on until it is free
    video        TEXT NOT NULL UNIQUE,
    look         INTEGER NOT NULL REFERENCES looks (number),
    rating       INTEGER NOT NULL DEFAULT 0 CHECK (rating BETWEEN 0 AND 5),
    is_favourite INTEGER NOT NULL DEFAULT 0,
    is_missing   INTEGER NOT NULL DEFAULT 0,
    is_damaged   INTEGER NOT NULL DEFAULT 0,
    is_described INTEGER NOT NULL DEFAULT 0, -- its words can be found and its take is known
    duration     REAL NOT NULL,
    price        REAL,
    seed         INTEGER,
    name         TEXT NOT NULL,         -- of the file, without its folder
    take         TEXT NOT NULL DEFAULT '', -- the same for requests that differ by their seed alone
    content      TEXT,                  -- fingerprint of the file
    modified     INTEGER,               -- of the file, nanoseconds
    notes        TEXT NOT NULL DEFAULT ''
) STRICT;

CREATE INDEX entries_facets ON entries (look, rating, is_favourite, is_missing, is_damaged);
CREATE INDEX entries_by_rating ON entries (rating);
CREATE INDEX entries_by_duration ON entries (duration);
CREATE INDEX entries_by_price ON entries (price);
CREATE INDEX entries_by_name ON entries (name COLLATE NOCASE);
CREATE INDEX entries_by_seed ON entries (seed) WHERE seed IS NOT NULL;
CREATE INDEX entries_by_take ON entries (take);
CREATE INDEX entries_by_content ON entries (content) WHERE content IS NOT NULL;
CREATE INDEX entries_favourite ON entries (number) WHERE is_favourite;
CREATE INDEX entries_missing ON entries (number) WHERE is_missing;
CREATE INDEX entries_damaged ON entries (number) WHERE is_damaged;
CREATE INDEX entries_undescribed ON entries (number) WHERE NOT is_described;

-- Filled by store/descriptions.py: scripts without blanks are cut into single signs there.
CREATE VIRTUAL TABLE words USING fts5 (
    prompt, notes, name, tokenize = "unicode61 remove_diacritics 2 categories 'L* M* N* Co So'",
    prefix = '1 2 3'
);

CREATE TABLE tags (
    number INTEGER PRIMARY KEY,
    name   TEXT NOT NULL,
    folded TEXT NOT NULL UNIQUE         -- the name without regard to case
) STRICT;

CREATE TABLE tagged (
    tag   INTEGER NOT NULL REFERENCES tags (number) ON DELETE CASCADE,
    entry INTEGER NOT NULL REFERENCES entries (number) ON DELETE CASCADE ON UPDATE CASCADE,
    PRIMARY KEY (tag, entry)
) STRICT, WITHOUT ROWID;

CREATE INDEX tagged_by_entry ON tagged (entry);

CREATE TABLE collections (
    number INTEGER PRIMARY KEY,
    name   TEXT NOT NULL,
    folded TEXT NOT NULL UNIQUE
) STRICT;

CREATE TABLE collected (
    collection INTEGER NOT NULL REFERENCES collections (number) ON DELETE CASCADE,
    entry      INTEGER NOT NULL REFERENCES entries (number) ON DELETE CASCADE ON UPDATE CASCADE,
    PRIMARY KEY (collection, entry)
) STRICT, WITHOUT ROWID;

CREATE INDEX collected_by_entry ON collected (entry);

CREATE TABLE lineage (                  -- no references: either may leave and come back
    video  TEXT NOT NULL,
    parent TEXT NOT NULL,
    kind   TEXT NOT NULL,
    PRIMARY KEY (video, parent, kind)
) STRICT, WITHOUT ROWID;

CREATE INDEX lineage_by_parent ON lineage (parent);

-- A video's moment and look, as the triggers below need them.
CREATE VIEW described_videos AS
SELECT
    id, job, made_at, model, resolution, connection, duration, price, seed,
    CAST(strftime('%s', substr(made_at, 1, 19)) AS INTEGER) * 1000000
        + CAST(substr(made_at, 21, 6) AS INTEGER) AS moment,
    replace(file, rtrim(file, replace(file, '/', '')), '') AS name,
    CASE
        WHEN ratio <> 'adaptive' THEN ratio
        WHEN width > height * 2.04 THEN '21:9'
        WHEN width > height * 1.54 THEN '16:9'
        WHEN width > height * 1.155 THEN '4:3'
        WHEN width > height * 0.866 THEN '1:1'
        WHEN width > height * 0.65 THEN '3:4'
        WHEN width > height * 0.491 THEN '9:16'
        ELSE '9:21'
    END AS ratio,
    rating
FROM videos;

INSERT OR IGNORE INTO looks (model, resolution, ratio, connection)
SELECT DISTINCT model, resolution, ratio, connection FROM described_videos;

INSERT INTO entries (number, video, look, rating, duration, price, seed, name)
SELECT
    max(moment - place) OVER (ORDER BY place) + place, -- grows by one at least
    id, looks.number, rating, duration, price, seed, name
FROM (SELECT *, row_number() OVER (ORDER BY moment, id) AS place FROM described_videos) AS known
JOIN looks USING (model, resolution, ratio, connection);

CREATE TRIGGER videos_added AFTER INSERT ON videos
BEGIN
    INSERT INTO looks (model, resolution, ratio, connection)
    SELECT model, resolution, ratio, connection FROM described_videos AS known
    WHERE id = NEW.id AND NOT EXISTS ( -- an upsert around this would overrule OR IGNORE
        SELECT 1 FROM looks
        WHERE (model, resolution, ratio, connection)
            = (known.model, known.resolution, known.ratio, known.connection)
    );
    INSERT INTO entries (number, video, look, rating, duration, price, seed, name)
    SELECT
        CASE
            WHEN NOT EXISTS (SELECT 1 FROM entries WHERE number = moment) THEN moment
            ELSE (
                SELECT taken.number + 1 FROM entries AS taken
                WHERE taken.number >= moment
                AND NOT EXISTS (SELECT 1 FROM entries WHERE number = taken.number + 1)
                ORDER BY taken.number LIMIT 1
            )
        END,
        id, looks.number, rating, duration, price, seed, name
    FROM described_videos JOIN looks USING (model, resolution, ratio, connection)
    WHERE id = NEW.id;
END;

CREATE TRIGGER videos_changed AFTER UPDATE ON videos
BEGIN
    INSERT INTO looks (model, resolution, ratio, connection)
    SELECT model, resolution, ratio, connection FROM described_videos AS known
    WHERE id = NEW.id AND NOT EXISTS ( -- an upsert around this would overrule OR IGNORE
        SELECT 1 FROM looks
        WHERE (model, resolution, ratio, connection)
            = (known.model, known.resolution, known.ratio, known.connection)
    );
    UPDATE entries
    SET look = looks.number, duration = known.duration, price = known.price, seed = known.seed,
        name = known.name, is_described = 0
    FROM described_videos AS known JOIN looks USING (model, resolution, ratio, connection)
    WHERE known.id = NEW.id AND entries.video = NEW.id;
END;

CREATE TRIGGER videos_moved_in_time AFTER UPDATE OF made_at ON videos
WHEN NEW.made_at <> OLD.made_at
BEGIN
    UPDATE entries
    SET number = (
        SELECT
            CASE
                WHEN NOT EXISTS (SELECT 1 FROM entries WHERE number = moment) THEN moment
                ELSE (
                    SELECT taken.number + 1 FROM entries AS taken
                    WHERE taken.number >= moment
                    AND NOT EXISTS (SELECT 1 FROM entries WHERE number = taken.number + 1)
                    ORDER BY taken.number LIMIT 1
                )
            END
        FROM described_videos WHERE id = NEW.id
    )
    WHERE video = NEW.id;
END;

CREATE TRIGGER videos_removed AFTER DELETE ON videos
BEGIN
    DELETE FROM entries WHERE video = OLD.id;
END;

CREATE TRIGGER entries_removed AFTER DELETE ON entries
BEGIN
    DELETE FROM words WHERE rowid = OLD.number;
END;

CREATE TRIGGER entries_moved AFTER UPDATE OF number ON entries
WHEN NEW.number <> OLD.number
BEGIN
    DELETE FROM words WHERE rowid = OLD.number;
END;
