from datetime import UTC, datetime

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("candidates", "0001_initial")]

    operations = [
        migrations.AddField(
            model_name="letter",
            name="planned_at",
            field=models.DateTimeField(default=datetime(2026, 11, 1, tzinfo=UTC)),
            preserve_default=False,
        ),
    ]
