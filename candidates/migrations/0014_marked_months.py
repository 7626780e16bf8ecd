"""The database marks the month of every settled row that changes, whoever changes it. Marks are only ever added, so
that two colleagues who tell somebody at the same moment never wait for each other.

Months follow the clock the promise was made by (its policy), so that another zone or calendar moves no past figure.
Rows are compared as sets, and found by key one by one: whatever the planner remembers of a first, small statement,
a later one of fifty thousand rows stays quick.
"""

from django.db import migrations

MONTH = """
CREATE FUNCTION candidates_month_of(moment timestamptz, policy jsonb) RETURNS date
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT date_trunc('month', moment AT TIME ZONE coalesce(policy ->> 'zone', 'Europe/Amsterdam'))::date
$$
"""

COLUMNS = """rejection_id, kind, due_at, agreed_for, met_at, met_channel, channel, met_by_id, owner_id, stopped_at,
        stopped_why, policy"""

DEADLINES = f"""
CREATE FUNCTION candidates_mark_deadlines() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        INSERT INTO candidates_figuremark (month)
        SELECT DISTINCT candidates_month_of((SELECT decided_at FROM candidates_rejection WHERE id = n.rejection_id), policy)
        FROM new_rows n WHERE met_at IS NOT NULL OR stopped_at IS NOT NULL;
    ELSIF TG_OP = 'DELETE' THEN
        INSERT INTO candidates_figuremark (month)
        SELECT month FROM (
            SELECT DISTINCT candidates_month_of(
                (SELECT decided_at FROM candidates_rejection WHERE id = o.rejection_id), policy) AS month
            FROM old_rows o WHERE met_at IS NOT NULL OR stopped_at IS NOT NULL
        ) AS gone WHERE month IS NOT NULL;
    ELSE
        INSERT INTO candidates_figuremark (month)
        SELECT DISTINCT candidates_month_of((SELECT decided_at FROM candidates_rejection WHERE id = rejection_id), policy)
        FROM (
            (SELECT {COLUMNS} FROM new_rows WHERE met_at IS NOT NULL OR stopped_at IS NOT NULL
             EXCEPT SELECT {COLUMNS} FROM old_rows)
            UNION ALL
            (SELECT {COLUMNS} FROM old_rows WHERE met_at IS NOT NULL OR stopped_at IS NOT NULL
             EXCEPT SELECT {COLUMNS} FROM new_rows)
        ) AS changed;
    END IF;
    RETURN NULL;
END $$
"""

REJECTIONS = """
CREATE FUNCTION candidates_mark_rejections() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO candidates_figuremark (month)
    SELECT DISTINCT candidates_month_of(decided_at, policy)
    FROM (
        SELECT id, decided_at, stage_at_rejection, reason, vacancy_id, undone_at, reopened_at FROM new_rows
        EXCEPT
        SELECT id, decided_at, stage_at_rejection, reason, vacancy_id, undone_at, reopened_at FROM old_rows
    ) AS changed
    CROSS JOIN LATERAL (
        SELECT policy FROM candidates_deadline
        WHERE rejection_id = changed.id AND (met_at IS NOT NULL OR stopped_at IS NOT NULL) OFFSET 0
    ) AS settled;
    RETURN NULL;
END $$
"""

VACANCIES = """
CREATE FUNCTION candidates_mark_vacancies() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO candidates_figuremark (month)
    SELECT DISTINCT candidates_month_of(decided_at, policy)
    FROM candidates_rejection r JOIN candidates_deadline d ON d.rejection_id = r.id
    WHERE r.vacancy_id = NEW.id AND (met_at IS NOT NULL OR stopped_at IS NOT NULL);
    RETURN NULL;
END $$
"""

TRIGGERS = (
    """CREATE TRIGGER mark_new_deadlines AFTER INSERT ON candidates_deadline
       REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION candidates_mark_deadlines()""",
    """CREATE TRIGGER mark_changed_deadlines AFTER UPDATE ON candidates_deadline
       REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
       FOR EACH STATEMENT EXECUTE FUNCTION candidates_mark_deadlines()""",
    """CREATE TRIGGER mark_gone_deadlines AFTER DELETE ON candidates_deadline
       REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION candidates_mark_deadlines()""",
    """CREATE TRIGGER mark_changed_rejections AFTER UPDATE ON candidates_rejection
       REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
       FOR EACH STATEMENT EXECUTE FUNCTION candidates_mark_rejections()""",
    """CREATE TRIGGER mark_moved_vacancies AFTER UPDATE OF department_id ON candidates_vacancy
       FOR EACH ROW WHEN (OLD.department_id IS DISTINCT FROM NEW.department_id)
       EXECUTE FUNCTION candidates_mark_vacancies()""",
)
# What was settled before this migration is counted at the first ring.
MARK_ALL = """
INSERT INTO candidates_figuremark (month)
SELECT DISTINCT candidates_month_of(decided_at, policy)
FROM candidates_rejection r JOIN candidates_deadline d ON d.rejection_id = r.id
WHERE met_at IS NOT NULL OR stopped_at IS NOT NULL
"""
GONE = """
DROP FUNCTION candidates_mark_deadlines() CASCADE;
DROP FUNCTION candidates_mark_rejections() CASCADE;
DROP FUNCTION candidates_mark_vacancies() CASCADE;
DROP FUNCTION candidates_month_of(timestamptz, jsonb)
"""


class Migration(migrations.Migration):
    dependencies = [("candidates", "0013_figures")]

    operations = [
        migrations.RunSQL(MONTH, GONE),
        *(migrations.RunSQL(made, migrations.RunSQL.noop) for made in (DEADLINES, REJECTIONS, VACANCIES, *TRIGGERS)),
        migrations.RunSQL(MARK_ALL, migrations.RunSQL.noop),
    ]
