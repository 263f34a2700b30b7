-- materialise.sql: writes what the reports say into ordinary tables, for tools that cannot load an
-- extension.
--
-- In:  gxreport loaded, `reports`, and the views of views.sql.
-- Out: the tables below, in the same database. Run it again when reports were added, changed or
--      taken away: only those are read anew, and all of them where gxreport is another one.
--
--          sqlite3 some.db '.load build/gxreport' '.read sql/views.sql' '.read sql/materialise.sql'
--
-- facts         one row a report: the columns of report_facts
-- cells         one row a cell: id, then the columns of gx_cells
-- checks        one row a sum of the form: id, then the columns of gx_checks
-- materialised  the rows of `reports` as they were when they were read, to see what has changed:
--               with the text, since nothing short of it tells two texts of one length apart

CREATE TABLE IF NOT EXISTS main.facts(
    id PRIMARY KEY,
    agency TEXT, region TEXT, parent TEXT, level TEXT, year INTEGER, form TEXT, published TEXT,
    url TEXT, received INTEGER, carried_in INTEGER, handled INTEGER, carried_out INTEGER,
    granted INTEGER, partial INTEGER, refused INTEGER, unavailable INTEGER, unprocessed INTEGER,
    other INTEGER, received_people INTEGER, carried_in_people INTEGER, handled_people INTEGER,
    carried_out_people INTEGER, granted_people INTEGER, partial_people INTEGER, refused_people
    INTEGER, unavailable_people INTEGER, unprocessed_people INTEGER, other_people INTEGER,
    received_organisations INTEGER, carried_in_organisations INTEGER, handled_organisations
    INTEGER, carried_out_organisations INTEGER, granted_organisations INTEGER,
    partial_organisations INTEGER, refused_organisations INTEGER, unavailable_organisations
    INTEGER, unprocessed_organisations INTEGER, other_organisations INTEGER, reconsiderations
    INTEGER, reconsiderations_corrected INTEGER, reconsiderations_pending INTEGER, lawsuits
    INTEGER, lawsuits_corrected INTEGER, lawsuits_pending INTEGER, licences INTEGER, penalties
    INTEGER, compulsion INTEGER, fees_yuan_10k REAL, checks_failed INTEGER, cells_read INTEGER,
    cells_blank INTEGER, cells_missing INTEGER, cells_inferred INTEGER, cells_doubtful INTEGER,
    disclosure_rate REAL, correction_rate REAL, loss_rate REAL, dispute_rate REAL, backlog_rate
    REAL
);
CREATE INDEX IF NOT EXISTS main.facts_by_agency ON facts(agency, year);
CREATE INDEX IF NOT EXISTS main.facts_by_year ON facts(year, region);
CREATE INDEX IF NOT EXISTS main.facts_by_parent ON facts(parent, year);

CREATE TABLE IF NOT EXISTS main.cells(
    id, topic TEXT, item TEXT, measure TEXT, value NUMERIC, unit TEXT, status TEXT, text TEXT,
    start INTEGER, length INTEGER,
    PRIMARY KEY (id, topic, item, measure)
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS main.cells_by_key ON cells(item, measure, topic, value);

CREATE TABLE IF NOT EXISTS main.checks(
    id, topic TEXT, rule TEXT, scope TEXT, lhs INTEGER, rhs INTEGER, gap INTEGER, ok INTEGER,
    PRIMARY KEY (id, topic, rule, scope)
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS main.checks_by_ok ON checks(ok, rule);

CREATE TABLE IF NOT EXISTS main.materialised(
    id PRIMARY KEY, agency, region, parent, level, year, url, body, reader TEXT
);

BEGIN IMMEDIATE;

-- What is to be read, and what is gone. Both are compared byte for byte.
DROP TABLE IF EXISTS temp.changed;
CREATE TEMP TABLE changed(id PRIMARY KEY);
INSERT OR IGNORE INTO temp.changed
SELECT r.id
FROM report_source AS r LEFT JOIN main.materialised AS m ON m.id = r.id
WHERE m.id IS NULL OR m.reader IS NOT gx_debug() OR r.agency IS NOT m.agency
   OR r.region IS NOT m.region OR r.parent IS NOT m.parent OR r.level IS NOT m.level
   OR r.year IS NOT m.year OR r.url IS NOT m.url OR r.body IS NOT m.body
   OR typeof(r.body) <> typeof(m.body);

DROP TABLE IF EXISTS temp.gone;
CREATE TEMP TABLE gone(id PRIMARY KEY);
INSERT INTO temp.gone SELECT id FROM temp.changed;
INSERT OR IGNORE INTO temp.gone
SELECT id FROM main.materialised
WHERE id NOT IN (SELECT id FROM report_source WHERE id IS NOT NULL);

DELETE FROM main.materialised WHERE id IN (SELECT id FROM temp.gone);
DELETE FROM main.facts WHERE id IN (SELECT id FROM temp.gone);
DELETE FROM main.cells WHERE id IN (SELECT id FROM temp.gone);
DELETE FROM main.checks WHERE id IN (SELECT id FROM temp.gone);

INSERT INTO main.facts
SELECT id, agency, region, parent, level, year, form, published, url, received, carried_in,
       handled, carried_out, granted, partial, refused, unavailable, unprocessed, other,
       received_people, carried_in_people, handled_people, carried_out_people,
       granted_people, partial_people, refused_people, unavailable_people,
       unprocessed_people, other_people, received_organisations, carried_in_organisations,
       handled_organisations, carried_out_organisations, granted_organisations,
       partial_organisations, refused_organisations, unavailable_organisations,
       unprocessed_organisations, other_organisations, reconsiderations,
       reconsiderations_corrected, reconsiderations_pending, lawsuits, lawsuits_corrected,
       lawsuits_pending, licences, penalties, compulsion, fees_yuan_10k, checks_failed,
       cells_read, cells_blank, cells_missing, cells_inferred, cells_doubtful,
       disclosure_rate, correction_rate, loss_rate, dispute_rate, backlog_rate
FROM report_facts WHERE id IN (SELECT id FROM temp.changed);

INSERT INTO main.cells
SELECT r.id, c.topic, c.item, c.measure, c.value, c.unit, c.status, c.text, c.start, c.length
FROM report_source AS r JOIN gx_cells(r.body) AS c
WHERE r.id IN (SELECT id FROM temp.changed);

INSERT INTO main.checks
SELECT r.id, k.topic, k.rule, k.scope, k.lhs, k.rhs, k.gap, k.ok
FROM report_source AS r JOIN gx_checks(r.body) AS k
WHERE r.id IN (SELECT id FROM temp.changed);

INSERT INTO main.materialised
SELECT id, agency, region, parent, level, year, url, body, gx_debug()
FROM report_source WHERE id IN (SELECT id FROM temp.changed);

DROP TABLE temp.gone;
COMMIT;

-- How many reports were read anew, and how many there are.
SELECT (SELECT count(*) FROM temp.changed) AS read_anew, (SELECT count(*) FROM main.facts) AS facts,
       (SELECT count(*) FROM main.cells) AS cells, (SELECT count(*) FROM main.checks) AS checks;
DROP TABLE temp.changed;
