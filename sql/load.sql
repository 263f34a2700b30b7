-- load.sql: takes reports into the table `reports`, each text once (把报告装入 reports 表，每份一次).
--
-- In:  gxreport, loaded in the sqlite3 shell, and one of these or both:
--      - the parameter @from: a directory with .txt and .html files, also in directories below;
--        or one such file; or a file of JSON lines (.jsonl, .ndjson);
--      - a table `incoming`, as `.import --csv FILE incoming` makes it from a CSV file.
--      Fields of JSON lines and columns of `incoming`, in any order, any of them absent: body (the
--      text), agency, region, parent, level, year, url; or file instead of body: the name of a file
--      that has the text, in the directory @from if that is given.
-- Out: reports(id, body, agency, region, parent, level, year, url, source, digest): UTF-8 as TEXT,
--      all other bytes as the BLOB that they are, for the extension to decode. NULL: not known.
--      load_journal(source, modified, seen, report, outcome): what became of each file, line, row;
--      report is NULL where it was skipped. `incoming` is dropped when all its rows were taken.
--
--      sqlite3 my.db '.load build/gxreport' '.parameter set @from my/folder' '.read sql/load.sql'
--
-- It may be run again, also after it was broken off: it commits in steps, leaves unread what has
-- not changed since, and puts the new text of a file that has changed in the place of the old one.
-- The same text is taken once, whatever its name, unless two rows give it to two agencies or years.

.bail on

-- ---- 1. Tables ----------------------------------------------------------------------------------

DROP TABLE IF EXISTS temp.load_stop;
CREATE TEMP TABLE load_stop(why);
CREATE TEMP TRIGGER load_stops BEFORE INSERT ON load_stop BEGIN
  SELECT CASE NEW.why
    WHEN 'extension' THEN raise(FAIL, 'gxreport is not loaded; type first: .load build/gxreport')
    WHEN 'columns' THEN raise(FAIL, 'load.sql did not make the table reports that is here')
    ELSE raise(FAIL, 'nothing to load: name a directory: .parameter set @from my/folder') END;
END;
INSERT INTO load_stop SELECT 'extension'
WHERE NOT EXISTS (SELECT 1 FROM pragma_function_list WHERE name = 'gx_text');
INSERT INTO load_stop SELECT 'source'
WHERE @from IS NULL AND NOT EXISTS (SELECT 1 FROM pragma_table_list WHERE name = 'incoming');

CREATE TABLE IF NOT EXISTS reports(
  id INTEGER PRIMARY KEY,
  body NOT NULL,      -- the text of the report: TEXT, or a BLOB in another charset than UTF-8
  agency TEXT, region TEXT, parent TEXT, level TEXT, year INTEGER, url TEXT,
  source TEXT,        -- the file, the line or the row that it was taken from
  digest BLOB);       -- SHA3-256 of the body's bytes

INSERT INTO load_stop SELECT 'columns'
WHERE (SELECT count(*) FROM pragma_table_info('reports') WHERE name IN ('source', 'digest')) < 2;
CREATE INDEX IF NOT EXISTS reports_digest ON reports(digest);
CREATE INDEX IF NOT EXISTS reports_source ON reports(source);

CREATE TABLE IF NOT EXISTS load_journal(
  source TEXT PRIMARY KEY,
  modified INTEGER,   -- time of the file's last change (seconds since 1970)
  seen INTEGER,       -- time when it was read
  report INTEGER,     -- reports.id; NULL where it was skipped
  outcome TEXT);
CREATE INDEX IF NOT EXISTS load_journal_report ON load_journal(report);

-- ---- 2. What is there to load -------------------------------------------------------------------

DROP TABLE IF EXISTS temp.load_from;
CREATE TEMP TABLE load_from AS
SELECT place, place LIKE '%.jsonl' OR place LIKE '%.ndjson' AS is_lines, unixepoch() AS now
FROM (SELECT CASE WHEN @from = '/' THEN '/' ELSE rtrim(@from, '/') END AS place);

