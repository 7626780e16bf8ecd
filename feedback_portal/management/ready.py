"""Makes the database fit for this release, and fills an empty one with the demo."""

import subprocess
import sys
from collections.abc import Callable, Mapping

from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.utils import translation

from candidates.access.setup import setup_code
from candidates.models import Organisation, User
from candidates.models.user import Role
from feedback_portal.demo.hospital import PASSWORD
from feedback_portal.embedded.folder import REPOSITORY
from feedback_portal.embedded.trouble import StartError
from feedback_portal.management.translations import compile_translations


def make_ready(environment: Mapping[str, str], *, say: Callable[[str], None]) -> None:
    compile_translations()
    migrate(say=say)
    if is_empty() and environment.get("DEMO", "").lower() != "no":
        say("An empty database: filling it with a demo month (DEMO=no begins empty)")
        fill_with_the_demo(environment)
    connection.close()


def migrate(*, say: Callable[[str], None]) -> None:
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if plan:
        say(f"Database: {len(plan)} steps to this release")
        call_command("migrate", interactive=False, verbosity=1)
    call_command("createcachetable", verbosity=0)


def is_empty() -> bool:
    return not (User.objects.exists() or Organisation.objects.exists())


def fill_with_the_demo(environment: Mapping[str, str]) -> None:
    """In a process of its own: its letters name the address that `up` just chose."""
    command = [sys.executable, "manage.py", "demo"]
    if subprocess.run(command, cwd=REPOSITORY, env=dict(environment), check=False).returncode:
        raise StartError("The demo could not be made. Begin without it: make run DEMO=no")


def demo_logins() -> list[str]:
    """One for each role, in the order in which people get to know the portal. In English, as all the terminal says:
    of a first run the translations are not read yet."""
    people = User.objects.filter(is_active=True, is_demo=True).order_by("role", "id").distinct("role")
    with translation.override("en"):
        return [f"{one.email} / {PASSWORD} ({one.get_role_display()})" for one in sorted(people, key=_role)]


def first_page(site: str) -> str:
    """Where an empty installation begins; whoever knows this address may begin it."""
    if Organisation.objects.current().set_up_at or User.objects.administrators().exists():
        return ""
    return f"{site}/begin/?code={setup_code()}"


def _role(person: User) -> int:
    return Role.values.index(person.role)
