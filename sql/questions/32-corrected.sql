-- How often were agencies put right on reconsideration and in court, of all cases and of those that
-- are decided (without pending ones)?
-- 行政复议纠错率、行政诉讼败诉率是多少？（计入与不计入尚未审结的案件）
SELECT k.year, sum(f.reconsiderations) AS reconsiderations,
       round(100.0 * sum(f.reconsiderations_corrected) / sum(f.reconsiderations), 1)
       AS "% corrected",
       round(100.0 * sum(f.reconsiderations_corrected)
             / sum(f.reconsiderations - f.reconsiderations_pending), 1) AS "% of decided",
       sum(f.lawsuits) AS lawsuits,
       round(100.0 * sum(f.lawsuits_corrected) / sum(f.lawsuits), 1) AS "% lost",
       round(100.0 * sum(f.lawsuits_corrected) / sum(f.lawsuits - f.lawsuits_pending), 1)
       AS "% lost of decided"
FROM coverage AS k JOIN report_facts AS f ON f.id = k.id
WHERE k.level IS NOT '县'
  AND f.reconsiderations + f.reconsiderations_corrected + f.reconsiderations_pending
      + f.lawsuits + f.lawsuits_corrected + f.lawsuits_pending IS NOT NULL
GROUP BY k.year
ORDER BY k.year;
-- year  reconsiderations  % corrected  % of decided  lawsuits  % lost  % lost of decided
-- ----  ----------------  -----------  ------------  --------  ------  -----------------
-- 2019  111               20.7         25.6          245       19.6    25.7
-- 2020  129               31.0         37.0          249       23.3    30.7
-- 2021  116               19.8         26.7          259       20.5    28.3
-- 2022  117               22.2         33.3          198       26.8    36.1
