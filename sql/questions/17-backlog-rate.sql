-- Who still had more than a twentieth of its requests open at the end of 2022?
-- 2022 年底，哪些机关超过百分之五的申请尚未办结？
SELECT agency, received, carried_in, carried_out, round(100 * backlog_rate, 1) AS percent
FROM report_facts
WHERE year = 2022 AND received + carried_in >= 20 AND backlog_rate > 0.05
ORDER BY backlog_rate DESC;
-- agency      received  carried_in  carried_out  percent
-- ----------  --------  ----------  -----------  -------
-- 云溪县城关街道办事处  130       7           12           8.8
-- 云溪县龙泉镇人民政府  46        3           4            8.2
-- 云溪县教育局      47        3           4            8.0
-- 云溪县烟草专卖局    96        5           6            5.9
-- 云溪县人民政府     911       37          56           5.9
-- 云溪县气象局      66        5           4            5.6
-- 云溪县供电公司     140       2           8            5.6
-- 云溪县公安局      153       8           9            5.6
-- 云溪县柳坪镇人民政府  36        1           2            5.4
