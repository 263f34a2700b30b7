-- Requests received by each bureau, year by year (a crosstab).
-- 各部门历年收到的申请数（交叉表）。
SELECT agency, max(received) FILTER (WHERE year = 2019) AS "2019",
       max(received) FILTER (WHERE year = 2020) AS "2020",
       max(received) FILTER (WHERE year = 2021) AS "2021",
       max(received) FILTER (WHERE year = 2022) AS "2022"
FROM report_facts
WHERE level = '部门'
GROUP BY agency
ORDER BY "2022" DESC;
-- agency      2019  2020  2021  2022
-- ----------  ----  ----  ----  ----
-- 云溪县自然资源局    211   300   330   333
-- 云溪县公安局      105   117   136   153
-- 云溪县市场监督管理局  63    75    57    93
-- 云溪县教育局      40    38    40    47
-- 云溪县水利局      14    18    16    13
-- 云溪县档案馆      2     1     2     1
