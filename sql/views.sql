-- views.sql: views over a table of reports, for analysts.
--
-- In:  gxreport loaded, and a table or view reports(id, body) in the database. Where it also has
--      some of the columns agency, region, parent, level, year, url, they are used.
-- Out: the views below. Read it once: they stay in the database, and need gxreport loaded there.
--      Reading it again makes them anew.
--
--        sqlite3 some.db '.load build/gxreport' '.read sql/views.sql' 'SELECT * FROM report_facts'
--
--      For the session alone, or in a database that may not be written, make them in temp: each
--      `main.` in this file says where they go. In the shell, and likewise from any client:
--
--        sqlite3 -readonly some.db
--        sqlite> .load build/gxreport
--        sqlite> .read '|sed s/main[.]/temp./ sql/views.sql'
--
-- What reports may hold:
--   id      names the report; no two rows have the same
--   body    its text, or its bytes
--   agency  发布机关. Where it is given, it wins over what the text says; give it, since one agency
--           signs its reports with several names
--   year    of the report 报告年度; likewise
--   parent  the agency that this one's numbers are added up by 上级机关, as its `agency` is written
--   region 地区, level 层级, url: any text. Peers are the agencies of one level.
--
-- report_source     id, body, agency, region, parent, level, year, url: what `reports` has, and
--                   NULL for what it has not
-- report_facts      id, agency, region, parent, level, year, form, published, url, received,
--                   carried_in, handled, carried_out, granted, partial, refused, unavailable,
--                   unprocessed, other; each of these ten again as ..._people and
--                   ..._organisations; reconsiderations, reconsiderations_corrected,
--                   reconsiderations_pending, lawsuits, lawsuits_corrected, lawsuits_pending,
--                   licences, penalties, compulsion, fees_yuan_10k, checks_failed, cells_read,
--                   cells_blank, cells_missing, cells_inferred, cells_doubtful, disclosure_rate,
--                   correction_rate, loss_rate, dispute_rate, backlog_rate
-- outcome_shares    year, region, outcome, outcome_zh, requests, share, reports, left_out
-- refusal_grounds   year, region, item, label, requests, share, reports, left_out
-- applicants        year, region, applicant, applicant_zh, received, share, reports, left_out
-- peer_rank         id, agency, region, level, year, metric, value, base, peers, rank, median,
--                   lower_quartile, upper_quartile
-- year_on_year      id, agency, region, level, year, metric, before, now, change, growth, jump
-- coverage          agency, region, parent, level, year, status, id, reports
-- parent_sums       id, agency, year, place, own, subordinates, gap, found, known
-- quality_issues    rule, severity, agency, year, place, expected, found, gap, id, detail
--
-- A blank counts as 0 in these views, as it does in the form's own sums. NULL is what is not known:
-- a cell that is missing or cannot be read, a sum with such a cell in it, a rate of nothing.
-- A cell in doubt counts with its best reading, where it has one: see cells_doubtful.
-- A second report of the same agency and year counts in report_facts alone; quality_issues names
-- it. A report that adds up those of its subordinates stands beside them: sums over both count
-- twice, so choose a level.

-- ---- what `reports` has ------------------------------------------------------------------------

-- The columns that `reports` may lack. A natural join makes one column of two with the same name,
-- so that `region` is that of `reports` where there is one, and that of `absent` else. An empty
-- text, as .import leaves it, is as good as NULL.
DROP VIEW IF EXISTS main.report_source;
CREATE VIEW main.report_source AS
SELECT id, body, nullif(agency, '') AS agency, nullif(region, '') AS region,
       nullif(parent, '') AS parent, nullif(level, '') AS level,
       nullif(CAST(year AS INTEGER), 0) AS year, nullif(url, '') AS url
FROM reports NATURAL LEFT JOIN (
    SELECT NULL AS agency, NULL AS region, NULL AS parent, NULL AS level, NULL AS year,
           NULL AS url) AS absent;

-- ---- one row a report --------------------------------------------------------------------------

-- The rows of a report's sections, a blank counted as 0; for report_facts. Like gx_requests itself,
-- these want a text: JOIN counted_requests AS q ON q.gx_body = r.body. A blank is told from a cell
-- that is not known by the row's doubts; with doubts in a row, its empty cells stay NULL.
DROP VIEW IF EXISTS main.counted_requests;
CREATE VIEW main.counted_requests AS
SELECT gx_body, item, outcome, label, total, natural_person AS people,
       enterprise + research + public_interest + legal_service + other_org AS organisations,
       enterprise, research, public_interest, legal_service, other_org
FROM (
    SELECT gx_body, item, outcome, label,
           CASE doubts WHEN 0 THEN ifnull(total, 0) ELSE total END AS total,
           CASE doubts WHEN 0 THEN ifnull(natural_person, 0) ELSE natural_person END
               AS natural_person,
           CASE doubts WHEN 0 THEN ifnull(enterprise, 0) ELSE enterprise END AS enterprise,
           CASE doubts WHEN 0 THEN ifnull(research, 0) ELSE research END AS research,
           CASE doubts WHEN 0 THEN ifnull(public_interest, 0) ELSE public_interest END
               AS public_interest,
           CASE doubts WHEN 0 THEN ifnull(legal_service, 0) ELSE legal_service END
               AS legal_service,
           CASE doubts WHEN 0 THEN ifnull(other_org, 0) ELSE other_org END AS other_org
    FROM gx_requests);

DROP VIEW IF EXISTS main.counted_proceedings;
CREATE VIEW main.counted_proceedings AS
SELECT gx_body, item, CASE doubts WHEN 0 THEN ifnull(corrected, 0) ELSE corrected END AS corrected,
       CASE doubts WHEN 0 THEN ifnull(pending, 0) ELSE pending END AS pending,
       CASE doubts WHEN 0 THEN ifnull(total, 0) ELSE total END AS total
