"""The one place that says what counts, as SQL: a promise with its month, its verdict and its hours.

What counts: every promise of a decision that stands, or was reopened. What was taken back before anybody heard it
never was. A promise that was stopped before its moment (reopened in time, or forgotten because the candidate asked for
that) has no verdict; stopped later it was never kept, for late stays late. Nobody looks at a talk of long ago. Hours
are elapsed hours, a begun one counts whole: so "within 24 hours" is 24 or less, and a change of the clock changes
nothing.

Texts are put together of our own constants; whatever somebody asks for goes along as a parameter.
"""

ZONE = "coalesce(d.policy ->> 'zone', 'Europe/Amsterdam')"
# A talk may be held until the close of the day that the candidate chose.
LATE_FROM = f"""CASE WHEN d.kind <> 'talk' OR d.agreed_for IS NULL THEN d.due_at ELSE greatest(d.due_at,
    ((d.agreed_for AT TIME ZONE {ZONE})::date + coalesce(d.policy ->> 'close_of_day', '17:00')::time)
        AT TIME ZONE {ZONE}) END"""

HOURS = "ceil(extract(epoch FROM ({until}) - r.decided_at) / 3600)::int"

# Of every promise: what a list or a count needs. %(now)s is asked for what is still open only.
PROMISES = f"""
SELECT d.id, r.decided_at, d.kind, candidates_month_of(r.decided_at, d.policy) AS month,
       coalesce(v.department_id, 0) AS department, r.stage_at_rejection AS stage,
       coalesce(nullif(d.met_channel, ''), d.channel) AS channel,
       coalesce(d.met_by_id, d.owner_id) AS person,
       CASE WHEN d.met_at IS NULL AND d.stopped_at IS NOT NULL THEN 'never'
            WHEN d.met_at IS NULL AND ({LATE_FROM}) < %(now)s THEN 'overdue'
            WHEN d.met_at IS NULL THEN 'open'
            WHEN d.met_at <= ({LATE_FROM}) THEN 'on_time' ELSE 'late' END AS verdict,
       greatest({HOURS.format(until="coalesce(d.met_at, d.stopped_at, %(now)s)")}, 0) AS hours,
       (r.reason <> '')::int AS reasoned, (r.reason = 'other')::int AS other
FROM candidates_rejection r
JOIN candidates_deadline d ON d.rejection_id = r.id
JOIN candidates_vacancy v ON v.id = r.vacancy_id
WHERE r.undone_at IS NULL
  AND (d.met_at IS NOT NULL OR d.stopped_at IS NULL OR (d.stopped_why = 'history' AND d.kind = 'tell')
       OR (d.stopped_why IN ('reopened', 'forgotten') AND d.stopped_at > ({LATE_FROM})))
"""
SETTLED = "(d.met_at IS NOT NULL OR d.stopped_at IS NOT NULL)"
OPEN = "d.met_at IS NULL AND d.stopped_at IS NULL"
NEAR_PERIOD = """r.decided_at >= %(first)s::timestamp AT TIME ZONE 'UTC' - interval '1 day'
  AND r.decided_at < (%(last)s::date + interval '1 month')::timestamp AT TIME ZONE 'UTC' + interval '1 day'"""
# A month on any clock of the world lies within a day of the same month in UTC: so the index finds it.
NEAR_MONTH = """r.decided_at >= {month}::timestamp AT TIME ZONE 'UTC' - interval '1 day'
  AND r.decided_at < ({month} + interval '1 month')::timestamp AT TIME ZONE 'UTC' + interval '1 day'
  AND candidates_month_of(r.decided_at, d.policy) = {month}"""

WANTED = """month BETWEEN %(first)s AND %(last)s
  AND (%(department)s::bigint IS NULL OR department = %(department)s)
  AND (%(stage)s::text IS NULL OR stage = %(stage)s)
  AND (%(channel)s::text IS NULL OR channel = %(channel)s)
  AND (%(person)s::bigint IS NULL OR person = %(person)s)"""

CELL = "month, kind, stage, channel, verdict, hours"

# What was counted before, the rows of months that changed since, what is still open: together the truth of now. Rows
# are read once, however often a statement asks for them; what was counted is short enough to be read again.
COUNTED = f"""
marked AS MATERIALIZED (
    SELECT DISTINCT month FROM candidates_figuremark WHERE month BETWEEN %(first)s AND %(last)s
), moving AS MATERIALIZED (
    SELECT {CELL}, 1 AS count, reasoned, other FROM marked CROSS JOIN LATERAL (
        SELECT * FROM ({PROMISES} AND {SETTLED} AND {NEAR_MONTH.format(month="marked.month")} OFFSET 0) AS rows
    ) AS changed (
        id, decided_at, kind, month_again, department, stage, channel, person, verdict, hours, reasoned, other)
    WHERE {WANTED}
    UNION ALL
    SELECT {CELL}, 1, reasoned, other FROM ({PROMISES} AND {OPEN}) AS still WHERE {WANTED}
), counted AS NOT MATERIALIZED (
    SELECT {CELL}, count, reasoned, other FROM candidates_figurecount
    WHERE {WANTED} AND month NOT IN (SELECT month FROM marked)
    UNION ALL
    SELECT * FROM moving
)
"""
