"""The cache is a table: nothing that keeps the portal safe may hang on a broker."""

from django.core.management import call_command
from django.db import migrations


def make(apps, schema_editor):
    call_command("createcachetable", database=schema_editor.connection.alias, verbosity=0)


class Migration(migrations.Migration):
    dependencies = [("candidates", "0003_sessions_end")]
    operations = [migrations.RunPython(make, migrations.RunPython.noop)]
