-- Which numbers should the county's own report for 2022 have? The sum of those who report to it,
-- and how many of them are there to add up. Without the last condition: the whole of section three.
-- 县级 2022 年报告第三部分的总计栏应填多少？（汇总下级各单位，并列出已汇总的份数）
SELECT q.label, sum(q.total) AS total, count(*) AS reports,
       (SELECT count(DISTINCT agency) FROM reports WHERE parent = '云溪县人民政府') AS subordinates
FROM coverage AS k JOIN reports AS r ON r.id = k.id JOIN counted_requests AS q ON q.gx_body = r.body
     JOIN gx_vocabulary AS v ON v.item = q.item
          AND v.form = '2021' AND v.topic = 'requests' AND v.measure = 'total'
WHERE k.parent = '云溪县人民政府' AND k.year = 2022 AND q.total IS NOT NULL
  AND q.item IN ('new', 'carried_in', 'granted', 'partial', 'total', 'carried_out')
GROUP BY q.item
ORDER BY v.ordinal;
-- label                         total  reports  subordinates
-- ----------------------------  -----  -------  ------------
-- 一、本年新收政府信息公开申请数量              885    13       14
-- 二、上年结转政府信息公开申请数量              36     13       14
-- （一）予以公开                       346    13       14
-- （二）部分公开（区分处理的，只计这一情形，不计其他情形）  64     13       14
-- （七）总计                         867    13       14
-- 四、结转下年度继续办理                   54     13       14
