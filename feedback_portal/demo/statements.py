"""The SQL behind demo/history: each statement fills one table from the dice of `drawn`."""

DAYS = """
CREATE TEMP TABLE demo_day ON COMMIT DROP AS
SELECT n - 1 AS n, opens, call_due, talk_due
FROM unnest(%s::timestamptz[], %s::timestamptz[], %s::timestamptz[]) WITH ORDINALITY AS t (opens, call_due, talk_due, n)
"""
# One row per decision with its dice: r(k) is a number below 1,000 that only depends on the seed, the row and k.
DRAWN = """
CREATE TEMP TABLE drawn ON COMMIT DROP AS
WITH dice AS (
    SELECT i, ARRAY(SELECT (abs(hashint8extended(i * 64 + k, %(seed)s)) %% 1000)::int FROM generate_series(0, 11) k) AS r,
           abs(hashint8extended(i, %(seed)s + 1)) AS big
    FROM generate_series(%(from)s, %(to)s) i
)
SELECT i, r, big,
       (SELECT coalesce(max(id), 0) FROM candidates_candidate) + i - %(from)s + 1 AS candidate_id,
       (SELECT coalesce(max(id), 0) FROM candidates_rejection) + i - %(from)s + 1 AS rejection_id,
       CASE WHEN r[1] < 700 THEN 'cv-screening' WHEN r[1] < 920 THEN 'interview' ELSE 'late-stage' END AS stage,
       CASE WHEN r[2] < 940 THEN 'us' WHEN r[2] < 980 THEN 'candidate' ELSE 'other' END AS ended_by,
       d.opens + (r[3] * 28 + r[4]) * interval '1 second' AS decided_at, d.opens, d.call_due, d.talk_due,
       (%(recruiters)s::bigint[])[1 + (r[5] * r[5] / 1000) * cardinality(%(recruiters)s::bigint[]) / 1000] AS recruiter_id,
       (%(vacancies)s::bigint[])[1 + r[6] %% cardinality(%(vacancies)s::bigint[])] AS vacancy_id,
       CASE WHEN r[7] < 920 THEN 'nl' ELSE 'en' END AS language
FROM dice JOIN demo_day d ON d.n = big %% %(days)s
"""
ANALYZE = "ANALYZE drawn"
CANDIDATES = """
INSERT INTO candidates_candidate (id, name, email, phone, language, no_more_calls, no_questions, created_at)
SELECT candidate_id,
       (%(first)s::text[])[1 + big / 7 %% cardinality(%(first)s::text[])] || ' ' ||
       (%(last)s::text[])[1 + big / 977 %% cardinality(%(last)s::text[])],
       (%(first_ascii)s::text[])[1 + big / 7 %% cardinality(%(first)s::text[])] || '.' ||
       (%(last_ascii)s::text[])[1 + big / 977 %% cardinality(%(last)s::text[])] || '.' || i || '@example.org',
       CASE WHEN stage = 'cv-screening' THEN '' ELSE '+316' || lpad((big %% 100000000)::text, 8, '1') END,
       language, false, false, decided_at
FROM drawn
"""
REJECTIONS = """
INSERT INTO candidates_rejection (id, public_id, reference, candidate_id, vacancy_id, recruiter_id, stage_at_rejection,
    ended_by, reason, reason_details, talent_pool, language, decided_at, logged_at, is_back_dated, is_imported,
    keep_until, keep_why, taken_back_why, forgotten_why)
SELECT rejection_id, md5(%(seed)s || '/' || i)::uuid, '', candidate_id, vacancy_id, recruiter_id, stage,
       ended_by, CASE WHEN ended_by = 'us' THEN (%(reasons)s::text[])[1 + r[8] %% cardinality(%(reasons)s::text[])] ELSE '' END,
       '', false, language, decided_at, decided_at + interval '4 minutes', false, false,
       (decided_at AT TIME ZONE %(zone)s)::date + 28, 'decision', '', ''
FROM drawn
"""
# 93 of 100 in time: most on the day itself, the others in office hours before the due moment. A few were never told.
TELL = """
INSERT INTO candidates_deadline (rejection_id, kind, channel, owner_id, due_at, policy, created_at, met_at, met_channel,
    met_by_id, stopped_at, stopped_why)
SELECT rejection_id, 'tell', channel, recruiter_id, due_at, policy::jsonb, decided_at + interval '4 minutes',
       CASE WHEN r[9] < 995 THEN least(met_at, %(now)s::timestamptz - interval '2 hours') END,
       CASE WHEN r[9] < 995 THEN channel ELSE '' END, CASE WHEN r[9] < 995 THEN recruiter_id END,
       CASE WHEN r[9] >= 995 THEN due_at + interval '9 days' END, CASE WHEN r[9] >= 995 THEN 'history' ELSE '' END
FROM (
    SELECT *, CASE
        WHEN r[10] >= 930 AND channel = 'mail' THEN opens + interval '72 hours' + r[11] * interval '25 seconds'
        WHEN r[10] >= 930 THEN due_at + interval '17 hours' + r[11] * interval '25 seconds'
        WHEN r[10] < 600 OR (channel = 'mail' AND extract(isodow FROM opens) = 5)
            THEN decided_at + (opens + interval '9 hours' - decided_at) * (0.05 + r[11] / 1100.0)
        WHEN channel = 'mail' THEN opens + interval '24 hours' + (decided_at - opens) * (r[11] / 1001.0)
        ELSE due_at - (r[11] + 5) * interval '25 seconds' END AS met_at
    FROM (
        SELECT *, CASE stage WHEN 'cv-screening' THEN 'mail' ELSE 'call' END AS channel,
               CASE stage WHEN 'cv-screening' THEN decided_at + interval '24 hours' ELSE call_due END AS due_at,
               CASE stage WHEN 'cv-screening' THEN %(mail_policy)s ELSE %(call_policy)s END AS policy
        FROM drawn WHERE ended_by <> 'candidate'
    ) AS promised
) AS answered
"""
TALK = """
INSERT INTO candidates_deadline (rejection_id, kind, channel, owner_id, due_at, policy, created_at, met_at, met_channel,
    met_by_id, stopped_why)
SELECT rejection_id, 'talk', 'talk', recruiter_id, talk_due, %(talk_policy)s::jsonb, decided_at + interval '4 minutes',
       least(decided_at + (talk_due - decided_at) * (0.3 + r[12] / 1500.0), %(now)s::timestamptz - interval '1 hour'),
       'talk', recruiter_id, ''
FROM drawn WHERE stage = 'late-stage' AND ended_by <> 'candidate'
"""
CALLS = """
INSERT INTO candidates_callattempt (rejection_id, outcome, minutes, by_id, at)
SELECT d.rejection_id, 'reached', 4 + (d.id %% 8), d.owner_id, d.met_at
FROM candidates_deadline d JOIN drawn USING (rejection_id) WHERE d.kind = 'tell' AND d.channel = 'call' AND d.met_at IS NOT NULL
"""
FEEDBACK = """
INSERT INTO candidates_feedback (rejection_id, went_well, why_not, advice, note, saved_at, saved_by_id, version,
    kept_at, page_key, typed)
SELECT rejection_id, p ->> 0, p ->> 1, p ->> 2, '', decided_at + interval '1 hour', recruiter_id, 1,
    decided_at + interval '1 hour', '', '{}'
FROM (SELECT *, %(points)s::jsonb -> (r[8] %% jsonb_array_length(%(points)s::jsonb)) AS p
      FROM drawn WHERE ended_by <> 'candidate' ORDER BY decided_at DESC LIMIT %(with_points)s) AS newest
"""
SEQUENCES = """
SELECT setval(pg_get_serial_sequence('candidates_candidate', 'id'), (SELECT max(id) FROM candidates_candidate)),
       setval(pg_get_serial_sequence('candidates_rejection', 'id'), (SELECT max(id) FROM candidates_rejection))
"""

STATEMENTS = (DRAWN, ANALYZE, CANDIDATES, REJECTIONS, TELL, TALK, CALLS, FEEDBACK, SEQUENCES)
