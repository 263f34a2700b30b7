-- What do the reports name as their problems? Words that are looked for in section five.
-- 各机关自称存在哪些问题？（在第五部分中查找这些词）
WITH word(word, traditional) AS (
  VALUES ('业务', '業務'), ('解读', '解讀'), ('更新', '更新'), ('互动', '互動'), ('格式', '格式'),
         ('数字化', '數字化'), ('人员', '人員')),
section AS MATERIALIZED (
  SELECT replace(gx_section(r.body, 5), char(10), '') AS problems
  FROM coverage AS k JOIN reports AS r ON r.id = k.id)
SELECT word, sum(instr(problems, word) OR instr(problems, traditional)) AS reports,
       count(problems) AS that_have_the_section
FROM word CROSS JOIN section
GROUP BY word
ORDER BY reports DESC, word;
-- word  reports  that_have_the_section
-- ----  -------  ---------------------
-- 解读    59       82
-- 更新    33       82
-- 格式    33       82
-- 业务    31       82
-- 互动    23       82
-- 数字化   23       82
-- 人员    0        82