-- Files by name. A directory that is itself a link is followed, links inside it are not.
DROP TABLE IF EXISTS temp.load_file;
CREATE TEMP TABLE load_file(source PRIMARY KEY, modified, problem);
INSERT INTO load_file
WITH root AS (
  SELECT iif((SELECT mode & 0xf000 FROM fsdir(place) LIMIT 1) = 0xa000, place || '/.', place)
         AS root
  FROM load_from
  WHERE place IS NOT NULL)
SELECT replace(name, '/./', '/') AS source, mtime AS modified,
       CASE
       WHEN mode & 0xf000 = 0xa000 THEN 'a link, which is not followed'
       WHEN mode & 0xf000 <> 0x8000 THEN 'no ordinary file'
       WHEN name LIKE '%.jsonl' OR name LIKE '%.ndjson' THEN 'JSON lines: name the file as @from'
       WHEN name LIKE '%.txt' OR name LIKE '%.text' OR name LIKE '%.md' OR name LIKE '%.htm'
         OR name LIKE '%.html' OR name LIKE '%.shtml' OR name LIKE '%.xhtml' THEN NULL
       ELSE 'not the name of a text (.txt .text .md .htm .html .shtml .xhtml)'
       END AS problem
FROM root CROSS JOIN fsdir(root)
WHERE mode & 0xf000 <> 0x4000 AND NOT (SELECT is_lines FROM load_from)
ORDER BY name;

