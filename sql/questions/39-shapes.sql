-- In what shapes have the reports come down: layout, script, text or bytes?
-- 报告是以什么样的排版、字体、编码保存的？
SELECT g.layout, g.script, typeof(r.body) AS kept_as, count(*) AS reports,
       sum(g.cells_read) AS "read", sum(g.cells_blank) AS blank, sum(g.cells_missing) AS missing,
       sum(g.cells_inferred) AS inferred, sum(g.cells_doubtful) AS doubtful
FROM reports AS r JOIN gx_report(r.body) AS g
GROUP BY g.layout, g.script, kept_as
ORDER BY reports DESC, g.layout, g.script, kept_as;
-- layout   script  kept_as  reports  read  blank  missing  inferred  doubtful
-- -------  ------  -------  -------  ----  -----  -------  --------  --------
-- pipes    hans    text     25       4974  0      0        0         0
-- lines    hans    text     21       4180  0      0        0         0
-- html     hans    text     10       1975  1      15       1         0
-- columns  hans    text     5        994   0      0        0         0
-- lines    hant    text     5        996   0      0        0         0
-- rows     hans    text     4        796   0      0        0         0
-- tabs     hans    text     4        794   0      0        0         0
-- columns  hans    blob     3        598   0      0        0         0
-- pipes    hans    blob     3        596   0      0        0         0
--          hans    blob     1        0     0      200      0         0
-- lines    hans    blob     1        198   0      0        0         0
-- tabs     hans    blob     1        200   0      0        0         0
