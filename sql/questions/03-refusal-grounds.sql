-- On which grounds were requests refused, and what share has each?
-- 不予公开的各项理由分别占多少？
SELECT label, sum(requests) AS refused,
       round(100.0 * sum(requests) / sum(sum(requests)) OVER (), 1) AS percent
FROM refusal_grounds
WHERE region IS NOT '云溪县'
GROUP BY item
ORDER BY refused DESC, item;
-- label                   refused  percent
-- ----------------------  -------  -------
-- （三）不予公开 6.属于四类过程性信息     208      22.0
-- （三）不予公开 5.属于三类内部事务信息    193      20.4
-- （三）不予公开 7.属于行政执法案卷      137      14.5
-- （三）不予公开 8.属于行政查询事项      136      14.4
-- （三）不予公开 2.其他法律行政法规禁止公开  96       10.1
-- （三）不予公开 4.保护第三方合法权益     86       9.1
-- （三）不予公开 3.危及“三安全一稳定”    48       5.1
-- （三）不予公开 1.属于国家秘密        43       4.5
