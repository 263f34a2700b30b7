-- Whose answers are disputed most: reconsiderations and lawsuits for each hundred requests?
-- 哪些机关的答复争议最多？（每百件申请引起的复议和诉讼）
SELECT f.agency, sum(f.received) AS received, sum(f.reconsiderations + f.lawsuits) AS disputes,
       round(100.0 * sum(f.reconsiderations + f.lawsuits) / sum(f.received), 1) AS per_hundred
FROM coverage AS k JOIN report_facts AS f ON f.id = k.id
WHERE f.received + f.reconsiderations + f.lawsuits IS NOT NULL
GROUP BY f.agency
HAVING sum(f.received) >= 100
ORDER BY per_hundred DESC
LIMIT 8;
-- agency        received  disputes  per_hundred
-- ------------  --------  --------  -----------
-- 云溪县柳坪镇人民政府    135       47        34.8
-- 云溪县烟草专卖局      324       102       31.5
-- 云溪县教育局        165       47        28.5
-- 云溪县市场监督管理局    288       79        27.4
-- 云溪县公安局        511       136       26.6
-- 国家税务总局云溪县税务局  659       174       26.4
-- 云溪县人民政府       3191      837       26.2
-- 云溪县供电公司       523       136       26.0
