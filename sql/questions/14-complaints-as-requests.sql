-- How many requests were complaints (信访举报投诉), by level and year?
-- 以政府信息公开申请形式提出的信访举报投诉有多少？
SELECT k.level, k.year, sum(q.total) AS complaints
FROM coverage AS k JOIN reports AS r ON r.id = k.id JOIN gx_requests(r.body) AS q
WHERE q.item = 'unprocessed_complaint'
GROUP BY k.level, k.year
ORDER BY k.level, k.year;
-- level  year  complaints
-- -----  ----  ----------
-- 乡镇     2019  9
-- 乡镇     2020  12
-- 乡镇     2021  18
-- 乡镇     2022  14
-- 县      2019  45
-- 县      2020  37
-- 县      2021  46
-- 县      2022  56
-- 垂直管理   2019  17
-- 垂直管理   2020  41
-- 垂直管理   2021  27
-- 垂直管理   2022  28
-- 部门     2019  36
-- 部门     2020  24
-- 部门     2021  28
-- 部门     2022  41
