-- demo.sql: questions to reports, from SQL alone.
-- In: a table reports(id, file, body), one report's text a row, and gxreport loaded.

.mode column

-- 1. The reports: whose, of which year, and how much of the form could be read.
SELECT r.id, g.year, g.form, g.layout, g.cells_read AS "read", g.cells_blank AS blank,
       g.cells_missing AS missing, g.cells_doubtful AS doubtful, g.checks_failed AS failed,
       g.agency
FROM reports AS r JOIN gx_report(r.body) AS g
ORDER BY r.id;

-- 2. Requests received, and what became of them, by year.
SELECT g.year, count(DISTINCT r.id) AS reports,
       sum(q.total) FILTER (WHERE q.item = 'new') AS received,
       sum(q.total) FILTER (WHERE q.outcome = 'granted') AS granted,
       sum(q.total) FILTER (WHERE q.outcome = 'partial') AS partial,
       sum(q.total) FILTER (WHERE q.outcome = 'refused') AS refused,
       sum(q.total) FILTER (WHERE q.outcome = 'unavailable') AS unavailable,
       sum(q.total) FILTER (WHERE q.outcome = 'unprocessed') AS unprocessed,
       sum(q.total) FILTER (WHERE q.outcome = 'other') AS other
FROM reports AS r JOIN gx_report(r.body) AS g JOIN gx_requests(r.body) AS q
GROUP BY g.year
ORDER BY g.year;

-- 3. On which grounds requests were refused.
SELECT sum(q.total) AS refused, count(*) FILTER (WHERE q.total > 0) AS reports, q.item, q.label
FROM reports AS r JOIN gx_requests(r.body) AS q
WHERE q.outcome = 'refused'
GROUP BY q.item
ORDER BY refused DESC, q.item;

-- 4. A sum that a report prints wrongly: both sides of the identity, then the row that it is of.
SELECT r.id, c.topic, c.rule, c.scope, c.lhs, c.rhs, c.gap, gx_agency(r.body) AS agency
FROM reports AS r JOIN gx_checks(r.body) AS c
WHERE c.ok = 0 AND c.rule IN ('applicants', 'proceedings')
ORDER BY r.id
LIMIT 1;

WITH failure AS (
  SELECT r.body, c.topic, c.scope
  FROM reports AS r JOIN gx_checks(r.body) AS c
  WHERE c.ok = 0 AND c.rule IN ('applicants', 'proceedings')
  ORDER BY r.id
  LIMIT 1)
SELECT d.item, d.measure, d.value, d.status, d.text AS printed
FROM failure AS f JOIN gx_cells(f.body) AS d
WHERE d.topic = f.topic AND d.item = f.scope;

-- 5. A number, back to its place in the text.
SELECT r.id, c.value, c.start, c.length, substr(r.body, c.start, c.length) AS printed,
       replace(substr(r.body, c.start - 20, c.length + 40), char(10), '⏎') AS around
FROM reports AS r JOIN gx_cells(r.body) AS c
WHERE c.topic = 'requests' AND c.item = 'new' AND c.measure = 'total' AND typeof(r.body) = 'text'
ORDER BY c.value DESC
LIMIT 1;