FROM gx_proceedings;

DROP VIEW IF EXISTS main.counted_decisions;
CREATE VIEW main.counted_decisions AS
SELECT gx_body, item, CASE doubts WHEN 0 THEN ifnull(decisions, 0) ELSE decisions END AS decisions
FROM gx_disclosures;

-- report_facts 每份报告一行. A text that is no such report has no row: see coverage.
--   received 新收, carried_in 上年结转, handled 办理结果总计, carried_out 结转下年度; granted 予以公开,
--   partial 部分公开, refused 不予公开, unavailable 无法提供, unprocessed 不予处理, other 其他处理;
--   ..._people 自然人, ..._organisations 法人或其他组织: the five columns of organisations together
--   reconsiderations 行政复议, lawsuits 行政诉讼 (without and after reconsideration), of which
--   corrected 结果纠正, pending 尚未审结
--   licences, penalties, compulsion: decisions 处理决定数量 on 行政许可, 行政处罚, 行政强制
--   fees_yuan_10k: 本年收费金额 in 万元; only form 2021 has it
--   disclosure_rate 公开率      (granted + partial) / handled
--   correction_rate 复议纠错率  reconsiderations_corrected / reconsiderations, pending ones included
--   loss_rate 败诉率            lawsuits_corrected / lawsuits, pending ones included
--   dispute_rate 争议率         (reconsiderations + lawsuits) / received
--   backlog_rate 结转率         carried_out / (received + carried_in)
DROP VIEW IF EXISTS main.report_facts;
CREATE VIEW main.report_facts AS
SELECT *, 1.0 * (granted + partial) / handled AS disclosure_rate,
       1.0 * reconsiderations_corrected / reconsiderations AS correction_rate,
       1.0 * lawsuits_corrected / lawsuits AS loss_rate,
       1.0 * (reconsiderations + lawsuits) / received AS dispute_rate,
       1.0 * carried_out / (received + carried_in) AS backlog_rate
FROM (
    SELECT r.id, coalesce(r.agency, g.agency) AS agency, r.region, r.parent, r.level,
           coalesce(r.year, g.year) AS year, g.form, g.published, r.url,
           received.total AS received,
           carried_in.total AS carried_in,
           handled.total AS handled,
           carried_out.total AS carried_out,
           granted.total AS granted,
           partial.total AS partial,
           (SELECT iif(count(total) = count(*), sum(total), NULL) FROM counted_requests
            WHERE gx_body = r.body AND outcome = 'refused') AS refused,
           (SELECT iif(count(total) = count(*), sum(total), NULL) FROM counted_requests
            WHERE gx_body = r.body AND outcome = 'unavailable') AS unavailable,
           (SELECT iif(count(total) = count(*), sum(total), NULL) FROM counted_requests
            WHERE gx_body = r.body AND outcome = 'unprocessed') AS unprocessed,
           (SELECT iif(count(total) = count(*), sum(total), NULL) FROM counted_requests
            WHERE gx_body = r.body AND outcome = 'other') AS other,
           received.people AS received_people,
           carried_in.people AS carried_in_people,
           handled.people AS handled_people,
           carried_out.people AS carried_out_people,
           granted.people AS granted_people,
           partial.people AS partial_people,
           (SELECT iif(count(people) = count(*), sum(people), NULL) FROM counted_requests
            WHERE gx_body = r.body AND outcome = 'refused') AS refused_people,
           (SELECT iif(count(people) = count(*), sum(people), NULL) FROM counted_requests
            WHERE gx_body = r.body AND outcome = 'unavailable') AS unavailable_people,
           (SELECT iif(count(people) = count(*), sum(people), NULL) FROM counted_requests
            WHERE gx_body = r.body AND outcome = 'unprocessed') AS unprocessed_people,
           (SELECT iif(count(people) = count(*), sum(people), NULL) FROM counted_requests
            WHERE gx_body = r.body AND outcome = 'other') AS other_people,
           received.organisations AS received_organisations,
           carried_in.organisations AS carried_in_organisations,
           handled.organisations AS handled_organisations,
           carried_out.organisations AS carried_out_organisations,
           granted.organisations AS granted_organisations,
           partial.organisations AS partial_organisations,
           (SELECT iif(count(organisations) = count(*), sum(organisations), NULL)
            FROM counted_requests
            WHERE gx_body = r.body AND outcome = 'refused') AS refused_organisations,
           (SELECT iif(count(organisations) = count(*), sum(organisations), NULL)
            FROM counted_requests
            WHERE gx_body = r.body AND outcome = 'unavailable') AS unavailable_organisations,
           (SELECT iif(count(organisations) = count(*), sum(organisations), NULL)
            FROM counted_requests
            WHERE gx_body = r.body AND outcome = 'unprocessed') AS unprocessed_organisations,
           (SELECT iif(count(organisations) = count(*), sum(organisations), NULL)
            FROM counted_requests
            WHERE gx_body = r.body AND outcome = 'other') AS other_organisations,
           again.total AS reconsiderations, again.corrected AS reconsiderations_corrected,
           again.pending AS reconsiderations_pending,
           direct.total + after.total AS lawsuits,
           direct.corrected + after.corrected AS lawsuits_corrected,
           direct.pending + after.pending AS lawsuits_pending,
           licences.decisions AS licences, penalties.decisions AS penalties,
           compulsion.decisions AS compulsion,
           CASE WHEN fees.unit = '元' THEN fees.amount / 10000
                WHEN g.form = '2021' AND fees.doubts = 0 THEN ifnull(fees.amount, 0)
                ELSE fees.amount END AS fees_yuan_10k,
           g.checks_failed, g.cells_read, g.cells_blank, g.cells_missing, g.cells_inferred,
           g.cells_doubtful
    FROM report_source AS r
    JOIN gx_report(r.body) AS g
    JOIN counted_requests AS received ON received.gx_body = r.body AND received.item = 'new'
    JOIN counted_requests AS carried_in
         ON carried_in.gx_body = r.body AND carried_in.item = 'carried_in'
    JOIN counted_requests AS handled ON handled.gx_body = r.body AND handled.item = 'total'
    JOIN counted_requests AS carried_out
         ON carried_out.gx_body = r.body AND carried_out.item = 'carried_out'
    JOIN counted_requests AS granted ON granted.gx_body = r.body AND granted.item = 'granted'
    JOIN counted_requests AS partial ON partial.gx_body = r.body AND partial.item = 'partial'
    JOIN counted_proceedings AS again ON again.gx_body = r.body AND again.item = 'reconsideration'
    JOIN counted_proceedings AS direct
         ON direct.gx_body = r.body AND direct.item = 'litigation_direct'
    JOIN counted_proceedings AS after ON after.gx_body = r.body AND after.item = 'litigation_after'
    JOIN counted_decisions AS licences ON licences.gx_body = r.body AND licences.item = 'licensing'
    JOIN counted_decisions AS penalties
         ON penalties.gx_body = r.body AND penalties.item = 'penalties'
    JOIN counted_decisions AS compulsion
         ON compulsion.gx_body = r.body AND compulsion.item = 'compulsion'
    JOIN gx_disclosures(r.body) AS fees ON fees.item = 'fees');

