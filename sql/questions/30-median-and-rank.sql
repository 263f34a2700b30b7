-- How did the bureaus rank in 2022 by disclosure rate, and what is their median?
-- 2022 年县直部门的公开率如何排名？中位数是多少？
SELECT rank, agency, base AS handled, round(100 * value, 1) AS percent,
       round(100 * median, 1) AS median, peers
FROM peer_rank
WHERE level = '部门' AND year = 2022 AND metric = 'disclosure_rate'
ORDER BY rank IS NULL, rank;
-- rank  agency      handled  percent  median  peers
-- ----  ----------  -------  -------  ------  -----
-- 1     云溪县水利局      14       64.3     49.3    5
-- 2     云溪县市场监督管理局  91       50.5     49.3    5
-- 3     云溪县公安局      152      49.3     49.3    5
-- 4     云溪县教育局      46       47.8     49.3    5
-- 5     云溪县自然资源局    324      42.9     49.3    5
--       云溪县档案馆      1        100.0
