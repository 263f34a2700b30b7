-- How much was charged in fees (行政事业性收费), in 万元? Only the form of 2021 tells.
-- 各机关行政事业性收费金额是多少万元？（仅 2021 年版表格有此项）
SELECT agency, round(max(fees_yuan_10k) FILTER (WHERE year = 2021), 2) AS "2021",
       round(max(fees_yuan_10k) FILTER (WHERE year = 2022), 2) AS "2022"
FROM report_facts
WHERE fees_yuan_10k > 0
GROUP BY agency
ORDER BY "2022" DESC
LIMIT 8;
-- agency        2021   2022
-- ------------  -----  -----
-- 云溪县人民政府       55.64  58.85
-- 国家税务总局云溪县税务局  17.12  16.05
-- 云溪县市场监督管理局    6.42   9.63
-- 国家统计局云溪调查队    13.91  8.56
-- 云溪县教育局        3.21   7.49
-- 云溪县城关街道办事处    8.56   7.49
-- 云溪县公安局        10.7   7.49
-- 云溪县水利局        3.21   4.28
