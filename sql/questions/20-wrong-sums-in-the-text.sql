-- Where in its text does each sum stand that does not add up?
-- (bytes: a text in another charset than UTF-8, whose places are counted in bytes)
-- 对不上的合计数分别在报告原文的什么位置？
SELECT i.agency, i.year, i.place, i.expected, c.text AS printed, c.start,
       iif(typeof(r.body) = 'text',
           replace(substr(r.body, max(1, c.start - 9), c.length + 12), char(10), '⏎'),
           'bytes') AS around
FROM quality_issues AS i JOIN reports AS r ON r.id = i.id
     JOIN gx_cells(r.body) AS c ON i.place = c.topic || '.' || c.item || '.' || c.measure
WHERE i.rule = 'identity'
ORDER BY i.agency, i.year, c.start;
-- agency        year  place                                expected  printed  start  around
-- ------------  ----  -----------------------------------  --------  -------  -----  ---------------
-- 云溪县供电公司       2019  requests.new.enterprise              19        24       1545   bytes
-- 云溪县供电公司       2019  requests.new.total                   130       125      1566   bytes
-- 云溪县供电公司       2021  proceedings.litigation_after.total   6         15       8805          │ 15
-- 云溪县气象局        2022  requests.total.natural_person        42        49       4394   </td><td>49</t
-- 云溪县气象局        2022  requests.total.enterprise            15        8        4405   </td><td>8</t
-- 国家税务总局云溪县税务局  2020  requests.granted.total               43        83       1717   ⏎4 |⏎0 |⏎83 |⏎
-- 国家税务总局云溪县税务局  2020  requests.total.total                 160       120      2760   13 |⏎4 |⏎120 |⏎
-- 国家税务总局云溪县税务局  2021  proceedings.litigation_direct.total  17        20       5392   bytes
-- 国家统计局云溪调查队    2021  requests.unavailable_not_held.total  2         10       3252   </td><td>10</t
-- 国家统计局云溪调查队    2021  requests.total.natural_person        37        45       4417   </td><td>45</t
