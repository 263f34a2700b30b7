-- Where does the county's report differ from the sum of its subordinates?
-- 县级报告与下级各单位之和有哪些出入？
SELECT agency, year, place, own, subordinates, gap, found || ' of ' || known AS reports
FROM parent_sums
WHERE gap <> 0 AND found = known
ORDER BY year, place;
-- agency   year  place                                         own  subordinates  gap  reports
-- -------  ----  --------------------------------------------  ---  ------------  ---  --------
-- 云溪县人民政府  2021  requests.granted.natural_person               230  224           6    14 of 14
-- 云溪县人民政府  2021  requests.granted.total                        306  300           6    14 of 14
-- 云溪县人民政府  2021  requests.refused_deliberative.natural_person  10   16            -6   14 of 14
-- 云溪县人民政府  2021  requests.refused_deliberative.total           18   24            -6   14 of 14
