-- What share of the requests handled was granted, in full or in part, by year and region?
-- 各年度、各地区的公开率（予以公开与部分公开占办理结果总计）是多少？
SELECT year, region, sum(requests) AS handled,
       sum(requests) FILTER (WHERE outcome IN ('granted', 'partial')) AS disclosed,
       round(100 * sum(share) FILTER (WHERE outcome IN ('granted', 'partial')), 1) AS percent,
       max(left_out) AS left_out
FROM outcome_shares
GROUP BY year, region
ORDER BY year, region;
-- year  region  handled  disclosed  percent  left_out
-- ----  ------  -------  ---------  -------  --------
-- 2019  云溪县     641      280        43.7     0
-- 2019  县直机关    412      181        43.9     0
-- 2019  河东片区    77       36         46.8     0
-- 2019  河西片区    152      63         41.4     0
-- 2019  驻县单位    532      231        43.4     0
-- 2020  云溪县     799      376        47.1     0
-- 2020  县直机关    545      254        46.6     0
-- 2020  河东片区    68       29         42.6     0
-- 2020  河西片区    169      88         52.1     0
-- 2020  驻县单位    639      281        44.0     0
-- 2021  云溪县     803      364        45.3     0
-- 2021  县直机关    585      261        44.6     0
-- 2021  河东片区    73       31         42.5     0
-- 2021  河西片区    145      66         45.5     0
-- 2021  驻县单位    617      288        46.7     0
-- 2022  云溪县     892      421        47.2     0
-- 2022  县直机关    628      292        46.5     0
-- 2022  河东片区    53       29         54.7     0
-- 2022  河西片区    186      89         47.8     0
-- 2022  驻县单位    565      264        46.7     1