-- ---- by year and region ------------------------------------------------------------------------
-- In all three: `reports` says how many reports are counted; `left_out` how many are not, because a
-- number that is needed is not known. share: NULL where there is nothing to share.

-- outcome_shares 办理结果构成: what became of the requests handled.
DROP VIEW IF EXISTS main.outcome_shares;
CREATE VIEW main.outcome_shares AS
WITH
report AS (
    SELECT year, region, granted, partial, refused, unavailable, unprocessed, other,
           granted + partial + refused + unavailable + unprocessed + other AS handled,
           row_number() OVER (PARTITION BY agency, year,
                              iif(agency IS NULL OR year IS NULL, id, NULL) ORDER BY id) AS copy
    FROM report_facts),
place AS MATERIALIZED (
    SELECT year, region, count(handled) AS reports, count(*) - count(handled) AS left_out,
           sum(handled) AS handled,
           sum(granted) FILTER (WHERE handled IS NOT NULL) AS granted,
           sum(partial) FILTER (WHERE handled IS NOT NULL) AS partial,
           sum(refused) FILTER (WHERE handled IS NOT NULL) AS refused,
           sum(unavailable) FILTER (WHERE handled IS NOT NULL) AS unavailable,
           sum(unprocessed) FILTER (WHERE handled IS NOT NULL) AS unprocessed,
           sum(other) FILTER (WHERE handled IS NOT NULL) AS other
    FROM report WHERE copy = 1 GROUP BY year, region),
outcome(outcome, outcome_zh) AS (
    VALUES ('granted', '予以公开'), ('partial', '部分公开'), ('refused', '不予公开'),
           ('unavailable', '无法提供'), ('unprocessed', '不予处理'), ('other', '其他处理'))
SELECT year, region, outcome, outcome_zh, requests, 1.0 * requests / handled AS share, reports,
       left_out
FROM (
    SELECT *, CASE outcome WHEN 'granted' THEN granted WHEN 'partial' THEN partial
                           WHEN 'refused' THEN refused WHEN 'unavailable' THEN unavailable
                           WHEN 'unprocessed' THEN unprocessed ELSE other END AS requests
    FROM place CROSS JOIN outcome);

-- refusal_grounds 不予公开的理由: on which of the eight grounds requests were refused.
DROP VIEW IF EXISTS main.refusal_grounds;
CREATE VIEW main.refusal_grounds AS
WITH
report AS (
    SELECT r.id, coalesce(r.agency, g.agency) AS agency, coalesce(r.year, g.year) AS year,
           r.region, q.item, q.label, q.total
    FROM report_source AS r JOIN gx_report(r.body) AS g
    JOIN counted_requests AS q ON q.gx_body = r.body AND q.outcome = 'refused'),
first AS (
    SELECT *, row_number() OVER (PARTITION BY agency, year,
                                 iif(agency IS NULL OR year IS NULL, id, NULL), item
                                 ORDER BY id) AS copy
    FROM report),
ground AS (
    SELECT year, region, item, label, sum(total) AS requests, count(total) AS reports,
           count(*) - count(total) AS left_out
    FROM first WHERE copy = 1 GROUP BY year, region, item)
SELECT year, region, item, label, requests,
       1.0 * requests / sum(requests) OVER (PARTITION BY year, region) AS share, reports, left_out
FROM ground;

-- applicants 申请人构成: who asked, of the requests received in the year.
DROP VIEW IF EXISTS main.applicants;
CREATE VIEW main.applicants AS
WITH
report AS (
    SELECT r.id, coalesce(r.agency, g.agency) AS agency, coalesce(r.year, g.year) AS year,
           r.region, q.people AS natural_person, q.enterprise, q.research, q.public_interest,
           q.legal_service, q.other_org, q.people + q.organisations AS received
    FROM report_source AS r JOIN gx_report(r.body) AS g
    JOIN counted_requests AS q ON q.gx_body = r.body AND q.item = 'new'),
first AS (
    SELECT *, row_number() OVER (PARTITION BY agency, year,
                                 iif(agency IS NULL OR year IS NULL, id, NULL) ORDER BY id) AS copy
    FROM report),