-- Lines of JSON: each becomes a string in one array of JSON, which json_each takes apart. Control
-- characters, which JSON does not allow, are escaped for that, until the array is valid.
DROP TABLE IF EXISTS temp.load_line;
CREATE TEMP TABLE load_line(n INTEGER PRIMARY KEY, line);
INSERT INTO load_line
WITH RECURSIVE
  escaped AS (
    SELECT replace(replace(gx_text(readfile(place)), '\', '\\'), '"', '\"') AS text
    FROM load_from WHERE is_lines),
  strings(code, text) AS (
    SELECT 1, '["' || replace(replace(replace(text, char(13), ' '), char(9), ' '), char(10), '","')
              || '"]'
    FROM escaped
    UNION ALL
    SELECT code + 1, replace(text, char(code), printf('\u%04x', code))
    FROM strings WHERE code < 32 AND NOT json_valid(text))
SELECT key + 1, trim(value, ' ' || char(0xfeff))
FROM (SELECT text FROM strings WHERE code = 32 OR json_valid(text)) CROSS JOIN json_each(text)
WHERE trim(value, ' ' || char(0xfeff)) <> '';

-- Where the database has no table `incoming`, its name means this one.
ATTACH ':memory:' AS load_absent;
CREATE TABLE load_absent.incoming(body);

-- One list of all: rows of `incoming` first, since they know more, then lines, then files. `meta`
-- is a JSON array: file, agency, region, parent, level, year, url. The text is in the file `path`,
-- else it is found by kind and key.
DROP TABLE IF EXISTS temp.load_task;
CREATE TEMP TABLE load_task(
  n INTEGER PRIMARY KEY, kind, key, source, modified, problem, meta, path);

-- A column that `incoming` does not have is that of `absent`. A row that is not UTF-8 is decoded
-- as a whole, its text included: a name alone is too short to tell its charset.
INSERT INTO load_task(kind, key, source, meta)
WITH decoded AS (
  SELECT incoming.rowid AS n,
         gx_text(CAST(ifnull(file, '') || char(31) || ifnull(agency, '') || char(31)
                      || ifnull(region, '') || char(31) || ifnull(parent, '') || char(31)
                      || ifnull(level, '') || char(31) || ifnull(year, '') || char(31)
                      || ifnull(url, '') || char(30) || CAST(ifnull(body, '') AS TEXT) AS BLOB))
         AS text
  FROM incoming NATURAL LEFT JOIN (
    SELECT NULL AS body, NULL AS file, NULL AS agency, NULL AS region, NULL AS parent,
           NULL AS level, NULL AS year, NULL AS url) AS absent)
SELECT 'row', n, 'incoming row ' || n,
       '["' || replace(replace(replace(replace(replace(replace(
           substr(text, 1, instr(text, char(30)) - 1),
           '\', '\\'), '"', '\"'), char(9), ' '), char(10), ' '), char(13), ' '),
           char(31), '","') || '"]'
FROM decoded
ORDER BY n;

INSERT INTO load_task(kind, key, source, problem, meta)
SELECT 'line', n, (SELECT place FROM load_from) || ' line ' || n,
       CASE WHEN NOT json_valid(line) THEN 'the line is not JSON'
            WHEN json_type(line) <> 'object' THEN 'the line is no JSON object' END,
       iif(json_valid(line),
           json_array(line ->> '$.file', line ->> '$.agency', line ->> '$.region',
                      line ->> '$.parent', line ->> '$.level', line ->> '$.year', line ->> '$.url'),
           '[]')
FROM load_line
ORDER BY n;

UPDATE load_task AS t
SET path = iif(t.meta ->> 0 LIKE '/%' OR f.place IS NULL OR f.is_lines, '', f.place || '/')
           || (t.meta ->> 0)
FROM load_from AS f, (SELECT NULL AS body) AS absent
WHERE t.meta ->> 0 <> ''
  AND NOT ifnull(length(iif(t.kind = 'row',
                            (SELECT body FROM incoming AS i WHERE i.rowid = t.key),
                            (SELECT line ->> '$.body' FROM load_line WHERE n = t.key))), 0);
UPDATE load_task
SET source = path, modified = (SELECT f.modified FROM load_file AS f WHERE f.source = path)
WHERE path IS NOT NULL;

INSERT INTO load_task(kind, source, modified, problem, meta, path)
SELECT 'file', f.source, f.modified, f.problem, '[]', f.source
FROM load_file AS f
WHERE f.source NOT IN (SELECT path FROM load_task WHERE path IS NOT NULL)
  -- Not what is known, unless it changed in the second in which it was read, or later.
  AND NOT EXISTS (
    SELECT 1 FROM load_journal AS j JOIN reports AS r ON r.id = j.report
    WHERE j.source = f.source AND j.modified = f.modified AND j.seen > f.modified + 1)
ORDER BY f.source;

-- ---- 3. How one text is taken -------------------------------------------------------------------

DROP TABLE IF EXISTS temp.load_state;
CREATE TEMP TABLE load_state AS
SELECT 0 AS done, count(*) AS tasks, max(250, (count(*) + 19) / 20) AS step, NULL AS same,
       NULL AS old, NULL AS report, NULL AS outcome
FROM load_task;
DROP TABLE IF EXISTS temp.load_told;
CREATE TEMP TABLE load_told(source, report, outcome);

-- The next tasks, with their texts. Bytes that are UTF-8 become TEXT, all others stay as they are:
-- CESU-8 is UTF-8 up to U+FFFF, and its decoder puts a mark where bytes are invalid.
DROP VIEW IF EXISTS temp.load_step;
CREATE TEMP VIEW load_step AS
WITH fetched AS MATERIALIZED (
  SELECT t.n, t.source, t.modified, t.problem, t.meta, t.path,
         CASE WHEN t.problem IS NOT NULL THEN NULL
              WHEN t.path IS NOT NULL THEN readfile(t.path)
              WHEN t.kind = 'row'
              THEN (SELECT CAST(body AS BLOB) FROM incoming AS i WHERE i.rowid = t.key)
              ELSE (SELECT CAST(line ->> '$.body' AS BLOB) FROM load_line WHERE n = t.key)
         END AS data
  FROM load_task AS t, load_state AS s, (SELECT NULL AS body) AS absent
  WHERE t.n > s.done AND t.n <= s.done + s.step),
seen AS MATERIALIZED (
  SELECT *, gx_text(data) AS text, EXISTS (SELECT 1 FROM gx_report(data)) AS is_report FROM fetched)
SELECT n, source, modified, path,
       iif(CAST(text AS BLOB) = data AND CAST(gx_text(data, 'cesu-8') AS BLOB) = data, text, data)
       AS body,
       nullif(meta ->> 1, '') AS agency, nullif(meta ->> 2, '') AS region,
       nullif(meta ->> 3, '') AS parent, nullif(meta ->> 4, '') AS level,
       nullif(meta ->> 5, '') AS year, nullif(meta ->> 6, '') AS url, sha3(data, 256) AS digest,
       CASE WHEN data IS NULL
            THEN coalesce(problem, iif(path IS NULL, 'it has no text', 'it cannot be read'))
            WHEN trim(text, char(9, 10, 12, 13, 32, 0x3000, 0xfeff)) = '' THEN 'it is empty'
            WHEN NOT is_report AND (instr(data, x'00') OR substr(data, 1, 4) = CAST('%PDF' AS BLOB))
            THEN 'it is no text' END AS problem,
       iif(is_report, 'loaded', 'loaded, but no report was seen in it') AS outcome
FROM seen
ORDER BY n;

-- What is inserted into load_step is taken, one row after the other.
CREATE TEMP TRIGGER load_take INSTEAD OF INSERT ON load_step BEGIN
  -- `same`: the report that has this text. `old`: the report that this file had before it changed.
  UPDATE load_state SET done = NEW.n, same = NULL, old = NULL, report = NULL, outcome = NEW.problem;
  UPDATE load_state SET
    same = (SELECT id FROM reports
            WHERE digest = NEW.digest AND ifnull(agency = NEW.agency, 1)
              AND ifnull(year = CAST(NEW.year AS INTEGER), 1)
            ORDER BY id LIMIT 1),
    old = (SELECT id FROM reports WHERE source = NEW.source AND NEW.path IS NOT NULL)
  WHERE NEW.problem IS NULL;
  -- Where another file has the old text too, the old report is that file's from now on.
  UPDATE reports SET source = (SELECT min(j.source) FROM load_journal AS j
                               WHERE j.report = reports.id AND j.source <> NEW.source)
  WHERE id = (SELECT old FROM load_state WHERE same IS NOT old);
  UPDATE load_state SET old = NULL
  WHERE same IS NOT old AND (SELECT source FROM reports WHERE id = old) IS NOT NULL;
  DELETE FROM reports WHERE id = (SELECT old FROM load_state WHERE same <> old);
  -- Its new text; or what more is known of the same text; or a new report.
  UPDATE reports SET body = NEW.body, digest = NEW.digest, source = NEW.source
  WHERE id = (SELECT old FROM load_state WHERE same IS NULL);
  UPDATE reports SET agency = ifnull(agency, NEW.agency), region = ifnull(region, NEW.region),
    parent = ifnull(parent, NEW.parent), level = ifnull(level, NEW.level),
    year = ifnull(year, NEW.year), url = ifnull(url, NEW.url)
  WHERE id = (SELECT same FROM load_state);
  INSERT INTO reports(body, agency, region, parent, level, year, url, source, digest)
  SELECT NEW.body, NEW.agency, NEW.region, NEW.parent, NEW.level, NEW.year, NEW.url, NEW.source,
         NEW.digest
  FROM load_state WHERE NEW.problem IS NULL AND same IS NULL AND old IS NULL;
  UPDATE load_state SET
    report = coalesce(same, old, last_insert_rowid()),
    outcome = CASE WHEN same IN (SELECT report FROM load_journal WHERE source = NEW.source)
                   THEN 'loaded before'
                   WHEN same <> old
                   THEN 'changed: the same text as report ' || same || ' now, report ' || old
                        || ' is gone'
                   WHEN same IS NOT NULL THEN 'the same text as report ' || same
                   WHEN old IS NOT NULL THEN 'changed: report ' || old || ' has its new text'
                   ELSE NEW.outcome END
  WHERE NEW.problem IS NULL;
  REPLACE INTO load_journal
  SELECT NEW.source, NEW.modified, f.now, s.report, s.outcome FROM load_state AS s, load_from AS f;
  INSERT INTO load_told SELECT NEW.source, report, outcome FROM load_state;
END;

-- ---- 4. Twenty steps, each of which is kept ----------------------------------------------------

DROP VIEW IF EXISTS temp.load_progress;
CREATE TEMP VIEW load_progress AS
SELECT 'load.sql: ' || done || ' of ' || tasks AS loading FROM load_state WHERE done < tasks;

INSERT INTO load_step SELECT * FROM load_step; SELECT * FROM load_progress;
INSERT INTO load_step SELECT * FROM load_step; SELECT * FROM load_progress;
INSERT INTO load_step SELECT * FROM load_step; SELECT * FROM load_progress;
INSERT INTO load_step SELECT * FROM load_step; SELECT * FROM load_progress;
INSERT INTO load_step SELECT * FROM load_step; SELECT * FROM load_progress;
INSERT INTO load_step SELECT * FROM load_step; SELECT * FROM load_progress;
INSERT INTO load_step SELECT * FROM load_step; SELECT * FROM load_progress;
INSERT INTO load_step SELECT * FROM load_step; SELECT * FROM load_progress;
INSERT INTO load_step SELECT * FROM load_step; SELECT * FROM load_progress;
INSERT INTO load_step SELECT * FROM load_step; SELECT * FROM load_progress;
INSERT INTO load_step SELECT * FROM load_step; SELECT * FROM load_progress;
INSERT INTO load_step SELECT * FROM load_step; SELECT * FROM load_progress;
INSERT INTO load_step SELECT * FROM load_step; SELECT * FROM load_progress;
INSERT INTO load_step SELECT * FROM load_step; SELECT * FROM load_progress;
INSERT INTO load_step SELECT * FROM load_step; SELECT * FROM load_progress;
INSERT INTO load_step SELECT * FROM load_step; SELECT * FROM load_progress;
INSERT INTO load_step SELECT * FROM load_step; SELECT * FROM load_progress;
INSERT INTO load_step SELECT * FROM load_step; SELECT * FROM load_progress;
INSERT INTO load_step SELECT * FROM load_step; SELECT * FROM load_progress;
INSERT INTO load_step SELECT * FROM load_step; SELECT * FROM load_progress;

-- ---- 5. What became of them ---------------------------------------------------------------------

SELECT 'load.sql: ' || count(*) FILTER (WHERE outcome LIKE 'loaded%' AND outcome <> 'loaded before')
       || ' new, ' || count(*) FILTER (WHERE outcome LIKE 'changed%') || ' changed, '
       || (count(*) FILTER (WHERE outcome LIKE '%before')
           + (SELECT count(*) FROM load_file WHERE source NOT IN (SELECT source FROM load_told)))
       || ' known before, ' || count(*) FILTER (WHERE outcome LIKE 'the same%')
       || ' with the same text as another, ' || count(*) FILTER (WHERE report IS NULL)
       || ' skipped; reports has ' || (SELECT count(*) FROM reports) || ' rows' AS loading
FROM load_told;

SELECT iif(report IS NULL, '  skipped ', '  ') || source || ': ' || outcome AS loading
FROM load_told
WHERE outcome NOT IN ('loaded', 'loaded before')
ORDER BY report IS NOT NULL, outcome LIKE 'not the name%', rowid
LIMIT 20;
SELECT '  … and ' || (count(*) - 20) || ' more; all of them: SELECT * FROM load_journal' AS loading
FROM load_told
WHERE outcome NOT IN ('loaded', 'loaded before')
HAVING count(*) > 20;

DROP TABLE incoming;
DROP VIEW temp.load_progress;
DROP VIEW temp.load_step;
DROP TABLE temp.load_told;
DROP TABLE temp.load_state;
DROP TABLE temp.load_task;
DROP TABLE temp.load_line;
DROP TABLE temp.load_file;
DROP TABLE temp.load_from;
DROP TABLE temp.load_stop;
DETACH load_absent;
.bail off
