-- Who printed sums that do not add up, and how often?
-- 哪些机关印出的合计数对不上？
SELECT agency, count(DISTINCT year) AS reports, count(*) AS sums,
       group_concat(DISTINCT year) AS years
FROM quality_issues
WHERE rule = 'identity'
GROUP BY agency
ORDER BY sums DESC, agency;
-- agency        reports  sums  years
-- ------------  -------  ----  ---------
-- 云溪县供电公司       2        3     2019,2021
-- 国家税务总局云溪县税务局  2        3     2020,2021
-- 云溪县气象局        1        2     2022
-- 国家统计局云溪调查队    1        2     2021
