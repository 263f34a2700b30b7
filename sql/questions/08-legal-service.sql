-- What share of the requests came from legal services, by year and region?
-- 各年度、各地区来自法律服务机构的申请占多少？
SELECT year, region, received, round(100 * share, 1) AS percent, reports
FROM applicants
WHERE applicant = 'legal_service'
ORDER BY year, share DESC;
-- year  region  received  percent  reports
-- ----  ------  --------  -------  -------
-- 2019  河西片区    15        9.4      4
-- 2019  县直机关    39        9.0      6
-- 2019  云溪县     59        8.7      1
-- 2019  驻县单位    44        7.8      6
-- 2019  河东片区    5         6.0      4
-- 2020  县直机关    50        9.1      6
-- 2020  云溪县     69        8.6      1
-- 2020  河西片区    14        8.1      4
-- 2020  驻县单位    42        7.0      6
-- 2020  河东片区    4         5.8      3
-- 2021  河西片区    14        9.7      4
-- 2021  驻县单位    48        7.6      6
-- 2021  河东片区    5         7.1      4
-- 2021  云溪县     55        6.9      1
-- 2021  县直机关    36        6.2      6
-- 2022  河西片区    16        8.3      4
-- 2022  驻县单位    46        8.3      5
-- 2022  云溪县     67        7.4      1
-- 2022  县直机关    46        7.2      6
-- 2022  河东片区    3         5.7      3
