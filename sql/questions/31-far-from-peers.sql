-- Who lies outside the middle half of its peers by disclosure rate, in two years or more?
-- 哪些机关的公开率两年以上不在同级的中间一半之内？
SELECT agency, level, count(*) FILTER (WHERE value < lower_quartile) AS years_below,
       count(*) FILTER (WHERE value > upper_quartile) AS years_above
FROM peer_rank
WHERE metric = 'disclosure_rate' AND peers >= 5
GROUP BY agency
HAVING max(years_below, years_above) >= 2
ORDER BY years_below DESC, years_above DESC, agency;
-- agency      level  years_below  years_above
-- ----------  -----  -----------  -----------
-- 云溪县烟草专卖局    垂直管理   2            2
-- 云溪县竹园镇人民政府  乡镇     2            1
-- 云溪县石牌镇人民政府  乡镇     2            0
-- 云溪县供电公司     垂直管理   1            2
-- 云溪县气象局      垂直管理   1            2
-- 云溪县水利局      部门     1            2
-- 云溪县柳坪镇人民政府  乡镇     0            2