place AS MATERIALIZED (
    SELECT year, region, count(received) AS reports, count(*) - count(received) AS left_out,
           sum(received) AS received,
           sum(natural_person) FILTER (WHERE received IS NOT NULL) AS natural_person,
           sum(enterprise) FILTER (WHERE received IS NOT NULL) AS enterprise,
           sum(research) FILTER (WHERE received IS NOT NULL) AS research,
           sum(public_interest) FILTER (WHERE received IS NOT NULL) AS public_interest,
           sum(legal_service) FILTER (WHERE received IS NOT NULL) AS legal_service,
           sum(other_org) FILTER (WHERE received IS NOT NULL) AS other_org
    FROM first WHERE copy = 1 GROUP BY year, region),
applicant(applicant, applicant_zh) AS (
    VALUES ('natural_person', '自然人'), ('enterprise', '商业企业'), ('research', '科研机构'),
           ('public_interest', '社会公益组织'), ('legal_service', '法律服务机构'),
           ('other_org', '其他'))
SELECT year, region, applicant, applicant_zh, requests AS received,
       1.0 * requests / received AS share, reports, left_out
FROM (
    SELECT *, CASE applicant WHEN 'natural_person' THEN natural_person
                             WHEN 'enterprise' THEN enterprise WHEN 'research' THEN research
                             WHEN 'public_interest' THEN public_interest
                             WHEN 'legal_service' THEN legal_service ELSE other_org END AS requests
    FROM place CROSS JOIN applicant);

-- ---- among peers, and over time ----------------------------------------------------------------

-- peer_rank 同级比较: where an agency stands among those of its level in the year.
--   metric   received, disclosure_rate, correction_rate, loss_rate, dispute_rate, backlog_rate
--   base     what the rate is a share of; for received, received itself
--   peers    agencies of the level and year that are compared, itself included
--   rank     1 is the largest value; equal values share a rank
--   median 中位数, lower_quartile 下四分位数, upper_quartile 上四分位数: between two values, the point
--            in due proportion
-- Small numbers: a rate with a base under 10 is not compared at all (its peers, rank and so on are
-- NULL); and among fewer than 5 peers, rank and quartiles are NULL.
DROP VIEW IF EXISTS main.peer_rank;
CREATE VIEW main.peer_rank AS
WITH
report AS MATERIALIZED (
    SELECT id, agency, region, level, year, received, handled, carried_in, reconsiderations,
           lawsuits, disclosure_rate, correction_rate, loss_rate, dispute_rate, backlog_rate,
           row_number() OVER (PARTITION BY agency, year,
                              iif(agency IS NULL OR year IS NULL, id, NULL) ORDER BY id) AS copy
    FROM report_facts),
metric(metric) AS (
    VALUES ('received'), ('disclosure_rate'), ('correction_rate'), ('loss_rate'),
           ('dispute_rate'), ('backlog_rate')),
valued AS (
    SELECT id, agency, region, level, year, metric,
           CASE metric WHEN 'received' THEN received WHEN 'disclosure_rate' THEN disclosure_rate
                       WHEN 'correction_rate' THEN correction_rate WHEN 'loss_rate' THEN loss_rate
                       WHEN 'dispute_rate' THEN dispute_rate ELSE backlog_rate END AS value,
           CASE metric WHEN 'disclosure_rate' THEN handled
                       WHEN 'correction_rate' THEN reconsiderations WHEN 'loss_rate' THEN lawsuits
                       WHEN 'backlog_rate' THEN received + carried_in ELSE received END AS base
    FROM report CROSS JOIN metric WHERE copy = 1),
judged AS (
    SELECT *, value IS NOT NULL AND (base >= 10 OR metric = 'received') AS compared FROM valued),
placed AS (
    SELECT *, count(*) OVER peers AS n, row_number() OVER (peers ORDER BY value) - 1 AS place,
           rank() OVER (peers ORDER BY value DESC) AS rank
    FROM judged WINDOW peers AS (PARTITION BY level, year, metric, compared)),
-- A value counts for a quantile as far as its place is less than one from the quantile's.
spread AS (
    SELECT *, sum(value * max(0, 1 - abs(place - (n - 1) * 0.5))) OVER peers AS median,
           sum(value * max(0, 1 - abs(place - (n - 1) * 0.25))) OVER peers AS lower_quartile,
           sum(value * max(0, 1 - abs(place - (n - 1) * 0.75))) OVER peers AS upper_quartile
    FROM placed WINDOW peers AS (PARTITION BY level, year, metric, compared))
SELECT id, agency, region, level, year, metric, value, base, iif(compared, n, NULL) AS peers,
       iif(compared AND n >= 5, rank, NULL) AS rank,
       iif(compared AND n >= 5, median, NULL) AS median,
       iif(compared AND n >= 5, lower_quartile, NULL) AS lower_quartile,
       iif(compared AND n >= 5, upper_quartile, NULL) AS upper_quartile
FROM spread;

-- year_on_year 同比: a number against that of the year before; only where both years were reported.
--   metric   received, handled, carried_out, granted, refused, reconsiderations, lawsuits,
--            licences, penalties, compulsion, fees_yuan_10k
--   change   now - before
--   growth   change / before: 0.25 is a quarter more; NULL where before is 0
--   jump     1 where now is over 5 times as much as before, or under 1/5 of it, else 0; NULL where
--            before is 0. Look at `before` as well: from 1 to 6 is a jump
DROP VIEW IF EXISTS main.year_on_year;
CREATE VIEW main.year_on_year AS
WITH
numbered AS (
    SELECT id, agency, region, level, year, received, handled, carried_out, granted, refused,
           reconsiderations, lawsuits, licences, penalties, compulsion, fees_yuan_10k,
           row_number() OVER (PARTITION BY agency, year ORDER BY id) AS copy
    FROM report_facts WHERE agency IS NOT NULL AND year IS NOT NULL),
