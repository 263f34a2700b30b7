-- Where is 上年结转 not what the report of the year before carried over?
-- 哪些机关的上年结转与上年报告的结转下年度对不上？
SELECT agency, year, place, expected AS carried_out, found AS carried_in, gap
FROM quality_issues
WHERE rule = 'carry_over'
ORDER BY agency, year, place;
-- agency  year  place                               carried_out  carried_in  gap
-- ------  ----  ----------------------------------  -----------  ----------  ---
-- 云溪县气象局  2021  requests.carried_in.natural_person  4            7           3
-- 云溪县气象局  2021  requests.carried_in.total           4            7           3
