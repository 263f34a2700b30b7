-- Which cells could not be read as they stand? Those to look up by hand.
-- 哪些单元格未能直接读出？（供人工核对）
SELECT k.agency, k.year, c.topic, c.status, count(*) AS cells,
       min(c.item || '.' || c.measure) || iif(count(*) > 1, ', …', '') AS which
FROM coverage AS k JOIN reports AS r ON r.id = k.id JOIN gx_cells(r.body) AS c
WHERE c.status NOT IN ('read', 'blank')
GROUP BY k.agency, k.year, c.topic, c.status
ORDER BY k.agency, k.year, c.topic, c.status;
-- agency        year  topic        status    cells  which
-- ------------  ----  -----------  --------  -----  -----------------------------
-- 云溪县消防救援大队     2022  disclosures  missing   10     compulsion.decisions, …
-- 云溪县消防救援大队     2022  proceedings  missing   15     litigation_after.corrected, …
-- 云溪县消防救援大队     2022  requests     missing   175    carried_in.enterprise, …
-- 国家税务总局云溪县税务局  2022  requests     inferred  1      granted.natural_person
-- 国家统计局云溪调查队    2022  proceedings  missing   15     litigation_after.corrected, …
