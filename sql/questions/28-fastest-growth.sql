-- Where did requests grow fastest in 2022? From twenty at least: from 1 to 5 is no news.
-- 2022 年哪些机关收到的申请增长最快？（上年至少二十件）
SELECT agency, before AS "2021", now AS "2022", change, round(100 * growth) AS percent
FROM year_on_year
WHERE metric = 'received' AND year = 2022 AND before >= 20
ORDER BY growth DESC
LIMIT 8;
-- agency      2021  2022  change  percent
-- ----------  ----  ----  ------  -------
-- 云溪县城关街道办事处  78    130   52      67.0
-- 云溪县市场监督管理局  57    93    36      63.0
-- 云溪县烟草专卖局    61    96    35      57.0
-- 云溪县柳坪镇人民政府  28    36    8       29.0
-- 云溪县教育局      40    47    7       18.0
-- 云溪县人民政府     796   911   115     14.0
-- 云溪县公安局      136   153   17      13.0
-- 云溪县气象局      60    66    6       10.0
