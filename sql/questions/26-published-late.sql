-- Who published late, and by how many days?
-- 哪些机关逾期公布年度报告？逾期多少天？
SELECT agency, year, expected AS last_day, found AS published, gap AS days
FROM quality_issues
WHERE rule = 'late'
ORDER BY days DESC;
-- agency      year  last_day    published   days
-- ----------  ----  ----------  ----------  ----
-- 云溪县龙泉镇人民政府  2019  2020-01-31  2020-03-02  31
-- 云溪县烟草专卖局    2020  2021-01-31  2021-02-19  19
-- 云溪县人民政府     2019  2020-03-31  2020-04-02  2
