-- Who did not report, or reported nothing that can be read?
-- 哪些机关没有报送，或报送的内容无法读取？
SELECT year, agency, level, status, id
FROM coverage
WHERE status IN ('missing', 'unread', 'no table')
ORDER BY year, agency;
-- year  agency      level  status    id
-- ----  ----------  -----  --------  --
-- 2020  云溪县石牌镇人民政府  乡镇     unread    10
-- 2022  云溪县消防救援大队   垂直管理   no table  75
-- 2022  云溪县茶店镇人民政府  乡镇     missing