report AS MATERIALIZED (SELECT * FROM numbered WHERE copy = 1),
pair AS MATERIALIZED (
    SELECT *, lag(year) OVER agency AS year_0, lag(received) OVER agency AS received_0,
           lag(handled) OVER agency AS handled_0, lag(carried_out) OVER agency AS carried_out_0,
           lag(granted) OVER agency AS granted_0, lag(refused) OVER agency AS refused_0,
           lag(reconsiderations) OVER agency AS reconsiderations_0,
           lag(lawsuits) OVER agency AS lawsuits_0, lag(licences) OVER agency AS licences_0,
           lag(penalties) OVER agency AS penalties_0, lag(compulsion) OVER agency AS compulsion_0,
           lag(fees_yuan_10k) OVER agency AS fees_yuan_10k_0
    FROM report WINDOW agency AS (PARTITION BY agency ORDER BY year)),
metric(metric) AS (
    VALUES ('received'), ('handled'), ('carried_out'), ('granted'), ('refused'),
           ('reconsiderations'), ('lawsuits'), ('licences'), ('penalties'), ('compulsion'),
           ('fees_yuan_10k')),
valued AS (
    SELECT id, agency, region, level, year, metric,
           CASE metric WHEN 'received' THEN received_0 WHEN 'handled' THEN handled_0
                       WHEN 'carried_out' THEN carried_out_0 WHEN 'granted' THEN granted_0
                       WHEN 'refused' THEN refused_0
                       WHEN 'reconsiderations' THEN reconsiderations_0
                       WHEN 'lawsuits' THEN lawsuits_0 WHEN 'licences' THEN licences_0
                       WHEN 'penalties' THEN penalties_0 WHEN 'compulsion' THEN compulsion_0
                       ELSE fees_yuan_10k_0 END AS before,
           CASE metric WHEN 'received' THEN received WHEN 'handled' THEN handled
                       WHEN 'carried_out' THEN carried_out WHEN 'granted' THEN granted
                       WHEN 'refused' THEN refused WHEN 'reconsiderations' THEN reconsiderations
                       WHEN 'lawsuits' THEN lawsuits WHEN 'licences' THEN licences
                       WHEN 'penalties' THEN penalties WHEN 'compulsion' THEN compulsion
                       ELSE fees_yuan_10k END AS now
    FROM pair CROSS JOIN metric WHERE year = year_0 + 1)
SELECT id, agency, region, level, year, metric, before, now, now - before AS change,
       1.0 * (now - before) / before AS growth,
       iif(before = 0, NULL, now > 5 * before OR 5 * now < before) AS jump
FROM valued WHERE before IS NOT NULL AND now IS NOT NULL;

-- coverage 报送情况: every agency and every year from the first to the last in the table.
--   status   read      每格可读       every cell was read, or is blank
--            in part   部分可读       some cells are missing or in doubt
--            no table  没有表格       a report, but none of its cells was found
--            unread    不是年度报告   there is a row, but what it holds is no such report
--            missing   未见报告       there is no row
--   id       of the first row of the agency and year; reports: how many rows there are
-- A row of which neither the table nor the text tells the agency, or a year between 1990 and 2100,
-- has a line of its own.
DROP VIEW IF EXISTS main.coverage;
CREATE VIEW main.coverage AS
WITH
row AS (
    SELECT r.id, coalesce(r.agency, g.agency) AS agency, coalesce(r.year, g.year) AS year,
           r.region, r.parent, r.level,
           CASE WHEN g.cells_read IS NULL THEN 'unread'
                WHEN g.cells_read + g.cells_blank + g.cells_inferred + g.cells_doubtful = 0
                    THEN 'no table'
                WHEN g.cells_missing + g.cells_doubtful > 0 THEN 'in part'
                ELSE 'read' END AS status
    FROM report_source AS r LEFT JOIN gx_report(r.body) AS g),
numbered AS MATERIALIZED (
    SELECT *, agency IS NOT NULL AND coalesce(year BETWEEN 1990 AND 2100, 0) AS placed,
           row_number() OVER same AS copy, count(*) OVER (PARTITION BY agency, year) AS reports
    FROM row WINDOW same AS (PARTITION BY agency, year ORDER BY id)),
agency AS (
    SELECT agency, region, parent, level, max(year)
    FROM numbered WHERE placed GROUP BY agency),
year(year) AS (
    SELECT min(year) FROM numbered WHERE placed HAVING min(year) IS NOT NULL
    UNION ALL
    SELECT year + 1 FROM year WHERE year < (SELECT max(year) FROM numbered WHERE placed))
SELECT a.agency, a.region, a.parent, a.level, y.year, coalesce(n.status, 'missing') AS status,
       n.id, coalesce(n.reports, 0) AS reports
FROM agency AS a CROSS JOIN year AS y
LEFT JOIN numbered AS n ON n.agency = a.agency AND n.year = y.year AND n.copy = 1
UNION ALL
SELECT agency, region, parent, level, year, status, id, 1
FROM numbered WHERE NOT placed;

-- ---- who reported wrongly ----------------------------------------------------------------------

