-- One agency, all its years.
-- 一个机关历年的主要数据。
SELECT year, form, received, carried_in, handled, carried_out,
       round(100 * disclosure_rate, 1) AS "disclosed %", reconsiderations AS again, lawsuits,
       penalties, checks_failed AS failed
FROM report_facts
WHERE agency = '云溪县自然资源局'
ORDER BY year;
-- year  form  received  carried_in  handled  carried_out  disclosed %  again  lawsuits  penalties  failed
-- ----  ----  --------  ----------  -------  -----------  -----------  -----  --------  ---------  ------
-- 2019  2019  211       0           199      12           47.2         19     44        170        0
-- 2020  2019  300       12          302      10           48.3         26     46        5563       0
-- 2021  2021  330       10          332      8            45.5         15     57        6778       0
-- 2022  2021  333       8           324      17           42.9         28     25        2141       0
