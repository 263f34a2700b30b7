-- How few agencies receive half of all requests?
-- 多少个机关收到了一半的申请？
SELECT row_number() OVER (ORDER BY received DESC) AS n, agency, received,
       round(100.0 * sum(received) OVER (ORDER BY received DESC ROWS UNBOUNDED PRECEDING)
             / sum(received) OVER (), 1) AS percent_so_far
FROM (SELECT f.agency, f.received FROM coverage AS k JOIN report_facts AS f ON f.id = k.id
      WHERE k.year = 2022 AND k.level IS NOT '县')
WHERE received > 0
ORDER BY n
LIMIT 6;
-- n  agency        received  percent_so_far
-- -  ------------  --------  --------------
-- 1  云溪县自然资源局      333       23.2
-- 2  国家税务总局云溪县税务局  178       35.6
-- 3  云溪县公安局        153       46.2
-- 4  云溪县供电公司       140       55.9
-- 5  云溪县城关街道办事处    130       65.0
-- 6  云溪县烟草专卖局      96        71.7
