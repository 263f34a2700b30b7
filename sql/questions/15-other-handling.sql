-- Why did requests end in 其他处理 (other handling)? Only the form of 2021 tells.
-- “其他处理”的具体原因是什么？（仅 2021 年版表格分列）
SELECT q.label, sum(q.total) AS requests, count(*) FILTER (WHERE q.total > 0) AS reports
FROM coverage AS k JOIN reports AS r ON r.id = k.id JOIN gx_requests(r.body) AS q
WHERE q.item IN ('other_uncorrected', 'other_unpaid', 'other_misc') AND k.level IS NOT '县'
GROUP BY q.item
ORDER BY requests DESC;
-- label                                          requests  reports
-- ---------------------------------------------  --------  -------
-- （六）其他处理 1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请      73        21
-- （六）其他处理 3.其他                                   50        21
-- （六）其他处理 2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请  26        12
