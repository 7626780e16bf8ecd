"""The statement behind the figures: everything that was counted is read once, and added up by what became of the
promises (each month, each channel) and by the hours they took."""

from candidates.figures.source import COUNTED
from candidates.rules.figures import A_DAY, A_WEEK, LEAST

TOLD = "verdict IN ('on_time', 'late')"
# The names of Counts, in its order.
BECAME = f"""
    sum(count), sum(count) FILTER (WHERE verdict = 'on_time'), sum(count) FILTER (WHERE verdict = 'late'),
    sum(count) FILTER (WHERE verdict = 'never'), sum(count) FILTER (WHERE verdict = 'overdue'),
    sum(count) FILTER (WHERE verdict = 'open'), sum(count) FILTER (WHERE {TOLD} AND speed = 1),
    sum(count) FILTER (WHERE {TOLD} AND speed = 2), sum(count) FILTER (WHERE {TOLD} AND speed = 3),
    sum(reasoned), sum(other)"""
SPEED = f"CASE WHEN hours <= {A_DAY} THEN 1 WHEN hours <= {A_WEEK} THEN 2 ELSE 3 END"

# Whole hours in order; at the half (at nine tenths) of the people stands the answer. Who was not told counts with the
# hours so far; the highest the answer can become is where it stands if those are never told.
FIGURES = f"""
WITH {COUNTED}, facts AS (
    SELECT kind, stage, channel, verdict, hours, month >= %(period_first)s AS here, {SPEED} AS speed,
           CASE WHEN month >= %(trend_first)s THEN month END AS month, {TOLD} AS told,
           CASE kind WHEN 'talk' THEN '' ELSE stage END AS queue, count, reasoned, other
    FROM counted
), cells AS MATERIALIZED (
    SELECT GROUPING(hours) AS of_sums, kind, stage, channel, here, month, verdict, speed, queue, told, hours,
           sum(count) AS count, sum(reasoned) AS reasoned, sum(other) AS other
    FROM facts
    GROUP BY GROUPING SETS ((kind, stage, channel, here, month, verdict, speed), (kind, queue, here, told, hours))
), waits AS (
    SELECT kind, queue, hours, sum(count) AS people, coalesce(sum(count) FILTER (WHERE told), 0) AS told
    FROM cells WHERE of_sums = 0 AND here GROUP BY 1, 2, 3
), ranked AS (
    SELECT kind, queue, hours, sum(people) OVER up_to AS people, sum(told) OVER up_to AS told,
           sum(people) OVER (PARTITION BY kind, queue) AS whole
    FROM waits WINDOW up_to AS (PARTITION BY kind, queue ORDER BY hours)
)
SELECT CASE GROUPING(month) WHEN 1 THEN 'sum' ELSE 'month' END, kind, stage, channel, here, month, ARRAY[{BECAME}]
FROM cells WHERE of_sums = 1 GROUP BY GROUPING SETS ((kind, stage, channel, here), (kind, month))
UNION ALL
SELECT 'spread', kind, queue, NULL, TRUE, NULL, ARRAY[
       min(hours) FILTER (WHERE people * 2 >= whole), min(hours) FILTER (WHERE told * 2 >= whole),
       min(hours) FILTER (WHERE people * 10 >= whole * 9), min(hours) FILTER (WHERE told * 10 >= whole * 9)]
FROM ranked WHERE whole >= {LEAST} GROUP BY kind, queue
"""
# The headline alone: in time, and judged.
KEPT = f"""
WITH {COUNTED}
SELECT coalesce(sum(count) FILTER (WHERE verdict = 'on_time'), 0), coalesce(sum(count), 0)
FROM counted WHERE kind = 'tell' AND verdict <> 'open'
"""
