-- What became of the requests, in percent of all that were handled, year by year (a crosstab)?
-- 各年度办理结果的构成（百分比）如何变化？
SELECT outcome, outcome_zh,
       round(100.0 * sum(requests) FILTER (WHERE year = 2019) / handled_2019, 1) AS "2019",
       round(100.0 * sum(requests) FILTER (WHERE year = 2020) / handled_2020, 1) AS "2020",
       round(100.0 * sum(requests) FILTER (WHERE year = 2021) / handled_2021, 1) AS "2021",
       round(100.0 * sum(requests) FILTER (WHERE year = 2022) / handled_2022, 1) AS "2022"
FROM outcome_shares
     CROSS JOIN (SELECT sum(requests) FILTER (WHERE year = 2019) AS handled_2019,
                        sum(requests) FILTER (WHERE year = 2020) AS handled_2020,
                        sum(requests) FILTER (WHERE year = 2021) AS handled_2021,
                        sum(requests) FILTER (WHERE year = 2022) AS handled_2022
                 FROM outcome_shares WHERE region <> '云溪县')
WHERE region <> '云溪县'  -- The county's own report is the sum of the others.
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