-- findings: what parent_sums and quality_issues are taken from. Every report is parsed once:
--   found     one pass over the reports, which gives for each: a row of its own (part 0); its cells
--             that are not 0, those that are not known with NULL for a value (1); where a sum
--             fails, all its cells (2), and its sums (3)
--   report    the rows of part 0: the first report of each agency and year
--   pair      a report and that of the year before
--   kin       a report and the one that it is to be found in the sums of; the latter itself too
DROP VIEW IF EXISTS main.findings;
CREATE VIEW main.findings AS
WITH
part(part) AS (VALUES (0), (1), (2), (3)),
found AS MATERIALIZED (
    SELECT r.id, part, iif(part = 0, coalesce(r.agency, g.agency), NULL) AS agency,
           iif(part = 0, r.parent, NULL) AS parent, r.year AS filed_year, g.year AS printed_year,
           coalesce(r.year, g.year) AS year, g.published, g.form,
           g.cells_read + g.cells_blank + g.cells_inferred + g.cells_doubtful AS cells_found,
           g.cells_missing,
           -- the first table that has no cell, in a report that has others
           iif(g.cells_missing >= 10,
               (SELECT topic FROM gx_cells(r.body) GROUP BY topic
                HAVING count(*) = sum(status = 'missing')), NULL) AS absent_table,
           c.topic, c.item, c.measure, iif(c.status = 'doubtful', NULL, c.value) AS value, c.unit,
           c.status, iif(c.status = 'inferred', c.text, NULL) AS text,
           k.topic AS sum_topic, k.rule, k.scope, k.lhs, k.rhs, k.gap, k.ok
    FROM report_source AS r CROSS JOIN part
    LEFT JOIN gx_report(iif(part = 0, r.body, NULL)) AS g ON TRUE
    LEFT JOIN gx_checks(iif(part = 3 AND gx_failures(r.body) > 0, r.body, NULL)) AS k ON TRUE
    LEFT JOIN gx_cells(CASE part WHEN 1 THEN r.body
                                 WHEN 2 THEN iif(gx_failures(r.body) > 0, r.body, NULL) END) AS c
         ON TRUE
    WHERE CASE part WHEN 0 THEN 1
                    WHEN 1 THEN c.value <> 0
                             OR c.status <> 'read' AND c.status IN ('missing', 'doubtful')
                    WHEN 2 THEN c.item IS NOT NULL
                    ELSE k.ok IS NOT NULL END),
report AS MATERIALIZED (
    SELECT *, row_number() OVER (PARTITION BY agency, year,
                                 iif(agency IS NULL OR year IS NULL, id, NULL) ORDER BY id) AS copy,
           first_value(id) OVER (PARTITION BY agency, year,
                                 iif(agency IS NULL OR year IS NULL, id, NULL) ORDER BY id)
               AS first_id
    FROM found WHERE part = 0),
failure AS MATERIALIZED (
    SELECT id, sum_topic AS topic, rule, scope, lhs, rhs, gap, ok FROM found WHERE part = 3),

-- the sums within a report, and what may explain one that fails
failed AS (
    SELECT id, rule, topic || '.' || CASE rule WHEN 'balance' THEN 'new.' || scope
                                               WHEN 'outcomes' THEN 'total.' || scope
                                               ELSE scope || '.total' END AS place,
           iif(rule = 'balance', 'requests.carried_in.' || scope, NULL) AS beside, lhs, rhs
    FROM failure WHERE ok = 0),
printed AS MATERIALIZED (
    SELECT id, topic, item, measure, topic || '.' || item || '.' || measure AS place, value, status
    FROM found WHERE part = 2),
identity AS (
    SELECT f.id, f.rule, f.place,
           iif(f.beside IS NULL, f.lhs, f.rhs - coalesce(p.value, 0)) AS expected,
           iif(f.beside IS NULL, f.rhs, f.lhs - coalesce(p.value, 0)) AS found
    FROM failed AS f LEFT JOIN printed AS p ON p.id = f.id AND p.place = f.beside),
-- the blanks of every sum that fails: the sum itself, or one of its parts
gap AS (
    SELECT f.id, f.rule, f.scope, p.place, f.lhs, f.rhs,
           p.measure = 'total' AND f.rule IN ('applicants', 'proceedings')
           OR p.item = 'total' AND f.rule = 'outcomes' AS is_sum,
           count(*) OVER (PARTITION BY f.id, f.rule, f.scope) AS blanks
    FROM failure AS f JOIN printed AS p ON p.id = f.id AND p.topic = f.topic AND p.status = 'blank'
     AND CASE f.rule WHEN 'applicants' THEN p.item = f.scope
                     WHEN 'proceedings' THEN p.item = f.scope
                     WHEN 'outcomes' THEN p.measure = f.scope
                          AND p.item NOT IN ('new', 'carried_in', 'carried_out')
                     ELSE 0 END
    WHERE f.ok = 0),
blank AS (
    SELECT id, place, min(iif(is_sum, lhs, rhs - lhs)) AS expected FROM gap
    WHERE is_sum AND lhs > 0 OR blanks = 1 AND NOT is_sum AND rhs > lhs GROUP BY id, place),
neighbour(topic, first, second) AS (
    VALUES ('requests', 'natural_person', 'enterprise'), ('requests', 'enterprise', 'research'),
           ('requests', 'research', 'public_interest'),
           ('requests', 'public_interest', 'legal_service'),
           ('requests', 'legal_service', 'other_org'), ('proceedings', 'upheld', 'corrected'),
           ('proceedings', 'corrected', 'other'), ('proceedings', 'other', 'pending')),
split AS (
    SELECT f.id, a.place, CAST(a.value || b.value AS INTEGER) AS expected, a.value AS found
    FROM failure AS f JOIN neighbour AS n ON n.topic = f.topic
    JOIN printed AS a ON a.id = f.id AND a.topic = f.topic AND a.item = f.scope
                     AND a.measure = n.first
    JOIN printed AS b ON b.id = f.id AND b.topic = f.topic AND b.item = f.scope
                     AND b.measure = n.second
    WHERE f.ok = 0 AND f.rule IN ('applicants', 'proceedings') AND a.value > 0
      AND f.lhs - a.value - b.value + CAST(a.value || b.value AS INTEGER) = f.rhs
      -- a column that holds as it is speaks against it
      AND (f.rule = 'proceedings'
           OR EXISTS (SELECT 1 FROM failure AS o WHERE o.id = f.id AND o.scope = n.first
                      AND o.ok = 0 AND o.rule IN ('balance', 'outcomes')))
    UNION ALL
    SELECT id, topic || '.' || item || '.' || measure, value, CAST(text AS INTEGER)
    FROM found WHERE part = 1 AND status = 'inferred' AND value >= 10
     AND length(replace(replace(text, ',', ''), '，', '')) > length(value)),
