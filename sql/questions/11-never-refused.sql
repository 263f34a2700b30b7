-- Who handled five requests or more in a year and refused none?
-- 哪些机关办结五件以上而无一件不予公开？
SELECT agency, year, handled, granted, partial, unavailable, unprocessed, other
FROM report_facts
WHERE handled >= 5 AND refused = 0
ORDER BY handled DESC;
-- agency      year  handled  granted  partial  unavailable  unprocessed  other
-- ----------  ----  -------  -------  -------  -----------  -----------  -----
-- 云溪县梅岭乡人民政府  2020  5        2        0        1            1            1
