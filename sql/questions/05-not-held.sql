-- Whom did 本机关不掌握 (the agency does not hold it) turn away, and how often?
-- “本机关不掌握相关政府信息”挡住了哪些申请人？占其办结申请的多少？
SELECT held.measure AS applicant, sum(held.value) AS not_held, sum(handled.value) AS handled,
       round(100.0 * sum(held.value) / sum(handled.value), 1) AS percent
FROM coverage AS k JOIN reports AS r ON r.id = k.id
     JOIN gx_cells(r.body) AS held ON held.topic = 'requests'
          AND held.item = 'unavailable_not_held' AND held.measure <> 'total'
     JOIN gx_cells(r.body) AS handled ON handled.topic = 'requests'
          AND handled.item = 'total' AND handled.measure = held.measure
WHERE k.level IS NOT '县' AND held.status IN ('read', 'blank', 'inferred')
  AND handled.status IN ('read', 'blank', 'inferred')
GROUP BY held.measure
ORDER BY percent DESC;
-- applicant        not_held  handled  percent
-- ---------------  --------  -------  -------
-- research         11        52       21.2
-- other_org        27        166      16.3
-- public_interest  9         57       15.8
-- legal_service    64        420      15.2
-- natural_person   587       3985     14.7
-- enterprise       95        726      13.1