wrong_column AS (
    SELECT a.id, 'requests.' || iif(a.rule = 'balance', 'new.', 'total.') || a.scope AS place,
           a.rhs AS expected, a.lhs AS found, b.scope AS other
    FROM failure AS a JOIN failure AS b ON b.id = a.id AND b.rule = a.rule AND b.gap = -a.gap
    JOIN failure AS t ON t.id = a.id AND t.rule = a.rule AND t.scope = 'total' AND t.ok = 1
    WHERE a.rule IN ('balance', 'outcomes') AND a.ok = 0 AND a.gap > 0),

-- from year to year
pair AS MATERIALIZED (
    SELECT id, before, form, form_before
    FROM (SELECT id, year, form, lag(id) OVER agency AS before,
                 lag(year) OVER agency AS year_before,
                 lag(form) OVER agency AS form_before
          FROM report WHERE copy = 1 AND cells_found > 0 AND agency IS NOT NULL AND year IS NOT NULL
          WINDOW agency AS (PARTITION BY agency ORDER BY year))
    WHERE year = year_before + 1),
side(side, id, report) AS MATERIALIZED (
    SELECT 'now', id, id FROM pair UNION ALL SELECT 'before', id, before FROM pair),
-- which cells of the two years make a sum, and the one that it must be: how often each counts
link(rule, form, side, kind, of_found, of_expected) AS (
    VALUES ('carry_over', NULL, 'now', 'carried_in', 1, 0),
           ('carry_over', NULL, 'before', 'carried_out', 0, 1),
           ('in_force', '2021', 'now', 'in_force', 1, 0),
           ('in_force', '2021', 'before', 'in_force', 0, 1),
           ('in_force', '2021', 'now', 'issued', 0, 1),
           ('in_force', '2021', 'now', 'repealed', 0, -1),
           ('prior_items', '2019', 'now', 'prior_items', 1, 0),
           ('prior_items', '2019', 'before', 'prior_items', 0, 1),
           ('prior_items', '2019', 'before', 'items_change', 0, 1)),
chained AS (
    SELECT id AS report, iif(topic = 'requests', item, measure) AS kind,
           iif(topic = 'requests', measure, item) AS of, value
    FROM found WHERE part = 1 AND (topic = 'disclosures' OR item IN ('carried_in', 'carried_out'))),
between_years AS (
    SELECT p.id, l.rule, iif(l.rule = 'carry_over', 'requests.carried_in.' || c.of,
                             'disclosures.' || c.of || '.' || l.rule) AS place,
           sum(c.value * l.of_expected) AS expected, sum(c.value * l.of_found) AS found
    FROM chained AS c CROSS JOIN side AS s ON s.report = c.report
    CROSS JOIN link AS l ON l.side = s.side AND l.kind = c.kind
    CROSS JOIN pair AS p ON p.id = s.id
     AND (l.form IS NULL OR p.form = l.form AND p.form_before = l.form)
    GROUP BY s.id, l.rule, c.of
    HAVING count(c.value) = count(*)),

-- from subordinates to the one above them; （六）其他处理 and section two need the same form
parent AS MATERIALIZED (
    SELECT parent AS agency, count(DISTINCT agency) AS known FROM report WHERE parent IS NOT NULL
    GROUP BY parent),
kin AS MATERIALIZED (
    SELECT p.id, p.id AS report, 0 AS subordinate, p.form,
           p.cells_found + p.cells_missing AS cells, parent.known
    FROM report AS p JOIN parent ON parent.agency = p.agency
    WHERE p.copy = 1 AND p.cells_found > 0
    UNION ALL
    SELECT p.id, r.id, 1, r.form, r.cells_found + r.cells_missing, NULL
    FROM report AS r JOIN report AS p ON p.agency = r.parent AND p.year = r.year
    WHERE r.copy = 1 AND r.cells_found > 0 AND p.copy = 1 AND p.cells_found > 0),
family AS MATERIALIZED (
    SELECT id, sum(subordinate) AS found, max(known) AS known, min(cells) = max(cells) AS same_rows,
           min(form) = max(form) AND count(form) = count(*) AS same_form
    FROM kin GROUP BY id HAVING sum(subordinate) > 0),
parent_sum AS (
    SELECT k.id, c.topic || '.' || c.item || '.' || c.measure AS place,
           coalesce(sum(c.value) FILTER (WHERE k.subordinate), 0) AS expected,
           coalesce(sum(c.value) FILTER (WHERE NOT k.subordinate), 0) AS own,
           f.found - count(*) FILTER (WHERE k.subordinate AND c.value IS NULL) AS found, f.known,
           c.measure = 'items_change' AS signed
    FROM found AS c CROSS JOIN kin AS k ON k.report = c.id CROSS JOIN family AS f ON f.id = k.id
    WHERE c.part = 1 AND (f.same_form OR c.topic <> 'disclosures')
      AND (f.same_rows
           OR c.item NOT IN ('other', 'other_uncorrected', 'other_unpaid', 'other_misc'))
    GROUP BY k.id, c.item, c.measure, c.topic
    HAVING count(*) FILTER (WHERE NOT k.subordinate AND c.value IS NULL) = 0
       AND min(coalesce(c.unit, '')) = max(coalesce(c.unit, ''))),

