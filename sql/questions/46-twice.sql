-- Which agency and year stand in the table more than once, and is it the same text?
-- 哪些机关的同一年度报告重复入库？内容是否相同？
SELECT k.agency, k.year, k.reports, group_concat(f.id, ' ') AS ids,
       count(DISTINCT r.body) AS different_texts
FROM coverage AS k JOIN report_facts AS f ON f.agency = k.agency AND f.year = k.year
     JOIN reports AS r ON r.id = f.id
WHERE k.reports > 1
GROUP BY k.agency, k.year;
-- agency      year  reports  ids    different_texts
-- ----------  ----  -------  -----  ---------------
-- 云溪县竹园镇人民政府  2021  2        26 84  2
