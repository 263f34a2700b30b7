-- How many issues of each kind are there, and in how many reports?
-- 各类数据质量问题有多少？涉及多少份报告？
SELECT severity, rule, count(*) AS issues, count(DISTINCT id) AS reports
FROM quality_issues
GROUP BY severity, rule
ORDER BY severity, issues DESC, rule;
-- severity  rule          issues  reports
-- --------  ------------  ------  -------
-- error     identity      10      6
-- error     parent_sum    4       1
-- error     carry_over    2       1
-- error     no_table      2       2
-- error     in_force      1       1
-- error     no_report     1       1
-- error     prior_items   1       1
-- hint      split_number  2       2
-- hint      blank         1       1
-- hint      wrong_column  1       1
-- warning   late          3       3
-- warning   other_year    1       1
-- warning   twice         1       1
