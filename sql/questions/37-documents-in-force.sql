-- How many normative documents did each agency make, repeal and have in force in 2022?
-- 2022 年各机关制发、废止、现行有效的行政规范性文件各有多少件？
SELECT k.agency, d.issued, d.repealed, d.in_force
FROM coverage AS k JOIN reports AS r ON r.id = k.id JOIN gx_disclosures(r.body) AS d
WHERE k.year = 2022 AND d.item = 'normative_documents' AND d.in_force IS NOT NULL
ORDER BY d.in_force DESC, k.agency
LIMIT 8;
-- agency        issued  repealed  in_force
-- ------------  ------  --------  --------
-- 云溪县人民政府       85      80        345
-- 云溪县自然资源局      18      28        72
-- 国家税务总局云溪县税务局  21      19        56
-- 云溪县供电公司       16      5         54
-- 云溪县公安局        18      14        54
-- 国家统计局云溪调查队    12      5         50
-- 云溪县市场监督管理局    11      9         38
-- 云溪县城关街道办事处    13      2         36
