-- Where do requests pile up: more carried over each year than the year before?
-- 哪些机关结转的申请逐年增加？
SELECT agency, group_concat(year || ': ' || carried_out, ' → ') AS carried_over,
       max(carried_out) AS most
FROM (SELECT f.agency, f.year, f.carried_out,
             f.carried_out > lag(f.carried_out) OVER years AS rose,
             lag(f.carried_out) OVER years > lag(f.carried_out, 2) OVER years AS rose_before
      FROM coverage AS k JOIN report_facts AS f ON f.id = k.id
      WINDOW years AS (PARTITION BY f.agency ORDER BY f.year))
GROUP BY agency
HAVING max(rose AND rose_before)  -- Twice in a row.
ORDER BY most DESC;
-- agency      carried_over                            most
-- ----------  --------------------------------------  ----
-- 云溪县城关街道办事处  2019: 3 → 2020: 4 → 2021: 7 → 2022: 12  12
-- 云溪县气象局      2019: 0 → 2020: 4 → 2021: 5 → 2022: 4   5
-- 云溪县教育局      2019: 2 → 2020: 1 → 2021: 3 → 2022: 4   4
