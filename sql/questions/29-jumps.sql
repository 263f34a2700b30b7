-- Which numbers became more than five times as large, or less than a fifth, within a year?
-- 哪些数一年之间增至五倍以上或降至五分之一以下？
SELECT agency, year, metric, before, now
FROM year_on_year
WHERE jump AND max(before, now) >= 200
ORDER BY max(before, now) DESC
LIMIT 10;
-- agency      year  metric      before  now
-- ----------  ----  ----------  ------  ----
-- 云溪县自然资源局    2020  penalties   170     5563
-- 云溪县公安局      2022  compulsion  3789    394
-- 云溪县公安局      2022  licences    353     3389
-- 云溪县公安局      2021  licences    3140    353
-- 国家统计局云溪调查队  2022  compulsion  2961    325
-- 云溪县市场监督管理局  2021  penalties   2669    295
-- 云溪县城关街道办事处  2021  penalties   2608    402
-- 云溪县城关街道办事处  2022  penalties   402     2015
-- 云溪县教育局      2022  compulsion  40      1496
-- 云溪县气象局      2020  licences    1       1467
