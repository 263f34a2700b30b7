-- Every number of one metric, with its place in the text.
-- 某一指标的每一个数及其在原文中的位置。
SELECT k.agency, k.year, c.value, c.status, c.text AS printed, c.start, c.length,
       typeof(r.body) AS counted_in
FROM coverage AS k JOIN reports AS r ON r.id = k.id JOIN gx_cells(r.body) AS c
WHERE c.topic = 'requests' AND c.item = 'refused_enforcement' AND c.measure = 'total'
  AND k.year = 2022
ORDER BY c.value DESC, k.agency, k.year;
-- agency        year  value  status   printed  start  length  counted_in
-- ------------  ----  -----  -------  -------  -----  ------  ----------
-- 云溪县人民政府       2022  18     read     18       1638   2       text
-- 云溪县自然资源局      2022  7      read     7        2610   1       blob
-- 云溪县供电公司       2022  6      read     6        1163   1       text
-- 国家税务总局云溪县税务局  2022  6      read     6        3023   1       text
-- 云溪县公安局        2022  3      read     3        1596   1       text
-- 云溪县市场监督管理局    2022  3      read     3        2359   1       text
-- 云溪县教育局        2022  2      read     2        1289   1       text
-- 云溪县气象局        2022  2      read     2        3000   1       text
-- 云溪县烟草专卖局      2022  2      read     2        4695   1       text
-- 云溪县城关街道办事处    2022  1      read     1        4295   1       text
-- 云溪县柳坪镇人民政府    2022  1      read     1        1142   1       text
-- 国家统计局云溪调查队    2022  1      read     1        2991   1       text
-- 云溪县档案馆        2022  0      read     0        1831   1       blob
-- 云溪县梅岭乡人民政府    2022  0      read     0        1140   1       text
-- 云溪县水利局        2022  0      read     ０        1141   1       text
-- 云溪县白沙乡人民政府    2022  0      read     0        1019   1       text
-- 云溪县石牌镇人民政府    2022  0      read     0        1049   1       text
-- 云溪县竹园镇人民政府    2022  0      read     0        3374   1       blob
-- 云溪县龙泉镇人民政府    2022  0      read     0        1297   1       text
-- 云溪县消防救援大队     2022         missing                          blob
