import pgtrigger.migrations
from django.db import migrations

# Plain triggers, as those of the file of proof: pgtrigger's can be told to look away. A demonstration may be cleared
# away whole (proof_of_a_demo, 0010). Histories kept the address of a page, and with it personal links: now its name.
GUARDS = """
CREATE FUNCTION reads_only_grow() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'Who looked stays as written: % is refused', TG_OP USING ERRCODE = 'restrict_violation';
END $$;

CREATE TRIGGER reads_only_grow BEFORE UPDATE OR DELETE ON candidates_read
    FOR EACH ROW EXECUTE FUNCTION reads_only_grow();
CREATE TRIGGER proof_is_not_truncated BEFORE TRUNCATE ON candidates_read
    FOR EACH STATEMENT EXECUTE FUNCTION proof_of_a_demo();
CREATE TRIGGER proof_is_not_truncated BEFORE TRUNCATE ON candidates_override
    FOR EACH STATEMENT EXECUTE FUNCTION proof_of_a_demo();
ALTER TABLE candidates_read ENABLE ALWAYS TRIGGER reads_only_grow;
ALTER TABLE candidates_read ENABLE ALWAYS TRIGGER proof_is_not_truncated;
ALTER TABLE candidates_override ENABLE ALWAYS TRIGGER proof_is_not_truncated;
"""
NO_GUARDS = """
DROP FUNCTION reads_only_grow CASCADE;
DROP TRIGGER proof_is_not_truncated ON candidates_read;
DROP TRIGGER proof_is_not_truncated ON candidates_override;
"""
NO_LINKS = "UPDATE pghistory_context SET metadata = metadata - 'url' WHERE metadata ? 'url'"


class Migration(migrations.Migration):

    dependencies = [
        ('candidates', '0016_forgetting'),
        ('pghistory', '0001_initial'),
    ]

    operations = [
        pgtrigger.migrations.RemoveTrigger(
            model_name='read',
            name='reads_stay_as_written',
        ),
        migrations.RunSQL(GUARDS, NO_GUARDS),
        migrations.RunSQL(NO_LINKS, migrations.RunSQL.noop),
    ]
