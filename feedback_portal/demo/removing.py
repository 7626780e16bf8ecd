from django.apps import apps
from django.db import connection, transaction

KEPT = {"django_content_type", "auth_permission"}


@transaction.atomic
def remove_demo() -> None:
    """Empties every table of the portal, history and sessions included, and begins counting at one again."""
    ours = {model._meta.db_table for model in apps.get_models(include_auto_created=True)} - KEPT
    tables = sorted(ours & set(connection.introspection.table_names()))
    with connection.cursor() as cursor:
        quoted = ", ".join(connection.ops.quote_name(table) for table in tables)
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute(f"TRUNCATE {quoted} RESTART IDENTITY CASCADE")
