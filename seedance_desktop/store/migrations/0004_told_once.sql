-- version 1.3

-- A clip whose size, bill or folder has changed keeps the words that find it: they are written anew
-- only where they, or the request that its take comes from, are others than before.
DROP TRIGGER videos_changed;

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
        name = known.name,
        is_described = is_described AND NEW.prompt = OLD.prompt AND NEW.request = OLD.request
            AND entries.name = known.name
    FROM described_videos AS known JOIN looks USING (model, resolution, ratio, connection)
    WHERE known.id = NEW.id AND entries.video = NEW.id;
END;

-- A clip without a recipe is nobody's take: they all counted as takes of one empty request.
UPDATE entries SET take = video
WHERE take <> '' AND video IN (SELECT id FROM videos WHERE model = '');
