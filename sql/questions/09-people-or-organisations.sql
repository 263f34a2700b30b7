-- Are people or organisations more likely to get what they ask for?
-- 自然人与法人组织，谁的申请更容易得到公开？
SELECT f.year,
       round(100.0 * sum(f.granted_people + f.partial_people) / sum(f.handled_people), 1) AS people,
       round(100.0 * sum(f.granted_organisations + f.partial_organisations)
             / sum(f.handled_organisations), 1) AS organisations
FROM coverage AS k JOIN report_facts AS f ON f.id = k.id
WHERE k.level IS NOT '县' AND f.granted_people + f.partial_people + f.handled_people
      + f.granted_organisations + f.partial_organisations + f.handled_organisations IS NOT NULL
GROUP BY f.year
ORDER BY f.year;
-- year  people  organisations
-- ----  ------  -------------
-- 2019  42.0    47.4
-- 2020  44.9    42.7
-- 2021  45.1    46.7
-- 2022  47.0    47.3
