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
