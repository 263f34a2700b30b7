-- Do those who go to court at once win more often than those who ask for reconsideration first?
-- 直接起诉与复议后起诉，哪一种更常得到纠正？
SELECT p.label, sum(c.total) AS lawsuits, sum(c.corrected) AS corrected, sum(c.pending) AS pending,
       round(100.0 * sum(c.corrected) / sum(c.total - c.pending), 1) AS percent_of_decided
FROM coverage AS k JOIN reports AS r ON r.id = k.id JOIN gx_proceedings(r.body) AS p
     JOIN counted_proceedings AS c ON c.gx_body = r.body AND c.item = p.item
WHERE p.item LIKE 'litigation%' AND k.level IS NOT '县'
  AND c.total + c.corrected + c.pending IS NOT NULL
GROUP BY p.item
ORDER BY p.item DESC;
-- label          lawsuits  corrected  pending  percent_of_decided
-- -------------  --------  ---------  -------  ------------------
-- 行政诉讼 未经复议直接起诉  468       98         125      28.6
-- 行政诉讼 复议后起诉     483       114        116      31.1
