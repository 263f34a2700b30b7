-- Which form do the reports of each year have?
-- 各年度的报告使用哪一版表格？
SELECT year, count(*) FILTER (WHERE form = '2019') AS form_2019,
       count(*) FILTER (WHERE form = '2021') AS form_2021,
       count(*) FILTER (WHERE form IS NULL) AS unknown
FROM report_facts
GROUP BY year
ORDER BY year;
-- year  form_2019  form_2021  unknown
-- ----  ---------  ---------  -------
-- 2019  21         0          0
-- 2020  20         0          0
-- 2021  0          22         0
-- 2022  0          20         0
