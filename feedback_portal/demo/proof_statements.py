"""The SQL that gives the decisions of `drawn` their files of proof, with the words of the database (migration 0010).

Every decision has its first entry. The newest ones, whose three points are known, also say how they were told.
"""

# The entries to write: each follows from the one before it in the same file.
LINES = """
CREATE TEMP TABLE proof_line (rejection_id bigint, public_id uuid, number bigint, what text, at timestamptz, by bigint,
    salt text, text text, previous text) ON COMMIT DROP
"""
SALT = "replace(gen_random_uuid()::text || gen_random_uuid()::text, '-', '')"
DIGEST = "encode(sha256(convert_to(salt || text, 'UTF8')), 'hex')"
HASH = f"proof_hash(public_id, number, what, at, by, {DIGEST}, previous)"
DECIDED = f"""
INSERT INTO proof_line
SELECT r.id, r.public_id, 1, 'decided', r.logged_at, r.recruiter_id, {SALT},
       jsonb_strip_nulls(jsonb_build_object(
           'candidate', p.name, 'vacancy', v.title, 'department', d.name, 'stage', r.stage_at_rejection,
           'ended_by', r.ended_by, 'reason', nullif(r.reason, ''), 'decided_at', proof_moment(r.decided_at),
           'by', trim(u.first_name || ' ' || u.last_name),
           'promised', (SELECT jsonb_agg(jsonb_build_object('kind', kind, 'channel', channel,
                                                            'due_at', proof_moment(due_at)) ORDER BY kind DESC)
                        FROM candidates_deadline WHERE rejection_id = r.id)))::text, repeat('0', 64)
FROM drawn JOIN candidates_rejection r ON r.id = drawn.rejection_id
JOIN candidates_candidate p ON p.id = r.candidate_id JOIN candidates_vacancy v ON v.id = r.vacancy_id
LEFT JOIN candidates_department d ON d.id = v.department_id JOIN candidates_user u ON u.id = r.recruiter_id
"""
TOLD = f"""
INSERT INTO proof_line
SELECT rejection_id, public_id, 2, CASE t.channel WHEN 'call' THEN 'call' ELSE 'approved' END,
       CASE t.channel WHEN 'call' THEN t.met_at ELSE greatest(t.created_at, t.met_at - interval '10 minutes') END,
       t.met_by_id, {SALT},
       jsonb_strip_nulls(jsonb_build_object(
           'went_well', f.went_well, 'why_not', f.why_not, 'advice', f.advice,
           'outcome', CASE t.channel WHEN 'call' THEN 'reached' END,
           'address', CASE t.channel WHEN 'mail' THEN p.email END, 'by', trim(u.first_name || ' ' || u.last_name)))::text,
       {HASH}
FROM proof_line JOIN candidates_feedback f USING (rejection_id) JOIN candidates_deadline t USING (rejection_id)
JOIN (SELECT rejection_id, candidate_id FROM drawn) AS d USING (rejection_id) JOIN candidates_candidate p ON p.id = d.candidate_id
JOIN candidates_user u ON u.id = t.met_by_id WHERE t.kind = 'tell' AND t.met_at IS NOT NULL
"""
POSTED = f"""
INSERT INTO proof_line
SELECT rejection_id, public_id, 3, 'mail_sent', t.met_at, NULL, {SALT},
       jsonb_build_object('address', text::jsonb -> 'address')::text, {HASH}
FROM proof_line JOIN candidates_deadline t USING (rejection_id) WHERE what = 'approved' AND t.kind = 'tell'
"""
FILES = f"""
INSERT INTO candidates_prooffile (rejection_id, entries, tip)
SELECT DISTINCT ON (rejection_id) rejection_id, number, {HASH} FROM proof_line ORDER BY rejection_id, number DESC
"""
ENTRIES = f"""
INSERT INTO candidates_proofentry (file_id, number, what, at, by_id, digest, previous, hash)
SELECT rejection_id, number, what, at, by, {DIGEST}, previous, {HASH} FROM proof_line ORDER BY rejection_id, number
"""
TEXTS = """
INSERT INTO candidates_prooftext (entry_id, text, salt)
SELECT e.id, l.text, l.salt FROM proof_line l JOIN candidates_proofentry e ON e.file_id = l.rejection_id AND e.number = l.number
"""
PROOF_STATEMENTS = (LINES, DECIDED, TOLD, POSTED, FILES, ENTRIES, TEXTS)