finding AS (
    SELECT 'identity' AS rule, 'error' AS severity, id, place, expected, found, 1 AS issue,
           NULL AS n_found, NULL AS n_known, rule AS detail
    FROM identity
    UNION ALL
    SELECT 'blank', 'hint', id, place, expected, NULL, 1, NULL, NULL,
           'no number where a sum needs one'
    FROM blank
    UNION ALL
    SELECT 'split_number', 'hint', id, place, expected, found, 1, NULL, NULL,
           'one number, cut in two, would make the sum hold'
    FROM split
    UNION ALL
    SELECT 'wrong_column', 'hint', id, place, expected, found, 1, NULL, NULL,
           'as many are lacking in ' || other
    FROM wrong_column
    UNION ALL
    SELECT rule, 'error', id, place, expected, found, expected <> found, NULL, NULL,
           'does not follow from the report of the year before'
    FROM between_years
    UNION ALL
    SELECT 'parent_sum', 'error', id, place, expected, own,
           -- while a subordinate is not there, its own share may still be lacking
           round(own - expected, 4) <> 0 AND (found >= known OR own < expected AND NOT signed),
           found, known, 'sum of ' || found || ' of ' || known || ' subordinates'
    FROM parent_sum
    UNION ALL
    SELECT 'late', 'warning', id, 'published', last, published, 1, NULL, NULL,
           CAST(julianday(published) - julianday(last) AS INTEGER) || ' days late'
    FROM (SELECT id, published,
                 (year + 1) || CASE WHEN agency GLOB '*[省市县縣区區州旗盟]'
                                      OR agency GLOB '*[省市县縣区區州旗盟]政府'
                                      OR agency GLOB '*[省市县縣区區州旗盟]人民政府'
                                      OR agency GLOB '*[省市县縣区區州旗盟]人民政府办公[室厅]'
                                      OR agency GLOB '*[省市县縣区區州旗盟]人民政府辦公[室廳]'
                                    THEN '-03-31' ELSE '-01-31' END AS last
          FROM report)
    WHERE published > last
    UNION ALL
    SELECT 'no_table', 'error', id, iif(cells_found = 0, 'report', absent_table), NULL, NULL, 1,
           NULL, NULL,
           iif(cells_found = 0, 'a report without tables', 'a section without its table')
    FROM report WHERE cells_found = 0 OR absent_table IS NOT NULL
    UNION ALL
    SELECT 'no_report', 'error', id, 'report', NULL, NULL, 1, NULL, NULL,
           'the text is no annual report'
    FROM report WHERE cells_found IS NULL
    UNION ALL
    SELECT 'other_year', 'warning', id, 'year', filed_year, printed_year, 1, NULL, NULL,
           'filed under another year than it prints'
    FROM report WHERE filed_year <> printed_year
    UNION ALL
    SELECT 'twice', 'warning', id, 'report', NULL, NULL, 1, NULL, NULL,
           'agency and year are those of report ' || first_id
    FROM report WHERE copy > 1)

SELECT f.rule, f.severity, r.agency, r.year, f.place,
       iif(typeof(f.expected) = 'real', round(f.expected, 4), f.expected) AS expected, f.found,
       CASE WHEN f.rule = 'late' THEN CAST(julianday(f.found) - julianday(f.expected) AS INTEGER)
            WHEN typeof(f.found - f.expected) = 'real' THEN round(f.found - f.expected, 4)
            ELSE f.found - f.expected END AS gap,
       f.id, f.detail, f.issue, f.n_found, f.n_known
FROM finding AS f JOIN report AS r ON r.id = f.id;

-- parent_sums 上下级汇总: every cell of a report against the sum over the reports of the agencies that
-- name it as their parent, in the same year. Cells that are 0 in all of them are left out.
--   place          the cell's key; own: what the report prints; subordinates: the sum;
--                  gap: own - subordinates
--   found, known   subordinates of which this cell was read; all that ever named it as their
--                  parent. With fewer found than known, the sum may be too small
-- Left out where the forms differ: section two where some use that of 2019 and some that of 2021,
-- and （六）其他处理 where it has one row in some reports and three in others; amounts in different
-- units.
DROP VIEW IF EXISTS main.parent_sums;
CREATE VIEW main.parent_sums AS
SELECT id, agency, year, place, found AS own, expected AS subordinates, gap, n_found AS found,
       n_known AS known
FROM findings WHERE rule = 'parent_sum';

-- quality_issues 数据质量问题清单.
--   severity  error: numbers that contradict each other, or are not there; warning: for a look;
--             hint: what may be behind an error that is listed as well
--   place     the key of a cell, as gx_parse takes it and gx_cells has it (topic, item, measure),
--             or the topic of a table, or 'published', 'year', 'report'. A number in its text:
--               SELECT c.text, c.start FROM quality_issues AS i JOIN reports AS r USING (id)
--               JOIN gx_cells(r.body) AS c
--                    ON i.place = c.topic || '.' || c.item || '.' || c.measure
--   gap       found - expected; for dates, in days
--   id        of the report; detail: more of it, in words
-- The rules:
--   identity      表内勾稽关系不成立     a sum of the form (see gx_checks) fails. place is the sum, or for
--                 balance the requests received
--   blank         应填未填               a blank in a sum that would hold with the expected number
--   split_number  数字被拆开             two neighbouring numbers would, joined, make the sum hold; or
--                 one was found in two pieces
--   wrong_column  填错列                 two columns are off by the same amount, one up, one down,
--                 while the total holds. place is the column that has too many
--   carry_over    上年结转衔接不上       carried_in is not the carried_out of the year before
--   in_force      现行有效件数衔接不上   not that of the year before, + issued - repealed
--   prior_items   上一年项目数量衔接不上 not that of the year before, + its 本年增/减
--   parent_sum    与下级汇总数不符       see parent_sums; while subordinates are not found, only what is
--                 less than the sum of the others
--   late          逾期公布               published after 31 January; a government of county level or
--                 above, after 31 March
--   no_table      没有表格               no cell was found; or none of one section
--   no_report     不是年度报告           the text is no such report, or there is no text
--   other_year    年度不符               the year of the table is not the one that the text prints
--   twice         重复                   agency and year of another report with a smaller id
DROP VIEW IF EXISTS main.quality_issues;
CREATE VIEW main.quality_issues AS
SELECT rule, severity, agency, year, place, expected, found, gap, id, detail
FROM findings WHERE issue;
