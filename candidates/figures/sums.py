"""The statement behind the figures: everything that was counted is read once, and added up by what became of the
promises (each month, each channel) and by the hours they took."""

from candidates.figures.source import COUNTED
from candidates.rules.figures import A_DAY, A_WEEK, LEAST

TOLD = "verdict IN ('on_time', 'late')"
# The names of Counts, in its order.
BECAME = f"""
    sum(count), sum(count) FILTER (WHERE verdict = 'on_time'), sum(count) FILTER (WHERE verdict = 'late'),
    sum(count) FILTER (WHERE verdict = 'never'), sum(count) FILTER (WHERE verdict = 'overdue'),
    sum(count) FILTER (WHERE verdict = 'open'), sum(count) FILTER (WHERE {TOLD} AND hours <= {A_DAY}),
    sum(count) FILTER (WHERE {TOLD} AND hours > {A_DAY} AND hours <= {A_WEEK}),
    sum(count) FILTER (WHERE {TOLD} AND hours > {A_WEEK}), sum(reasoned), sum(other)"""

# Whole hours in order; at the half (at nine tenths) of the people stands the answer. Who was not told counts with the
# hours so far; the highest the answer can become is where it stands if those are never told. Of what was before the
# period and the trend only the mails matter: each held an invitation to the spreekuur.
FIGURES = f"""
WITH {COUNTED}, facts AS (
    SELECT kind, stage, channel, verdict, hours, count, reasoned, other, month >= %(period_first)s AS here,
           CASE WHEN month >= %(trend_first)s THEN month END AS month
    FROM counted
    WHERE month >= %(trend_first)s OR month >= %(period_first)s OR (kind = 'tell' AND channel = 'mail' AND {TOLD})
), waits AS (
    SELECT kind, CASE kind WHEN 'talk' THEN '' ELSE stage END AS queue, hours, sum(count) AS people,
           coalesce(sum(count) FILTER (WHERE {TOLD}), 0) AS told
    FROM counted WHERE month >= %(period_first)s GROUP BY 1, 2, 3
), ranked AS (
    SELECT kind, queue, hours, sum(people) OVER up_to AS people, sum(told) OVER up_to AS told,
           sum(people) OVER (PARTITION BY kind, queue) AS whole
    FROM waits WINDOW up_to AS (PARTITION BY kind, queue ORDER BY hours)
)
SELECT CASE GROUPING(month) WHEN 1 THEN 'sum' ELSE 'month' END, kind, stage, channel, here, month,
       ARRAY[{BECAME}]::bigint[]
FROM facts GROUP BY GROUPING SETS ((kind, stage, channel, here), (kind, month))
UNION ALL
SELECT 'spread', kind, queue, NULL, TRUE, NULL, ARRAY[
       min(hours) FILTER (WHERE people * 2 >= whole), min(hours) FILTER (WHERE told * 2 >= whole),
       min(hours) FILTER (WHERE people * 10 >= whole * 9), min(hours) FILTER (WHERE told * 10 >= whole * 9)]::bigint[]
FROM ranked WHERE whole >= {LEAST} GROUP BY kind, queue
"""
# The headline alone: in time, and judged.
KEPT = f"""
WITH {COUNTED}
SELECT coalesce(sum(count) FILTER (WHERE verdict = 'on_time'), 0), coalesce(sum(count), 0)
FROM counted WHERE kind = 'tell' AND verdict <> 'open'
"""
