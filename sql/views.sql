-- views.sql: views over a table of reports, for analysts.
--
-- In:  gxreport loaded, and a table or view reports(id, body) in the database. Where it also has
--      some of the columns agency, region, parent, level, year, url, they are used.
-- Out: the views below. Read it once: they stay in the database, and need gxreport loaded there.
--      Reading it again makes them anew.
--
--          sqlite3 some.db '.load build/gxreport' '.read sql/views.sql' 'SELECT * FROM report_facts'
--
--      In a database that may not be written, make them for the session alone, in temp:
--
--          sqlite3 -readonly some.db '.load build/gxreport' ".read '|sed s/main[.]/temp./ sql/views.sql'"
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
-- report_source     id, body, agency, region, parent, level, year, url: what `reports` has, and NULL
--                   for what it has not
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
-- A second report of the same agency and year counts in report_facts alone; quality_issues names it.

-- ---- what `reports` has ------------------------------------------------------------------------

-- The columns that `reports` may lack. A natural join makes one column of two with the same name, so
-- that `region` is that of `reports` where there is one, and that of `absent` else. An empty text,
-- as .import leaves it, is as good as NULL.
DROP VIEW IF EXISTS main.report_source;
CREATE VIEW main.report_source AS
SELECT id, body, nullif(agency, '') AS agency, nullif(region, '') AS region,
       nullif(parent, '') AS parent, nullif(level, '') AS level,
       CAST(nullif(year, '') AS INTEGER) AS year, nullif(url, '') AS url
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
           received.total AS received, carried_in.total AS carried_in, handled.total AS handled,
           carried_out.total AS carried_out, granted.total AS granted, partial.total AS partial,
           (SELECT iif(count(total) = count(*), sum(total), NULL) FROM counted_requests
            WHERE gx_body = r.body AND outcome = 'refused') AS refused,
           (SELECT iif(count(total) = count(*), sum(total), NULL) FROM counted_requests
            WHERE gx_body = r.body AND outcome = 'unavailable') AS unavailable,
           (SELECT iif(count(total) = count(*), sum(total), NULL) FROM counted_requests
            WHERE gx_body = r.body AND outcome = 'unprocessed') AS unprocessed,
           (SELECT iif(count(total) = count(*), sum(total), NULL) FROM counted_requests
            WHERE gx_body = r.body AND outcome = 'other') AS other,
           received.people AS received_people, carried_in.people AS carried_in_people,
           handled.people AS handled_people, carried_out.people AS carried_out_people,
           granted.people AS granted_people, partial.people AS partial_people,
           (SELECT iif(count(people) = count(*), sum(people), NULL) FROM counted_requests
            WHERE gx_body = r.body AND outcome = 'refused') AS refused_people,
           (SELECT iif(count(people) = count(*), sum(people), NULL) FROM counted_requests
            WHERE gx_body = r.body AND outcome = 'unavailable') AS unavailable_people,
           (SELECT iif(count(people) = count(*), sum(people), NULL) FROM counted_requests
            WHERE gx_body = r.body AND outcome = 'unprocessed') AS unprocessed_people,
           (SELECT iif(count(people) = count(*), sum(people), NULL) FROM counted_requests
            WHERE gx_body = r.body AND outcome = 'other') AS other_people,
           received.organisations AS received_organisations, carried_in.organisations AS
           carried_in_organisations, handled.organisations AS handled_organisations,
           carried_out.organisations AS carried_out_organisations, granted.organisations AS
           granted_organisations, partial.organisations AS partial_organisations,
           (SELECT iif(count(organisations) = count(*), sum(organisations), NULL) FROM counted_requests
            WHERE gx_body = r.body AND outcome = 'refused') AS refused_organisations,
           (SELECT iif(count(organisations) = count(*), sum(organisations), NULL) FROM counted_requests
            WHERE gx_body = r.body AND outcome = 'unavailable') AS unavailable_organisations,
           (SELECT iif(count(organisations) = count(*), sum(organisations), NULL) FROM counted_requests
            WHERE gx_body = r.body AND outcome = 'unprocessed') AS unprocessed_organisations,
           (SELECT iif(count(organisations) = count(*), sum(organisations), NULL) FROM counted_requests
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
    JOIN counted_requests AS carried_in ON carried_in.gx_body = r.body AND carried_in.item = 'carried_in'
    JOIN counted_requests AS handled ON handled.gx_body = r.body AND handled.item = 'total'
    JOIN counted_requests AS carried_out ON carried_out.gx_body = r.body AND carried_out.item = 'carried_out'
    JOIN counted_requests AS granted ON granted.gx_body = r.body AND granted.item = 'granted'
    JOIN counted_requests AS partial ON partial.gx_body = r.body AND partial.item = 'partial'
    JOIN counted_proceedings AS again ON again.gx_body = r.body AND again.item = 'reconsideration'
    JOIN counted_proceedings AS direct ON direct.gx_body = r.body AND direct.item = 'litigation_direct'
    JOIN counted_proceedings AS after ON after.gx_body = r.body AND after.item = 'litigation_after'
    JOIN counted_decisions AS licences ON licences.gx_body = r.body AND licences.item = 'licensing'
    JOIN counted_decisions AS penalties ON penalties.gx_body = r.body AND penalties.item = 'penalties'
    JOIN counted_decisions AS compulsion ON compulsion.gx_body = r.body AND compulsion.item = 'compulsion'
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
--   metric   received, handled, carried_out, granted, refused, reconsiderations, lawsuits, licences,
--            penalties, compulsion, fees_yuan_10k
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
-- A row of which neither the table nor the text tells agency or year has a line of its own.
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
    SELECT *, row_number() OVER same AS copy, count(*) OVER (PARTITION BY agency, year) AS reports
    FROM row WINDOW same AS (PARTITION BY agency, year ORDER BY id)),
agency AS (
    SELECT agency, region, parent, level, max(year)
    FROM numbered WHERE agency IS NOT NULL AND year IS NOT NULL GROUP BY agency),
year(year) AS (
    SELECT min(year) FROM numbered WHERE agency IS NOT NULL HAVING min(year) IS NOT NULL
    UNION ALL
    SELECT year + 1 FROM year WHERE year < (SELECT max(year) FROM numbered
                                            WHERE agency IS NOT NULL))
SELECT a.agency, a.region, a.parent, a.level, y.year, coalesce(n.status, 'missing') AS status,
       n.id, coalesce(n.reports, 0) AS reports
FROM agency AS a CROSS JOIN year AS y
LEFT JOIN numbered AS n ON n.agency = a.agency AND n.year = y.year AND n.copy = 1
UNION ALL
SELECT agency, region, parent, level, year, status, id, 1
FROM numbered WHERE agency IS NULL OR year IS NULL;
