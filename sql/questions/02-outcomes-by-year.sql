-- What became of the requests, in percent of all that were handled, year by year (a crosstab)?
-- 各年度办理结果的构成（百分比）如何变化？
WITH part AS (
  SELECT year, outcome, outcome_zh,
         100.0 * sum(requests) / sum(sum(requests)) OVER (PARTITION BY year) AS percent
  FROM outcome_shares
  WHERE region IS NOT '云溪县'  -- The county's own report is the sum of the others.
  GROUP BY year, outcome)
SELECT outcome, outcome_zh, round(max(percent) FILTER (WHERE year = 2019), 1) AS "2019",
       round(max(percent) FILTER (WHERE year = 2020), 1) AS "2020",
       round(max(percent) FILTER (WHERE year = 2021), 1) AS "2021",
       round(max(percent) FILTER (WHERE year = 2022), 1) AS "2022"
FROM part
GROUP BY outcome
ORDER BY "2022" DESC;
-- outcome      outcome_zh  2019  2020  2021  2022
-- -----------  ----------  ----  ----  ----  ----
-- granted      予以公开        35.5  37.7  37.7  39.5
-- unavailable  无法提供        23.3  21.6  20.6  21.2
-- refused      不予公开        17.7  17.6  18.2  16.1
-- unprocessed  不予处理        10.6  10.9  10.2  10.8
-- partial      部分公开        8.0   8.2   7.7   7.5
-- other        其他处理        4.9   4.0   5.6   4.9
