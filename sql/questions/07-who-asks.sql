-- Who asks: what share of the requests came from people, what from organisations of each kind?
-- 申请人的构成如何？自然人与各类组织各占多少？
SELECT applicant_zh AS applicant, sum(received) AS received,
       round(100.0 * sum(received) / sum(sum(received)) OVER (), 1) AS percent
FROM applicants
WHERE region IS NOT '云溪县'
GROUP BY applicant
ORDER BY received DESC;
-- applicant  received  percent
-- ---------  --------  -------
-- 自然人        4048      73.7
-- 商业企业       743       13.5
-- 法律服务机构     427       7.8
-- 其他         166       3.0
-- 社会公益组织     57        1.0
-- 科研机构       52        0.9
