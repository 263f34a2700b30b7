-- Which agencies say most often that they do not hold what was asked for? (fifty requests or more)
-- 哪些机关最常答复“本机关不掌握”？（办结五十件以上）
SELECT k.agency, sum(held.total) AS not_held, sum(handled.total) AS handled,
       round(100.0 * sum(held.total) / sum(handled.total), 1) AS percent
FROM coverage AS k JOIN reports AS r ON r.id = k.id
     JOIN counted_requests AS held ON held.gx_body = r.body AND held.item = 'unavailable_not_held'
     JOIN counted_requests AS handled ON handled.gx_body = r.body AND handled.item = 'total'
WHERE held.total + handled.total IS NOT NULL  -- Both are known; a blank counts as 0.
GROUP BY k.agency
HAVING sum(handled.total) >= 50
ORDER BY percent DESC
LIMIT 8;
-- agency        not_held  handled  percent
-- ------------  --------  -------  -------
-- 云溪县教育局        36        161      22.4
-- 云溪县烟草专卖局      61        318      19.2
-- 云溪县公安局        84        502      16.7
-- 云溪县消防救援大队     41        250      16.4
-- 国家税务总局云溪县税务局  101       654      15.4
-- 云溪县市场监督管理局    43        284      15.1
-- 云溪县水利局        9         60       15.0
-- 云溪县城关街道办事处    59        395      14.9
