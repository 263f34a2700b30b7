-- How many penalties come on each licence?
-- 行政处罚与行政许可之比是多少？
SELECT f.agency, sum(f.penalties) AS penalties, sum(f.licences) AS licences,
       round(1.0 * sum(f.penalties) / sum(f.licences), 2) AS ratio
FROM coverage AS k JOIN report_facts AS f ON f.id = k.id
WHERE f.penalties + f.licences IS NOT NULL
GROUP BY f.agency
HAVING sum(f.licences) >= 1000
ORDER BY ratio DESC
LIMIT 8;
-- agency        penalties  licences  ratio
-- ------------  ---------  --------  -----
-- 国家统计局云溪调查队    9702       5615      1.73
-- 云溪县供电公司       12373      8557      1.45
-- 云溪县消防救援大队     6030       4264      1.41
-- 云溪县城关街道办事处    7466       5315      1.4
-- 国家税务总局云溪县税务局  19613      15259     1.29
-- 云溪县柳坪镇人民政府    2918       2366      1.23
-- 云溪县茶店镇人民政府    1587       1317      1.21
-- 云溪县龙泉镇人民政府    3805       3742      1.02
