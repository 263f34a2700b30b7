-- Who refuses because of state secrets?
-- 哪些机关以“属于国家秘密”为由不予公开？
SELECT k.agency, sum(q.total) AS refused, group_concat(k.year || ': ' || q.total, ', ') AS years
FROM coverage AS k JOIN reports AS r ON r.id = k.id JOIN gx_requests(r.body) AS q
WHERE q.item = 'refused_state_secret' AND q.total > 0 AND k.level IS NOT '县'
GROUP BY k.agency
ORDER BY refused DESC, k.agency
LIMIT 8;
-- agency        refused  years
-- ------------  -------  ----------------------------------
-- 云溪县供电公司       8        2019: 1, 2020: 3, 2021: 2, 2022: 2
-- 云溪县自然资源局      8        2019: 1, 2020: 2, 2021: 3, 2022: 2
-- 国家税务总局云溪县税务局  8        2019: 1, 2020: 2, 2021: 1, 2022: 4
-- 云溪县城关街道办事处    3        2019: 2, 2020: 1
-- 国家统计局云溪调查队    3        2020: 2, 2021: 1
-- 云溪县公安局        2        2019: 1, 2022: 1
-- 云溪县市场监督管理局    2        2019: 1, 2021: 1
-- 云溪县教育局        2        2019: 1, 2020: 1
