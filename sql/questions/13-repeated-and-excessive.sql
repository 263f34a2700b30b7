-- How many requests were set aside as repeated or excessive, by region?
-- 各地区有多少申请按“重复申请”“无正当理由大量反复申请”不予处理？
SELECT k.region, sum(again.total) AS repeated, sum(excessive.total) AS excessive,
       sum(handled.total) AS handled,
       round(100.0 * sum(again.total + excessive.total) / sum(handled.total), 2) AS percent
FROM coverage AS k JOIN reports AS r ON r.id = k.id
     JOIN counted_requests AS again ON again.gx_body = r.body AND again.item = 'unprocessed_repeat'
     JOIN counted_requests AS excessive
          ON excessive.gx_body = r.body AND excessive.item = 'unprocessed_excessive'
     JOIN counted_requests AS handled ON handled.gx_body = r.body AND handled.item = 'total'
WHERE again.total + excessive.total + handled.total IS NOT NULL
GROUP BY k.region
ORDER BY percent DESC;
-- region  repeated  excessive  handled  percent
-- ------  --------  ---------  -------  -------
-- 河东片区    8         7          271      5.54
-- 河西片区    21        7          652      4.29
-- 云溪县     86        34         3135     3.83
-- 县直机关    57        18         2170     3.46
-- 驻县单位    56        15         2313     3.07
