-- Which ground of refusal is used against whom?
-- 对不同申请人，不予公开的理由有何不同？
SELECT q.label, sum(q.natural_person) AS people, sum(q.enterprise) AS enterprises,
       sum(q.research) AS research, sum(q.public_interest) AS public_interest,
       sum(q.legal_service) AS legal_service, sum(q.other_org) AS others
FROM coverage AS k JOIN reports AS r ON r.id = k.id JOIN gx_requests(r.body) AS q
WHERE q.outcome = 'refused' AND k.level IS NOT '县'
GROUP BY q.item
ORDER BY sum(q.total) DESC, q.item;
-- label                   people  enterprises  research  public_interest  legal_service  others
-- ----------------------  ------  -----------  --------  ---------------  -------------  ------
-- （三）不予公开 6.属于四类过程性信息     158     24           3         4                13             6
-- （三）不予公开 5.属于三类内部事务信息    137     34           3         4                11             4
-- （三）不予公开 7.属于行政执法案卷      108     11           2         0                12             4
-- （三）不予公开 8.属于行政查询事项      105     11           1         3                8              8
-- （三）不予公开 2.其他法律行政法规禁止公开  67      14           1         0                7              7
-- （三）不予公开 4.保护第三方合法权益     63      12           0         1                6              4
-- （三）不予公开 3.危及“三安全一稳定”    36      6            2         0                4              0
-- （三）不予公开 1.属于国家秘密        32      3            1         0                4              3
