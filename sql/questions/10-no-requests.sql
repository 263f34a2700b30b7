-- Who reports that it received not a single request?
-- 哪些机关全年没有收到一件申请？
SELECT agency, region, count(*) AS years, group_concat(year, ' ') AS which
FROM (SELECT f.agency, f.region, f.year FROM coverage AS k JOIN report_facts AS f ON f.id = k.id
      WHERE f.received = 0 ORDER BY f.year)
GROUP BY agency
ORDER BY years DESC, agency;
-- agency      region  years  which
-- ----------  ------  -----  -------------------
-- 云溪县白沙乡人民政府  河西片区    4      2019 2020 2021 2022
