-- What is wrong with one report? To ask before it is published.
-- 某一份报告有哪些问题？（发布前自查）
SELECT rule, place, expected, found, gap, detail
FROM quality_issues
WHERE agency = '云溪县气象局' AND year = 2022
ORDER BY rule, place;
-- rule          place                          expected  found  gap  detail
-- ------------  -----------------------------  --------  -----  ---  -------------------------------------
-- identity      requests.total.enterprise      15        8      -7   outcomes
-- identity      requests.total.natural_person  42        49     7    outcomes
-- wrong_column  requests.total.enterprise      8         15     7    as many are lacking in natural_person
