-- When are reports published: how many in each week of January, how many later?
-- 年度报告集中在什么时候公布？
SELECT CASE WHEN published <= year || '-12-31' THEN 'before the year ended'
            WHEN published > (year + 1) || '-01-31' THEN 'February or later'
            ELSE 'January ' || (1 + (day - 1) / 7 * 7) || ' to ' || min(31, 7 + (day - 1) / 7 * 7)
       END AS week,
       count(*) AS reports, printf('%.*c', count(*), '▇') AS bar
FROM (SELECT year, published, CAST(strftime('%d', published) AS INTEGER) AS day
      FROM (SELECT f.year, f.published FROM coverage AS k JOIN report_facts AS f ON f.id = k.id)
      WHERE published IS NOT NULL)
GROUP BY week
ORDER BY min(julianday(published) - julianday((year + 1) || '-01-01'));
-- week               reports  bar
-- -----------------  -------  --------------------
-- January 1 to 7     13       ▇▇▇▇▇▇▇▇▇▇▇▇▇
-- January 8 to 14    20       ▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇
-- January 15 to 21   20       ▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇
-- January 22 to 28   16       ▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇
-- January 29 to 31   7        ▇▇▇▇▇▇▇
-- February or later  6        ▇▇▇▇▇▇
